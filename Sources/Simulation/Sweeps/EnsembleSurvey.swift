import Forgetting

/// Between which values most runs of an experiment are, if only their seeds differ.
public struct EnsembleRequest: Hashable, Sendable {
  /// From its first tick, with all of its edits.
  let experiment: Experiment
  /// Seeds, from the scenario's on.
  public let count: Int

  /// nil where no lane draws samples: all runs are alike.
  public init?(_ experiment: Experiment, count: Int) {
    guard count > 1 else { return nil }
    var experiment = experiment
    experiment.tick = 0
    let scenario = experiment.scenario
    guard scenario.lanes.indices.contains(where: { scenario.sampling(ofLane: $0).isBatch }) else {
      return nil
    }
    // How it is shown is not part of it.
    experiment.scenario.clock.speed = 1
    experiment.scenario.name = ""
    experiment.scenario.about = ""
    experiment.scenario.data = nil
    experiment.scenario.map = nil
    experiment.scenario.ensemble = 0
    experiment.scenario.view = nil
    self.experiment = experiment
    self.count = count
  }

  /// What is watched, in this order.
  static let measures: [Measure] = [.oldWeight, .oldDrift, .kept, .learned]
  /// How many seeds there are at most.
  public static let largestCount = Scenario.largestEnsemble
}

/// Bands as far as they are known.
public struct EnsemblePicture: Equatable, Sendable {
  /// What most runs are between, at some instants.
  public struct Band: Equatable, Sendable {
    /// Flow times, and below which values a tenth and nine tenths of the runs are.
    public var times: [Double]
    public var low: [Double]
    public var high: [Double]
  }

  /// What was asked for, and how many runs are in it.
  public let request: EnsembleRequest
  public internal(set) var count = 0
  /// By lane, then as `EnsembleRequest.measures`; empty before there are five runs, and of lanes that draw
  /// no samples.
  var bands: [[Band]] = []

  /// Whether all runs are in it.
  public var isComplete: Bool { count == request.count }

  /// The band of a lane, counted from 0; nil where there is none.
  public func band(_ measure: Measure, lane: Int) -> Band? {
    guard bands.indices.contains(lane),
      let place = EnsembleRequest.measures.firstIndex(of: measure),
      bands[lane].indices.contains(place), bands[lane][place].times.count > 1
    else { return nil }
    return bands[lane][place]
  }

  /// In memory of its own.
  var copied: EnsemblePicture {
    var copy = self
    copy.bands = bands.map { $0.map { $0 } }
    return copy
  }
}

/// Plays an experiment with one seed after the other and gathers what its curves are between.
struct EnsembleSurvey {
  private(set) var picture: EnsemblePicture
  private var playback: Playback?
  private let isOver: Bool
  /// By lane, measure and instant: the values of the runs, ascending.
  private var values: [[[[Double]]]] = []
  private var times: [[Double]] = []
  private(set) var work = 0.0

  /// Ticks at a time, and runs with which bands begin to be shown.
  private static let ticks = 32
  private static let fewest = 5
  /// Instants of a band: what a plot can show.
  private static let mostInstants = 128

  init(_ request: EnsembleRequest) {
    picture = EnsemblePicture(request: request)
    // What cannot be played has no bands.
    isOver = (try? Playback(request.experiment)) == nil
  }

  var isDone: Bool { isOver || picture.isComplete }

  /// Some ticks of one run.
  ///
  /// - Returns: whether there is more to see.
  @discardableResult
  mutating func advance() -> Bool {
    guard !isDone else { return false }
    let end = picture.request.experiment.scenario.clock.until
    if playback == nil {
      var experiment = picture.request.experiment
      experiment.scenario.seed &+= UInt64(picture.count)
      playback = try? Playback(experiment)
    }
    guard var playing = playback else {
      picture.count = picture.request.count
      return true
    }
    // Taken out meanwhile: its value would be copied at every step.
    playback = nil
    for _ in 0..<EnsembleSurvey.ticks
    where playing.simulation.time < end - playing.simulation.scenario.clock.step * 1e-6 {
      playing.advance()
      work += Double(playing.simulation.lanes.count) * 4000
    }
    guard playing.simulation.time >= end - playing.simulation.scenario.clock.step * 1e-6 else {
      playback = playing
      return false
    }
    playing.simulation.readSamples()
    take(playing.simulation)
    picture.count += 1
    guard picture.count >= EnsembleSurvey.fewest else { return false }
    // Sorting is cheap, but a picture for each of a thousand runs is none that anybody sees.
    guard picture.count.isMultiple(of: 5) || picture.isComplete else { return false }
    picture.bands = bands(playing.simulation.scenario)
    return true
  }

  private mutating func take(_ simulation: Simulation) {
    let series = simulation.visibleSeries
    let isFirst = values.isEmpty
    if isFirst { values = series.lanes.map { _ in EnsembleRequest.measures.map { _ in [] } } }
    for (place, measure) in EnsembleRequest.measures.enumerated() {
      for lane in series.lanes.indices where values.indices.contains(lane) {
        let curve = series.curve(of: measure, lane: lane)
        let stride = max(1, (curve.times.count - 1) / EnsembleSurvey.mostInstants)
        // The last instant is one in any case.
        let chosen =
          Array(Swift.stride(from: 0, to: curve.times.count - 1, by: stride))
          + (curve.times.isEmpty ? [] : [curve.times.count - 1])
        if isFirst {
          if lane == 0 { times.append(chosen.map { curve.times[$0] }) }
          values[lane][place] = chosen.map { _ in [] }
        }
        // One that failed on the way has no more to say.
        guard simulation.lanes[lane].failure == nil, chosen.count == values[lane][place].count
        else { continue }
        for (instant, index) in chosen.enumerated() {
          let value = curve.values[index]
          var sorted = values[lane][place][instant]
          sorted.insert(value, at: sorted.firstIndex { $0 > value } ?? sorted.count)
          values[lane][place][instant] = sorted
        }
      }
    }
  }

  private func bands(_ scenario: Scenario) -> [[EnsemblePicture.Band]] {
    values.enumerated().map { lane, curves in
      guard scenario.lanes.indices.contains(lane), scenario.sampling(ofLane: lane).isBatch else {
        return []
      }
      return zip(curves, times).map { curve, times in
        guard curve.count == times.count, curve.allSatisfy({ !$0.isEmpty }) else {
          return EnsemblePicture.Band(times: [], low: [], high: [])
        }
        return EnsemblePicture.Band(
          times: times, low: curve.map { EnsembleSurvey.quantile(0.1, $0) },
          high: curve.map { EnsembleSurvey.quantile(0.9, $0) })
      }
    }
  }

  /// Between neighbours in proportion.
  private static func quantile(_ share: Double, _ sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
