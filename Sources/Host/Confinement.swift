import Synchronization
import Terminal

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What this process may do to the machine, from a moment on and for good: a kiosk touches no file.
///
/// `Permissions` says what an explorer offers; this stands behind it, where files are opened, and the
/// system's own limits stand behind this.
public enum Confinement {
  private static let flag = Atomic(false)

  /// Whether the process is confined. There is no way back.
  public static var isKiosk: Bool { flag.load(ordering: .relaxed) }

  /// Refuses a path in a kiosk, without repeating it.
  static func check() throws(FileError) {
    if isKiosk { throw FileError(path: "a file", problem: .kiosk) }
  }

  /// Confines the process. To be called before anything is read: settings, arguments, the environment.
  public static func enterKiosk() {
    flag.store(true, ordering: .relaxed)
    cleanEnvironment()
    limitResources()
    // Signals that nobody handles would end the program without giving the terminal back.
    for number in [SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXFSZ, SIGXCPU] {
      _ = signal(number, SIG_IGN)
    }
    Terminal.keepQuietOnCrash()
  }

  // MARK: - The environment

  /// What is kept, where its value is a plain word: the terminal's type and the locale. Everything else
  /// may name files (TERMINFO, LOCPATH, HOME, XDG_…) or change what libraries do.
  private static let kept = [
    "TERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "TMUX", "STY", "SSH_ORIGINAL_COMMAND",
  ]
  /// Their presence counts, not their value, which may be a path.
  private static let flags: Set<String> = ["TMUX", "STY"]

  private static func cleanEnvironment() {
    var values: [(String, String)] = []
    for name in kept {
      guard let value = getenv(name).map({ String(cString: $0) }) else { continue }
      if flags.contains(name) {
        values.append((name, "1"))
      } else if isPlainWord(value) {
        values.append((name, value))
      } else if name == "SSH_ORIGINAL_COMMAND" {
        // That something was asked for may be said; what it was goes nowhere.
        values.append((name, "-"))
      }
    }
    for name in Environment.names() { unsetenv(name) }
    for (name, value) in values { setenv(name, value, 1) }
  }

  /// A word that names no path, and that no parser can take for anything else.
  static func isPlainWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64 && text != "." && text != ".."
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"),
          UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }

  // MARK: - The system's limits

  /// Bytes of memory of its own: a session has a tenth of it.
  private static let memory: UInt64 = 192 << 20

  private static func limitResources() {
    // No disk is filled, whoever tries; terminals and sockets are no files. Not 0: a frame is made in a
    // file without a name, in memory.
    limit(RLIMIT_FSIZE, 4 << 20)
    limit(RLIMIT_CORE, 0)
    limit(RLIMIT_NOFILE, 64)
    limit(RLIMIT_DATA, memory)
    // Processor time is not limited by its sum, which a long session has by right, but by the rate:
    // others go first, and a run may take a share of a processor only (`FrameBudget`).
    #if canImport(Darwin)
      setpriority(PRIO_PROCESS, 0, 5)
    #else
      // PRIO_PROCESS, an enumeration under one C library and a number under another.
      setpriority(0, 0, 5)
    #endif
  }

  #if canImport(Glibc)
    // An enumeration that the functions take as a number.
    private static func limit(_ resource: __rlimit_resource, _ value: UInt64) {
      limit(Int32(resource.rawValue), value)
    }
  #endif

  private static func limit(_ resource: Int32, _ value: UInt64) {
    var limits = rlimit()
    guard getrlimit(resource, &limits) == 0 else { return }
    limits.rlim_cur = min(limits.rlim_cur, rlim_t(value))
    limits.rlim_max = min(limits.rlim_max, rlim_t(value))
    _ = setrlimit(resource, &limits)
  }
}
