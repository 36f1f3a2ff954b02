import ArgumentParser
import Simulation

/// Bands over seeds around curves: `--ensemble N`.
struct EnsembleOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Around the curves of lanes with batches the band in which 80 % of so many seeds are.",
      valueName: "seeds"))
  var ensemble: Int?

  /// nil where nothing is asked for: the scenario says how many.
  func count() throws(Failure) -> Int? {
    guard let ensemble else { return nil }
    guard (2...EnsembleRequest.largestCount).contains(ensemble) else {
      throw .refused("--ensemble", ensemble, .wholeNumber(2...EnsembleRequest.largestCount))
    }
    return ensemble
  }
}
