import ArgumentParser
import Documents
import Forgetting
import Host

/// What Tab offers for the last of the words behind `forgetscope`; the shells show it.
///
/// Verbs, options and their values are read in the help, so that both agree. The parser's own scripts
/// do not know that a verb may be left out, nor what `--resume` makes of SCENARIO.
struct Offers {
  /// What lists the verbs.
  private let root: any ParsableCommand.Type
  private let words: [String]
  /// What is being typed.
  private let start: String
  private var found: [String] = []

  /// The words that may stand in place of the last one.
  static func offers(for words: [String], in root: any ParsableCommand.Type) -> [String] {
    var offers = Offers(root: root, words: words)
    offers.find()
    return offers.found
  }

  private init(root: any ParsableCommand.Type, words: [String]) {
    self.root = root
    self.words = words.dropLast()
    start = words.last ?? ""
  }

  private mutating func find() {
    var rest = words[...]
    var verb: any ParsableCommand.Type = root
    // The parser's own verb, which the help does not list; it takes the others' names.
    let isHelp = rest.first == "help"
    if isHelp { rest.removeFirst() }
    // Down to the verb that is meant. Where one may be left out, both it and what it takes are offered.
    while !verb.configuration.subcommands.isEmpty {
      let parts = verb.configuration.subcommands.filter {
        $0.configuration.shouldDisplay || $0 == CompletionsCommand.self
      }
      if let part = parts.first(where: { $0._commandName == rest.first }) {
        verb = part
        rest.removeFirst()
        continue
      }
      if rest.isEmpty { add(parts.map { $0._commandName }) }
      if verb == root, rest.isEmpty, !isHelp { add(["help"]) }
      guard !isHelp, let standard = verb.configuration.defaultSubcommand else { return }
      verb = standard
    }
    guard !isHelp else { return }
    offer(verb, HelpText(of: verb, in: root).entries, behind: rest)
  }

  private mutating func offer(
    _ verb: any ParsableCommand.Type, _ entries: [HelpText.Entry], behind rest: ArraySlice<String>
  ) {
    let options = entries.filter { $0.label.hasPrefix("-") }
    if let last = rest.last, let option = options.first(where: { $0.names.contains(last) }),
      let value = option.valueName
    {
      return addValues(of: option, value)
    }
    if start.hasPrefix("-") { return add(options.flatMap(\.names)) }
    var taken = 0
    for (index, word) in rest.enumerated() where !word.hasPrefix("-") {
      let before = index > 0 ? rest[rest.startIndex + index - 1] : ""
      if options.first(where: { $0.names.contains(before) })?.valueName == nil { taken += 1 }
    }
    let arguments = entries.filter { !$0.label.hasPrefix("-") }
    guard arguments.indices.contains(taken) else { return }
    if !arguments[taken].values.isEmpty { return add(arguments[taken].values) }
    switch arguments[taken].valueName {
    case "scenario" where rest.contains("--resume"):
      add((try? Sessions.ofUser()?.entries())?.reversed().map(\.name) ?? [])
    case "scenario":
      add(Presets.all.map(\.id))
      addFiles { Offers.isYAML($0) || FigureReader.isFigureName($0) }
    case "lecture":
      add(ShippedLectures.all.map(\.id))
      addFiles(Offers.isYAML)
    case "id" where verb == LectureCommand.Show.self: add(ShippedLectures.all.map(\.id))
    case "id": add(Presets.all.map(\.id))
    case "dir": addFiles { _ in false }
    default: addFiles { _ in true }
    }
  }

  /// A list of values in the help, or files where a value is the name of one.
  private mutating func addValues(of option: HelpText.Entry, _ value: String) {
    if !option.values.isEmpty { return add(option.values) }
    switch value {
    case "file.cast": addFiles { $0.hasSuffix(".cast") }
    case "file", "output", "socket": addFiles { _ in true }
    case "dir", "folder": addFiles { _ in false }
    case "names" where option.names.contains("--methods"): addMethods()
    default: break
    }
  }

  /// Behind a comma the next one; none twice.
  private mutating func addMethods() {
    let before = start.lastIndex(of: ",").map { String(start[...$0]) } ?? ""
    let taken = Set(before.split(separator: ",").map(String.init))
    add(MethodCatalogue.descriptions.map(\.key).filter { !taken.contains($0) }.map { before + $0 })
  }

  private mutating func add(_ names: [String]) {
    found += names.filter { $0.hasPrefix(start) && !found.contains($0) }
  }

  private mutating func addFiles(_ isWanted: (String) -> Bool) {
    found += FileListing.paths(beginningWith: start, where: isWanted)
  }

  private static func isYAML(_ name: String) -> Bool {
    name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }
}

extension HelpText.Entry {
  /// `-o`, `--output`.
  fileprivate var names: [String] {
    label.split(separator: " ").filter { $0.hasPrefix("-") }
      .map { String($0.last == "," ? $0.dropLast() : $0) }
  }

  /// What stands for the value; nil for a flag.
  fileprivate var valueName: String? {
    guard let open = label.firstIndex(of: "<"), let close = label.lastIndex(of: ">") else {
      return nil
    }
    return String(label[label.index(after: open)..<close])
  }

  /// Behind `(values: `, as the parser writes them.
  fileprivate var values: [String] {
    let opening = "(values: "
    guard let start = words.indices.first(where: { words[$0...].hasPrefix(opening) }) else {
      return []
    }
    return words[start...].dropFirst(opening.count).prefix { $0 != ";" && $0 != ")" }
      .split(separator: ",").map { String($0.drop { $0 == " " }) }
  }
}
