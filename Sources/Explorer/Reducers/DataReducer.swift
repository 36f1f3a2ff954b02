import Cells
import Forgetting
import Measured

/// The log beside the run: asked for, read, stretched.
enum DataReducer {
  /// Asks for the log that the scenario names, once.
  static func follow(_ state: inout ExplorerState) -> [Effect] {
    let wanted = state.scenario.data?.unscaled
    guard wanted != state.data.source else { return [] }
    let given = stop(state.data.awaited, besides: [state.askedData?.unscaled, wanted])
    guard let wanted else {
      state.data = .none
      return given
    }
    state.data = .awaited(wanted)
    return given + [.readData(wanted)]
  }

  /// Somebody asks for a log: nothing changes until it has been read.
  static func ask(_ state: inout ExplorerState, for source: DataSource) -> [Effect] {
    // Whose run it is not may not; the thread would refuse it later.
    if let why = state.permissions.refusal(of: .simulate(.showData(source))) {
      return state.say(why)
    }
    let before = state.askedData?.unscaled
    state.askedData = source
    return stop(before, besides: [state.data.awaited, source.unscaled])
      + [.readData(source.unscaled)]
  }

  /// Esc gives up what is being read.
  ///
  /// - Returns: nil where the key is to be taken as at any other time.
  static func intercept(_ state: inout ExplorerState, _ key: Key) -> [Effect]? {
    guard key == .escape, state.overlay == nil, state.entry == nil, let file = state.readFile
    else { return nil }
    state.message = .init(remark: .readingGivenUp(file), isError: false)
    let sources = [state.askedData?.unscaled, state.data.awaited].compactMap(\.self)
    if let awaited = state.data.awaited {
      state.data = .missing(awaited, state.message?.text ?? "")
    }
    state.askedData = nil
    return sources.map { .stopReading($0) }
  }

  /// More or fewer steps of the log in a unit of flow time.
  static func stretch(_ state: inout ExplorerState, by presses: Double) -> [Effect] {
    guard case .run(let run, _) = state.data else { return state.say(.noLog) }
    var scenario = state.scenario
    scenario.data?.mapping.stepsPerTime = state.stepsPerTime(run)
    state.scenario = scenario
    let effects = ParameterReducer.changeParameter(&state, "data.stepsPerTime", by: presses)
    // Its line among the parameters is seldom on the screen, and the header has no room for it.
    ParameterReducer.say(&state, "data.stepsPerTime")
    return effects
  }

  /// A log has been read, or not.
  static func arrived(_ state: inout ExplorerState, _ data: ShownData) -> [Effect] {
    let isAsked = data.source != nil && data.source == state.askedData?.unscaled
    guard isAsked || data.source == state.data.source else { return [] }
    switch data {
    case .missing(_, let line):
      state.message = .init(remark: .told(line), isError: true)
      if !isAsked { state.data = data }
      state.askedData = isAsked ? nil : state.askedData
      return []
    case .run(let run, _):
      guard let asked = isAsked ? state.askedData : state.scenario.data else { return [] }
      if isAsked { state.askedData = nil }
      if !asked.hash.isEmpty, asked.hash != run.hash {
        state.message = .init(remark: .changedLog(asked.file), isError: false)
      }
      // What was taken stands in figures and state lines from now on.
      let taken = asked.taken(run)
      state.show(.run(run, taken.unscaled))
      guard taken != state.scenario.data, state.audience == nil else { return [] }
      state.scenario.data = taken
      return state.send(.showData(taken))
    case .none, .awaited: return []
    }
  }

  /// Nobody waits for a log any more.
  private static func stop(_ source: DataSource?, besides wanted: [DataSource?]) -> [Effect] {
    guard let source, !wanted.contains(source) else { return [] }
    return [.stopReading(source)]
  }
}

extension ExplorerState {
  /// Shows a log where there is nobody to read it later.
  public mutating func show(_ data: ShownData) {
    self.data = data
    if data.run != nil, chosenMassCurve == .weight { chosenMassCurve = nil }
  }

  /// The log that is being read, by its name; nil: none.
  public var readFile: String? { (askedData ?? data.awaited)?.file }

  /// Steps of the log in a unit of flow time.
  package func stepsPerTime(_ run: MeasuredRun) -> Double { run.stepsPerTime(in: scenario) }
}
