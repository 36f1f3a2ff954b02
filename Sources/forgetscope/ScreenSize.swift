import ArgumentParser

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Columns and rows: `120x40`.
struct ScreenSize: ExpressibleByArgument {
  var rows: Int
  var columns: Int

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...1000).contains(columns), (1...500).contains(rows)
    else { return nil }
    self.init(rows: rows, columns: columns)
  }

  /// That of the terminal on which the command was typed.
  static var ofTerminal: ScreenSize? {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return ScreenSize(argument: "\(size.ws_col)x\(size.ws_row)")
  }

  var defaultValueDescription: String { "\(columns)x\(rows)" }
}
