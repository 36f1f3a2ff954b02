import Forgetting
import Measured

/// A question put to a fit: the best method that has the parameters, with a person's changes.
public struct WhatIf {
  let method: MethodFit
  let scenario: Scenario
  /// The changes as they were written, and with which method, where it is not the best one.
  let text: String
  /// The changes as they were written.
  let changes: String

  /// What the log's last step has without the changes and with them; nil where a run does not get there.
  func ends(of run: MeasuredRun) -> (
    before: (step: Double, kept: Double, learned: Double),
    after: (step: Double, kept: Double, learned: Double)
  )? {
    guard let before = method.end(of: run), let after = method.end(of: run, scenario) else {
      return nil
    }
    return (before, after)
  }

  /// - Parameter changes: as in `--set`.
  /// - Returns: nil where nothing is asked, or there is no fit.
  /// - Throws: what is wrong with the changes for the best method, where no method takes them.
  public init?(_ changes: [String], of fit: Fit) throws(DocumentError) {
    guard !changes.isEmpty, let best = fit.methods.first else { return nil }
    var refusal: DocumentError?
    for method in fit.methods {
      do throws(DocumentError) {
        scenario = try WhatIf.changed(method.scenario, by: changes)
        self.method = method
        self.changes = changes.joined(separator: ", ")
        text =
          self.changes
          + (method.method == best.method ? "" : " with \(method.method)")
        return
      } catch {
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
    return nil
  }

  /// Refuses what no method takes whatever is found, before anything is looked for: paths that are none.
  ///
  /// - Parameter methods: keys of those that will be tried.
  public static func check(_ changes: [String], methods: [String]) throws(DocumentError) {
    var refusal: DocumentError?
    for method in methods {
      guard let scenario = Fit.example(of: method) else { return }
      do throws(DocumentError) {
        _ = try changed(scenario, by: changes)
        return
      } catch {
        // What a value may be can depend on what is found.
        if case .parameter(let problem) = error.problem, !problem.blamesPath { return }
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
  }

  private static func changed(
    _ scenario: Scenario, by changes: [String]
  ) throws(DocumentError) -> Scenario {
    var options = ExperimentOptions(set: changes)
    options.option = "--what-if"
    return try options.experiment(from: Experiment(scenario: scenario)).scenario
  }
}
