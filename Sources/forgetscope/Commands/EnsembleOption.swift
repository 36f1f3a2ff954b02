import ArgumentParser
import Simulation

/// Bands over seeds around curves: `--ensemble N`.
struct EnsembleOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Around the curves of lanes with batches the band in which 80 % of so many seeds are.",
      valueName: "seeds"))
  var ensemble: Int?

  /// 0 where none are asked for.
  func count() throws(Failure) -> Int {
    guard let ensemble else { return 0 }
    guard (2...EnsembleRequest.largestCount).contains(ensemble) else {
      throw .refused("--ensemble", ensemble, .wholeNumber(2...EnsembleRequest.largestCount))
    }
    return ensemble
  }
}
