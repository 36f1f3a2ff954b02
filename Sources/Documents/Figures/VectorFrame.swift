import Cells

/// One panel of a paper's figure: axes with ticks, labels and units, and what is drawn between them.
/// Lengths in millimetres.
struct VectorFrame {
  static let fontSize = 2.6
  static let smallFontSize = 2.3

  let chart: Chart
  /// Where the data is drawn.
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  private let outer: (x: Double, y: Double)
  private let letter: String?
  /// From the axis to the end of its name.
  private let below: Double
  private let number: Int

  init(
    _ chart: Chart, x: Double, y: Double, width: Double, height: Double, letter: String?,
    number: Int
  ) {
    // "1e−4" is wider than its letters are on the average.
    let widest =
      chart.y.ticks(maximum: 6).map { $0.label.count + ($0.label.contains("e") ? 1 : 0) }.max() ?? 1
    left = x + 6.2 + Double(widest) * VectorFrame.smallFontSize * 0.56
    right = x + width - 3 - (chart.tiles?.axis == nil ? 0 : VectorTiles.barWidth - 2)
    top = y + Self.above(chart)
    below = Self.below(chart, width: right - left)
    bottom = y + height - below
    outer = (x, y)
    self.letter = letter
    self.number = number
    guard chart.hasEqualScales else {
      self.chart = chart
      return
    }
    // The axis with room to spare is made longer about its middle.
    let scale = max(
      (chart.x.upper - chart.x.lower) / max(1, right - left),
      (chart.y.upper - chart.y.lower) / max(1, bottom - top))
    func longer(_ axis: Axis, _ length: Double) -> Axis {
      let middle = (axis.lower + axis.upper) / 2
      let half = scale * max(1, length) / 2
      return Axis(lower: middle - half, upper: middle + half)
    }
    var chart = chart
    chart.x = longer(chart.x, right - left)
    chart.y = longer(chart.y, bottom - top)
    self.chart = chart
  }

  // MARK: - Room

  /// Words that have no room beside each other stand upright, at the expense of height.
  private static func below(_ chart: Chart, width: Double) -> Double {
    areUpright(chart.x, width) ? 6.5 + self.width(of: chart.x.names) : 8.5
  }

  private static func areUpright(_ axis: Axis, _ room: Double) -> Bool {
    !axis.names.isEmpty && width(of: axis.names) > room / Double(axis.names.count) - 1
  }

  /// Of the longest of some words.
  static func width(of words: [String]) -> Double {
    Double(words.map(\.count).max() ?? 0) * smallFontSize * 0.56
  }

  /// Between the axes, for a curve that can be read.
  private static let leastPlot = (width: 14.0, height: 9.0)
  /// A panel's width with labels of some digits.
  static let leastWidth = 32.0

  private static func above(_ chart: Chart) -> Double { chart.title.isEmpty ? 4 : 7.4 }

  /// A panel's height in which a curve can be read.
  static func leastHeight(of chart: Chart) -> Double {
    above(chart) + leastPlot.height + below(chart, width: leastPlot.width)
  }

  /// Whether a curve can be read in it.
  var hasRoom: Bool {
    right - left >= Self.leastPlot.width - 1e-9 && bottom - top >= Self.leastPlot.height - 1e-9
  }

  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
    let across = chart.x.unit(x)
    let up = chart.y.unit(y)
    // What lies far outside is cut off by the frame; it need not be a number that SVG knows.
    guard across.isFinite, up.isFinite else { return nil }
    return (
      left + min(max(across, -9), 10) * (right - left),
      bottom - min(max(up, -9), 10) * (bottom - top)
    )
  }

  // MARK: - Elements

  func element() -> String {
    let clip = "panel\(number)"
    var text = "<clipPath id=\"\(clip)\"><rect x=\"\(SVGPath.text(left))\" "
    text += "y=\"\(SVGPath.text(top - 1))\" width=\"\(SVGPath.text(right - left))\" "
    text += "height=\"\(SVGPath.text(bottom - top + 1))\"/></clipPath>\n"
    let tiles = chart.tiles.map {
      VectorTiles(tiles: $0, left: left, right: right, top: top, bottom: bottom)
    }
    text +=
      tiles.map { tiles in
        tiles.picture()
          + tiles.bar { text, x, y, isUpright in
            Self.label(
              text, x: x, y: y, size: isUpright ? nil : VectorFrame.smallFontSize,
              anchor: isUpright ? "middle" : nil, isUpright: isUpright)
          }
      } ?? ""
    text += "<g clip-path=\"url(#\(clip))\">\n"
    for area in chart.areas { text += VectorAreas(area, place: place).element() }
    let dots = VectorDots(chart, left: left, right: right, top: top, bottom: bottom, place)
    text += dots.bands()
    text += VectorArrows(chart, left: left, right: right, top: top, bottom: bottom).element()
    let behind = chart.series.filter { $0.role == .front || $0.role == .level }
    for series in behind { text += stroke(series) }
    // Under the ways of lanes, as on the screen.
    text += otherElements()
    for series in chart.series where series.role != .front && series.role != .level {
      text += stroke(series)
    }
    text += "</g>\n"
    text += axisElements()
    for series in chart.series where series.isMarked { text += marks(along: series) }
    return text + taskLetters()
      + dots.element()
      + placeElements()
  }

  private func stroke(_ series: Chart.Series) -> String {
    let pen = VectorPen(series.role)
    return pieces(series).map { pen.stroke(points($0.xs, $0.ys)) }.joined()
  }

  /// Where a line is broken by what is no number.
  private func pieces(_ series: Chart.Series) -> [(xs: [Double], ys: [Double])] {
    zip(series.xs, series.ys).split { $0.isNaN || $1.isNaN }
      .map { piece in (piece.map(\.0), piece.map(\.1)) }
  }

  /// Runs beside those that are shown: a small dot each, a path for a lane.
  private func otherElements() -> String {
    var paths: [Int: SVGPath] = [:]
    for other in chart.others {
      guard let point = place(other.x, other.y) else { continue }
      paths[other.lane & 7, default: SVGPath()].circle(x: point.x, y: point.y, radius: 0.4)
    }
    return paths.sorted { $0.key < $1.key }.map { lane, path in
      "<path fill=\"\(VectorPen(.lane(lane)).color)\" d=\"\(path.data)\"/>\n"
    }.joined()
  }

  /// Points apart enough to be seen.
  private func points(_ xs: [Double], _ ys: [Double]) -> [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    for (x, y) in zip(xs, ys) {
      guard let point = place(x, y) else { continue }
      if let last = points.last, abs(last.x - point.x) < 0.1, abs(last.y - point.y) < 0.1 {
        continue
      }
      points.append(point)
    }
    if let x = xs.last, let y = ys.last, let end = place(x, y) { points.append(end) }
    return points
  }

  /// The mark of an intervention: a filled triangle, which is a lane's only from the seventh on.
  static let eventMark = 6

  /// A lane's marks along its curve; those of different lanes keep apart.
  private func marks(along series: Chart.Series) -> String {
    let points = points(series.xs, series.ys)
    let pen = VectorPen(series.role)
    guard case .lane(let lane) = series.role, let first = points.first, let last = points.last,
      let mark = pen.mark
    else { return "" }
    var text = ""
    if series.marksPoints {
      for point in zip(series.xs, series.ys).compactMap({ place($0, $1) })
      where point.y >= top && point.y <= bottom {
        text += pen.element(mark, x: point.x, y: point.y)
      }
      return text
    }
    // Every ninth of the panel's width, each lane a little further on.
    let step = (right - left) / 9
    var next = left + step * (0.45 + 0.23 * Double(lane % 4))
    for point in points where point.x >= next && last.x > first.x {
      while next <= point.x { next += step }
      guard point.y >= top, point.y <= bottom, last.x - point.x > 2 else { continue }
      text += pen.element(mark, x: point.x, y: point.y)
    }
    if last.y >= top, last.y <= bottom { text += pen.element(mark, x: last.x, y: last.y) }
    return text
  }

  /// The letters of tasks at the ends of their curves, from the lowest up, each clear of the one below.
  private func taskLetters() -> String {
    var ends: [(task: Int, x: Double, y: Double)] = []
    for series in chart.series {
      guard case .task(let task) = series.role, let x = series.xs.last, let y = series.ys.last,
        let end = place(x, y)
      else { continue }
      ends.append((task, end.x, min(max(end.y, top), bottom)))
    }
    ends.sort { ($0.y, $1.task) > ($1.y, $0.task) }
    for index in ends.indices.dropFirst() {
      ends[index].y = min(ends[index].y, ends[index - 1].y - VectorFrame.smallFontSize * 1.05)
    }
    return ends.map { end in
      VectorFrame.label(
        String(Glyphs.taskLetter(end.task)), x: min(end.x + 0.8, right + 0.6), y: end.y + 0.8,
        size: VectorFrame.smallFontSize, isBold: true)
    }.joined()
  }

  /// Marks of places: where lanes are, true means, goals at the right edge, interventions.
  private func placeElements() -> String {
    var text = ""
    for mark in chart.marks {
      guard let point = place(mark.x, mark.y) else { continue }
      let pen = VectorPen(.lane(mark.lane))
      if let mark = pen.mark { text += pen.element(mark, x: point.x, y: point.y) }
    }
    for label in labelsApart {
      text += Self.label(
        label.text, x: label.x, y: label.y - 0.6, size: VectorFrame.smallFontSize,
        anchor: "middle", hasHalo: true)
    }
    let cross = VectorPen(color: "#000000", width: 0.35)
    for mean in chart.crosses {
      guard let point = place(mean.x, mean.y) else { continue }
      if chart.tiles != nil {
        let ground = VectorPen(color: "#ffffff", width: 1)
        text += ground.stroke([(point.x - 1.3, point.y), (point.x + 1.3, point.y)])
        text += ground.stroke([(point.x, point.y - 1.3), (point.x, point.y + 1.3)])
      }
      text += cross.stroke([(point.x - 1, point.y), (point.x + 1, point.y)])
      text += cross.stroke([(point.x, point.y - 1), (point.x, point.y + 1)])
    }
    for rest in chart.rests {
      guard let point = place(rest.x, rest.y) else { continue }
      var ring = SVGPath()
      ring.circle(x: point.x, y: point.y, radius: 1.1)
      text +=
        "<path fill=\"#ffffff\" stroke=\"#000000\" stroke-width=\"0.35\" d=\"\(ring.data)\"/>\n"
    }
    for mean in chart.means {
      guard let point = place(mean, chart.y.lower) else { continue }
      text += VectorPen(color: "#000000", width: 0.6).stroke([
        (point.x, bottom - 1.6), (point.x, bottom + 0.8),
      ])
    }
    for goal in chart.goals {
      guard let point = place(goal.x, goal.y) else { continue }
      var line = VectorPen(.lane(goal.lane))
      line.dashes = []
      text += line.stroke([(right, point.y), (right + 1.8, point.y)])
    }
    let rule = VectorPen(color: "#999999", width: 0.2, dashes: [0.4, 0.8])
    for (index, beginning) in chart.beginnings.enumerated() {
      guard let point = place(beginning.x, chart.y.lower) else { continue }
      if beginning.x > chart.x.lower { text += rule.stroke([(point.x, top), (point.x, bottom)]) }
      let end = index + 1 < chart.beginnings.count ? chart.beginnings[index + 1].x : chart.x.upper
      let room = (place(end, chart.y.lower)?.x ?? right) - point.x
      let words = VectorFrame.words(of: beginning)
      let name = VectorFrame.hasRoom(words.whole, in: room) ? words.whole : words.letter
      text += VectorFrame.label(name, x: point.x + 0.7, y: top - 1, size: VectorFrame.smallFontSize)
    }
    for event in chart.events {
      guard let point = place(event, chart.y.lower) else { continue }
      text += VectorPen(color: "#000000").element(Self.eventMark, x: point.x, y: bottom - 0.8)
    }
    return text
  }

  /// A stage's letter, and the letter with its task's name.
  private static func words(of beginning: Chart.Beginning) -> (letter: String, whole: String) {
    let letter = beginning.task.map { String(Glyphs.taskLetter($0)) } ?? ""
    return (letter, letter.isEmpty ? beginning.name : "\(letter) \(beginning.name)")
  }

  private static func hasRoom(_ name: String, in room: Double) -> Bool {
    Double(name.count) * smallFontSize * 0.56 < room - 1
  }

  /// The stages of which a panel shows the letter alone, with their names.
  var abbreviatedStages: [String] {
    chart.beginnings.enumerated().compactMap { index, beginning in
      guard let start = place(beginning.x, chart.y.lower)?.x else { return nil }
      let end = index + 1 < chart.beginnings.count ? chart.beginnings[index + 1].x : chart.x.upper
      let whole = VectorFrame.words(of: beginning).whole
      return VectorFrame.hasRoom(whole, in: (place(end, chart.y.lower)?.x ?? right) - start)
        ? nil : whole
    }
  }

  // MARK: - Axes

  private func axisElements() -> String {
    let pen = VectorPen(color: "#000000", width: 0.25)
    var lines = SVGPath()
    lines.polyline([(left, top), (left, bottom), (right, bottom)])
    var text = ""
    let small = VectorFrame.smallFontSize
    for tick in chart.x.ticks(maximum: max(2, Int((right - left) / 9))) {
      guard let at = place(tick.value, chart.y.lower) else { continue }
      lines.polyline([(at.x, bottom), (at.x, bottom + 0.9)])
      text +=
        Self.areUpright(chart.x, right - left)
        ? Self.label(
          tick.label, x: at.x + 0.8, y: bottom + 1.6, size: small, anchor: "end", isUpright: true)
        : Self.label(
          // The last one does not leave the paper.
          tick.label, x: min(at.x, right + 2.8 - Double(tick.label.count) * small * 0.28),
          y: bottom + 3.4, size: small, anchor: "middle")
    }
    for tick in chart.y.ticks(maximum: max(2, min(6, Int((bottom - top) / 5)))) {
      guard let at = place(chart.x.lower, tick.value) else { continue }
      lines.polyline([(left - 0.9, at.y), (left, at.y)])
      text += Self.label(
        tick.label, x: left - 1.5, y: at.y + 0.8, size: small, anchor: "end")
    }
    text += Self.label(
      chart.xLabel, x: (left + right) / 2, y: bottom + below - 1.3,
      anchor: "middle")
    let middle = (top + bottom) / 2
    text += Self.label(
      chart.yLabel, x: outer.x + 3.2, y: middle, anchor: "middle", isUpright: true)
    if let letter {
      text += Self.label("(\(letter))", x: outer.x + 1, y: outer.y + 2.4, isBold: true)
    }
    if !chart.title.isEmpty { text += Self.label(chart.title, x: left, y: outer.y + 2.4) }
    return pen.stroke(lines) + text
  }

  static func label(
    _ text: String, x: Double, y: Double, size: Double? = nil, anchor: String? = nil,
    isBold: Bool = false, isUpright: Bool = false, hasHalo: Bool = false
  ) -> String {
    var attributes = " x=\"\(SVGPath.text(x))\" y=\"\(SVGPath.text(y))\""
    if let size { attributes += " font-size=\"\(SVGPath.text(size))\"" }
    if let anchor { attributes += " text-anchor=\"\(anchor)\"" }
    if isBold { attributes += " font-weight=\"bold\"" }
    // White around the letters, where lines pass.
    if hasHalo {
      attributes += " stroke=\"#ffffff\" stroke-width=\"0.7\" paint-order=\"stroke\""
    }
    if isUpright {
      attributes += " transform=\"rotate(-90 \(SVGPath.text(x)) \(SVGPath.text(y)))\""
    }
    return "<text\(attributes)>\(XMLText.escaped(text))</text>\n"
  }
}
