import Forgetting
import Words

/// Tasks, stages and components of a scenario file.
enum TaskReader {
  /// What stands in place of `target`; nil where the file has the short form.
  static func sequence(_ fields: YAMLMapping, dimension: Int) throws(DocumentError) -> TaskSequence?
  {
    guard let tasks = fields["tasks"] else {
      for key in ["stages", "known"] {
        if let field = fields[key] { throw field.refusal(.besideTarget) }
      }
      return nil
    }
    if let target = fields["target"] {
      throw target.refusal(.besideTasks)
    }
    var sequence = TaskSequence(tasks: [])
    for item in try list(tasks, .someTasks, 2...TaskSequence.largestTaskCount) {
      sequence.tasks.append(try task(item, dimension: dimension))
    }
    if let stages = fields["stages"] {
      sequence.stages = []
      for item in try list(stages, .stageWithTask, 1...TaskSequence.largestStageCount) {
        let fields = try item.mapping(["task", "until"])
        sequence.stages?.append(
          StageSettings(
            task: try fields.required("task", allowed: .stageWithTask).word(),
            until: try fields["until"]?.number()))
      }
    }
    if let known = fields["known"] {
      sequence.known = []
      // An empty list: nothing is known.
      for item in try known.items(allowed: .taskNames) {
        sequence.known?.append(try item.word())
      }
    }
    if let reference = fields["reference"] {
      sequence.keepsReference = isStart(reference) ? true : try keeps(reference)
    }
    return sequence
  }

  /// Whether `reference: start` stands there: the reference stays what it was.
  static func isStart(_ field: YAMLField) -> Bool { field.node.text == "start" }

  /// The same beside components: `stages: start`.
  private static func keeps(_ field: YAMLField) throws(DocumentError) -> Bool {
    let fields = try field.mapping(["components", "stages"])
    guard let stages = fields["stages"] else { return false }
    return try stages.word(among: ["model", "start"]) == "start"
  }

  private static func list(
    _ field: YAMLField, _ allowed: Allowed, _ counts: ClosedRange<Int>
  ) throws(DocumentError) -> [YAMLField] {
    let items = try field.items(allowed: allowed)
    guard counts.contains(items.count) else {
      throw field.refusal(given: .list(items.count), allowed: .count(counts))
    }
    return items
  }

  private static func task(
    _ field: YAMLField, dimension: Int
  ) throws(DocumentError) -> TaskSettings {
    let fields = try field.mapping([
      "name", "mass", "mean", "deviation", "correlation", "covariance",
    ])
    return TaskSettings(
      name: try fields.required("name", allowed: .taskWithMass).word(),
      mass: try fields.required("mass", allowed: .taskWithMass).number(),
      mean: try fields.required("mean", allowed: .numbers(dimension)).numbers(dimension: dimension),
      spread: try SpreadReader.spread(fields, dimension: dimension, defaultDeviation: nil))
  }

  /// `components:` of a start, reference, teacher or demonstrator.
  static func components(
    _ field: YAMLField, dimension: Int, keys: [String] = ["components"]
  ) throws(DocumentError) -> MixtureSettings {
    let fields = try field.mapping(keys)
    guard let components = fields["components"] else { return MixtureSettings() }
    var settings: [ComponentSettings] = []
    for item in try list(components, .someComponents, 1...TaskSequence.largestTaskCount) {
      let fields = try item.mapping(["weight", "mean", "deviation", "correlation", "covariance"])
      settings.append(
        ComponentSettings(
          weight: try fields["weight"]?.number(),
          mode: ModeSettings(
            mean: try fields["mean"]?.numbers(dimension: dimension),
            spread: try SpreadReader.spread(fields, dimension: dimension, defaultDeviation: nil))))
    }
    return MixtureSettings(components: settings)
  }
}
