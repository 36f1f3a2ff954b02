import Explorer
import Forgetting
import Simulation

/// A lecturer's run as messages, each follower's from where it stands: what has not changed since is
/// not sent again, and of several instants only the newest is.
public struct ShareWriter {
  /// What a follower has.
  public struct Cursor: Sendable {
    fileprivate var experiment = 0
    fileprivate var ghost = 0
    fileprivate var stretch = 0
    fileprivate var view = 0
    fileprivate var instant = 0
    fileprivate var curves = 0

    /// Nothing.
    public init() {}
  }

  private struct Part<Value: Equatable> {
    var value: Value
    var number = 1
    var bytes: [UInt8]?

    mutating func take(_ new: Value) {
      guard new != value else { return }
      value = new
      number += 1
      bytes = nil
    }
  }

  private struct ExperimentText: Equatable {
    var scenario: Scenario
    var journal: [Edit]
  }

  private var experiment: Part<ExperimentText>
  private var ghost: Part<Series?>
  private var stretch: Part<Stretch>
  private var view: Part<ShownView>
  private var instant: Part<Instant>
  private var series: Series
  /// The curves by where they begin: followers that keep up share them.
  private var pieces: [Int: [UInt8]] = [:]

  /// What followers are told of an instant, and of what the lecturer looks at.
  public init(_ snapshot: Snapshot, view: ShownView) {
    experiment = Part(value: Self.text(of: snapshot))
    ghost = Part(value: snapshot.ghost)
    stretch = Part(value: snapshot.stretch)
    self.view = Part(value: view)
    instant = Part(value: Instant(snapshot))
    series = snapshot.series
  }

  private static func text(of snapshot: Snapshot) -> ExperimentText {
    ExperimentText(scenario: snapshot.experiment.scenario, journal: snapshot.experiment.journal)
  }

  /// Takes what is to be shown now.
  ///
  /// - Parameter cursors: brought back to where their curves are still these.
  public mutating func take(
    _ snapshot: Snapshot, view: ShownView, cursors: inout [Cursor]
  ) {
    experiment.take(Self.text(of: snapshot))
    ghost.take(snapshot.ghost)
    stretch.take(snapshot.stretch)
    self.view.take(view)
    instant.take(Instant(snapshot))
    let shared = series.sharedCount(with: snapshot.series)
    if shared < series.count || snapshot.series.count != series.count
      || snapshot.series.lanes.count != series.lanes.count
    {
      pieces = [:]
      for index in cursors.indices { cursors[index].curves = min(cursors[index].curves, shared) }
    }
    series = snapshot.series
  }

  /// Whether a follower lacks something.
  func hasNews(for cursor: Cursor) -> Bool {
    cursor.experiment != experiment.number || cursor.ghost != ghost.number
      || cursor.stretch != stretch.number || cursor.view != view.number
      || cursor.instant != instant.number || cursor.curves != series.count
  }

  /// What a follower lacks, ended by the instant; nothing where it lacks nothing.
  public mutating func bytes(for cursor: inout Cursor) -> [UInt8] {
    guard hasNews(for: cursor) else { return [] }
    var bytes: [UInt8] = []
    if cursor.experiment != experiment.number {
      bytes += Self.bytes(&experiment) {
        // The instant is not part of what has changed.
        .experiment(Experiment(scenario: $0.scenario, journal: $0.journal))
      }
    }
    if cursor.curves != series.count || (cursor.curves == 0 && cursor.experiment == 0) {
      let piece =
        pieces[cursor.curves] ?? ShareMessage.curves(series.piece(after: cursor.curves)).bytes
      pieces[cursor.curves] = piece
      bytes += piece
    }
    if cursor.ghost != ghost.number {
      let none = SeriesPiece(kept: 0, stride: 1, ticks: [], times: [], lanes: [])
      bytes += Self.bytes(&ghost) { .ghost($0?.piece(after: 0) ?? none) }
    }
    if cursor.stretch != stretch.number { bytes += Self.bytes(&stretch) { .stretch($0) } }
    if cursor.view != view.number { bytes += Self.bytes(&view) { .view($0) } }
    bytes += Self.bytes(&instant) { .instant($0) }
    cursor.experiment = experiment.number
    cursor.ghost = ghost.number
    cursor.stretch = stretch.number
    cursor.view = view.number
    cursor.instant = instant.number
    cursor.curves = series.count
    return bytes
  }

  private static func bytes<Value>(
    _ part: inout Part<Value>, _ message: (Value) -> ShareMessage
  ) -> [UInt8] {
    if let bytes = part.bytes { return bytes }
    let bytes = message(part.value).bytes
    part.bytes = bytes
    return bytes
  }
}
