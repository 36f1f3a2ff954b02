import ArgumentParser
import Cells
import Documents
import Host

/// Runs of a sweep in the view of the trade-off: `--points DIR`.
struct PointsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show the runs of a sweep in the trade-off: its folder; kept and learned are measured there.",
      valueName: "dir"),
    completion: .directory)
  var points: String?

  func read() throws(Failure) -> [Chart.Mark] {
    guard let points else { return [] }
    return try PointsOption.points(of: SweepEnding.folder(points), points, "--points")
  }

  /// What the runs of a folder kept over what they learned.
  static func points(
    of folder: SweepFolder, _ name: String, _ option: String
  ) throws(Failure) -> [Chart.Mark] {
    guard var gathered = SweepPoints(folder.sweep) else {
      throw .usage(.pointsWithoutBoth(name, option: option))
    }
    do {
      _ = try folder.merge { (bytes) throws(FileError) in gathered.take(bytes) }
    } catch let error as FileError {
      throw .file(error.description)
    } catch {
      throw .usage("\(error)")
    }
    return gathered.points
  }
}
