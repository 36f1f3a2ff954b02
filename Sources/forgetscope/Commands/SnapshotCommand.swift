import ArgumentParser
import Cells
import Documents
import Explorer
import Forgetting
import Host
import Simulation
import Views
import Words

/// `snapshot`: the screen at an instant, or a figure for a paper, as a file.
struct SnapshotCommand: Verb {
  static let isLong = true
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Write the screen at an instant, or a figure for a paper, to a file.",
    discussion: """
      The file carries the command that made it: forgetscope explore FILE opens it again, at the \
      same instant. Without --output it gets a fresh name in this folder, which is printed.
      """)

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var overlay: OverlayOptions
  @Option(
    help: ArgumentHelp(
      "Columns and rows of the screen (120x40); with --figure millimetres (180x62), single (86 mm wide) or double.",
      valueName: "WIDTHxHEIGHT"))
  var size: String?
  @OptionGroup var shown: ViewOptions
  @Option(help: "default, light, high-contrast, colour-blind-safe or mono.")
  var palette: Palette = .standard
  @Option(help: "dark or light (default: what the palette is made for; with --figure light).")
  var background: FigureBackground?
  @Option(help: "braille, quadrant, block or ascii.")
  var symbols: Symbols = .braille
  @Flag(
    help: """
      Draw a paper's figure of density, mass and drift, or of what --view names: svg, png or pdf.
      """)
  var figure = false
  @Option(help: "txt, ansi, html, svg, png or pdf (default: what the output's name says, or svg).")
  var format: FigureFormat?
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file, or - for standard output.", valueName: "file"))
  var output: String?
  @Flag(help: "Replace the file if it is there.")
  var force = false

  func perform() throws(Failure) {
    let format = try chosenFormat()
    let size = try parsedSize()
    if let output, output != "-" {
      do {
        // Before the work rather than after it.
        try AtomicFile.checkPlace(output, force ? .replace : .refuse)
      } catch {
        throw .file(error.description)
      }
    }
    let snapshot: Snapshot
    let asked: AskedScreen
    let view: ScreenPart
    do {
      var experiment = try scenario.load()
      try overlay.apply(to: &experiment)
      asked = try shown.asked(of: scenario, experiment)
      let first = shown.map != nil || !figure ? asked.opening : nil
      view = shown.view ?? first?.part ?? .view(.dashboard)
      // A map is of the ends of runs, and so is what stands beside it, as in the explorer.
      let isOfEnds = view == .view(.map) || shown.view == nil && first?.isOfEnds == true
      if isOfEnds, experiment.tick == 0, scenario.at == nil {
        experiment = experiment.at(experiment.scenario.clock.until)
      }
      snapshot = try Simulation(experiment).snapshot()
    } catch let error as ParameterError {
      throw .usage(error.description)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(line: "\(error)", code: 70)
    }
    var choice = MapChoice(in: snapshot.scenario)
    if case .map(let map)? = asked.opening { choice = map }
    let caption: FigureCaption
    let bytes: [UInt8]
    do {
      caption = try FigureMaking.caption(
        of: snapshot,
        shown: ShownOptions(
          view, of: snapshot.experiment, map: choice, across: across(asked, snapshot),
          points: asked.folder, ensemble: asked.ensemble))
      bytes =
        try figure
        ? paperFigure(view, snapshot, size, caption, choice, asked)
        : FigureMaking.bytes(of: screen(view, snapshot, size, caption, choice, asked), as: format)
    } catch let error as FigureError {
      throw .usage("--size: \(error)")
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(line: "\(error)", code: 70)
    }
    let name =
      output
      ?? FigureName.name(
        for: snapshot.scenario, time: snapshot.time, format: format)
    guard format.isConverted else { return try write(bytes, to: name) }
    do {
      let converted = try FigureMaking.converted(
        bytes, to: format, isForPrint: figure, caption: caption)
      try write(converted, to: name)
    } catch let problem as ConverterProblem {
      try leave(bytes, insteadOf: name, snapshot, problem)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(line: "\(error)", code: 70)
    }
  }

  // MARK: - What is asked for

  private func chosenFormat() throws(Failure) -> FigureFormat {
    let ending = output.flatMap { FigureFormat(endingOf: $0) }
    if let output, output != "-", format == nil, ending == nil {
      throw .usage(.outputWithoutFormat(output, endings: FigureFormat.endings))
    }
    let result = format ?? ending ?? .svg
    if figure, ![.svg, .png, .pdf].contains(result) {
      throw .usage(.formatOfFigure(result.rawValue))
    }
    return result
  }

  private func parsedSize() throws(Failure) -> (width: Double, height: Double) {
    guard let size, !figure || VectorFigure.size(named: size, panels: 1) == nil else {
      return figure ? VectorFigure.standardSize : (120, 40)
    }
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
    let allowed = Allowed.verb(figure ? .sizeInMillimetres : .sizeInCells)
    guard parts.count == 2, let width = parts[0], let height = parts[1], width.isFinite,
      height.isFinite
    else { throw .refused("--size", size, allowed) }
    if !figure {
      guard width == width.rounded(), height == height.rounded(), (1...1000).contains(width),
        (1...500).contains(height)
      else { throw .refused("--size", size, allowed) }
    }
    return (width, height)
  }

  // MARK: - Writing

  private func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    if name == "-" {
      var stream = StandardOutput()
      try stream.write(bytes)
      return try stream.flush()
    }
    let path: String
    do {
      path = try AtomicFile.write(
        bytes, to: name,
        ifExists: force ? .replace : output == nil ? .freshName : .refuse)
    } catch {
      throw .file(error.description)
    }
    if output == nil {
      var stream = StandardOutput()
      try stream.write(path + "\n")
      try stream.flush()
    }
  }

  /// The SVG stays where the converter is missing or fails.
  private func leave(
    _ svg: [UInt8], insteadOf name: String, _ snapshot: Snapshot,
    _ problem: ConverterProblem
  ) throws(Failure) {
    var stem =
      name == "-"
      ? FigureName.name(for: snapshot.scenario, time: snapshot.time, format: .svg) : name
    for format in [FigureFormat.png, .pdf] where stem.lowercased().hasSuffix(".\(format)") {
      stem = String(stem.dropLast(4))
    }
    if !stem.hasSuffix(".svg") { stem += ".svg" }
    let path: String
    do {
      path = try AtomicFile.write(svg, to: stem, ifExists: force ? .replace : .freshName)
    } catch {
      throw .file(error.description)
    }
    throw Failure(line: "\(Complaint.figureLeft(path, problem: "\(problem)"))", code: 69)
  }
}
