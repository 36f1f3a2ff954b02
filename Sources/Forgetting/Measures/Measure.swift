/// Something that one number says of a lane at an instant: what it is called, what it is, how it is
/// drawn, and how it is computed. `MeasureCatalogue` lists them all, and everything that shows measures
/// walks that list.
public struct Measure: Sendable, Identifiable {
  /// The column of `run`, the word in conditions, and the name between programs.
  public let id: String
  /// As tables write it: "old weight β".
  public let words: String
  /// As conditions write it; the id unless there is something shorter.
  public let symbol: String
  /// "σ", "nats"; empty for a share or a count.
  let unit: String
  /// Other words for it in conditions and in `:explain`, in lower case; the first is the name of its
  /// explanation.
  public let spellings: [String]
  /// Plain Unicode.
  public let formula: String
  /// What it is and what it says of forgetting, in a few sentences.
  public let about: String
  /// Whether `run` has a column of it.
  let isColumn: Bool
  /// Whether it says something only in the plane.
  let isPlanar: Bool
  /// Its digits in the table of all meters; nil keeps it out of the table.
  public let digits: Digits?
  /// How its curve is drawn, and where its number comes from.
  public let drawing: Drawing
  public let reading: Reading

  /// How a number is cut for people.
  public enum Digits: Hashable, Sendable {
    /// So many decimals.
    case fixed(Int)
    /// So many digits that mean something.
    case significant(Int)
  }

  /// How its curve over time is drawn.
  public struct Drawing: Hashable, Sendable {
    /// What its axis spans.
    public enum Range: Hashable, Sendable {
      /// From 0 to 1.
      case share
      /// From 0 to what has been reached.
      case magnitude
      /// What has been reached, on both sides.
      case open
    }

    /// What its axis spans.
    public var range: Range

    init(_ range: Range) { self.range = range }
  }

  /// Where the number comes from.
  public enum Reading: Sendable {
    /// From the densities alone: cheap enough to be recorded at every step, for curves.
    case recorded(@Sendable (_ model: Mixture, _ problem: Problem) -> Double)
    /// From integrals, or from what a run remembers; nil where it does not apply.
    case measured(@Sendable (MeasuredLane) -> Double?)
    /// The same, and from one integral alone where nothing else is wanted: recorded now and then, with
    /// gaps between.
    case sampled(
      @Sendable (CurveReader, _ model: Mixture, _ problem: Problem) -> Double?,
      @Sendable (MeasuredLane) -> Double?)
  }

  /// - Parameters:
  ///   - id: ASCII letters and digits, and a period before a task's name.
  ///   - words: with the symbol where it has one.
  init(
    _ id: String, words: String, symbol: String? = nil, unit: String = "",
    spellings: [String] = [], formula: String, about: String, isColumn: Bool = true,
    isPlanar: Bool = false, digits: Digits? = nil, drawing: Drawing = Drawing(.open),
    _ reading: Reading
  ) {
    self.id = id
    self.words = words
    self.symbol = symbol ?? id
    self.unit = unit
    self.spellings = spellings
    self.formula = formula
    self.about = about
    self.isColumn = isColumn
    self.isPlanar = isPlanar
    self.digits = digits
    self.drawing = drawing
    self.reading = reading
  }

  /// "old weight β", "old drift in σ".
  public var axisTitle: String {
    guard !unit.isEmpty else { return words }
    let bare = words.hasSuffix(" " + unit) ? String(words.dropLast(unit.count + 1)) : words
    return "\(bare) in \(unit)"
  }

  /// Whether it is recorded, for curves.
  public var isRecorded: Bool {
    if case .measured = reading { false } else { true }
  }

  /// Whether its curve has gaps, over which a line is drawn.
  public var isSampled: Bool {
    if case .sampled = reading { true } else { false }
  }

  /// Its number; nil where it does not apply or has not been resolved.
  public func value(of lane: MeasuredLane) -> Double? {
    switch reading {
    case .recorded(let read): read(lane.model, lane.problem)
    // What has not been resolved is no number.
    case .measured(let read), .sampled(_, let read): read(lane).flatMap { $0.isNaN ? nil : $0 }
    }
  }

  /// Its number where it is recorded; not a number where it is not.
  public func value(of model: Mixture, _ problem: Problem) -> Double {
    if case .recorded(let read) = reading { return read(model, problem) }
    return .nan
  }

  /// Whether a text is a name of it.
  func isCalled(_ text: String) -> Bool {
    if text == symbol || text == id { return true }
    let lowercased = text.lowercased()
    return lowercased == id.lowercased() || spellings.contains(lowercased)
  }
}

/// Measures of one id are one measure.
extension Measure: Hashable {
  public static func == (a: Measure, b: Measure) -> Bool { a.id == b.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A lane at an instant, as measures read it: what costs is computed when one asks for it.
public struct MeasuredLane {
  let model: Mixture
  /// What it is measured against.
  let problem: Problem
  /// In σ, of the whole run.
  let largestDrift: Double
  /// nil where nothing is sampled.
  let batch: BatchRecord?
  private let metersReader: () -> Meters
  private let changeReader: () -> MassChange
  private let objectiveReader: () -> Double?
  private let retentionReader: () -> Retention?

  /// A lane of a run.
  ///
  /// - Parameters: what costs integrals is asked for when it is needed.
  public init(
    model: Mixture, problem: Problem, largestDrift: Double, batch: BatchRecord?,
    meters: @escaping () -> Meters, change: @escaping () -> MassChange,
    objective: @escaping () -> Double?, retention: @escaping () -> Retention? = { nil }
  ) {
    self.model = model
    self.problem = problem
    retentionReader = retention
    self.largestDrift = largestDrift
    self.batch = batch
    metersReader = meters
    changeReader = change
    objectiveReader = objective
  }

  /// A model without a run: nothing has changed yet.
  public init(model: Mixture, problem: Problem, meters: Meters) {
    self.init(
      model: model, problem: problem, largestDrift: meters.oldDrift, batch: nil, meters: { meters },
      change: { MassChange(from: meters, to: meters) }, objective: { nil })
  }

  var meters: Meters { metersReader() }
  /// Since t = 0.
  var change: MassChange { changeReader() }
  /// What its flow decreases; nil where it is nothing.
  var objective: Double? { objectiveReader() }
  /// How much of each task was kept after each stage; nil where tasks have no names.
  var retention: Retention? { retentionReader() }
}
