/// What a chart shows, whoever draws it: series, axes and marks in the data's own units, each by the
/// part that it plays. `LinePlot` makes cells of it, a paper's figure vectors.
public struct Chart: Sendable {
  /// What a series stands for; how that looks is the renderer's.
  public enum Role: Hashable, Sendable {
    case lane(Int)
    case target
    case start
    /// A task, where one lane's are told apart.
    case task(Int)
    /// What the theory says of a lane's course.
    case law(Int)
    /// What a lane does not go beyond.
    case bound(Int)
    /// An edge of what most runs of a lane are between.
    case band(Int)
    /// The way of a lane's mean.
    case trail(Int)
    /// What was there once.
    case ghost
    /// What dies like the overlap of the tasks.
    case overlap
    /// Where something is the same everywhere.
    case level
    /// The same on a map.
    case contour
    /// Where nothing has more of both.
    case front
    /// Where the share of the old task rests in a flow, and where its drift does.
    case restOfWeight
    case restOfDrift
  }

  /// Points in the order of their line, and what they stand for. A value that is not finite breaks
  /// the line.
  public struct Series: Sendable {
    /// As many abscissae as ordinates, in the units of the axes.
    public var xs: [Double]
    public var ys: [Double]
    public var role: Role
    /// Whether its lane's mark belongs to it.
    public var isMarked: Bool
    /// Whether it stands at every point, each of which is a run of its own, and not here and there.
    public var marksPoints = false

    public init(_ xs: [Double], _ ys: [Double], _ role: Role, isMarked: Bool = false) {
      self.xs = xs
      self.ys = ys
      self.role = role
      self.isMarked = isMarked
    }
  }

  /// A place on the edge or in the plane.
  public struct Mark: Hashable, Sendable {
    /// In the units of the axes; the lane counts from 0.
    public var x: Double
    public var y: Double
    public var lane: Int

    public init(x: Double, y: Double, lane: Int) {
      self.x = x
      self.y = y
      self.lane = lane
    }
  }

  /// Where a stage of training begins.
  public struct Beginning: Hashable, Sendable {
    /// In the units of the axis.
    public var x: Double
    public var name: String
    /// Counted from 0; nil for a task that there is no more.
    public var task: Int?

    public init(x: Double, name: String, task: Int?) {
      self.x = x
      self.name = name
      self.task = task
    }
  }

  /// What lies between two curves over the same abscissae: filled, or hatched.
  public struct Area: Sendable {
    /// In the units of the axes, and as many of each.
    public var xs: [Double]
    public var low: [Double]
    public var high: [Double]
    public var lane: Int
    public var isHatched: Bool

    public init(_ xs: [Double], from low: [Double], to high: [Double], lane: Int, isHatched: Bool) {
      self.xs = xs
      self.low = low
      self.high = high
      self.lane = lane
      self.isHatched = isHatched
    }
  }

  /// A few letters at a place.
  public struct Label: Hashable, Sendable {
    /// In the units of the axes.
    public var x: Double
    public var y: Double
    public var text: String

    public init(x: Double, y: Double, text: String) {
      self.x = x
      self.y = y
      self.text = text
    }
  }

  /// A picture behind everything, over the whole plane of the axes.
  public struct Tiles: Hashable, Sendable {
    /// Row by row from the top.
    public var shades: [Shade]
    public var columns: Int
    public var rows: Int
    /// What the scale's shades stand for; nil: each is explained elsewhere.
    public var axis: Axis?
    public var label: String

    public init(_ shades: [Shade], columns: Int, rows: Int, axis: Axis?, label: String) {
      self.shades = shades
      self.columns = columns
      self.rows = rows
      self.axis = axis
      self.label = label
    }
  }

  /// What was measured, not computed: a point with its band.
  public struct Dot: Hashable, Sendable {
    /// In the units of the axes; a band of no height is none.
    public var x: Double
    public var y: Double
    public var low: Double
    public var high: Double
    /// Dots of one kind look alike.
    public var kind: Int
    /// Which of the runs that are drawn beside each other; nil: it looks like its kind.
    public var run: Int?

    public init(x: Double, y: Double, low: Double, high: Double, kind: Int, run: Int? = nil) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
      self.kind = kind
      self.run = run
    }

    /// On a screen: the run's number where there are several.
    func mark(amongSeveral: Bool) -> Character {
      amongSeveral ? Character("\((run ?? 0) + 1)") : kind == 0 ? "×" : "+"
    }
  }

  /// Ranges and scales, and what is written beside them.
  public var x: Axis
  public var y: Axis
  public var xLabel: String
  public var yLabel: String
  /// What sets it apart from charts of the same axes; empty for nothing.
  public var title = ""
  /// Whether a unit is as long on one axis as on the other.
  public var hasEqualScales = false
  public var tiles: Tiles?
  /// Behind the curves, on paper.
  public var areas: [Area] = []
  /// In the order drawn.
  public var series: [Series] = []
  /// What was measured.
  public var dots: [Dot] = []
  /// Whether dots beyond an end of x are shown at the edge, as those beyond y always are: x is no time.
  public var hasDotsAtSides = false
  /// Where things go from places all over the plane.
  public var arrows: [Arrow] = []
  /// Of which lane the arrows are.
  public var flowLane: Int?
  /// Where lanes are.
  public var marks: [Mark] = []
  /// Where runs of lanes came to that are not shown themselves.
  public var others: [Mark] = []
  /// What is written at places.
  public var labels: [Label] = []
  /// Where lanes tend to, at the right edge.
  public var goals: [Mark] = []
  /// Values of x at which somebody intervened.
  public var events: [Double] = []
  /// Values of x at which something else begins, with its name and the task that it is of.
  public var beginnings: [Beginning] = []
  /// True means: across the axis, and in a plane.
  public var means: [Double] = []
  public var crosses: [SIMD2<Double>] = []
  /// Where a flow rests altogether.
  public var rests: [SIMD2<Double>] = []

  /// Whether lanes are marks alone, without a line of their own.
  public var isOfMarks: Bool {
    !marks.isEmpty
      && !series.contains { series in
        switch series.role {
        case .lane, .trail: true
        default: false
        }
      }
  }

  /// The lanes that something is drawn of.
  public var drawnLanes: Set<Int> {
    let lines = series.compactMap { series -> Int? in
      switch series.role {
      case .lane(let lane), .band(let lane), .trail(let lane): lane
      default: nil
      }
    }
    return Set(lines + (marks + others).map(\.lane))
  }

  public init(x: Axis, y: Axis, xLabel: String = "", yLabel: String = "") {
    self.x = x
    self.y = y
    self.xLabel = xLabel
    self.yLabel = yLabel
  }
}

extension Curve {
  /// A series as cells show it.
  init(_ series: Chart.Series) {
    let (ink, style, priority): (Ink, DotCanvas.Style, Int8) =
      switch series.role {
      case .lane(let lane): (.lane(lane), .solid, 1)
      case .task(let task): (.task(task), .solid, 1)
      case .target: (.target, .dashed, -1)
      case .start: (.start, .dotted, -3)
      // In a lane's own ink it could not be told from the lane where they are one.
      case .law: (.strong, .dotted, -1)
      case .bound(let lane): (.lane(lane), .dashed, -1)
      // Nobody's value: it must not be taken for a curve, nor for a bound.
      case .band(let lane): (.lane(lane), .sparse, -1)
      case .trail: (.strong, .solid, 3)
      case .ghost: (.ghost, .dashed, -2)
      case .overlap: (.target, .dotted, -1)
      case .level: (.dim, .dotted, -4)
      case .contour: (.strong, .solid, 2)
      case .front: (.strong, .dashed, -2)
      case .restOfWeight: (.warning, .solid, 0)
      case .restOfDrift: (.good, .solid, 0)
      }
    let isReference =
      switch series.role {
      case .target, .law, .bound, .overlap: true
      default: false
      }
    var mark: Character?
    switch series.role {
    case .lane(let lane) where series.isMarked: mark = Glyphs.laneMark(lane)
    case .task(let task) where series.isMarked: mark = Glyphs.taskLetter(task)
    default: break
    }
    self.init(
      xs: series.xs, ys: series.ys, ink: ink, mark: mark, style: style, priority: priority,
      isReference: isReference)
  }
}

extension LinePlot {
  /// Draws a chart, too: its series, goals and events.
  public mutating func add(_ chart: Chart) {
    curves += chart.series.map { Curve($0) }
    let areSeveral = chart.dots.contains { $0.run ?? 0 > 0 }
    for (dot, side) in chart.shownDots() {
      if dot.high > dot.low {
        curves.append(
          Curve(
            xs: [dot.x, dot.x], ys: [dot.low, dot.high], ink: .dim, style: .solid, priority: -1))
      }
      placeMarks.append(
        PlaceMark(
          x: dot.x, y: dot.y, mark: side?.mark ?? dot.mark(amongSeveral: areSeveral), ink: .strong))
    }
    underMarks += chart.others.map {
      PlaceMark(x: $0.x, y: $0.y, mark: "·", ink: .lane($0.lane))
    }
    goals += chart.goals.map { Goal(y: $0.y, ink: .lane($0.lane), mark: Glyphs.laneMark($0.lane)) }
    events += chart.events
    curves += chart.beginnings.filter { $0.x > x.lower }.map {
      Curve(xs: [$0.x, $0.x], ys: [y.lower, y.upper], ink: .dim, style: .dotted, priority: -4)
    }
    notes += chart.labels.map { Note(x: $0.x, y: $0.y, runs: [Run($0.text, ink: .dim)]) }
  }
}
