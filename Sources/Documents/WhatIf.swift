import Forgetting
import Measured

/// A question put to a fit: the best method that has the parameters, with a person's changes.
public struct WhatIf {
  let method: MethodFit
  let scenario: Scenario
  /// The changes as they were written, and with which method, where it is not the best one.
  let text: String

  /// - Parameter changes: as in `--set`.
  /// - Returns: nil where nothing is asked, or there is no fit.
  /// - Throws: what is wrong with the changes for the best method, where no method takes them.
  public init?(_ changes: [String], of fit: Fit) throws(DocumentError) {
    guard !changes.isEmpty, let best = fit.methods.first else { return nil }
    var refusal: DocumentError?
    for method in fit.methods {
      do throws(DocumentError) {
        scenario = try ExperimentOptions(set: changes, edit: [], at: nil)
          .experiment(from: Experiment(scenario: method.scenario)).scenario
        self.method = method
        text =
          changes.joined(separator: ", ")
          + (method.method == best.method ? "" : " with \(method.method)")
        return
      } catch {
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
    return nil
  }
}
