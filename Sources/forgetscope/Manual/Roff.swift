import Cells

/// A manual page in the macros of man(7), in ASCII.
struct Roff {
  private(set) var text: String
  /// Nothing stands yet below the last heading, which makes room by itself.
  private var isBelowHeading = false

  /// - Parameters:
  ///   - name: `forgetscope-run`.
  ///   - about: a few words without a full stop.
  ///   - source: program and version, for the page's foot.
  init(name: String, section: Int, about: String, source: String) {
    text = ".TH \(Roff.escaped(name.uppercased())) \(section) \"\" \"\(Roff.escaped(source))\"\n"
    heading("NAME")
    line("\(Roff.escaped(name)) \\- \(Roff.escaped(about))")
  }

  mutating func heading(_ words: String) {
    line(".SH \(Roff.escaped(words))")
    isBelowHeading = true
  }

  mutating func subheading(_ words: String) {
    line(".SS \(Roff.escaped(words))")
    isBelowHeading = true
  }

  /// Text that is filled.
  mutating func paragraph(_ words: String) {
    beginParagraph()
    line(Roff.escaped(words))
  }

  /// What is typed as it stands, and what is put in for it.
  mutating func synopsis(_ command: String, _ rest: String) {
    beginParagraph()
    line("\\fB\(Roff.escaped(command))\\fR" + (rest.isEmpty ? "" : " " + Roff.escaped(rest)))
  }

  /// A word and what it means.
  mutating func entry(_ label: String, _ words: String) {
    isBelowHeading = false
    line(".TP")
    line("\\fB\(Roff.escaped(label))\\fR")
    line(Roff.escaped(words))
  }

  /// Lines that stay as they are.
  mutating func verbatim(_ lines: String) {
    beginParagraph()
    line(".nf")
    for part in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      line(part.isEmpty ? "\\&" : "    " + Roff.escaped(String(part)))
    }
    line(".fi")
  }

  private mutating func beginParagraph() {
    if !isBelowHeading { line(".PP") }
    isBelowHeading = false
  }

  private mutating func line(_ words: String) { text += words + "\n" }

  /// Characters that mean something to roff, and those beyond ASCII, by their names.
  private static func escaped(_ words: String) -> String {
    var result = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\"": result += "\\(dq"
      case "\n": result += " "
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      // What printers of ASCII alone have no glyph for.
      case "\u{2016}", "\u{2070}"..."\u{209F}": result += escaped(Glyphs.ascii(String(scalar)))
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    // A line that begins with a point would be taken for a command.
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
