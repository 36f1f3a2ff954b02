import Cells
import Documents
import Explorer
import Forgetting
import Host
import Simulation

/// The explorer with somebody else's keys, at a fixed size and on a clock of its own: the last screen
/// as text, or all of it as a recording. Two runs give the same bytes.
struct ScriptedRun {
  var experiment: Experiment
  var script: String
  var size: ScreenSize
  var plays: Bool
  var record: String?
  var isForced: Bool
  var display: DisplaySettings
  /// What to show.
  var asked = AskedScreen()
  /// Where the run pauses by itself.
  var condition: Condition?
  /// One to give; the experiment is the beginning of its scene.
  var lecture: LectureState?
  /// Frames per second of the script's clock.
  static let frameRate = 20.0

  func perform() throws(Failure) {
    let steps: [KeyScript.Step]
    var explorer: HeadlessExplorer
    do {
      steps = try KeyScript.steps(of: script)
    } catch {
      throw .usage(error.description)
    }
    do {
      explorer = try HeadlessExplorer(
        experiment, rows: size.rows, columns: size.columns, display: display,
        lecture: lecture, asked: asked, writesFiles: !Confinement.isKiosk)
    } catch {
      throw .usage(error.description)
    }
    var cast: CastFile?
    if let record {
      do {
        cast = try CastFile(
          Asciicast(
            title: experiment.scenario.name, command: StateLine.text(of: experiment),
            palette: display.palette), path: record, isForced: isForced, start: 0)
      } catch {
        throw .file(error.description)
      }
    }
    func show() { cast?.write(explorer.grid(), at: explorer.clock) }
    show()
    if let opening = asked.opening { explorer.open(opening) }
    if let condition { explorer.pause(when: condition) }
    if plays { explorer.press(.character(" ")) }
    for step in steps where !explorer.hasQuit {
      switch step {
      case .key(let key):
        explorer.press(key)
        show()
      case .wait(let seconds):
        let frames = Int((seconds * ScriptedRun.frameRate).rounded(.up))
        for _ in 0..<frames {
          explorer.wait(seconds / Double(frames))
          show()
        }
      }
    }
    if let cast {
      cast.finish(at: explorer.clock)
      if let problem = cast.problem { throw .writing(problem) }
      return
    }
    var output = StandardOutput()
    try output.write(explorer.grid().text + "\n")
    try output.flush()
  }
}
