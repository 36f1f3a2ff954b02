import ArgumentParser

/// A verb's help taken apart, so that manual pages say what `--help` says.
struct HelpText {
  struct Entry {
    var label: String
    var words: String
  }

  var overview = ""
  var discussion: [String] = []
  /// Behind `forgetscope`.
  var usage = ""
  /// Arguments and options; verbs of a verb stand in `subcommands` of its configuration.
  var entries: [Entry] = []

  init(of verb: any ParsableCommand.Type, in root: any ParsableCommand.Type) {
    // So wide that nothing is wrapped: a paragraph, or what is said of an option, is one line.
    let text = root.helpMessage(for: verb, columns: 100_000)
    var section = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let colon = line.firstIndex(of: ":"), colon != line.startIndex,
        line[..<colon].allSatisfy(\.isUppercase)
      {
        section = String(line[..<colon])
        let rest = line[line.index(after: colon)...].drop { $0 == " " }
        if section == "OVERVIEW" { overview = String(rest) }
        if section == "USAGE" { usage = String(rest.dropFirst("forgetscope ".count)) }
      } else if section == "OVERVIEW", !line.isEmpty {
        discussion.append(line)
      } else if section == "ARGUMENTS" || section == "OPTIONS", !line.isEmpty {
        add(line)
      }
    }
  }

  private mutating func add(_ line: String) {
    let words = line.drop { $0 == " " }
    guard line.hasPrefix("  "), !line.hasPrefix("   ") else {
      if let last = entries.indices.last { entries[last].words += String(words) }
      return
    }
    let gap = words.indices.first { words[$0...].hasPrefix("  ") } ?? words.endIndex
    let meaning = words[gap...].drop { $0 == " " }
    entries.append(Entry(label: String(words[..<gap]), words: String(meaning)))
  }
}
