import Foundation
import ScreenEmulation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// The built program in a pseudo-terminal: the test types, resizes, sends signals, and sees the screen.
final class TerminalProgram {
  let process: pid_t
  private(set) var screen: ScreenEmulator
  /// All that the program has written.
  private(set) var bytes: [UInt8] = []
  private var master: Int32
  private let slave: Int32
  private let modesBefore: termios
  private var status: Int32?

  /// POSIX_SPAWN_SETSID, which Glibc's module hides behind a feature macro.
  #if canImport(Darwin)
    private static let newSession = Int16(POSIX_SPAWN_SETSID)
  #else
    private static let newSession: Int16 = 0x80
  #endif

  init(
    _ arguments: [String], rows: Int = 24, columns: Int = 80, term: String = "xterm-256color",
    locale: String = "C.UTF-8", environment: [String: String] = [:],
    executable: String = Program.path
  ) throws {
    var master: Int32 = -1
    var slave: Int32 = -1
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 256)
    precondition(openpty(&master, &slave, &name, nil, &size) == 0, "no pseudo-terminal left")
    var modes = termios()
    tcgetattr(slave, &modes)
    modesBefore = modes
    self.master = master
    self.slave = slave
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    screen = ScreenEmulator(rows: rows, columns: columns)
    let path = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    // A session's leader that opens a terminal gets it as its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    posix_spawnattr_init(&attributes)
    // The test runner's threads block signals; the program must not inherit that.
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(
      &attributes, TerminalProgram.newSession | Int16(POSIX_SPAWN_SETSIGMASK))
    var variables = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "TMUX", "STY", "LANG", "LC_CTYPE"] { variables[name] = nil }
    variables["TERM"] = term
    variables["LC_ALL"] = locale
    variables["SWIFT_BACKTRACE"] = "enable=no"
    variables.merge(Program.folders) { $1 }
    variables.merge(environment) { $1 }
    var environmentPointers: [UnsafeMutablePointer<CChar>?] =
      variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    var argumentPointers: [UnsafeMutablePointer<CChar>?] =
      ([executable] + arguments).map { strdup($0) } + [nil]
    var process: pid_t = 0
    let result = posix_spawn(
      &process, executable, &actions, &attributes, &argumentPointers, &environmentPointers)
    for pointer in environmentPointers + argumentPointers { free(pointer) }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EIO) }
    self.process = process
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
    if master >= 0 { close(master) }
    close(slave)
  }

  func type(_ text: String) { type(Array(text.utf8)[...]) }

  private func type(_ bytes: ArraySlice<UInt8>) {
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// Processor time of the program so far; nil where the system does not tell.
  var processorSeconds: Double? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    // Fields 14 and 15, user and system, in ticks; the name, field 2, may hold spaces.
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      return nil
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// Types more than the terminal takes at once, and reads meanwhile.
  func typeAll(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      type(rest.prefix(512))
      rest = rest.dropFirst(512)
      read()
    }
  }

  /// - Parameter shown: the size that the program makes of one that nobody has.
  func resize(rows: Int, columns: Int, shown: (rows: Int, columns: Int)? = nil) {
    // A terminal that changes its size keeps what it shows in the corner; the program repaints.
    screen = ScreenEmulator(rows: shown?.rows ?? rows, columns: shown?.columns ?? columns)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Closes the terminal, as when a connection breaks.
  func hangUp() {
    close(master)
    master = -1
  }

  /// Reads until `condition` holds of the screen, or `seconds` have passed.
  ///
  /// - Returns: whether it held.
  @discardableResult
  func wait(seconds: Double = 8, until condition: (String) -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if condition(screen.text) { return true }
      read()
    }
    return condition(screen.text)
  }

  /// Waits for the end and reads what is left.
  ///
  /// - Returns: the exit code, 128 + n for a signal; nil if the program goes on.
  func exitCode(seconds: Double = 8) -> Int32? {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if let code = poll() { return code }
      if master >= 0 { read() } else { usleep(5000) }
    }
    return nil
  }

  /// The exit code of one whose output nobody reads any more; nil if it goes on.
  func exitCodeUnread(seconds: Double) -> Int32? {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if let code = poll() { return code }
      usleep(5000)
    }
    return nil
  }

  private func poll() -> Int32? {
    if let status { return status }
    var raw: Int32 = 0
    guard waitpid(process, &raw, WNOHANG) == process else { return nil }
    let signal = raw & 0x7F
    status = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
    for _ in 0..<5 where master >= 0 { read() }
    return status
  }

  private func read() {
    var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    #if canImport(Darwin)
      guard Darwin.poll(&descriptor, 1, 20) > 0 else { return }
    #else
      guard Glibc.poll(&descriptor, 1, 20) > 0 else { return }
    #endif
    var buffer = [UInt8](repeating: 0, count: 65536)
    #if canImport(Darwin)
      let count = Darwin.read(master, &buffer, buffer.count)
    #else
      let count = Glibc.read(master, &buffer, buffer.count)
    #endif
    guard count > 0 else { return }
    let piece = Array(buffer[..<count])
    bytes += piece
    answer(piece)
    feed(piece)
  }

  private var carry: [UInt8] = []

  /// A sequence or a character may be split between two reads.
  private func feed(_ piece: [UInt8]) {
    var whole = carry + piece
    carry = []
    if let escape = whole.lastIndex(of: 0x1B), whole.count - escape < 24,
      !whole[(escape + 1)...].contains(where: { (0x40...0x7E).contains($0) && $0 != 0x5B })
    {
      carry = Array(whole[escape...])
      whole.removeSubrange(escape...)
    } else {
      // Not more than three bytes of a UTF-8 character can be missing.
      var cut = whole.count
      while cut > 0, whole.count - cut < 3, whole[cut - 1] & 0xC0 == 0x80 { cut -= 1 }
      if cut > 0, whole[cut - 1] >= 0xC0 {
        let lead = whole[cut - 1]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        if whole.count - (cut - 1) < length {
          carry = Array(whole[(cut - 1)...])
          whole.removeSubrange((cut - 1)...)
        }
      }
    }
    screen.feed(whole)
  }

  private var unanswered: [UInt8] = []

  /// Status requests are answered as a terminal does. One may be split between two reads.
  private func answer(_ piece: [UInt8]) {
    let request = Array("\u{1b}[5n".utf8)
    let whole = unanswered + piece
    for start in whole.indices where whole[start...].starts(with: request) { type("\u{1b}[0n") }
    unanswered = Array(whole.suffix(request.count - 1))
  }

  /// What the program has left switched on at its end; empty is clean.
  var leftovers: [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    var left: [String] = []
    for (name, on, off) in [
      ("alternate screen", "\u{1b}[?1049h", "\u{1b}[?1049l"),
      ("mouse", "\u{1b}[?1000h", "\u{1b}[?1000l"),
      ("paste", "\u{1b}[?2004h", "\u{1b}[?2004l"),
    ] {
      let lastOn = text.range(of: on, options: .backwards)?.lowerBound
      let lastOff = text.range(of: off, options: .backwards)?.lowerBound
      if let lastOn, lastOff.map({ $0 < lastOn }) ?? true { left.append(name) }
    }
    if !screen.isCursorVisible { left.append("cursor") }
    var modes = termios()
    tcgetattr(slave, &modes)
    if modes.c_lflag != modesBefore.c_lflag || modes.c_iflag != modesBefore.c_iflag
      || modes.c_oflag != modesBefore.c_oflag
    {
      left.append("modes")
    }
    return left
  }
}
