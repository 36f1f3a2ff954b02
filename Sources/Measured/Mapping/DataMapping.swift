import Forgetting
import Words

extension DataSource {
  /// File, hash and mapping: what a caption says.
  public var caption: String {
    let known = hash.isEmpty ? "" : ", hash \(hash.prefix(8))"
    return DataText.line("\(file)\(known) \(mapping.options)")
  }
}

extension DataSource {
  /// Gives every file that it names another name, those in front of columns (`FILE:COLUMN`) too.
  public mutating func renameFiles(_ name: (String) -> String) {
    func column(_ text: String?) -> String? {
      guard let text, let colon = text.firstIndex(of: ":") else { return text }
      return name(String(text[..<colon])) + text[colon...]
    }
    file = name(file)
    mapping.also = mapping.also.map(name)
    mapping.old = column(mapping.old)
    mapping.new = column(mapping.new)
    mapping.kl = column(mapping.kl)
  }
}

extension DataMapping {
  /// Takes `COLUMN=VALUE` in.
  public mutating func add(condition text: String) throws(DataProblemError) {
    guard let place = text.lastIndex(of: "="), place > text.startIndex else {
      throw DataProblemError(.noCondition(DataText.name(text)))
    }
    conditions.append(
      Condition(column: String(text[..<place]), value: String(text[text.index(after: place)...])))
  }

  /// Takes `base=0,step10,final=100` in.
  public mutating func setOrder(_ text: String) throws(DataProblemError) {
    order = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
      let number = parts.count == 2 ? Double(parts[1]) : nil
      guard let name = parts.first, parts.count == 1 || number?.isFinite == true else {
        throw DataProblemError(.noOrder(DataText.name(text)))
      }
      order.append(NamedStep(name: name, number: number))
    }
  }

  /// The order as it is written.
  public var orderText: String {
    order.map { $0.name + ($0.number.map { "=" + DataNumber.text($0) } ?? "") }
      .joined(separator: ",")
  }

  /// The options that ask for it, in a shell's words.
  public var options: String {
    var words: [String] = []
    func add(_ option: String, _ value: String?) {
      if let value { words += [option, DataMapping.quoted(value)] }
    }
    add("--x", x)
    add("--old", old)
    add("--new", new)
    add("--kl", kl)
    for name in by { add("--by", name) }
    add("--runs", runs)
    for file in also { add("--data", file) }
    for condition in conditions { add("--where", condition.column + "=" + condition.value) }
    if !order.isEmpty { add("--order", orderText) }
    if isPercent == true { words.append("--percent") }
    add("--chance", chance.map(DataNumber.text))
    add("--ceiling", ceiling.map(DataNumber.text))
    add("--steps-per-time", stepsPerTime.map(DataNumber.text))
    return words.joined(separator: " ")
  }

  private static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B...0x2F, 0x3A, 0x3D, 0x40, 0x5F: true
      default: false
      }
    }
    return plain && !text.isEmpty
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
  }
}

/// What is wrong with an option before a file is looked at.
public struct DataProblemError: Error, CustomStringConvertible {
  /// One of the mapping's.
  public var problem: DataProblem

  init(_ problem: DataProblem) { self.problem = problem }

  public var description: String { problem.description }
}
