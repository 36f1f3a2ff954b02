import Cells
import Testing
import Words

@testable import Terminal

@Suite struct CapabilitiesTests {
  private func symbols(_ asked: Symbols?, _ term: String, _ isUTF8: Bool) -> Symbols {
    Choice.symbols(asked: asked, term: term, isUTF8: isUTF8)
  }

  @Test func symbolsFollowLocaleAndTerminalType() {
    #expect(symbols(nil, "xterm-256color", true) == .braille)
    #expect(symbols(nil, "xterm-256color", false) == .ascii)
    #expect(symbols(nil, "linux", true) == .block)
    #expect(symbols(nil, "vt100", true) == .ascii)
    #expect(symbols(.quadrant, "vt100", true) == .quadrant)
    #expect(symbols(.braille, "xterm", false) == .ascii)
  }

  @Test func coloursAreNeverMoreThanTheTerminalHas() {
    func depth(_ asked: ColorDepth?, _ colors: Int, _ noColor: Bool = false) -> ColorDepth {
      Choice.colorDepth(asked: asked, colors: colors, noColor: noColor)
    }
    #expect(depth(nil, 256) == .colors256)
    #expect(depth(nil, 8) == .colors8)
    #expect(depth(nil, 0) == .none)
    #expect(depth(nil, 256, true) == .none)
    #expect(depth(.colors16, 256, true) == .colors16)
    #expect(depth(.colors256, 8) == .colors8)
    #expect(depth(.colors256, 0) == .none)
    #expect(depth(ColorDepth.none, 256) == .none)
  }

  @Test func coloursAreMixedWhereTheTerminalSaysSoOrAUserDoes() {
    func depth(_ asked: ColorDepth?, _ colors: Int, says: Bool, can: Bool = true) -> ColorDepth {
      Choice.colorDepth(
        asked: asked, colors: colors, noColor: false, canMix: can, mixesUnasked: says)
    }
    #expect(depth(nil, 256, says: true) == .trueColor)
    #expect(depth(nil, 256, says: false) == .colors256)
    #expect(depth(.trueColor, 256, says: false) == .trueColor)
    #expect(depth(.colors256, 256, says: true) == .colors256)
    #expect(depth(.trueColor, 256, says: true, can: false) == .colors256)
    #expect(depth(.trueColor, 8, says: true) == .colors8)
  }

  @Test func unusualFormsOfColoursAreNamed() {
    #expect(Choice.colorForm("\u{1b}[38;5;%p1%dm", isDirect: false) == nil)
    #expect(Choice.colorForm("\u{1b}[38:5:%p1%dm", isDirect: false) == "38:5:n")
    #expect(Choice.colorForm("\u{1b}[38:2::%p1%dm", isDirect: true) == "red, green, blue")
    #expect(Choice.colorForm(nil, isDirect: false) == nil)
  }

  @Test func namesOfLocalesSayTheirCharacters() {
    for name in ["UTF-8", "fr_FR.UTF-8", "de_DE.utf8@euro", "C.UTF-8"] {
      #expect(LocaleChoice.saysUTF8(name), "\(name)")
    }
    for name in ["", "C", "fr_FR", "fr_FR.ISO-8859-1", "utf_8.KOI8-R", "@UTF-8"] {
      #expect(!LocaleChoice.saysUTF8(name), "\(name)")
    }
  }

  @Test func theLocaleIsChosenByTheRulesOfPOSIX() {
    func locale(_ values: [String: String]) -> String {
      TerminalEnvironment { values[$0] }.locale
    }
    #expect(locale([:]) == "C")
    #expect(locale(["LANG": "de_DE.UTF-8"]) == "de_DE.UTF-8")
    #expect(locale(["LANG": "a", "LC_CTYPE": "b"]) == "b")
    #expect(locale(["LANG": "a", "LC_CTYPE": "b", "LC_ALL": "c"]) == "c")
    #expect(locale(["LANG": "a", "LC_ALL": ""]) == "a")
  }

  @Test func theReportSaysWhoAnswers() {
    let capabilities = Capabilities(
      name: "tmux-256color", isUTF8: true, symbols: .braille, colorDepth: .colors256,
      hasMouse: true, hasStatusReports: true, nearEnd: "tmux", rows: 40, columns: 120)
    var pacer = FramePacer(asksForReports: true)
    pacer.sent(bytes: 0, withRequest: true, at: 0)
    pacer.answered(at: 0.012)
    #expect(
      capabilities.report(pacer) == [
        "terminal: tmux-256color, 120x40, inside tmux",
        "locale: UTF-8; symbols braille",
        "colours: 256; mouse: yes",
        "status reports: answered (by tmux, at the near end: a slow line beyond it is not seen)",
        "line: 12 ms round trip",
      ])
  }

  @Test func everyErrorIsOneLine() {
    let errors: [TerminalProblem] = [
      .notATerminal(stream: "standard input"), .noTerminalType, .dumb("dumb"),
      .unknownTerminal("nonsense"), .noResources,
    ]
    for error in errors { #expect(!error.description.contains("\n")) }
  }
}
