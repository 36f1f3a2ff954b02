import Explorer
import Forgetting
import SeededNumbers
import Testing
import Views

@testable import Documents
@testable import Simulation

/// What travels from a lecturer to watchers: round trips, what is left out, and hostile streams.
@Suite struct ShareTests {
  /// A run in the middle: edited while it ran, and followed from there.
  private static func simulation(_ id: String, ticks: Int = 60) throws -> Simulation {
    var simulation = try Simulation(Presets.preset(id)!.scenario)
    for tick in 0..<ticks {
      let path = simulation.scenario.sequence == nil ? "target.oldMass" : "lanes.1.step"
      if tick == 20 { try simulation.perform(.set(path: path, value: .number(0.04))) }
      simulation.advance()
    }
    return simulation
  }

  private static let ids = [
    "forward-and-reverse", "correlated", "starvation", "lag", "self-distillation", "discover",
    "covariances", "chen", "three-tasks", "five-tasks",
  ]
  private static let view = ShownView(
    view: .curves, focus: .mass, isZoomed: true, focusedLane: 0, isSolo: false,
    isMassLogarithmic: true, isPlaceLogarithmic: false, title: "2/4  Überlappung ∫ 重なり",
    massCurve: .kept, map: "target.separation=1:8 clock.until winner",
    tradeOff: .modelToStart, showsDifference: true, cursor: "lanes.2.rates.oldMean")
  /// With a scene: every field, and none.
  private static let scenes: [ShownScene] = {
    let lecture = try? Documents.lecture(fromYAML: Array(lectureYAML.utf8), source: "x")
    let question = lecture?.scenes[2].question
    return [
      ShownScene(
        panes: .shown([.init(.density, 2), .init(.mass, 0.5)]), pointer: .init(at: .mass, "hier ∫"),
        question: question, showsAnswer: true, isBlank: true),
      ShownScene(panes: .view(.tradeOff)), ShownScene(),
    ]
  }()

  private func messages(_ bytes: [UInt8], pieces: Int = 1 << 20) throws -> [ShareMessage] {
    var reader = ShareReader()
    var messages: [ShareMessage] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      reader.feed(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      while let message = try reader.next() { messages.append(message) }
    }
    return messages
  }

  @Test(arguments: scenes) func scenesComeBackAsTheyWere(_ scene: ShownScene) throws {
    var view = Self.view
    view.scene = scene
    let bytes = ShareMessage.preamble + ShareMessage.view(view).bytes
    #expect(try messages(bytes) == [.view(view)])
    // Without a scene the bytes are what they were.
    view.scene = nil
    let plain = ShareMessage.view(view).bytes
    #expect(bytes.count > ShareMessage.preamble.count + plain.count)
  }

  @Test(arguments: ids) func messagesComeBackAsTheyWere(_ id: String) throws {
    let snapshot = try Self.simulation(id).snapshot()
    var experiment = snapshot.experiment
    experiment.tick = 0
    let all: [ShareMessage] = [
      .experiment(experiment), .curves(snapshot.series.piece(after: 7)),
      .ghost(snapshot.series.piece(after: 0)), .stretch(snapshot.stretch), .view(Self.view),
      .instant(Instant(snapshot)),
    ]
    let bytes = ShareMessage.preamble + all.flatMap(\.bytes)
    #expect(try messages(bytes) == all.map(Self.stripped))
    #expect(try messages(bytes, pieces: 13) == all.map(Self.stripped))
  }

  /// What travels of a lane's memory: nothing that only stepping needs.
  private static func stripped(_ message: ShareMessage) -> ShareMessage {
    guard case .instant(var instant) = message else { return message }
    for index in instant.lanes.indices {
      let lane = instant.lanes[index]
      var kept = LaneState(model: lane.model, teacher: lane.teacher, reference: lane.reference)
      kept.sinceRefresh = lane.sinceRefresh
      kept.refreshCount = lane.refreshCount
      kept.stepCount = lane.stepCount
      kept.largestDrift = lane.largestDrift
      kept.failure = lane.failure
      kept.batch = lane.batch
      kept.stageEnds = lane.stageEnds
      kept.stageTasks = lane.stageTasks
      kept.origin = lane.origin
      instant.lanes[index] = kept
    }
    return .instant(instant)
  }

  /// Eight lanes of eight components in the plane, with as many stages behind them as there may be.
  @Test func theLargestSequenceFitsIntoAnInstant() throws {
    let mixture = Mixture(
      dimension: 2,
      components: (0..<8).map {
        (0, Gaussian(mean: SIMD2(Double($0), 1), scale: CholeskyFactor(l11: 1)))
      })
    var lane = LaneState(model: mixture)
    lane.stageEnds = Array(repeating: mixture, count: TaskSequence.largestStageCount)
    // Every lane and stage with tasks of its own, under the longest names.
    var tasks = 0
    func nextTasks() -> TaskStage {
      tasks += 1
      return TaskStage(
        dimension: 2,
        names: (0..<8).map { "task-\($0)" + String(repeating: "x", count: 18) },
        masses: Array(repeating: 0.125, count: 8),
        gaussians: (0..<8).map {
          Gaussian(mean: SIMD2(Double($0), Double(tasks)), scale: CholeskyFactor(l11: 1))
        }, current: 7, seen: Array(0..<7))
    }
    let lanes = (0..<Scenario.largestLaneCount).map { _ in
      lane.stageTasks = lane.stageEnds.map { _ in nextTasks() }
      lane.origin = LaneState.Origin(model: mixture, tasks: nextTasks())
      return lane
    }
    let instant = Instant(
      tick: 1, endTick: 1, state: .running, isInstant: false, lanes: lanes,
      pictures: Array(
        repeating: BatchPicture(
          count: 65536, points: Array(repeating: .zero, count: 400),
          sources: Array(repeating: .replay, count: 400),
          weights: WeightHistogram(counts: Array(repeating: 0, count: 32))),
        count: Scenario.largestLaneCount))
    let message = ShareMessage.instant(instant)
    #expect(try messages(ShareMessage.preamble + message.bytes) == [message])
  }

  @Test func anInstantIsSomeHundredBytes() throws {
    var simulation = try Self.simulation("forward-and-reverse")
    let first = simulation.snapshot()
    var writer = ShareWriter(first, view: ShownView())
    var cursors = [ShareWriter.Cursor()]
    let whole = writer.bytes(for: &cursors[0])
    #expect(whole.count > 5000)
    let nothing = writer.bytes(for: &cursors[0])
    #expect(nothing == [])
    simulation.advance()
    writer.take(simulation.snapshot(), view: ShownView(), cursors: &cursors)
    let next = writer.bytes(for: &cursors[0])
    // Two lanes, and one instant of their curves.
    #expect((200...1000).contains(next.count), "\(next.count)")
    let kinds = try messages(ShareMessage.preamble + next).map(\.kind)
    #expect(kinds == [.curves, .instant])
  }

  /// Whoever joins when, and whatever is left out in between, sees the same in the end.
  @Test(arguments: 0..<3) func everyFollowerEndsWithTheSame(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    var simulation = try Simulation(Presets.standard.scenario)
    var writer = ShareWriter(simulation.snapshot(), view: ShownView())
    var cursors = [ShareWriter.Cursor](repeating: .init(), count: 4)
    var streams = [[UInt8]](repeating: ShareMessage.preamble, count: 4)
    let commands: [Command] = [
      .set(path: "target.separation", value: .number(5)), .step(-10), .step(3), .undo, .redo,
      .set(path: "lanes.add", value: .word("jeffreys")),
      .set(path: "lanes.remove", value: .number(1)), .restart, .setInstant(true),
      .set(path: "target.oldMass", value: .number(0.3)), .setInstant(false),
      .set(path: "dimension", value: .number(2)), .set(path: "dimension", value: .number(1)),
    ]
    for round in 0..<24 {
      for _ in 0..<Int.random(in: 0...8, using: &generator) { simulation.advance() }
      if round % 3 == 0, let command = commands.randomElement(using: &generator) {
        try? simulation.perform(command)
        while !simulation.catchUp(ticks: 1000) {}
      }
      writer.take(simulation.snapshot(), view: ShownView(), cursors: &cursors)
      for index in cursors.indices where index <= round / 6 {
        // Slow ones miss some.
        guard index == 0 || Int.random(in: 0..<3, using: &generator) == 0 || round == 23 else {
          continue
        }
        streams[index] += writer.bytes(for: &cursors[index])
      }
    }
    let there = simulation.snapshot()
    for stream in streams {
      var follower: Follower?
      for message in try messages(stream, pieces: 1000) { try Self.apply(message, &follower) }
      let shown = follower?.snapshot(measures: true)
      let here = try #require(shown)
      // An undo of one parameter is told as that parameter.
      #expect(StateLine.text(of: here.experiment) == StateLine.text(of: there.experiment))
      #expect(here.series.times == there.series.times)
      #expect(here.series.lanes == there.series.lanes)
      #expect(here.ghost?.lanes == there.ghost?.lanes)
      #expect(here.lanes.map(\.meters) == there.lanes.map(\.meters))
      #expect(here.lanes.map(\.law) == there.lanes.map(\.law))
    }
  }

  private static func apply(_ message: ShareMessage, _ follower: inout Follower?) throws {
    switch message {
    case .experiment(let experiment):
      if follower == nil {
        follower = try Follower(experiment)
      } else {
        try follower?.take(experiment)
      }
    case .curves(let piece): try follower?.take(piece)
    case .ghost(let piece): try follower?.takeGhost(piece)
    case .stretch(let stretch): try follower?.take(stretch)
    case .instant(let instant): try follower?.take(instant)
    case .view: break
    }
  }

  // MARK: - Hostile streams

  private func refusal(_ bytes: [UInt8]) -> String? {
    do {
      _ = try messages(bytes)
      return nil
    } catch let error as ShareReader.Refusal {
      return error.problem.description
    } catch {
      return "\(error)"
    }
  }

  @Test func streamsOfOthersAreRefusedInOneLine() {
    let nobody = "no forgetscope shares anything there"
    #expect(refusal(Array("HTTP/1.1 200 OK\r\n".utf8)) == nobody)
    #expect(refusal([0]) == nobody)
    #expect(refusal(Array("forgetscope share 11111111111111111111111".utf8)) == nobody)
    #expect(
      refusal(Array("forgetscope share 2\n".utf8))
        == "version 2 of the sharing is not understood; this program speaks 1")
    #expect(
      refusal(Array("forgetscope share \u{1b}[2J\n".utf8))
        == "version [2J of the sharing is not understood; this program speaks 1")
    #expect(refusal(ShareMessage.preamble + [99, 0, 0, 0, 0]) == "a message of an unknown kind")
    #expect(
      refusal(ShareMessage.preamble + [1, 255, 255, 255, 255]) == "a message that is too long")
    #expect(refusal(ShareMessage.preamble + [6, 1, 0, 0, 0, 7]) == "a damaged message")
    #expect(refusal(ShareMessage.preamble + [1, 0, 0, 0, 0]) == "a damaged message")
    #expect(refusal([]) == nil)
    #expect(refusal(Array("forgetsc".utf8)) == nil)
  }

  /// Bytes changed, cut and doubled: an error of one short line, or something that can be drawn.
  @Test(arguments: 0..<8) func mutatedStreamsNeverCrash(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let ids = ["forward-and-reverse", "starvation", "lag", "correlated"]
    let snapshot = try Self.simulation(ids[Int(seed) % 4], ticks: 25).snapshot()
    var view = Self.view
    view.scene = Self.scenes[Int(seed) % Self.scenes.count]
    var writer = ShareWriter(snapshot, view: view)
    var cursor = ShareWriter.Cursor()
    let stream = ShareMessage.preamble + writer.bytes(for: &cursor)
    var memory = DensityMemory()
    for _ in 0..<60 {
      var bytes = stream
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        // Most of the bytes are curves: half of the changes go to the last message.
        let isEnd = Bool.random(using: &generator)
        let first = isEnd ? max(0, bytes.count - 400) : 0
        let place = Int.random(in: first..<bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1..<20, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[place] = 0xFF
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: for index in place..<end { bytes[index] = 0 }
        case 3:
          for index in place..<end {
            bytes[index] = [0x7F, 0xF0, 0xEF].randomElement(using: &generator)!
          }
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
        default: bytes.removeSubrange(place..<end)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      var follower: Follower?
      do {
        for message in try messages(bytes) { try Self.apply(message, &follower) }
      } catch let error as ShareReader.Refusal {
        #expect(
          PlainText.forbiddenScalar(in: error.problem.description) == nil
            && error.problem.description.count < 200)
      } catch let error as Follower.Refusal {
        #expect(
          PlainText.forbiddenScalar(in: error.problem.description) == nil
            && error.problem.description.count < 400)
      } catch {
        #expect("\(error)".count < 400)
      }
      // Whatever was taken in is drawn.
      guard var follower else { continue }
      let state = ExplorerState(
        rows: 40, columns: 120, display: .init(symbols: .braille),
        snapshot: follower.snapshot(measures: true), following: Self.view)
      #expect(Dashboard.draw(state, memory: &memory).rows == 40)
    }
  }
}
