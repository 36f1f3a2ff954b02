import CNcurses
import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the terminal can do, and what was chosen for it.
public struct Capabilities: Hashable, Sendable {
  /// TERM.
  var name: String
  var isUTF8: Bool
  /// What the terminal can show, as far as its environment tells.
  public var symbols: Symbols
  public var colorDepth: ColorDepth
  /// Whether the terminal type reports the pointer, whether or not that is switched on.
  var hasMouse: Bool
  /// Whether `CSI 5n` is understood by terminals of this type.
  var hasStatusReports: Bool
  /// The program between us and the terminal that answers in its place ("tmux", "screen", "mosh").
  var nearEnd: String?
  var rows: Int
  var columns: Int
  /// The locale that was set in the place of one that is not installed.
  var localeInstead: String?
  /// The locale that is not installed.
  var localeAsked: String?
  /// How a colour is named, where not by `38;5;n`: "38:5:n", "red, green, blue".
  var colorForm: String?
  /// Columns that the terminal gives to a character of ambiguous width (boxes, Greek); nil before it
  /// has said.
  var ambiguousWidth: Int?

  /// The alphabets that the terminal can show.
  public var availableSymbols: [Symbols] {
    isUTF8 && ambiguousWidth != 2 ? Symbols.allCases : [.ascii]
  }

  private var insteadWords: String {
    guard let localeInstead, let localeAsked else { return "" }
    return " (\(localeInstead), because \(localeAsked) is not installed)"
  }

  /// Lines of "what: value" for a bug report.
  ///
  /// - Parameter pacer: tells what has been measured; its answers come only while frames are shown.
  public func report(_ pacer: FramePacer? = nil) -> [String] {
    var lines = [
      "terminal: \(name), \(columns)x\(rows)\(nearEnd.map { ", inside \($0)" } ?? "")",
      "locale: \(isUTF8 ? "UTF-8" : "not UTF-8")\(insteadWords); symbols \(symbols.rawValue)",
      "colours: \(colorDepth.rawValue)\(colorForm.map { ", as \($0)" } ?? ""); "
        + "mouse: \(hasMouse ? "yes" : "no")",
    ]
    if let ambiguousWidth {
      lines.append(
        ambiguousWidth == 1
          ? "characters of ambiguous width: 1 column"
          : "characters of ambiguous width: \(ambiguousWidth) columns; only ASCII symbols fit")
    }
    var answer = hasStatusReports ? "status reports: asked for" : "status reports: not asked for"
    if let pacer, hasStatusReports {
      answer =
        switch pacer.reports {
        case .expected: "status reports: no answer yet"
        case .answered: "status reports: answered"
        case .absent: "status reports: never answered; at most 10 frames/s"
        }
    }
    if let nearEnd, hasStatusReports {
      answer += " (by \(nearEnd), at the near end: a slow line beyond it is not seen)"
    }
    lines.append(answer)
    if let trip = pacer?.roundTrip {
      let rate = pacer?.bytesPerSecond.map { ", \(Int(min($0, 1e9) / 1000)) kB/s or more" } ?? ""
      lines.append("line: \(Int((trip * 1000).rounded())) ms round trip\(rate)")
    }
    return lines
  }
}

/// Where settings are read: the process's environment, or a test's.
struct TerminalEnvironment: Sendable {
  var value: @Sendable (String) -> String?

  static let process = TerminalEnvironment { name in getenv(name).map { String(cString: $0) } }

  subscript(name: String) -> String? {
    guard let value = value(name), !value.isEmpty else { return nil }
    return value
  }

  /// The name of the locale for characters, by the rules of POSIX.
  var locale: String { self["LC_ALL"] ?? self["LC_CTYPE"] ?? self["LANG"] ?? "C" }
}

/// How choices that were left open are made.
enum Choice {
  static func symbols(asked: Symbols?, term: String, isUTF8: Bool) -> Symbols {
    guard isUTF8 else { return .ascii }
    if let asked { return asked }
    if term.hasPrefix("linux") { return .block }
    return term.hasPrefix("vt1") || term.hasPrefix("vt2") ? .ascii : .braille
  }

  /// - Parameters:
  ///   - colors: how many the terminal type has.
  ///   - canMix: whether red, green and blue can be told by the usual codes.
  ///   - mixesUnasked: whether the terminal says that it understands them.
  static func colorDepth(
    asked: ColorDepth?, colors: Int, noColor: Bool, canMix: Bool = false, mixesUnasked: Bool = false
  ) -> ColorDepth {
    let most: ColorDepth =
      colors >= 256
      ? canMix ? .trueColor : .colors256 : colors >= 16 ? .colors16 : colors >= 8 ? .colors8 : .none
    guard let asked else {
      return noColor ? .none : most == .trueColor && !mixesUnasked ? .colors256 : most
    }
    let order: [ColorDepth] = [.none, .colors8, .colors16, .colors256, .trueColor]
    return order[min(order.firstIndex(of: asked)!, order.firstIndex(of: most)!)]
  }

  /// What `Capabilities.colorForm` says of a terminal type's `setaf`.
  static func colorForm(_ setaf: String?, isDirect: Bool) -> String? {
    if isDirect { return "red, green, blue" }
    let takesColons = setaf.map { text in
      text.indices.contains { text[$0...].hasPrefix("38:5:") }
    }
    return takesColons == true ? "38:5:n" : nil
  }

  /// Rows and columns where the terminal itself knows none (a serial line).
  static func size(_ environment: TerminalEnvironment) -> TerminalOptions.Size {
    func number(_ name: String) -> Int? {
      environment[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
    return TerminalOptions.Size(rows: number("LINES") ?? 24, columns: number("COLUMNS") ?? 80)
  }

  static func nearEnd(term: String, environment: TerminalEnvironment) -> String? {
    if environment["TMUX"] != nil || term.hasPrefix("tmux") { return "tmux" }
    if environment["STY"] != nil || term.hasPrefix("screen") { return "screen" }
    return hasAncestor(named: "mosh-server") ? "mosh" : nil
  }

  /// mosh leaves no trace in the environment, but its server is an ancestor of this process.
  private static func hasAncestor(named name: String) -> Bool {
    var process = getppid()
    for _ in 0..<12 where process > 1 {
      guard let file = fopen("/proc/\(process)/stat", "r") else { return false }
      defer { fclose(file) }
      var buffer = [CChar](repeating: 0, count: 512)
      guard fgets(&buffer, Int32(buffer.count), file) != nil else { return false }
      let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let line = String(decoding: bytes, as: UTF8.self)
      // "pid (name) state parent …", and the name may hold anything.
      guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") else {
        return false
      }
      if line[line.index(after: open)..<close] == name { return true }
      let fields = line[close...].split(separator: " ")
      guard fields.count > 2, let parent = pid_t(fields[2]) else { return false }
      process = parent
    }
    return false
  }
}
