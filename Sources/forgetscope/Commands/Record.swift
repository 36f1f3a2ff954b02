import ArgumentParser
import Cells
import Documents
import Explorer
import Forgetting
import Host
import Words

/// `record`: a run as an asciicast, without a terminal.
struct Record: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Record a run as an asciicast (version 2), without a terminal.",
    discussion: "The same scenario and options give the same bytes.")

  @OptionGroup var scenario: ScenarioArgument

  @Option(parsing: .unconditional, help: "Flow time to stop at (default: the scenario's).")
  var until: Double?
  @Option(parsing: .unconditional, help: "Frames per second of the recording, 1 to 60.")
  var fps = 20
  @Option(help: "Flow time per second of the recording (default: the scenario's).")
  var speed: Double?
  @Option(help: "Columns and rows (default: the terminal's, else 80x24).")
  var size: ScreenSize?
  @Option(help: "braille, quadrant, block or ascii.")
  var symbols: Symbols = .braille
  @Option(help: "default, light, high-contrast, colour-blind-safe or mono.")
  var palette: Palette = .standard
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file, or - for standard output.", valueName: "file.cast"))
  var output: String
  @Flag(help: "Replace a file that is there.")
  var force = false

  func perform() throws(Failure) {
    var experiment = try scenario.load()
    if let speed {
      do {
        try experiment.scenario.set("clock.speed", to: .number(speed))
      } catch {
        throw .usage("--speed: \(error)")
      }
    }
    let end = until ?? experiment.scenario.clock.until
    guard end > 0, end <= 1e6 else {
      throw .refused("--until", end, .sweep(.end))
    }
    guard (1...60).contains(fps) else {
      throw .refused("--fps", fps, .wholeNumber(1...60))
    }
    let command = StateLine.text(of: experiment)
    let size = size ?? ScreenSize.ofTerminal ?? ScreenSize(rows: 24, columns: 80)
    experiment.scenario.clock.until = end
    var explorer: HeadlessExplorer
    do {
      explorer = try HeadlessExplorer(
        experiment, rows: size.rows, columns: size.columns,
        display: DisplaySettings(
          symbols: symbols, palette: palette, isMonochrome: palette == .mono))
    } catch {
      throw .usage(error.description)
    }
    let cast: CastFile
    do {
      cast = try CastFile(
        Asciicast(title: experiment.scenario.name, command: command, palette: palette),
        path: output, isForced: force, start: 0)
    } catch {
      throw .file(error.description)
    }
    var progress = ProgressBar()
    let first = explorer.state.now.time
    cast.write(explorer.grid(), at: 0)
    explorer.press(.character(" "))
    while explorer.state.now.state == .running {
      explorer.wait(1 / Double(fps))
      cast.write(explorer.grid(), at: explorer.clock)
      if let problem = cast.problem { throw .writing(problem) }
      progress.show((explorer.state.now.time - first) / (end - first))
    }
    cast.finish(at: explorer.clock)
    progress.end()
    if let problem = cast.problem { throw .writing(problem) }
  }
}

extension Symbols: ExpressibleByArgument {}
