/// One curve of a plot.
public struct Curve: Sendable {
  /// Data coordinates of its points, in order. Points that are not finite break the curve.
  public var xs: [Double]
  public var ys: [Double]
  var ink: Ink
  /// Of its cells.
  public var emphasis: Emphasis
  /// The mark of its lane, shown at its end and along it.
  var mark: Character?
  var style: DotCanvas.Style
  /// The text beside the mark at the curve's end, the value as a rule.
  public var label: String?
  /// Whether the mark is repeated along the curve, for screens without colour.
  public var marksAlong: Bool
  /// Whether it is drawn two dots wide, to be seen from afar; in ASCII with `#`.
  public var isThick: Bool
  /// Whether it lies over a picture.
  var isOverShades: Bool
  /// Where curves share a cell the highest priority gives the ink, equals take turns; below 0 a curve is
  /// behind.
  public var priority: Int8
  /// Whether it can be seen where others lie over it.
  var isReference: Bool

  public init(
    xs: [Double], ys: [Double], ink: Ink, emphasis: Emphasis = [], mark: Character? = nil,
    style: DotCanvas.Style = .solid, label: String? = nil, marksAlong: Bool = false,
    isThick: Bool = false, isOverShades: Bool = false, priority: Int8 = 0,
    isReference: Bool = false
  ) {
    self.xs = xs
    self.ys = ys
    self.ink = ink
    self.emphasis = emphasis
    self.mark = mark
    self.style = style
    self.label = label
    self.marksAlong = marksAlong
    self.isThick = isThick
    self.isOverShades = isOverShades
    self.priority = priority
    self.isReference = isReference
  }
}

/// Curves over an axis, with marks and values at their ends: takes data, leaves cells.
public struct LinePlot: Sendable {
  /// Ranges and scales, and the curves in the order drawn.
  public var x: Axis
  public var y: Axis
  public var curves: [Curve]
  /// Whether mark and label stand at each curve's end, apart from each other.
  public var endLabels = false
  /// Columns kept free for the labels at the ends; nil takes what the widest needs, 6 at least.
  public var endLabelWidth: Int?
  /// Columns of the labels of y; nil takes what they need, 4 at least.
  public var leftMargin: Int?
  /// Columns kept free for goals at the right edge; nil takes what they need.
  public var goalColumns: Int?
  var goals: [Goal] = []
  /// Values of x at which something happened: a small mark on the axis.
  var events: [Double] = []
  /// Bars and marks on the line of the axis: a drift, the means.
  public var axisBars: [AxisBar] = []
  public var axisMarks: [AxisMark] = []
  /// Texts beside places of the plot.
  public var notes: [Note] = []
  /// What x is, at the right end of its labels where they leave room.
  public var xName = ""
  public var showsXLabels = true
  public var showsYLabels = true
  public var showsAxis = true
  /// Rows kept free below the axis' line, for a rug.
  public var gap = 0
  /// Marks at places of the plot, over the curves: what happened to one of them.
  public var placeMarks: [PlaceMark] = []
  /// The same under the curves of lanes and the line of the best, and over what is behind those.
  var underMarks: [PlaceMark] = []

  /// Where a curve should end up: a tick with its mark at the right edge.
  struct Goal: Hashable, Sendable {
    var y: Double
    var ink: Ink
    var mark: Character?
    init(y: Double, ink: Ink, mark: Character? = nil) {
      self.y = y
      self.ink = ink
      self.mark = mark
    }
  }

  /// A thick piece of the axis' line.
  public struct AxisBar: Hashable, Sendable {
    var from: Double
    var to: Double
    var ink: Ink
    public init(from: Double, to: Double, ink: Ink) {
      self.from = from
      self.to = to
      self.ink = ink
    }
  }

  /// A mark on the axis' line.
  public struct AxisMark: Hashable, Sendable {
    var x: Double
    var mark: Character
    var ink: Ink
    var emphasis: Emphasis
    public init(x: Double, mark: Character, ink: Ink, emphasis: Emphasis = []) {
      self.x = x
      self.mark = mark
      self.ink = ink
      self.emphasis = emphasis
    }
  }

  /// A mark at a place of the plot.
  public struct PlaceMark: Hashable, Sendable {
    var x: Double
    var y: Double
    var mark: Character
    var ink: Ink
    public init(x: Double, y: Double, mark: Character, ink: Ink) {
      self.x = x
      self.y = y
      self.mark = mark
      self.ink = ink
    }
  }

  /// A text beside a place; it looks for cells that are free, and is left out where there are none.
  public struct Note: Hashable, Sendable {
    var x: Double
    var y: Double
    var runs: [Run]
    /// Whether the left side is tried first.
    var prefersLeft: Bool
    public init(x: Double, y: Double, runs: [Run], prefersLeft: Bool = false) {
      self.x = x
      self.y = y
      self.runs = runs
      self.prefersLeft = prefersLeft
    }
  }

  public init(x: Axis, y: Axis, curves: [Curve] = []) {
    self.x = x
    self.y = y
    self.curves = curves
  }

  /// The places of the plot in a region, to find values under a pointer and to draw more.
  public func frame(in region: Region, symbols: Symbols) -> PlotFrame {
    var right = 0
    if endLabels {
      let measure = Painter(rows: 0, columns: 0, symbols: symbols)
      let widest = curves.map { measure.width(of: endText($0)) }.max() ?? 0
      right = endLabelWidth ?? max(6, widest)
    }
    func frame(_ right: Int) -> PlotFrame {
      PlotFrame(
        region: region, x: x, y: y, leftMargin: leftMargin, rightMargin: right,
        showsXLabels: showsXLabels, showsYLabels: showsYLabels, showsAxis: showsAxis, gap: gap)
    }
    let bare = frame(right)
    if let goalColumns { return goalColumns == 0 ? bare : frame(right + goalColumns) }
    return goals.isEmpty ? bare : frame(right + Self.columns(ofGoals: goals.map(\.y), bare))
  }

  /// What goals take at the right edge: a space, a short dash, and the marks of all that share a row.
  public static func columns(ofGoals goals: [Double], _ frame: PlotFrame) -> Int {
    var marks: [Int: Int] = [:]
    for goal in goals {
      if let row = frame.row(y: goal) { marks[row, default: 0] += 1 }
    }
    return marks.values.max().map { $0 + 2 } ?? 0
  }

  /// Draws the plot. Cells of the plot without dots stay as they are, so that a plot may be drawn
  /// over another; nothing is drawn outside of `region`.
  public func draw(into painter: inout Painter, region: Region) {
    let region = region.intersection(painter.grid.region)
    guard !region.isEmpty else { return }
    let frame = frame(in: region, symbols: painter.symbols)
    frame.draw(into: &painter)
    drawXName(frame, into: &painter)
    drawAxisRow(frame, into: &painter)
    drawGoals(frame, into: &painter)
    var canvas = frame.canvas(painter.symbols)
    for curve in curves {
      canvas.polyline(
        xs: curve.xs, ys: curve.ys, x: x, y: y,
        pen: DotCanvas.Pen(
          ink: curve.ink, emphasis: curve.emphasis, style: curve.style, priority: curve.priority,
          isReference: curve.isReference, isThick: curve.isThick,
          isOverShades: curve.isOverShades))
    }
    canvas.draw(into: &painter.grid, region: frame.plot)
    for mark in underMarks {
      guard let row = frame.row(y: mark.y), let column = frame.column(x: mark.x) else { continue }
      let ink = painter.grid[row, column].ink
      guard ink != .strong, !ink.isLane || ink == mark.ink else { continue }
      painter.put(mark.mark, row: row, column: column, ink: mark.ink)
    }
    for mark in placeMarks {
      guard let row = frame.row(y: mark.y), let column = frame.column(x: mark.x) else { continue }
      painter.put(mark.mark, row: row, column: column, ink: mark.ink)
    }
    for index in curves.indices where curves[index].marksAlong {
      drawMarks(along: index, frame, into: &painter)
    }
    if endLabels { drawEndLabels(frame, into: &painter) }
    for note in notes { draw(note, frame, into: &painter) }
  }

  // MARK: - The axis' line

  private func drawXName(_ frame: PlotFrame, into painter: inout Painter) {
    guard !xName.isEmpty, let row = frame.labelRow else { return }
    let start = frame.region.endColumn - painter.width(of: xName)
    let isFree = (max(0, start - 1)..<frame.region.endColumn).allSatisfy {
      painter.grid[row, $0].scalar == 0x20
    }
    if isFree { painter.write(xName, row: row, column: start, ink: .dim, clip: frame.region) }
  }

  private func drawAxisRow(_ frame: PlotFrame, into painter: inout Painter) {
    guard let row = frame.axisRow, frame.plot.width > 0 else { return }
    for bar in axisBars {
      let from = frame.x.unit(bar.from)
      let to = frame.x.unit(bar.to)
      guard from.isFinite, to.isFinite, max(from, to) >= 0, min(from, to) <= 1 else { continue }
      let width = Double(frame.plot.width)
      let first = Int(min(max(0, min(from, to)), 1) * width)
      let last = min(Int(min(max(0, max(from, to)), 1) * width), frame.plot.width - 1)
      guard first <= last else { continue }
      for column in first...last {
        painter.put(.heavyRule, row: row, column: frame.plot.column + column, ink: bar.ink)
      }
    }
    for event in events {
      guard let column = frame.column(x: event) else { continue }
      painter.put(.event, row: row, column: column, ink: .strong)
    }
    for mark in axisMarks {
      guard let column = frame.column(x: mark.x) else { continue }
      painter.put(
        mark.mark, row: row, column: column, ink: mark.ink, emphasis: mark.emphasis)
    }
  }

  // MARK: - Goals

  private func drawGoals(_ frame: PlotFrame, into painter: inout Painter) {
    guard !goals.isEmpty else { return }
    var rows = goals.map { row(of: $0, frame) }
    // One value has one row, however near to it the lanes are that have it as their goal.
    for (index, goal) in goals.enumerated()
    where zip(goals, rows).contains(where: { $0.0.y == goal.y && $0.1 != rows[index] }) {
      let own = frame.row(y: goal.y)
      for other in goals.indices where goals[other].y == goal.y { rows[other] = own }
    }
    let most = Dictionary(grouping: rows.compactMap { $0 }) { $0 }.values.map(\.count).max() ?? 0
    let left = max(frame.plot.column, frame.region.endColumn - most - 1)
    var used = [Int](repeating: 0, count: frame.plot.height)
    for (goal, row) in zip(goals, rows) {
      guard let row else { continue }
      let column = left + 1 + used[row - frame.plot.row]
      guard column < frame.region.endColumn else { continue }
      if column == left + 1 { painter.put(.dashedRule, row: row, column: left, ink: goal.ink) }
      if let mark = goal.mark {
        painter.put(mark, row: row, column: column, ink: goal.ink)
      } else {
        painter.put(.dashedRule, row: row, column: column, ink: goal.ink)
      }
      used[row - frame.plot.row] += 1
    }
  }

  /// Less than a dot from the end of its lane's curve a goal stands in that row: it has been reached.
  private func row(of goal: Goal, _ frame: PlotFrame) -> Int? {
    guard let row = frame.row(y: goal.y) else { return nil }
    guard let mark = goal.mark,
      let value = curves.last(where: { $0.mark == mark && $0.ink == goal.ink })?.ys.last,
      abs(frame.y.unit(value) - frame.y.unit(goal.y)) * Double(frame.plot.height) < 0.25
    else { return row }
    return frame.row(y: min(max(value, min(y.lower, y.upper)), max(y.lower, y.upper))) ?? row
  }
}
