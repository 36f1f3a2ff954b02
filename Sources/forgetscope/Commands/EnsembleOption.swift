import ArgumentParser
import Simulation

/// Bands over seeds around curves: `--ensemble N`.
struct EnsembleOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Around the curves of lanes with batches the band in which 80 % of so many seeds are; or off.",
      valueName: "seeds"))
  var ensemble: String?

  /// nil where nothing is asked for: the scenario says how many. 0: none.
  func count(_ carried: String?) throws(Failure) -> Int? {
    guard let text = ensemble ?? carried else { return nil }
    if text == "off" { return 0 }
    let range = 2...EnsembleRequest.largestCount
    guard let count = Int(text), range.contains(count) else {
      throw .refused("--ensemble", text.prefix(80), .orOff(.wholeNumber(range)))
    }
    return count
  }
}
