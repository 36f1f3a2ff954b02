import Forgetting
import Measured
import Words

/// `data:` of a scenario: a log and how it is read, as options of the command line.
enum DataReader {
  private static let keys = [
    "file", "hash", "x", "old", "new", "kl", "by", "runs", "also", "where", "order", "percent",
    "chance", "ceiling",
    "stepsPerTime",
  ]

  static func source(_ field: YAMLField) throws(DocumentError) -> DataSource {
    let fields = try field.mapping(keys)
    var source = DataSource(
      file: try fields.required("file", allowed: .text).text(),
      hash: try fields["hash"]?.text() ?? "")
    var mapping = DataMapping()
    mapping.x = try fields["x"]?.text()
    mapping.old = try fields["old"]?.text()
    mapping.new = try fields["new"]?.text()
    mapping.kl = try fields["kl"]?.text()
    mapping.by = try texts(fields["by"])
    mapping.runs = try fields["runs"]?.text()
    mapping.also = try texts(fields["also"])
    mapping.chance = try fields["chance"]?.number()
    mapping.ceiling = try fields["ceiling"]?.number()
    if let percent = fields["percent"] {
      mapping.isPercent = try percent.word(among: ["true", "false"]) == "true"
    }
    if let steps = fields["stepsPerTime"] {
      let number = try steps.number()
      guard number > 0 else { throw steps.refusal(allowed: .numberAbove("0", includesEnd: false)) }
      mapping.stepsPerTime = number
    }
    for text in try texts(fields["where"]) {
      do throws(DataProblemError) {
        try mapping.add(condition: text)
      } catch {
        throw field.refusal(.told(error.description))
      }
    }
    if let order = try fields["order"]?.text() {
      do throws(DataProblemError) {
        try mapping.setOrder(order)
      } catch {
        throw field.refusal(.told(error.description))
      }
    }
    source.mapping = mapping
    return source
  }

  /// One text or a list of them.
  private static func texts(_ field: YAMLField?) throws(DocumentError) -> [String] {
    guard let field else { return [] }
    if field.node.text != nil { return [try field.text()] }
    var texts: [String] = []
    for item in try field.items(allowed: .text) { texts.append(try item.text()) }
    return texts
  }

  /// Always in quotes: a column may be called like a number.
  private static func quoted(_ text: String) -> String {
    YAMLText.quoted(PlainText.cleaned(text))
  }

  /// On one line.
  static func text(of source: DataSource) -> String {
    let mapping = source.mapping
    var entries: [(String, String)] = [("file", quoted(source.file))]
    func add(_ key: String, _ text: String?) {
      if let text { entries.append((key, quoted(text))) }
    }
    func list(_ key: String, _ texts: [String]) {
      guard !texts.isEmpty else { return }
      entries.append((key, "[" + texts.map(quoted).joined(separator: ", ") + "]"))
    }
    add("hash", source.hash.isEmpty ? nil : source.hash)
    add("x", mapping.x)
    add("old", mapping.old)
    add("new", mapping.new)
    add("kl", mapping.kl)
    list("by", mapping.by)
    add("runs", mapping.runs)
    list("also", mapping.also)
    list("where", mapping.conditions.map { $0.column + "=" + $0.value })
    add("order", mapping.order.isEmpty ? nil : mapping.orderText)
    if let isPercent = mapping.isPercent { entries.append(("percent", "\(isPercent)")) }
    for (key, value) in [
      ("chance", mapping.chance), ("ceiling", mapping.ceiling),
      ("stepsPerTime", mapping.stepsPerTime),
    ] {
      if let value { entries.append((key, YAMLText.number(value))) }
    }
    return YAMLText.mapping(entries)
  }
}
