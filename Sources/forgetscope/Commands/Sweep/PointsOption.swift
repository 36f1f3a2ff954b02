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

  /// The folder that is asked for, and its points. One that a figure names may have gone: the rest is shown.
  ///
  /// - Parameter carried: what the figure names, and the folder that the figure is in.
  func read(
    _ carried: (name: String, beside: String)?
  ) throws(Failure) -> (folder: String, points: [Chart.Mark])? {
    if let points { return (points, try PointsOption.points(at: points)) }
    guard let carried else { return nil }
    var folder = carried.name
    if !folder.hasPrefix("/"), SweepFolder.begun(folder) == nil,
      SweepFolder.begun(carried.beside + folder) != nil
    {
      folder = carried.beside + folder
    }
    do throws(Failure) {
      return (folder, try PointsOption.points(at: folder))
    } catch {
      complain("forgetscope: note: \(error.line)")
      return nil
    }
  }

  private static func points(at folder: String) throws(Failure) -> [Chart.Mark] {
    try points(of: SweepEnding.folder(folder), folder, "--points").points
  }

  /// What the runs of a folder kept over what they learned, and how many runs are missing.
  static func points(
    of folder: SweepFolder, _ name: String, _ option: String
  ) throws(Failure) -> (points: [Chart.Mark], missing: Int) {
    guard var gathered = SweepPoints(folder.sweep) else {
      throw .usage(.pointsWithoutBoth(name, option: option))
    }
    var missing = 0
    do {
      let found = try folder.merge { (bytes) throws(FileError) in gathered.take(bytes) }
      missing = found.missing.count
    } catch let error as FileError {
      throw .file(error.description)
    } catch {
      throw .usage("\(error)")
    }
    return (gathered.points, missing)
  }
}
