import ArgumentParser
import Cells
import Documents
import Explorer
import Forgetting
import Host
import Simulation
import Words

extension SweepCommand {
  /// `sweep plot`: the picture of a folder.
  struct Plot: Verb {
    static let configuration = CommandConfiguration(
      abstract:
        "The picture of a folder: a heat map over two axes, lines over one, or the trade-off.",
      discussion: """
        Over the first axis across and the second one up; further axes are looked at where --at \
        says, else at their first value. Lines are means over seeds, between them the bands where 80 % \
        of the seeds are. Words stand at their ticks, the second axis up where the first one has them. \
        --trade-off draws what every run keeps over what it learns, with the Pareto front. explore FILE \
        opens a heat map of numbers as a map.
        """)

    @Argument(help: "The folder.") var dir: String
    @Option(help: "The column (default: what is solved for, else the first measure).")
    var measure: String?
    @Option(help: "The lane of a heat map (default: the goal's where one is solved for, else 1).")
    var lane: Int?
    @Flag(help: "Kept over learned instead, a mark for each run, with the Pareto front.")
    var tradeOff = false
    @Option(help: "The axis across, by its path (default: the first).") var x: String?
    @Option(help: "The axis up, by its path (default: the second one; none: lines).")
    var y: String?
    @Option(
      help: ArgumentHelp(
        "Where another axis is looked at; may be repeated.", valueName: "path=value"))
    var at: [String] = []
    @Option(
      help: ArgumentHelp(
        "single (86 mm), double (180 mm) or millimetres as in 120x80; of txt and ansi columns and rows.",
        valueName: "size"))
    var size = "single"
    @Option(help: "txt, ansi, svg, png or pdf (default: what the output's name says, or svg).")
    var format: FigureFormat?
    @Option(
      name: [.customShort("o"), .long],
      help: ArgumentHelp("The file (default: standard output).", valueName: "file"))
    var output = "-"
    @Flag(help: "Replace the file if it is there.") var force = false

    func perform() throws(Failure) {
      let folder = try SweepEnding.folder(dir)
      let format = try chosenFormat()
      let (plot, place, missing) = try plot(folder)
      let runs = folder.sweep.runCount
      // A picture that lacks some looks like one that does not.
      let share = missing > 0 ? "\(Report.someRuns(runs - missing, of: runs))" : nil
      if missing > 0 { complain("forgetscope: note: \(Remark.runsMissing(missing, of: runs))") }
      let isCells = format == .txt || format == .ansi
      let extent = try extent(isCells: isCells, isMap: plot.isMap)
      do {
        var scenario = folder.sweep.experiment.scenario
        // Lanes are called what they are where the axes that are not drawn are looked at.
        for (path, value) in place { try scenario.set(path, to: value) }
        // Who opens the picture again sees the same end; a map is of that.
        scenario.clock.until =
          (plot.map == nil ? nil : plot.time) ?? folder.sweep.until(scenario)
        // Where the numbers are looked at.
        let snapshot = try Simulation(
          Experiment(scenario: scenario).at(plot.time ?? scenario.clock.until)
        ).snapshot()
        let caption = try FigureMaking.caption(
          of: snapshot, shown: shown(plot, snapshot), note: share)
        if isCells {
          let grid = plot.cells(
            rows: Int(extent.height), columns: Int(extent.width), symbols: .braille,
            title: title(folder) + (share.map { ", \($0)" } ?? ""))
          return try write(
            FigureMaking.bytes(of: Figure(grid: grid, caption: caption), as: format))
        }
        let panel: VectorFigure.Panel =
          !plot.isMap ? .chart(plot.chart) : .chart(plot.chart, ofLane: lane(folder.sweep))
        let svg = try VectorFigure(
          snapshot, panels: [panel], sweptPaths: plot.paths, note: share,
          width: extent.width, height: extent.height, caption: caption
        ).bytes()
        try write(
          format.isConverted
            ? try FigureMaking.converted(svg, to: format, isForPrint: true, caption: caption) : svg)
      } catch let failure as Failure {
        throw failure
      } catch let error as FigureError {
        throw .usage("--size: \(error)")
      } catch let problem as ConverterProblem {
        throw Failure(line: "\(problem)", code: 69)
      } catch {
        throw Failure(line: "\(error)", code: 70)
      }
    }

    /// What shows the same in the explorer; of lines, where the numbers are looked at.
    private func shown(_ plot: SweepPlot, _ snapshot: Snapshot) -> ShownOptions {
      let map = plot.map ?? MapChoice(in: snapshot.scenario)
      guard tradeOff || plot.map != nil else { return ShownOptions() }
      return ShownOptions(
        .view(tradeOff ? .tradeOff : .map), of: snapshot.experiment, map: map, across: .learned,
        points: tradeOff ? dir : nil, ensemble: nil)
    }

    private func title(_ folder: SweepFolder) -> String {
      let sweep = folder.sweep
      let name = sweep.title.isEmpty ? sweep.experiment.scenario.name : sweep.title
      return name
    }

    private func chosenFormat() throws(Failure) -> FigureFormat {
      let ending = output == "-" ? nil : FigureFormat(endingOf: output)
      if output != "-", format == nil, ending == nil {
        throw .usage(.outputWithoutFormat(output, endings: FigureFormat.endings))
      }
      let format = self.format ?? ending ?? .svg
      guard format != .html else {
        throw .refused("--format", "html", .oneOf(["txt", "ansi", "svg", "png", "pdf"]))
      }
      return format
    }

    private func extent(isCells: Bool, isMap: Bool) throws(Failure) -> (
      width: Double, height: Double
    ) {
      let inCells: [String: (width: Double, height: Double)] = [
        "single": (80, 24), "double": (120, 40),
      ]
      let named =
        isCells ? inCells[size] : VectorFigure.size(named: size, panels: 1, isMap: isMap)
      if let named { return named }
      let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
      let most = isCells ? 1000.0 : 1200
      guard parts.count == 2, let width = parts[0], let height = parts[1],
        (8...most).contains(width), (6...most).contains(height)
      else {
        throw .refused("--size", size, .verb(isCells ? .sizeInCells : .sizeInMillimetres))
      }
      return isCells ? (width.rounded(), height.rounded()) : (width, height)
    }

    // MARK: - Numbers

    /// The lane of a heat map, counted from 0.
    private func lane(_ sweep: Sweep) -> Int { lane.map { $0 - 1 } ?? sweep.goal?.lane ?? 0 }

    /// The picture, the values of the axes that are not drawn, and how many runs are missing.
    private func plot(
      _ folder: SweepFolder
    ) throws(Failure) -> (
      plot: SweepPlot, place: [(path: String, value: ParameterValue)], missing: Int
    ) {
      let sweep = folder.sweep
      if tradeOff {
        let (points, missing) = try PointsOption.points(of: folder, dir, "--trade-off")
        guard missing < sweep.runCount else { throw .usage(.plotWithoutRows(dir)) }
        return (SweepPlot(sweep, tradeOff: points), [], missing)
      }
      guard !sweep.axes.isEmpty else { throw .usage(.plotWithoutAxis) }
      let columns = SweepColumn.all(of: sweep)
      let name = measure.map(SweepMeasure.trimmed) ?? columns[0].name
      guard let column = columns.first(where: { $0.name == name }) else {
        throw .refused("--measure", name, .oneOf(columns.map(\.name)))
      }
      let lanes = sweep.experiment.scenario.lanes.count
      let lane = lane(sweep)
      guard (0..<lanes).contains(lane) else {
        throw .refused("--lane", lane + 1, .wholeNumber(1...lanes))
      }
      var across = try axis(x, "--x", in: sweep) ?? 0
      var up = try axis(y, "--y", in: sweep)
      if y == nil { up = sweep.axes.indices.first { $0 != across } }
      if let chosen = up, y == nil, sweep.axes[chosen].count < 2 { up = nil }
      // Words are read beside each other's rows.
      if let chosen = up, x == nil, y == nil, sweep.axes[across].hasWordsFirst,
        !sweep.axes[chosen].hasWordsFirst
      {
        (across, up) = (chosen, across)
      }
      if up == across { throw .refused("--y", y ?? "", .sweep(.oneAxis)) }
      let fixed = try places(sweep, drawn: [across] + (up.map { [$0] } ?? []))
      var grids = (up == nil ? Array(0..<lanes) : [lane]).map { lane in
        (
          lane: lane,
          grid: SweepGrid(sweep, x: across, y: up, lane: lane, column: column, fixed: fixed)
        )
      }
      var missing = 0
      do {
        let found = try folder.merge { (bytes) throws(FileError) in
          for index in grids.indices { grids[index].grid.take(bytes) }
        }
        missing = found.missing.count
      } catch let error as FileError {
        throw .file(error.description)
      } catch {
        throw .usage("\(error)")
      }
      grids.removeAll { $0.grid.count == 0 }
      guard let first = grids.first else { throw .usage(.plotWithoutRows(dir)) }
      let place = sweep.axes.indices.filter { $0 != across && $0 != up }.flatMap { index in
        let axis = sweep.axes[index]
        return zip(axis.paths, axis.values(at: fixed[index])).map { (path: $0, value: $1) }
      }
      let plot =
        if let up {
          SweepPlot(sweep, map: first.grid, y: up, lane: lane, column: column)
        } else {
          SweepPlot(sweep, lines: grids, column: column)
        }
      return (plot, place, missing)
    }

    private func axis(_ path: String?, _ option: String, in sweep: Sweep) throws(Failure) -> Int? {
      guard let path, path != "none" else { return nil }
      guard let place = sweep.axes.firstIndex(where: { $0.paths.contains(path) }) else {
        throw .refused(option, path, .oneOf(sweep.axes.flatMap(\.paths)))
      }
      return place
    }

    /// By axis the place that `--at` names, else the first.
    ///
    /// - Parameter drawn: the axes that are looked at everywhere.
    private func places(_ sweep: Sweep, drawn: [Int]) throws(Failure) -> [Int] {
      var places = sweep.axes.map { _ in 0 }
      for text in at {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let axis = try axis(parts[0], "--at", in: sweep) else {
          throw .refused("--at", text, .assignment)
        }
        guard !drawn.contains(axis) else {
          let others = sweep.axes.indices.filter { !drawn.contains($0) }
          throw .refused(
            "--at", text, .sweep(.axisNotDrawn(others.flatMap { sweep.axes[$0].paths })))
        }
        let values = (0..<sweep.axes[axis].count).map { "\(sweep.axes[axis].values(at: $0)[0])" }
        guard let place = SweepCommand.Plot.place(of: parts[1], among: values) else {
          throw .refused("--at", text, .oneOf(Array(values.prefix(20))))
        }
        places[axis] = place
      }
      return places
    }

    /// Where a value stands that may be written with three digits.
    private static func place(of text: String, among values: [String]) -> Int? {
      if let place = values.firstIndex(of: text) { return place }
      guard let wanted = Double(text) else { return nil }
      let distances = values.map { Double($0).map { abs($0 - wanted) } ?? .infinity }
      guard let place = values.indices.min(by: { distances[$0] < distances[$1] }),
        distances[place] <= 1e-3 * abs(wanted)
      else { return nil }
      return place
    }

    private func write(_ bytes: [UInt8]) throws(Failure) {
      if output == "-" {
        var stream = StandardOutput()
        try stream.write(bytes)
        return try stream.flush()
      }
      do {
        try AtomicFile.write(bytes, to: output, ifExists: force ? .replace : .refuse)
      } catch {
        throw .file(error.description)
      }
    }
  }
}
