import Forgetting

/// What could stand at the cursor of a command line.
package struct CommandCompletion {
  package struct Candidate: Equatable {
    package var text: String
    /// What is typed behind it at once: a space, or nothing.
    var ending: String
  }

  /// The characters before the one that is completed.
  let start: Int
  /// What stands there already.
  let typed: String
  package let candidates: [Candidate]

  /// - Parameter line: the text before the cursor.
  package init(_ line: String, _ state: ExplorerState) {
    let characters = Array(line)
    let from = (characters.lastIndex(of: " ") ?? -1) + 1
    let last = String(characters[from...])
    let isFirst = !characters[..<from].contains { $0 != " " }
    var start = from
    var typed = last
    var found: [Candidate]
    if isFirst {
      (found, start, typed) = CommandCompletion.first(last, from: from, state)
    } else {
      let text = CommandText(line)
      let entry = CommandTable.entry(text.word)
      let count = text.rest.split(separator: " ").count
      let place = line.last == " " ? count : max(0, count - 1)
      if entry == nil, place == 0 {
        // A path and its value without the sign between them.
        found = CommandCompletion.matching(last, CommandCompletion.values(of: text.word, state))
          .map { Candidate(text: $0, ending: "") }
        (start, typed) = (from, last)
      } else {
        (found, start, typed) = CommandCompletion.argument(
          of: entry, at: place, last, from: from, state)
      }
    }
    // A word that is complete needs no list of itself.
    if found.count == 1, found[0].text == typed { found = [] }
    self.start = start
    self.typed = typed
    candidates = found
  }

  // MARK: - The first word

  private static func first(
    _ word: String, from: Int, _ state: ExplorerState
  ) -> ([Candidate], Int, String) {
    if word.contains("=") { return assignment(word, from: from, state) }
    let dashes = word.hasPrefix("--") ? 2 : 0
    let bare = String(word.dropFirst(dashes))
    let words = matching(bare, CommandTable.words(state)).map { word in
      Candidate(
        text: word, ending: CommandTable.entry(word)?.arguments.isEmpty == true ? "" : " ")
    }
    // Paths too can begin a line; they come where no word is meant.
    let paths =
      bare.isEmpty || (!words.isEmpty && !bare.contains("."))
      ? [] : matching(bare, self.paths(state)).map { Candidate(text: $0 + "=", ending: "") }
    return (words + paths, from + dashes, bare)
  }

  // MARK: - Arguments

  private static func argument(
    of entry: CommandEntry?, at place: Int, _ word: String, from: Int, _ state: ExplorerState
  ) -> ([Candidate], Int, String) {
    guard let entry, !entry.arguments.isEmpty else { return ([], from, word) }
    // The last argument may be repeated: `set a=1 b=2`.
    let kind = entry.arguments[min(place, entry.arguments.count - 1)]
    if case .assignment = kind { return assignment(word, from: from, state) }
    if place >= entry.arguments.count, kind != .condition { return ([], from, word) }
    let candidates = matching(word, kind.words(state)).map { Candidate(text: $0, ending: "") }
    return (candidates, from, word)
  }

  /// `path` or `path=value`.
  private static func assignment(
    _ word: String, from: Int, _ state: ExplorerState
  ) -> ([Candidate], Int, String) {
    guard let sign = word.firstIndex(of: "=") else {
      return (
        matching(word, paths(state)).map { Candidate(text: $0 + "=", ending: "") }, from, word
      )
    }
    let path = String(word[..<sign])
    let value = String(word[word.index(after: sign)...])
    let candidates = matching(value, values(of: path, state)).map {
      Candidate(text: $0, ending: "")
    }
    return (candidates, from + path.count + 1, value)
  }

  private static func paths(_ state: ExplorerState) -> [String] {
    ParameterCatalogue.everything(of: state.scenario).map(\.path)
      + [state.scenario.openStageEnd].compactMap { $0 }
      + StructureChange.allCases.flatMap { $0.paths(in: state.scenario) }
  }

  /// The words that a parameter may have.
  private static func values(of path: String, _ state: ExplorerState) -> [String] {
    if let change = StructureChange(path: path) { return change.values(in: state.scenario) }
    guard let parameter = ParameterCatalogue.parameter(at: path, in: state.scenario) else {
      return []
    }
    switch parameter.kind {
    case .choice(let choice): return choice.values
    case .number(let number): return number.word.map { [$0.word] } ?? []
    }
  }

  // MARK: - Matching

  /// Those that begin with what was typed; where none does, those that contain it.
  static func matching(_ typed: String, _ words: [String]) -> [String] {
    let typed = typed.lowercased()
    let beginning = words.filter { $0.lowercased().hasPrefix(typed) }
    guard beginning.isEmpty else { return beginning }
    return words.filter { Fuzzy.contains($0.lowercased(), typed) }
  }

  static func commonPrefix(of texts: [String]) -> String {
    guard var common = texts.first else { return "" }
    for text in texts.dropFirst() {
      common = String(zip(common, text).prefix { $0 == $1 }.map(\.0))
    }
    return common
  }
}
