import Cells
import Explorer
import Forgetting
import Measured
import Simulation
import Views
import Words

/// A figure for a paper: density, mass and drift as true curves with axes, units and a legend, sized in
/// millimetres. Lanes differ by colour (Okabe and Ito 2008), by dashes and by marks, so that it can be
/// read in grey and by everybody.
public struct VectorFigure: Sendable {
  /// What one panel of a figure shows.
  public enum Panel: Sendable {
    case density
    /// A recorded measure over time.
    case measure(Measure)
    /// β of every task of a lane, counted from 0, over time, or what is kept of it.
    case tasks(lane: Int, isKept: Bool = false)
    /// A map that has been computed.
    indirect case map(MapPicture)
    /// What somebody else has made; of one lane, where it is counted from 0.
    indirect case chart(Chart, ofLane: Int? = nil)
    /// What is kept over a measure, with runs of a sweep beside it.
    case tradeOff(across: Measure, others: [Chart.Mark] = [])

    /// β over time, and the old component's drift over time in σ.
    public static let mass = measure(.oldWeight)
    public static let drift = measure(.oldDrift)
    /// What a figure shows of two tasks unless asked otherwise.
    public static let standard: [Panel] = [.density, .mass, .drift]

    /// Where tasks have names, and beside a log, lanes are compared by what they keep, as on the screen.
    public static func mass(of snapshot: Snapshot) -> Panel {
      snapshot.problem.tasks == nil && snapshot.scenario.data == nil ? mass : measure(.kept)
    }
  }

  /// In the order drawn.
  let panels: [Panel]
  /// In millimetres.
  let width: Double
  let height: Double
  let snapshot: Snapshot
  /// The log beside it.
  let data: MeasuredRun?
  /// Bands over seeds around its curves.
  let ensemble: EnsemblePicture?
  private let sweptPaths: [String]
  private let note: String?
  let caption: FigureCaption
  private let background: FigureBackground
  private var frames: [VectorFrame] = []
  private var legend: [[Entry]] = []
  private var footnote: DataCaption?
  /// "B code": stages whose letters alone stand in a panel.
  private var abbreviated: [String] = []

  /// Millimetres that a figure may be wide or high: a stamp and a poster.
  static let sizes = 30.0...1200.0
  /// Two columns of a journal.
  public static let standardSize = (width: 180.0, height: 62.0)

  /// One column of a journal, or two; nil for other words.
  public static func size(
    named name: String, panels: Int, isMap: Bool = false
  ) -> (width: Double, height: Double)? {
    switch name {
    // Panels stand one below the other there.
    case "single": (86, panels > 1 ? 50 * Double(panels) : isMap ? 74 : 66)
    case "double": panels > 1 ? standardSize : (180, 80)
    default: nil
    }
  }

  /// - Parameters:
  ///   - snapshot: the instant; curves end there.
  ///   - panels: one or more.
  ///   - data: a log whose points are drawn beside what is kept and learned.
  ///   - ensemble: bands around the curves of lanes that draw samples.
  ///   - sweptPaths: the parameters that an axis is of: a lane is not called by their values.
  ///   - note: what the legend says besides.
  ///   - width: in millimetres, within `sizes`; as `height`. A size in which no curve could be read is
  ///     refused.
  ///   - background: of the page or of the slide.
  public init(
    _ snapshot: Snapshot, panels: [Panel] = Panel.standard, data: MeasuredRun? = nil,
    ensemble: EnsemblePicture? = nil, sweptPaths: [String] = [], note: String? = nil,
    width: Double, height: Double, caption: FigureCaption, background: FigureBackground = .light
  ) throws(FigureError) {
    self.background = background
    self.sweptPaths = sweptPaths
    self.note = note
    for size in [width, height] where !VectorFigure.sizes.contains(size) {
      throw FigureError(.refused(NumberText.shortest(size), .millimetres(30...1200)))
    }
    precondition((1...26).contains(panels.count), "a figure has panels, with letters")
    self.snapshot = snapshot
    self.data = data
    self.ensemble = ensemble
    self.panels = panels
    self.width = width
    self.height = height
    self.caption = caption
    let charts = panels.map(chart)
    if let data, charts.contains(where: { !$0.dots.isEmpty }) {
      footnote = DataCaption(data.shortCaption, width: width)
    }
    legend = legendLines(charts)
    // Side by side in a wide figure, one below the other in a high one; the other way where that leaves
    // no room.
    let isWide = width >= 1.5 * height
    func arrange() {
      frames = arranged(charts, inRow: isWide)
      if !frames.allSatisfy(\.hasRoom) { frames = arranged(charts, inRow: !isWide) }
    }
    arrange()
    // Letters of stages whose names have no room are explained, at the expense of a row.
    abbreviated = frames.flatMap(\.abbreviatedStages).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    if !abbreviated.isEmpty {
      legend = legendLines(charts)
      arrange()
    }
    guard frames.allSatisfy(\.hasRoom) else {
      let least = heightOfColumn(charts)
      throw FigureError(
        .refused(
          "\(NumberText.shortest(width))x\(NumberText.shortest(height))",
          .figureRoom(
            panels: panels.count, width: Int(max(width, VectorFrame.leastWidth).rounded(.up)),
            height: Int(least.rounded(.up)))))
    }
  }

  private var footer: Double { footnote?.height ?? 0 }
  private var top: Double { 1 + Double(legend.count) * VectorFigure.legendRow }

  private func arranged(_ charts: [Chart], inRow isRow: Bool) -> [VectorFrame] {
    let count = Double(charts.count)
    let height = height - footer
    let room = (isRow ? width : height - top) - VectorFigure.gap * (count - 1)
    return charts.enumerated().map { index, chart in
      let offset = Double(index) * (room / count + VectorFigure.gap)
      return VectorFrame(
        chart, x: isRow ? offset : 0, y: isRow ? top : top + offset,
        width: isRow ? room / count : width, height: isRow ? height - top : room / count,
        letter: charts.count > 1 ? String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index))) : nil,
        number: index)
    }
  }

  /// Millimetres that panels one below the other need.
  private func heightOfColumn(_ charts: [Chart]) -> Double {
    let panel = charts.map { VectorFrame.leastHeight(of: $0) }.max() ?? 0
    return top + Double(charts.count) * (panel + VectorFigure.gap) - VectorFigure.gap + footer
  }

  // Lengths in millimetres.
  private static let legendRow = 4.0
  private static let gap = 3.0

  /// The bytes of the SVG.
  public func bytes() -> [UInt8] {
    let sizes = "\(SVGPath.text(width))mm"
    var text = SVGFigure.head(
      caption: caption, width: sizes, height: "\(SVGPath.text(height))mm",
      viewBox: "0 0 \(SVGPath.text(width)) \(SVGPath.text(height))")
    text += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    text += "<g font-family=\"Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif\" "
    text += "font-size=\"\(SVGPath.text(VectorFrame.fontSize))\" fill=\"#000000\">\n"
    for (row, entries) in legend.enumerated() {
      text += draw(entries, y: 3.4 + Double(row) * VectorFigure.legendRow)
    }
    for frame in frames { text += frame.element() }
    text += footnote?.element(bottom: height) ?? ""
    text += "</g>\n</svg>\n"
    return background == .dark ? DarkFigure.svg(text) : Array(text.utf8)
  }

  // MARK: - Legend

  private struct Entry: Sendable {
    var pen: VectorPen
    var name: String
    /// Of the line that is shown.
    var length = 7.0
    var hasLine = true
    /// A sample of the line, a space, and letters of an average width.
    var width: Double { length + 1.5 + Double(name.count) * VectorFrame.fontSize * 0.56 + 3 }
  }

  private func isOver(_ measure: Measure) -> Bool {
    panels.contains { if case .tradeOff(measure, _) = $0 { true } else { false } }
  }

  /// What is in the charts, and no more.
  private func legendLines(_ charts: [Chart]) -> [[Entry]] {
    let roles = Set(charts.flatMap { $0.series.map(\.role) })
    // Tasks are drawn in panels of their lane alone, which names it.
    let ofTasks = roles.contains { if case .task = $0 { true } else { false } }
    var entries = ofTasks ? [] : laneEntries()
    if charts.allSatisfy(\.isOfMarks) {
      for index in entries.indices { (entries[index].length, entries[index].hasLine) = (2, false) }
    }
    func addAnybodys(_ name: String, _ role: (Int) -> Chart.Role) {
      guard let first = snapshot.lanes.indices.first(where: { roles.contains(role($0)) }) else {
        return
      }
      var pen = VectorPen(role(first))
      pen.color = "#000000"
      entries.append(Entry(pen: pen, name: name))
    }
    if roles.contains(.target) { entries.append(Entry(pen: VectorPen(.target), name: "target p")) }
    if roles.contains(.start) { entries.append(Entry(pen: VectorPen(.start), name: "start")) }
    if roles.contains(.level) {
      entries.append(Entry(pen: VectorPen(.level), name: "mean of both"))
    }
    if roles.contains(.front) {
      entries.append(Entry(pen: VectorPen(.front), name: "Pareto front"))
    }
    if charts.contains(where: { !$0.others.isEmpty }) {
      entries.append(
        Entry(
          pen: VectorPen(color: "#000000"), name: "small dots: runs of the sweep", length: 0,
          hasLine: false))
    }
    if roles.contains(.restOfWeight) {
      entries.append(Entry(pen: VectorPen(.restOfWeight), name: "β rests"))
    }
    if roles.contains(.restOfDrift) {
      entries.append(Entry(pen: VectorPen(.restOfDrift), name: "drift rests"))
    }
    if charts.contains(where: { !$0.rests.isEmpty }) {
      let pen = VectorPen(color: "#000000", mark: 1)
      entries.append(Entry(pen: pen, name: "both rest", length: 2, hasLine: false))
    }
    if let area = charts.lazy.flatMap(\.areas).first {
      let view = snapshot.lanes[area.lane]
      let word = view.meters.effectiveOldMass < 0.99 * view.startOldMass ? "lost" : "missing"
      let pen = VectorPen(.lane(area.lane))
      entries.append(
        Entry(
          pen: VectorPen(color: pen.color, mark: pen.mark), name: "filled: kept, hatched: \(word)",
          length: 2, hasLine: false))
    }
    addAnybodys("law of separated modes") { .law($0) }
    if roles.contains(.overlap) {
      entries.append(Entry(pen: VectorPen(.overlap), name: "as the overlap, e^(−δ²/8)"))
    }
    if charts.contains(where: { !$0.goals.isEmpty }) {
      entries.append(
        Entry(pen: VectorPen(color: "#000000"), name: "tends to (right edge)", length: 1.8))
    }
    if charts.contains(where: { !$0.events.isEmpty }) {
      let pen = VectorPen(color: "#000000", mark: VectorFrame.eventMark)
      entries.append(Entry(pen: pen, name: "changed while running", length: 2, hasLine: false))
    }
    addAnybodys("bound") { .bound($0) }
    addAnybodys("80 % of the seeds") { .band($0) }
    for (task, name) in (snapshot.problem.tasks?.names ?? []).enumerated()
    where roles.contains(.task(task)) {
      entries.append(
        Entry(pen: VectorPen(.task(task)), name: "\(Glyphs.taskLetter(task)) \(name)"))
    }
    for name in abbreviated + (note.map { [$0] } ?? [])
    where !entries.contains(where: { $0.name == name }) {
      entries.append(
        Entry(pen: VectorPen(color: "#000000"), name: name, length: 0, hasLine: false))
    }
    if let data, charts.contains(where: { !$0.dots.isEmpty }) {
      for (number, run) in data.all.enumerated() {
        // What is drawn: of one series, or of both.
        let kinds = Set(charts.flatMap(\.dots).filter { $0.run == number }.map(\.kind))
        let steps = max(
          kinds.contains(0) ? run.drawn.stepsPerKept : 1,
          kinds.contains(1) || isOver(.learned) ? run.drawn.stepsPerLearned : 1,
          TradeOffAxis.allCases.contains { $0 != .learned && isOver($0.measure) }
            ? run.drawn.stepsPerKL : 1)
        let beyond = charts.map { $0.beyondText(ofRun: number, VectorDots.range) }.joined()
        entries.append(
          Entry(
            pen: VectorPen(ofRun: number), name: run.name + DataCaption.stretch(of: steps) + beyond,
            length: 2, hasLine: false))
      }
    }
    var lines: [[Entry]] = [[]]
    var used = 2.0
    for entry in entries {
      if used + entry.width > width, !lines[lines.count - 1].isEmpty {
        lines.append([])
        used = 2
      }
      lines[lines.count - 1].append(entry)
      used += entry.width
    }
    return lines
  }

  /// The lanes by their lines; of a map the lane that it is of, or the colours of winners.
  private func laneEntries() -> [Entry] {
    func only(_ lane: Int) -> [Entry] {
      guard snapshot.lanes.indices.contains(lane) else { return [] }
      return [
        Entry(pen: VectorPen(color: "#000000"), name: name(of: lane), length: 0, hasLine: false)
      ]
    }
    if case .chart(_, let lane?)? = panels.first { return only(lane) }
    if case .chart(let chart, nil)? = panels.first {
      let drawn = chart.drawnLanes
      return snapshot.lanes.indices.filter(drawn.contains).map {
        Entry(pen: VectorPen(.lane($0)), name: name(of: $0))
      }
    }
    guard case .map(let picture)? = panels.first, panels.count == 1 else {
      return snapshot.lanes.indices.map { Entry(pen: VectorPen(.lane($0)), name: name(of: $0)) }
    }
    if case .measure(_, let lane) = picture.request.question { return only(lane) }
    let winners = snapshot.lanes.indices.map { lane in
      let pen = VectorPen(color: VectorPen.colors[lane & 7], width: 2.4)
      return Entry(pen: pen, name: name(of: lane), length: 4)
    }
    var words: [String] = []
    if picture.values.contains(where: { $0?.isNaN == true }) { words.append("blank: nobody") }
    if picture.hasTies { words.append("alike: the first") }
    let pen = VectorPen(color: "#ffffff")
    return winners + words.map { Entry(pen: pen, name: $0, length: 0, hasLine: false) }
  }

  /// Two lanes of one method differ by what they were given.
  func name(of lane: Int) -> String {
    let view = snapshot.lanes[lane]
    // What an axis says of it has no one value here.
    let swept = Set(
      sweptPaths.map { path in
        let own = "lanes.\(lane + 1)."
        return path.hasPrefix(own) ? String(path.dropFirst(own.count)) : path
      })
    if swept.contains("method") { return "lane \(lane + 1)" }
    let isTwin = snapshot.lanes.count { $0.name == view.name } > 1
    // What no method is told: how it is sampled, its step and its rates.
    let own = LaneWords(snapshot).sampled(view).filter { words in
      !swept.contains(String(words.prefix { $0 != " " }))
    }
    let numbers = view.settings.numbers.filter { !swept.contains($0.key) }
    guard isTwin || view.settings.replay > 0 && !swept.contains("replay") else {
      return ([view.name] + own).joined(separator: ", ")
    }
    let values = numbers.sorted { $0.key < $1.key }.map {
      "\($0.key) \(NumberText.trimmed($0.value, digits: 3))"
    }
    return ([view.name] + own + values).joined(separator: ", ")
  }

  private func draw(_ entries: [Entry], y: Double) -> String {
    var x = 2.0
    var text = ""
    for entry in entries {
      let middle = y - 0.9
      if entry.hasLine { text += entry.pen.stroke([(x, middle), (x + entry.length, middle)]) }
      if let mark = entry.pen.mark {
        text += entry.pen.element(mark, x: x + entry.length / 2, y: middle)
      }
      text += VectorFrame.label(entry.name, x: x + entry.length + 1.2, y: y)
      x += entry.width
    }
    return text
  }
}
