import Explorer
import Forgetting
import Simulation
import Words

/// The pieces of messages, each beside its way back.
extension ByteWriter {
  mutating func write(_ model: Mixture) {
    // Two components are written as 0.1 does; other numbers of them stand in the upper half of the byte.
    write(UInt8(model.dimension) | (model.count == 2 ? 0 : UInt8(model.count) << 4))
    for index in 0..<(model.count - 1) { write(model.relativeLogit(of: index)) }
    for index in 0..<model.count { write(model[index]) }
  }

  mutating func write(_ piece: SeriesPiece) {
    write(count: piece.kept)
    write(count: piece.stride)
    write(count: piece.lanes.count)
    write(count: piece.ticks.count)
    for tick in piece.ticks { write(count: tick) }
    for time in piece.times { write(time) }
    let standard = MeasureCatalogue.standardRecordedCount
    for lane in piece.lanes {
      for index in piece.ticks.indices {
        for list in lane.values.prefix(standard) { write(list[index]) }
        write(count: lane.refreshCount[index])
      }
    }
    // What 0.1 does not know follows under its names; without such measures the bytes are those of 0.1.
    let more = (piece.lanes.first?.measures ?? []).dropFirst(standard)
    guard !more.isEmpty else { return }
    write(count: more.count)
    for measure in more {
      write(measure.id)
      for lane in piece.lanes { for value in lane[measure] { write(value) } }
    }
  }

  mutating func write(_ view: ShownView) {
    write(UInt8(clamping: view.view.rawValue))
    write(UInt8(clamping: view.focus.rawValue))
    write(view.isZoomed)
    write(UInt8(clamping: view.focusedLane.map { $0 + 1 } ?? 0))
    write(view.isSolo)
    write(view.isMassLogarithmic)
    write(view.isPlaceLogarithmic)
    write(plain: view.title)
    // What 0.1 does not know follows; without it the bytes are those of 0.1.
    let isOfFirstVersion =
      view.massCurve == .weight && view.scene == nil && view.map.isEmpty
      && view.tradeOff == .learned && !view.showsDifference
      && view.cursor == ShownView.firstCursor
    guard !isOfFirstVersion else { return }
    write(view.massCurve.rawValue)
    write(view.scene != nil)
    if let scene = view.scene { write(scene) }
    write(plain: view.map)
    write(view.tradeOff.measure.id)
    write(view.showsDifference)
    write(plain: view.cursor)
  }

  mutating func write(_ instant: Instant) {
    write(count: instant.tick)
    write(count: instant.endTick)
    write(instant.state.code)
    write(instant.isInstant)
    write(count: instant.lanes.count)
    for (lane, picture) in zip(instant.lanes, instant.pictures) {
      write(lane.model)
      // Most methods have neither: one byte each instead of a model.
      write(lane.teacher != lane.model)
      if lane.teacher != lane.model { write(lane.teacher) }
      write(lane.reference != lane.model)
      if lane.reference != lane.model { write(lane.reference) }
      write(lane.sinceRefresh)
      write(count: lane.refreshCount)
      write(lane.stepCount)
      write(lane.largestDrift)
      write(plain: lane.failure?.shared ?? "")
      write(lane.batch.steps > 0)
      if lane.batch.steps > 0 { write(lane.batch) }
      write(picture != nil)
      if let picture { write(picture) }
    }
    // What 0.1 does not know: where stages have ended, and what the retention matrix begins with.
    guard instant.lanes.contains(where: { !$0.stageEnds.isEmpty || $0.origin != nil }) else {
      return
    }
    for lane in instant.lanes {
      write(count: lane.stageEnds.count)
      for model in lane.stageEnds { write(model) }
    }
    write(tasksOf: instant.lanes)
    if let stage = instant.stage { write(count: stage) }
  }

  mutating func write(_ mode: Gaussian) {
    write(mode.mean)
    write(mode.scale.l11)
    write(mode.scale.l21)
    write(mode.scale.l22)
  }

  /// One line of a screen; more than that is cut.
  mutating func write(plain text: String) {
    var line = String(PlainText.cleaned(text).prefix(200))
    while line.utf8.count > ByteReader.largestLine { line.removeLast() }
    write(line)
  }

  private mutating func write(_ batch: BatchRecord) {
    write(count: batch.steps)
    write(count: batch.starvedSteps)
    write(batch.expectedStarved)
    write(batch.starvedVariance)
    write(batch.largestWeight)
    write(batch.starvationProbability)
    write(batch.largestWeightShare)
    write(batch.weightCap != nil)
    if let cap = batch.weightCap { write(cap) }
    write(batch.last != nil)
    if let sight = batch.last {
      write(count: sight.count)
      write(count: sight.oldCount)
      write(sight.effectiveOldCount)
      write(sight.effectiveSampleSize)
      write(sight.largestWeight)
    }
    write(plain: batch.remark?.shared ?? "")
  }

  private mutating func write(_ picture: BatchPicture) {
    write(count: picture.count)
    let points = picture.points.prefix(ByteReader.largestPointCount)
    write(count: points.count)
    for (point, source) in zip(points, picture.sources) {
      write(point)
      write(source.rawValue)
    }
    for count in picture.weights.counts { write(count: count) }
  }
}

extension ByteReader {
  static let largestPointCount = 400
  static let largestLine = 1000
  private static let largestTick = 20_000_000

  mutating func mixture() throws(Refusal) -> Mixture {
    let shape = Int(try byte())
    let dimension = shape & 15
    guard (1...2).contains(dimension) else { throw Refusal() }
    guard shape >> 4 > 0 else {
      let logitWeight = try number()
      let old = try gaussian()
      let new = try gaussian()
      return Mixture(dimension: dimension, logitWeight: logitWeight, old: old, new: new)
    }
    let count = shape >> 4
    guard (1...Mixture.capacity).contains(count), count != 2 else { throw Refusal() }
    var logits: [Double] = []
    for _ in 0..<(count - 1) { logits.append(try number()) }
    guard logits.allSatisfy(\.isFinite) else { throw Refusal() }
    var components: [(logWeight: Double, gaussian: Gaussian)] = []
    for logit in logits + [0] { components.append((logit, try gaussian())) }
    return Mixture(dimension: dimension, components: components)
  }

  mutating func gaussian() throws(Refusal) -> Gaussian {
    let mean = try pair()
    let scale = (try number(), try number(), try number())
    guard mean.x.isFinite, mean.y.isFinite, scale.0.isFinite, scale.1.isFinite,
      scale.2.isFinite, scale.0 > 0, scale.2 > 0
    else { throw Refusal() }
    return Gaussian(
      mean: mean, scale: CholeskyFactor(l11: scale.0, l21: scale.1, l22: scale.2))
  }

  mutating func seriesPiece() throws(Refusal) -> SeriesPiece {
    let kept = try count(upTo: Series.capacity + 1)
    let stride = try count(upTo: 1 << 24)
    let laneCount = try count(upTo: Scenario.largestLaneCount)
    let count = try count(upTo: Series.capacity + 1)
    var piece = SeriesPiece(kept: kept, stride: stride, ticks: [], times: [], lanes: [])
    for _ in 0..<count { piece.ticks.append(try self.count(upTo: Self.largestTick)) }
    for _ in 0..<count { piece.times.append(try finite()) }
    let standard = MeasureCatalogue.standardRecordedCount
    // A measure that the lecturer's program does not have leaves its curve empty.
    let missing = MeasureCatalogue.recorded.dropFirst(standard).map { _ in Double.nan }
    for _ in 0..<laneCount {
      var lane = Series.LaneRecord()
      for _ in 0..<count {
        var numbers: [Double] = []
        for _ in 0..<standard { numbers.append(try finite()) }
        lane.append(numbers + missing, refreshCount: try self.count(upTo: Int(UInt32.max)))
      }
      piece.lanes.append(lane)
    }
    if !isAtEnd { try readMore(into: &piece, count: count) }
    return piece
  }

  /// Measures that 0.1 does not know; one that this program does not know is passed over.
  private mutating func readMore(
    into piece: inout SeriesPiece, count: Int
  ) throws(Refusal) {
    for _ in 0..<(try self.count(upTo: ShareMessage.largestAdditionCount)) {
      let id = try plain(try text(upTo: Self.largestLine))
      let measure = MeasureCatalogue.recorded.first { $0.id == id }
      // The curves of tasks are named after them.
      let ofTask =
        measure == nil
        ? MeasureCatalogue.measureOfTasks(named: id).flatMap { $0.isRecorded ? $0 : nil } : nil
      for lane in piece.lanes.indices {
        var list: [Double] = []
        for _ in 0..<count { list.append(try drawable()) }
        if let measure { piece.lanes[lane].replace(measure, with: list) }
        if let ofTask { piece.lanes[lane] = piece.lanes[lane].adding(ofTask, list) }
      }
    }
  }

  /// A number that a plot can be asked for.
  private mutating func finite() throws(Refusal) -> Double {
    let value = try number()
    guard abs(value) <= 1e12 else { throw Refusal() }
    return value
  }

  /// The same, or a gap in a curve.
  private mutating func drawable() throws(Refusal) -> Double {
    let value = try number()
    return abs(value) <= 1e12 ? value : .nan
  }

  /// A weight of a sample, and sums of them: far samples may have enormous ones.
  private mutating func weight() throws(Refusal) -> Double {
    let value = try number()
    guard !value.isNaN else { throw Refusal() }
    return value
  }

  mutating func shownView() throws(Refusal) -> ShownView {
    // A newer lecturer may have views that are unknown here.
    let view = ScreenView(rawValue: Int(try byte())) ?? .dashboard
    let focus = Pane(rawValue: Int(try byte())) ?? .mass
    let isZoomed = try flag()
    let lane = Int(try byte())
    guard lane <= Scenario.largestLaneCount else { throw Refusal() }
    let isSolo = try flag()
    let isMassLogarithmic = try flag()
    let isPlaceLogarithmic = try flag()
    let title = try text(upTo: Self.largestLine)
    var shown = ShownView(
      view: view, focus: focus, isZoomed: isZoomed, focusedLane: lane == 0 ? nil : lane - 1,
      isSolo: isSolo, isMassLogarithmic: isMassLogarithmic,
      isPlaceLogarithmic: isPlaceLogarithmic, title: try plain(title))
    guard !isAtEnd else { return shown }
    shown.massCurve = MassCurve(rawValue: try byte()) ?? .weight
    if try flag() { shown.scene = try shownScene() }
    shown.map = try plain(try text(upTo: Self.largestLine))
    let across = try text(upTo: Self.largestLine)
    shown.tradeOff = TradeOffAxis.allCases.first { $0.measure.id == across } ?? .learned
    shown.showsDifference = try flag()
    shown.cursor = try plain(try text(upTo: Self.largestLine))
    return shown
  }

  mutating func instant() throws(Refusal) -> Instant {
    let tick = try count(upTo: Self.largestTick)
    let endTick = try count(upTo: Self.largestTick)
    guard let state = Snapshot.RunState(code: try byte()) else { throw Refusal() }
    let isInstant = try flag()
    let laneCount = try count(upTo: Scenario.largestLaneCount)
    var instant = Instant(
      tick: tick, endTick: endTick, state: state, isInstant: isInstant, lanes: [], pictures: [])
    for _ in 0..<laneCount {
      let model = try mixture()
      let teacher = try flag() ? try mixture() : model
      let reference = try flag() ? try mixture() : model
      var lane = LaneState(model: model, teacher: teacher, reference: reference)
      lane.sinceRefresh = try finite()
      lane.refreshCount = try count(upTo: Int(UInt32.max))
      lane.stepCount = try wide()
      lane.largestDrift = try finite()
      lane.failure = LaneFailure(shared: try plain(try text(upTo: Self.largestLine)))
      if try flag() { lane.batch = try batchRecord() }
      instant.pictures.append(try flag() ? try batchPicture() : nil)
      instant.lanes.append(lane)
    }
    guard !isAtEnd else { return instant }
    for lane in instant.lanes.indices {
      for _ in 0..<(try count(upTo: TaskSequence.largestStageCount)) {
        instant.lanes[lane].stageEnds.append(try mixture())
      }
    }
    // Who does not say them means those of now.
    if !isAtEnd { try readTasks(of: &instant.lanes) }
    if !isAtEnd { instant.stage = try count(upTo: TaskSequence.largestStageCount) }
    return instant
  }

  private mutating func batchRecord() throws(Refusal) -> BatchRecord {
    var batch = BatchRecord()
    batch.steps = try count(upTo: Int(UInt32.max))
    batch.starvedSteps = try count(upTo: batch.steps)
    batch.expectedStarved = try weight()
    batch.starvedVariance = try weight()
    batch.largestWeight = try weight()
    batch.starvationProbability = try weight()
    batch.largestWeightShare = try weight()
    if try flag() { batch.weightCap = try weight() }
    if try flag() {
      let count = try count(upTo: Int(Int32.max))
      batch.last = BatchSight(
        count: count, oldCount: try self.count(upTo: count), effectiveOldCount: try weight(),
        effectiveSampleSize: try weight(), largestWeight: try weight())
    }
    batch.remark = Note(shared: try plain(try text(upTo: Self.largestLine)))
    return batch
  }

  private mutating func batchPicture() throws(Refusal) -> BatchPicture {
    let count = try count(upTo: Int(Int32.max))
    let shown = try self.count(upTo: Self.largestPointCount)
    var points: [SIMD2<Double>] = []
    var sources: [Draws.Source] = []
    for _ in 0..<shown {
      points.append(SIMD2(try finite(), try finite()))
      guard let source = Draws.Source(rawValue: try byte()) else { throw Refusal() }
      sources.append(source)
    }
    var counts: [Int] = []
    for _ in 0..<WeightHistogram.binCount {
      counts.append(try self.count(upTo: Int(Int32.max)))
    }
    return BatchPicture(
      count: count, points: points, sources: sources, weights: WeightHistogram(counts: counts))
  }

  /// Text for one line of a screen.
  func plain(_ text: String) throws(Refusal) -> String {
    guard PlainText.forbiddenScalar(in: text) == nil else { throw Refusal() }
    return text
  }
}

extension Snapshot.RunState {
  private static let order: [Snapshot.RunState] = [
    .ready, .running, .paused, .converged, .diverged, .ended,
  ]

  fileprivate var code: UInt8 { UInt8(Self.order.firstIndex(of: self)!) }

  fileprivate init?(code: UInt8) {
    guard Int(code) < Self.order.count else { return nil }
    self = Self.order[Int(code)]
  }
}
