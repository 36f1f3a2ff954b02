import Foundation

/// The links of the Markdown files in a folder, and where they lead.
enum DocumentLinks {
  /// What leads nowhere, as "docs/a.md: b.md#c".
  static func dead(in folder: String, among files: [String]) -> [String] {
    var dead: [String] = []
    for file in files where file.hasSuffix(".md") {
      for link in links(in: text(folder + "/" + file)) where !isOutside(link) {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts[0].isEmpty ? file : joined(file, String(parts[0]))
        let isThere = files.contains(target)
        let anchor = parts.count > 1 ? String(parts[1]) : nil
        let hasAnchor = anchor.map { anchors(in: text(folder + "/" + target)).contains($0) } ?? true
        if !isThere || !hasAnchor { dead.append("\(file): \(link)") }
      }
    }
    return dead
  }

  /// The targets of `[words](target)` and `![words](target)` outside of code.
  static func links(in text: String) -> [String] {
    var isInBlock = false
    var found: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isInBlock.toggle() }
      if isInBlock { continue }
      // What stands between backticks is code.
      let plain = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .map { $0.offset % 2 == 0 ? String($0.element) : "code" }.joined()
      found += plain.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
    }
    return found
  }

  private static func isOutside(_ link: String) -> Bool {
    ["https:", "http:", "mailto:"].contains { link.hasPrefix($0) }
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  /// A path beside a file, without `..`.
  private static func joined(_ file: String, _ path: String) -> String {
    var words = file.split(separator: "/").dropLast().map(String.init)
    for word in path.split(separator: "/") {
      if word == ".." { _ = words.popLast() } else if word != "." { words.append(String(word)) }
    }
    return words.joined(separator: "/")
  }

  /// The names that headings have where Markdown is shown.
  private static func anchors(in text: String) -> Set<String> {
    var isInBlock = false
    var names: Set<String> = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") { isInBlock.toggle() }
      guard !isInBlock, line.hasPrefix("#") else { continue }
      let heading = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
      names.insert(
        String(
          heading.compactMap { character -> Character? in
            if character == " " { return "-" }
            return character.isLetter || character.isNumber || "-_".contains(character)
              ? character : nil
          }))
    }
    return names
  }
}
