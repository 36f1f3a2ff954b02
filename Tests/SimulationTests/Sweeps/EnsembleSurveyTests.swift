import Forgetting
import Testing

@testable import Simulation

/// Bands over seeds against the runs that they are of.
@Suite struct EnsembleSurveyTests {
  private static func experiment(_ id: String, until: Double) throws -> Experiment {
    var scenario = try #require(Presets.preset(id)).scenario
    scenario.clock.until = until
    return Experiment(
      scenario: scenario,
      journal: [Edit(tick: 20, change: .set(path: "target.oldMass", value: .number(0.4)))])
  }

  private static func picture(_ experiment: Experiment, _ count: Int) throws -> EnsemblePicture {
    var job = EnsembleSurvey(try #require(EnsembleRequest(experiment, count: count)))
    while !job.isDone { job.advance() }
    return job.picture
  }

  /// At their last instant they are the quantiles of as many runs, edits and all.
  @Test func bandsAreQuantilesOfRuns() throws {
    let experiment = try Self.experiment("starvation", until: 5)
    let picture = try Self.picture(experiment, 11)
    #expect(picture.isComplete && picture.count == 11)
    var weights: [[Double]] = [[], [], []]
    var kept: [[Double]] = [[], [], []]
    for seed in 0..<11 {
      var one = experiment
      one.scenario.seed &+= UInt64(seed)
      var playback = try Playback(one)
      while playback.simulation.time < 5 - 1e-6 { playback.advance() }
      playback.simulation.readSamples()
      for lane in 0..<3 {
        let series = playback.simulation.visibleSeries
        weights[lane].append(series.curve(of: .oldWeight, lane: lane).values.last!)
        kept[lane].append(series.curve(of: .kept, lane: lane).values.last!)
      }
    }
    #expect(picture.band(.oldWeight, lane: 0) == nil)
    for lane in 1...2 {
      for (measure, values) in [(Measure.oldWeight, weights[lane]), (.kept, kept[lane])] {
        let band = try #require(picture.band(measure, lane: lane))
        let sorted = values.sorted()
        // Of eleven the second and the last but one.
        #expect(band.low.last == sorted[1] && band.high.last == sorted[9])
        #expect(band.times.first == 0 && band.low.first == band.high.first)
        #expect(band.times.count == band.low.count && band.times.count <= 130)
        #expect(zip(band.low, band.high).allSatisfy { $0 <= $1 })
      }
    }
  }

  @Test func whatDrawsNoSamplesHasNone() throws {
    let exact = Experiment(scenario: Presets.standard.scenario)
    #expect(EnsembleRequest(exact, count: 10) == nil)
    let batches = try Self.experiment("noise", until: 3)
    #expect(EnsembleRequest(batches, count: 1) == nil)
    // How a run is shown, and where it stands, ask for nothing new.
    var other = batches
    other.tick = 7
    other.scenario.clock.speed = 3
    #expect(EnsembleRequest(other, count: 9) == EnsembleRequest(batches, count: 9))
    other.scenario.seed = 1
    #expect(EnsembleRequest(other, count: 9) != EnsembleRequest(batches, count: 9))
  }
}
