import Forgetting
import Measured
import Words

/// `data FILE old=COLUMN …`: a log beside the curves.
enum DataCommand {
  static let options = [
    "x", "old", "new", "kl", "by", "runs", "also", "where", "order", "percent", "chance", "ceiling",
    "steps",
  ]

  static func perform(
    _ state: inout ExplorerState, _ rest: String
  ) throws(ParameterError) -> [Effect] {
    // No shell reads it: a name may have any sign.
    guard let words = ShellWords.split(rest, isShell: false), let file = words.first else {
      throw CommandReader.refusal("data", rest, .verb(.logOrOff))
    }
    if file == "off", words.count == 1 {
      let given = state.askedData.map { [Effect.stopReading($0.unscaled)] } ?? []
      state.askedData = nil
      state.scenario.data = nil
      state.data = .none
      return given + state.send(.showData(nil))
    }
    // Keys come from there.
    guard file != "-" else { throw CommandReader.refusal("data", file, .verb(.fileName)) }
    var source = DataSource(file: file)
    for word in words.dropFirst() {
      guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
        throw CommandReader.refusal("data", word, .oneOf(options.map { $0 + "=" }))
      }
      try take(String(word[..<sign]), String(word[word.index(after: sign)...]), &source.mapping)
    }
    return DataReducer.ask(&state, for: source)
  }

  private static func take(
    _ key: String, _ value: String, _ mapping: inout DataMapping
  ) throws(ParameterError) {
    func number() throws(ParameterError) -> Double {
      guard let number = Double(value), number.isFinite else {
        throw CommandReader.refusal("data", "\(key)=\(value)", .finiteNumber)
      }
      return number
    }
    func checked(
      _ change: (inout DataMapping) throws(DataProblemError) -> Void
    ) throws(ParameterError) {
      do throws(DataProblemError) {
        try change(&mapping)
      } catch {
        throw CommandReader.refusal("data", "\(key)=\(value)", .assignment)
      }
    }
    switch key {
    case "x": mapping.x = value
    case "old": mapping.old = value
    case "new": mapping.new = value
    case "kl": mapping.kl = value
    case "by": mapping.by.append(value)
    case "runs": mapping.runs = value
    case "also": mapping.also.append(value)
    case "where":
      try checked { (mapping) throws(DataProblemError) in try mapping.add(condition: value) }
    case "order":
      try checked { (mapping) throws(DataProblemError) in try mapping.setOrder(value) }
    case "percent": mapping.isPercent = value != "off"
    case "chance": mapping.chance = try number()
    case "ceiling": mapping.ceiling = try number()
    case "steps":
      let steps = try number()
      guard steps > 0 else {
        throw CommandReader.refusal("data", value, .numberAbove("0", includesEnd: false))
      }
      mapping.stepsPerTime = steps
    default: throw CommandReader.refusal("data", key, .oneOf(options))
    }
  }
}
