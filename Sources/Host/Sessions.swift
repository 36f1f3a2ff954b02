import Documents

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The folder of saved sessions: `$XDG_STATE_HOME/forgetscope`, else `~/.local/state/forgetscope`,
/// readable by nobody else.
public struct Sessions: Sendable {
  /// How many are kept; older ones go when a new one begins.
  public static let keptCount = 20
  private static let suffix = ".session"

  let folder: String

  /// A session in the folder.
  public struct Entry: Hashable, Sendable {
    /// `2026-11-23-101530.7`: when it began, in coordinated universal time, and its number.
    public var name: String
    /// Whether an explorer is writing it now.
    public var isOpen: Bool
  }

  /// The user's folder; nil where neither variable says where that is.
  public static func ofUser() -> Sessions? {
    userFolder("XDG_STATE_HOME", or: "/.local/state").map { Sessions(folder: $0) }
  }

  func path(_ name: String) -> String { "\(folder)/\(name)\(Sessions.suffix)" }

  // MARK: - Reading

  /// The sessions, the newest last: by their numbers, which no clock and no time zone can disorder.
  ///
  /// - Throws: where there is a folder that cannot be read.
  public func entries() throws(FileError) -> [Entry] {
    try names().map { Entry(name: $0, isOpen: isOpen($0)) }
  }

  private func names() throws(FileError) -> [String] {
    guard let found = FileListing.names(in: folder) else {
      guard errno == ENOENT else {
        throw FileError(path: folder, problem: .told(String(cString: strerror(errno)).lowercased()))
      }
      return []
    }
    let names = found.filter { $0.hasSuffix(Sessions.suffix) && Sessions.isName($0) }
      .map { String($0.dropLast(Sessions.suffix.count)) }
    return names.sorted { (Sessions.number(of: $0), $0) < (Sessions.number(of: $1), $1) }
  }

  /// The number behind a session's time; 0 for those of before sessions had one.
  private static func number(of name: String) -> Int {
    guard let dot = name.lastIndex(of: "."), let number = Int(name[name.index(after: dot)...]),
      number > 0
    else { return 0 }
    return number
  }

  /// What a session holds.
  public func content(
    _ name: String
  ) throws(SessionError) -> SessionFile.Content {
    guard Sessions.isName(name) else {
      throw SessionError(
        text: "\(FileError(path: name, problem: .noSessionName))", isFile: false)
    }
    let bytes: [UInt8]
    do {
      bytes = try FileReading.bytes(of: path(name), limit: SessionFile.largestSize)
    } catch {
      throw SessionError(text: error.description, isFile: true)
    }
    do {
      return try SessionFile.content(of: bytes, source: path(name))
    } catch {
      throw SessionError(text: error.description, isFile: false)
    }
  }

  /// Letters, digits, hyphens, dots: no way out of the folder.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100 && name.first != "."
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  /// Whether another process holds a session's lock.
  private func isOpen(_ name: String) -> Bool {
    // A pipe that nobody writes to would hold up whoever opens it.
    let file = open(path(name), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0
  }

  // MARK: - Pruning

  /// Removes all but the newest sessions; those that are open stay.
  ///
  /// - Parameter made: one that stays in any case, and counts.
  /// - Returns: the names removed, and why others could not be.
  /// - Throws: where there is a folder that cannot be read.
  @discardableResult
  public func prune(
    keeping count: Int = keptCount, sparing made: String? = nil
  ) throws(FileError) -> (removed: [String], problems: [FileError]) {
    let old = try entries().dropLast(max(0, count)).filter { !$0.isOpen && $0.name != made }
    var removed: [String] = []
    var problems: [FileError] = []
    for name in old.map(\.name) {
      if unlink(path(name)) == 0 {
        removed.append(name)
      } else if errno != ENOENT {
        problems.append(FileError(path: path(name), problem: AtomicFile.writeProblem(errno)))
      }
    }
    return (removed, problems)
  }

  // MARK: - Writing

  /// A new file with a name that nobody has, locked.
  func create() throws(FileError) -> (name: String, file: Int32) {
    try Confinement.check()
    makeFolder()
    let last = Sessions.number(of: (try? names())?.last ?? "")
    // A number that somebody has counted up to the end begins again.
    let first = last < Int.max - 1000 ? last + 1 : 1
    let base = Sessions.timestamp()
    for number in first..<(first + 999) {
      let name = "\(base).\(number)"
      let file = open(path(name), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
      if file >= 0 {
        _ = flock(file, LOCK_EX | LOCK_NB)
        AtomicFile.syncFolder(of: path(name))
        return (name, file)
      }
      guard errno == EEXIST else {
        throw FileError(path: path(name), problem: AtomicFile.writeProblem(errno))
      }
    }
    throw FileError(path: path(base), problem: .manySessions)
  }

  /// An old file to go on with, locked and cut after its last good line; nil where another explorer
  /// has it.
  func reopen(_ name: String, length: Int) throws(FileError) -> Int32? {
    try Confinement.check()
    let file = open(path(name), O_WRONLY | O_APPEND | O_CLOEXEC)
    guard file >= 0 else {
      throw FileError(path: path(name), problem: AtomicFile.writeProblem(errno))
    }
    var attempts = 0
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      attempts += 1
      guard attempts < 5 else {
        close(file)
        return nil
      }
      // Somebody may only be looking whether it is open.
      usleep(20_000)
    }
    guard ftruncate(file, off_t(length)) == 0 else {
      close(file)
      throw FileError(path: path(name), problem: AtomicFile.writeProblem(errno))
    }
    return file
  }

  /// Every part of the path that is missing, for the user alone.
  private func makeFolder() {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o700)
    }
  }

  private static func timestamp() -> String {
    var now = time(nil)
    var utc = tm()
    gmtime_r(&now, &utc)
    func digits(_ number: Int32, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return [
      digits(utc.tm_year + 1900, 4), digits(utc.tm_mon + 1, 2), digits(utc.tm_mday, 2),
      digits(utc.tm_hour, 2) + digits(utc.tm_min, 2) + digits(utc.tm_sec, 2),
    ].joined(separator: "-")
  }
}

/// Why a session cannot be taken up again, in one line.
public struct SessionError: Error, CustomStringConvertible, Sendable {
  var text: String
  /// Whether a file is to blame (exit code 74) rather than what stands in it.
  public var isFile: Bool

  public var description: String { text }
}

/// A folder of the user's after the XDG base directory specification, with our name behind it.
func userFolder(_ variable: String, or fallback: String) -> String? {
  // A relative path there is to be ignored.
  if let base = getenv(variable).map({ String(cString: $0) }), base.hasPrefix("/") {
    return base + "/forgetscope"
  }
  guard let home = getenv("HOME").map({ String(cString: $0) }), home.hasPrefix("/") else {
    return nil
  }
  return home + fallback + "/forgetscope"
}
