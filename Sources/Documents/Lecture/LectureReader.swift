import Explorer
import Forgetting
import Simulation
import Words

/// A YAML node to a lecture, scene by scene.
enum LectureReader {
  static let largestSceneCount = 100

  static func lecture(_ field: YAMLField) throws(DocumentError) -> Lecture {
    let fields = try field.mapping(["lecture", "about", "scenes"])
    let title = try fields.required("lecture", allowed: .title).text()
    let about = try fields["about"]?.text() ?? ""
    let scenes = try fields.required("scenes", allowed: .scenes)
    let allowed = Allowed.sceneList(most: largestSceneCount)
    let items = try scenes.items(allowed: allowed)
    guard (1...largestSceneCount).contains(items.count) else {
      throw scenes.refusal(given: .list(items.count), allowed: allowed)
    }
    var reader = SceneReader()
    return Lecture(
      title: title, about: about,
      scenes: try items.map { (item) throws(DocumentError) in try reader.scene(item) })
  }
}

/// Reads scenes one after another, and knows the parameters in force.
private struct SceneReader {
  private var scenario: Scenario?
  private static let paneNames = Pane.allCases.map(\.name)
  private static let viewNames = ScreenView.allCases.map(\.name)

  mutating func scene(_ field: YAMLField) throws(DocumentError) -> Scene {
    let fields = try field.mapping([
      "title", "minutes", "notes", "scenario", "at", "set", "play", "panes", "look", "cursor",
      "curve", "across", "question", "next",
    ])
    let title = try LectureText.line(try fields.required("title", allowed: .lineOfText))
    var scene = Scene(title: title)
    if let notes = fields["notes"] { scene.notes = try LectureText.text(notes) }
    scene.minutes = try fields["minutes"].map { (field) throws(DocumentError) in
      try Self.number(field, in: 0.1...600)
    }
    if let field = fields["scenario"] {
      scene.scenario = try Self.scenario(field)
      scenario = scene.scenario
    }
    if scenario == nil {
      throw field.refusal(.firstSceneWithoutScenario)
    }
    if let set = fields["set"] { scene.changes = try changes(set) }
    if let at = fields["at"] {
      guard scene.scenario != nil else {
        throw at.refusal(.beginsWithoutScenario)
      }
      scene.start = try instant(at)
    }
    if let next = fields["next"] { scene.ending = try ending(next, of: scene) }
    scene.plays = scene.ending != .key
    if let play = fields["play"] {
      scene.plays = try play.word(among: ["true", "false"]) == "true"
      if !scene.plays, scene.ending != .key {
        throw play.refusal(.waitsForKey)
      }
    }
    if let panes = fields["panes"] { scene.panes = try Self.panes(panes) }
    if let look = fields["look"] { scene.pointer = try Self.pointer(look, scene.panes) }
    if let cursor = fields["cursor"] { scene.cursor = try self.cursor(cursor) }
    scene.massCurve = try Self.choice(fields["curve"]) { "\($0)" }
    scene.across = try Self.choice(fields["across"], \.name)
    scene.question = try fields["question"].map { (field) throws(DocumentError) in
      try QuestionReader.question(field, laneCount: scenario?.lanes.count ?? 0)
    }
    return scene
  }

  // MARK: - The run

  /// A preset's id, or a scenario as in a file of its own.
  private static func scenario(_ field: YAMLField) throws(DocumentError) -> Scenario {
    guard case .mapping = field.node.content else {
      let ids = Presets.all.map(\.id)
      let id = try field.word()
      guard let preset = Presets.preset(id) else {
        throw field.refusal(allowed: .sceneScenario(nearest: nearestName(to: id, among: ids), ids))
      }
      return preset.scenario
    }
    let scenario = try ScenarioReader.scenario(field)
    do {
      try scenario.validate()
      _ = try Opening(of: scenario)
    } catch {
      throw Self.refusal(error, field, line: field.node.line(ofField: error.field))
    }
    return scenario
  }

  private mutating func changes(_ field: YAMLField) throws(DocumentError) -> [ParameterChange] {
    var changes: [ParameterChange] = []
    for (path, value) in try field.mapping(nil).fields {
      guard var changed = scenario else { break }
      guard value.node.text != nil else {
        throw value.refusal(allowed: .numberOrWord)
      }
      let text = try value.text()
      do throws(ParameterError) {
        let change = try changed.change(path, text: text)
        try changed.set(change.path, to: change.value)
        changes.append(change)
      } catch {
        throw Self.refusal(error, field, line: value.line)
      }
      scenario = changed
    }
    return changes
  }

  private static func refusal(
    _ error: ParameterError, _ field: YAMLField, line: Int?
  ) -> DocumentError {
    DocumentError(
      source: field.source, line: line ?? field.line,
      problem: .parameter(
        ParameterError(
          field: "\(field.path).\(PlainText.shortened(error.field))",
          value: PlainText.shortened(error.value), allowed: error.allowed)))
  }

  /// A flow time that can be reached.
  private func instant(_ field: YAMLField) throws(DocumentError) -> Double {
    let time = try field.number()
    let limit = LectureScript.largestTickCount
    guard let scenario,
      Experiment(scenario: scenario).tick(nearest: time, limit: limit) != nil
    else { throw field.refusal(allowed: .instantWithin(steps: limit)) }
    return time
  }

  /// `key`, `{time: 12}` or `{when: "lane 1: β < 0.1"}`.
  private func ending(_ field: YAMLField, of scene: Scene) throws(DocumentError) -> Scene.Ending {
    let allowed = Allowed.ending
    guard case .mapping = field.node.content else {
      guard case .scalar = field.node.content, (try? field.word()) == "key" else {
        throw field.refusal(allowed: allowed)
      }
      return .key
    }
    let fields = try field.mapping(["time", "when"])
    switch (fields["time"], fields["when"]) {
    case (let field?, nil):
      let time = try instant(field)
      guard scene.scenario == nil || time > scene.start else {
        throw field.refusal(allowed: .afterBeginning)
      }
      // The flow pauses there, and would wait for ever.
      if let own = scenario, scene.scenario != nil, time > own.clock.until {
        throw field.refusal(allowed: .untilOfScenario(YAMLText.number(own.clock.until)))
      }
      return .time(time)
    case (nil, let field?):
      guard let condition = ConditionReader.condition(try field.text()) else {
        throw field.refusal(allowed: .condition)
      }
      let lanes = scenario?.lanes.count ?? 0
      guard condition.lane < lanes else {
        throw field.refusal(allowed: .sceneLane(count: lanes))
      }
      if let allowed = scenario.flatMap(condition.refusal) { throw field.refusal(allowed: allowed) }
      return .condition(condition)
    default: throw field.refusal(given: .several(fields.fields.count), allowed: allowed)
    }
  }

  // MARK: - The screen

  /// The case that a word names; nil where the field is left out.
  private static func choice<Choice: CaseIterable>(
    _ field: YAMLField?, _ name: (Choice) -> String
  ) throws(DocumentError) -> Choice? {
    guard let field else { return nil }
    let word = try field.word(among: Choice.allCases.map(name))
    return Choice.allCases.first { name($0) == word }
  }

  private func cursor(_ field: YAMLField) throws(DocumentError) -> String {
    let path = try field.text()
    let paths = scenario.map { ParameterCatalogue.parameters(of: $0).map(\.path) } ?? []
    guard paths.contains(path) else {
      throw field.refusal(allowed: .parameterPath(nearest: nearestName(to: path, among: paths)))
    }
    return path
  }

  private static func panes(_ field: YAMLField) throws(DocumentError) -> Scene.Panes {
    switch field.node.content {
    case .scalar:
      let word = try field.word(among: viewNames + paneNames)
      if let view = ScreenView(named: word) {
        return .view(view)
      }
      return .shown([Scene.Share(try pane(field))])
    case .mapping:
      let shares = try field.mapping(paneNames).fields.map { (key, field) throws(DocumentError) in
        let pane = Pane(named: key) ?? .mass
        return Scene.Share(pane, try number(field, in: 0.1...10))
      }
      guard !shares.isEmpty else { throw field.refusal(allowed: .somePane) }
      return .shown(shares)
    default:
      let panes = try field.items(allowed: .panesOrView).map { (item) throws(DocumentError) in
        try pane(item)
      }
      guard !panes.isEmpty, Set(panes).count == panes.count else {
        throw field.refusal(allowed: .panesOnce)
      }
      return .shown(panes.map { Scene.Share($0) })
    }
  }

  private static func pane(_ field: YAMLField) throws(DocumentError) -> Pane {
    let word = try field.word(among: paneNames)
    return Pane(named: word) ?? .mass
  }

  private static func pointer(
    _ field: YAMLField, _ panes: Scene.Panes
  ) throws(DocumentError) -> Scene.Pointer {
    let fields = try field.mapping(["at", "text"])
    let at = try fields.required("at", allowed: .pane)
    let pane = try pane(at)
    if case .shown(let shares) = panes, !shares.contains(where: { $0.pane == pane }) {
      throw at.refusal(allowed: .among(shares.map(\.pane.name)))
    }
    let text = try fields["text"].map { (field) throws(DocumentError) in
      try LectureText.line(field)
    }
    return Scene.Pointer(at: pane, text ?? "look here")
  }

  private static func number(
    _ field: YAMLField, in range: ClosedRange<Double>
  ) throws(DocumentError) -> Double {
    let number = try field.number()
    guard range.contains(number) else {
      throw field.refusal(
        allowed: .numberBetween(
          YAMLText.number(range.lowerBound), YAMLText.number(range.upperBound)))
    }
    return number
  }
}
