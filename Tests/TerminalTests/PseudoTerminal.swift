@testable import Cells
@testable import Terminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A terminal's other end: the test is what the person sees and types.
final class PseudoTerminal {
  private(set) var master: Int32 = -1
  private(set) var slave: Int32 = -1
  /// All that was written since the last `take`.
  private var received: [UInt8] = []

  init(rows: Int, columns: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    precondition(openpty(&master, &slave, nil, nil, &size) == 0, "no pseudo-terminal left")
  }

  deinit {
    close(master)
    close(slave)
  }

  var modes: termios {
    var modes = termios()
    tcgetattr(slave, &modes)
    return modes
  }

  func resize(rows: Int, columns: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) { type(Array(text.utf8)) }

  func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress!, min($0.count, 512)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// What has been written, once `terminal` has nothing left to send and silence has come.
  func take(from terminal: Terminal? = nil) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65536)
    var silence: Int32 = 0
    while silence < 2 || terminal?.hasPendingOutput == true {
      terminal?.flush()
      var readable = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&readable, 1, 15) > 0 else {
        silence += 1
        continue
      }
      silence = 0
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      received += buffer[..<count]
    }
    defer { received = [] }
    return received
  }

  /// The keys that arrive within two seconds, up to `count` of them.
  func keys(_ count: Int, from terminal: Terminal) -> [Key] {
    var keys: [Key] = []
    for _ in 0..<200 where keys.count < count {
      var readable = pollfd(fd: slave, events: Int16(POLLIN), revents: 0)
      if poll(&readable, 1, 10) > 0 { keys += terminal.readKeys() }
    }
    return keys
  }

  /// Opens a `Terminal` at this end's other side.
  func open(
    _ options: TerminalOptions = TerminalOptions(), term: String = "xterm-256color",
    locale: String = "C.UTF-8", noColor: String? = nil, variables: [String: String] = [:],
    patience: Double = 0.05
  ) throws -> Terminal {
    let environment = TerminalEnvironment { name in
      switch name {
      case "TERM": term
      case "LC_ALL": locale
      case "NO_COLOR": noColor
      default: variables[name]
      }
    }
    let terminal = try Terminal(options, input: slave, output: slave, environment: environment)
    // Nothing answers here unless the test types it.
    terminal.patience = patience
    return terminal
  }
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Without the status requests that end frames.
  var withoutRequests: String {
    var text = text
    while let range = text.firstRange(of: "\u{1b}[5n") { text.removeSubrange(range) }
    return text
  }
}

extension CellGrid {
  /// A grid whose lines are given as text; a wide glyph is followed by its continuation.
  init(rows: Int, columns: Int, _ text: String, ink: Ink = .plain) {
    self.init(rows: rows, columns: columns)
    for (row, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var column = 0
      for scalar in line.unicodeScalars {
        set(Cell(scalar, ink: ink), row: row, column: column)
        column += 1
        if (0x3040...0x9fff).contains(scalar.value) {
          set(.continuation, row: row, column: column)
          column += 1
        }
      }
    }
  }
}
