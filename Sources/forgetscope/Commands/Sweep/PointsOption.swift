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
    let folder = try SweepEnding.folder(points)
    guard var gathered = SweepPoints(folder.sweep) else {
      throw .usage(.pointsWithoutBoth(points))
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
