import Words

/// Where stages end: each between those beside it, and the run with the last of them.
extension Scenario {
  /// The path of the last stage's end where it has none: no parameter, and yet it may be given one.
  public var openStageEnd: String? {
    guard let stages = sequence?.stageList, stages.last?.until == nil else { return nil }
    return "stages.\(stages.count).until"
  }

  /// Gives the last stage an end for a moment, where it has none and a path asks for it: its value is written next.
  mutating func openLastStage(at path: String) {
    guard path == openStageEnd else { return }
    spellOutStages()
    guard let last = sequence?.stages?.indices.last else { return }
    let before = last > 0 ? sequence?.stages?[last - 1].until ?? 0 : 0
    sequence?.stages?[last].until = max(clock.until, before + clock.step)
  }

  // MARK: - Between its neighbours

  /// The flow times between which the end of a stage lies; above the last one's there is none. nil for other paths.
  private func neighbours(ofStageEnd path: String) -> (low: Double, high: Double?)? {
    let words = path.split(separator: ".")
    guard words.count == 3, words[0] == "stages", words[2] == "until", let number = Int(words[1]),
      let stages = sequence?.stageList, stages.indices.contains(number - 1)
    else { return nil }
    return (
      number > 1 ? stages[number - 2].until ?? 0 : 0,
      number < stages.count ? stages[number].until : nil
    )
  }

  /// Why something does not stand for the end of a stage: who writes it is told of the ends beside it, not where the
  /// next stage begins. nil for other paths.
  func stageEndError(_ path: String, value: String) -> ParameterError? {
    guard let (low, high) = neighbours(ofStageEnd: path) else { return nil }
    return ParameterError(
      field: path, value: value,
      allowed: .numberIn(
        ParameterValue.number(low).description,
        high.map { ParameterValue.number($0).description } ?? "1000000", includesLower: false,
        includesUpper: high == nil))
  }

  func checkStageEnd(_ path: String, _ value: ParameterValue) throws(ParameterError) {
    guard let (low, high) = neighbours(ofStageEnd: path), case .number(let time) = value
    else { return }
    guard time > low, high.map({ time < $0 }) ?? (time <= 1e6) else {
      throw stageEndError(path, value: value.description)
        ?? ParameterError(field: path, number: time, allowed: .stageEnd)
    }
  }

  /// The value nearest to one that a slider asks for: the end of a stage stays a step away from those beside it.
  public func fitted(_ value: ParameterValue, at path: String) -> ParameterValue {
    guard let (low, high) = neighbours(ofStageEnd: path), case .number(let time) = value
    else { return value }
    let step = min(clock.step, ((high ?? .infinity) - low) / 4)
    return .number(min(max(time, low + step), high.map { $0 - step } ?? 1e6))
  }

  // MARK: - The run ends with the last one

  /// Where the last stage ends; nil where it need not, and in the short form.
  public var lastStageEnd: Double? { sequence?.stageList.last?.until }

  /// Whether a parameter is the end of the last stage, whether that has one or not.
  public func isLastStageEnd(_ path: String) -> Bool {
    sequence.map { path == "stages.\($0.stageList.count).until" } ?? false
  }

  /// Whether a parameter says when a run ends: the clock's, or the last stage's where a run ends with it.
  public func endsRun(_ path: String) -> Bool {
    let path = canonicalPath(path)
    return path == "clock.until"
      || isLastStageEnd(path) && (lastStageEnd ?? clock.until) == clock.until
  }

  /// A run that pauses where its last stage ends does so after a change of the stages, too; one whose last stage was
  /// open gets the end that it was given.
  mutating func pauseWithStages(as before: Scenario) {
    guard before.sequence != nil, let end = lastStageEnd, end != before.lastStageEnd,
      before.lastStageEnd ?? before.clock.until == before.clock.until
    else { return }
    clock.until = end
  }

  /// Where a run pauses that is shown with these stages and gets those of another scenario: how long it is shown is
  /// no part of it, but it goes along with the stages where it did so.
  public func pause(with other: Scenario) -> Double {
    lastStageEnd == clock.until ? other.lastStageEnd ?? clock.until : clock.until
  }
}
