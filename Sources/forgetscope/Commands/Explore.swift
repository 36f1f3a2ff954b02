import ArgumentParser
import Cells
import Explorer
import Forgetting
import Host
import Simulation
import Terminal

/// `explore`: the interactive screen.
struct Explore: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Open a scenario in the explorer (the default verb).")

  @OptionGroup var scenario: ScenarioArgument

  @Flag(help: "Start running at once.")
  var play = false
  @Option(help: "auto, braille, quadrant, block or ascii.")
  var symbols: SymbolsOption = .auto
  @Option(help: "default, light, high-contrast, colour-blind-safe or mono.")
  var palette: Palette = .standard
  @Option(help: "auto, none, 8, 16 or 256 colours.")
  var color: ColorOption = .auto
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false
  @Flag(help: "Print lines of numbers instead of a screen.")
  var plain = false
  @Option(help: "With --plain: steps between two lines.")
  var every = 10

  func perform() throws(Failure) {
    let experiment = try scenario.load()
    if plain { return try PlainRun(experiment: experiment, every: every).perform() }
    let terminal: Terminal
    do {
      terminal = try Terminal.open(
        TerminalOptions(
          symbols: symbols.symbols, colorDepth: color.depth, palette: palette, mouse: !noMouse))
    } catch {
      throw .usage(error.description)
    }
    var session: ExplorerSession
    do {
      session = try ExplorerSession(experiment, on: terminal, plays: play)
    } catch {
      terminal.close()
      throw .usage(error.description)
    }
    let code = session.run()
    if code != 0 { throw Failure(line: "", code: code) }
  }
}

/// `auto` or one of the alphabets.
enum SymbolsOption: String, ExpressibleByArgument, CaseIterable {
  case auto, braille, quadrant, block, ascii

  var symbols: Symbols? { Symbols(rawValue: rawValue) }
}

/// `auto` or a number of colours.
enum ColorOption: String, ExpressibleByArgument, CaseIterable {
  case auto, none
  case colors8 = "8"
  case colors16 = "16"
  case colors256 = "256"

  var depth: ColorDepth? { ColorDepth(rawValue: rawValue) }
}

extension Palette: ExpressibleByArgument {}

/// The explorer without a screen: a line of numbers per so many steps.
struct PlainRun {
  var experiment: Experiment
  var every: Int

  func perform() throws(Failure) {
    guard (1...1_000_000).contains(every) else {
      throw .usage("--every: \(every) is not allowed; a whole number from 1 to 1000000")
    }
    var output = StandardOutput()
    do {
      var playback = try Playback(experiment)
      while playback.simulation.tick < experiment.tick { playback.advance() }
      let clock = experiment.scenario.clock
      let start = playback.simulation.time
      // A reader, human or machine, follows in time; a file need not wait.
      let pace = standardOutputIsTerminal ? Pace(speed: clock.speed) : nil
      try output.write(PlainLine.text(for: playback.simulation.snapshot()) + "\n")
      try output.flush()
      var isAtEnd: Bool {
        playback.simulation.time >= clock.until - playback.simulation.scenario.clock.step / 2
      }
      while !isAtEnd {
        for _ in 0..<every where !isAtEnd { playback.advance() }
        pace?.wait(until: playback.simulation.time - start)
        try output.write(PlainLine.text(for: playback.simulation.snapshot()) + "\n")
        try output.flush()
      }
    } catch let error as ParameterError {
      throw .usage(error.description)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(line: "\(error)", code: 70)
    }
  }
}
