import ArgumentParser
import Documents
import Forgetting
import Host
import Measured
import Simulation
import Words

/// `fit`: what the two-mode picture would have to be for a log.
struct FitCommand: Verb {
  static let isLong = true
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "What the two-mode picture would have to be to come nearest to a training log.",
    discussion: """
      Per method: start, separation, the method's own parameters and the steps per unit of flow time, \
      each with its 95 % interval, by least squares on what is kept and learned. It says where the \
      data do not tell. docs/data.md says what this cannot claim. Exit status 1 if no picture fits.
      """)

  @Argument(
    help: "A log; several event files of one run, or their folder; or -.", completion: .file())
  var files: [String]
  @OptionGroup var options: DataOptions
  @Option(
    help: ArgumentHelp(
      "Methods to try, with commas between them (default: all).", valueName: "names"))
  var methods: String?
  @Option(
    help: ArgumentHelp(
      "Change the best fit and tell what it says then, as in lanes.1.replay=0.2; may be repeated.",
      valueName: "path=value"))
  var whatIf: [String] = []
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write the best fit as a scenario.", valueName: "file.yaml"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "Draw data, best fit and what is left, as svg, png or pdf.", valueName: "file"))
  var figure: String?
  @Flag(help: "Replace the files if they are there.") var force = false
  @Option(help: "text or json.")
  var format: Format = .text
  @Option(help: ArgumentHelp("Methods at the same time (default: all cores).", valueName: "n"))
  var jobs: Int?

  func perform() throws(Failure) {
    let keys = try methodKeys()
    do throws(DocumentError) {
      try WhatIf.check(whatIf, methods: keys)
    } catch {
      throw .usage("\(error)")
    }
    if let jobs, !(1...1024).contains(jobs) {
      throw .refused("--jobs", jobs, .wholeNumber(1...1024))
    }
    if let figure { _ = try figureFormat(figure) }
    for path in [output, figure].compactMap({ $0 }) {
      do throws(FileError) {
        try AtomicFile.checkPlace(path, conflict)
      } catch {
        throw .file(error.description)
      }
    }
    if output != nil {
      guard files.count == 1, let file = files.first, file != "-" else {
        throw .usage(DataProblem.noSingleLog.description)
      }
    }
    let run = try options.run(files)
    Interruption.watch()
    let fit: Fit
    do throws(DataError) {
      fit = try Fit(
        run, methods: keys, jobs: jobs ?? Processors.count,
        isWanted: { Interruption.signal == nil })
    } catch {
      throw .usage(error.description)
    }
    if let signal = Interruption.signal { throw Failure(line: "", code: 128 + signal) }
    // What the fit has found is told whatever was asked besides.
    var changed: WhatIf?
    var refusal: DocumentError?
    do throws(DocumentError) { changed = try WhatIf(whatIf, of: fit) } catch { refusal = error }
    var stream = StandardOutput()
    switch format {
    case .text:
      for report in FitSummary.reports(run, fit, changed) {
        try stream.write(report.description + "\n")
      }
      for note in run.notes { try stream.write(DataReport.note(note).description + "\n") }
    case .json: try stream.write(JSONText.pretty(FitJSON.value(run, fit, changed)))
    }
    try stream.flush()
    if let best = fit.methods.first {
      if let output {
        var scenario = FitSummary.scenario(best, of: run)
        scenario.data?.renameFiles { RelativePath.of($0, besideOther: output) }
        try write(Array(yaml(of: scenario).utf8), to: output)
      }
      if let figure { try draw(run, best, changed, to: figure) }
    }
    if let refusal { throw .usage("\(refusal)") }
    guard fit.methods.contains(where: { $0.fits != false }) else { throw .check() }
  }

  private var conflict: AtomicFile.Conflict { force ? .replace : .refuse }

  private func figureFormat(_ path: String) throws(Failure) -> FigureFormat {
    guard let format = FigureFormat(endingOf: path), [.svg, .png, .pdf].contains(format) else {
      throw .refused("--figure", path, .oneOf(["svg", "png", "pdf"]))
    }
    return format
  }

  private func methodKeys() throws(Failure) -> [String] {
    let all = MethodCatalogue.descriptions.map(\.key)
    guard let methods else { return all }
    let keys = methods.split(separator: ",").map(String.init)
    for key in keys where !all.contains(key) {
      throw .refused("--methods", key, MethodCatalogue.allowed(for: key))
    }
    guard !keys.isEmpty else {
      throw .refused("--methods", Given.noValue, MethodCatalogue.allowed(for: ""))
    }
    guard Set(keys).count == keys.count else {
      throw .refused("--methods", methods, .eachOnce)
    }
    return keys
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do throws(FileError) {
      _ = try AtomicFile.write(bytes, to: path, ifExists: conflict)
    } catch {
      throw .file(error.description)
    }
  }

  private func draw(
    _ run: MeasuredRun, _ best: MethodFit, _ changed: WhatIf?, to path: String
  ) throws(Failure) {
    let format = try figureFormat(path)
    do {
      let caption = try FigureCaption(
        title: "\(FitSummary.title(best)), \(run.shortCaption)", description: run.caption,
        stateLine: StateLine.text(of: Experiment(scenario: FitSummary.scenario(best, of: run))))
      let svg = FitFigure(run, best, changed, caption: caption).bytes()
      try write(
        format.isConverted
          ? try FigureMaking.converted(svg, to: format, isForPrint: true, caption: caption) : svg,
        to: path)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .usage("--figure: \(error)")
    }
  }
}
