import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes to a file that appears whole or not at all: they go to a file without a name in the same
/// folder (Linux; elsewhere to one with a temporary name), to the disk, and then get their name.
public enum AtomicFile {
  /// What is done where something stands at the path already.
  public enum Conflict: Hashable, Sendable {
    /// It is left alone, and that is an error.
    case refuse
    /// It is replaced (`--force`).
    case replace
    /// A number goes behind the name: `figure-2.svg`.
    case freshName
  }

  /// Writes a file.
  ///
  /// Devices and pipes (`/dev/full`, `/dev/stdout`) cannot be renamed to and are written directly.
  ///
  /// - Parameter mode: who may read it, before the user's mask.
  /// - Returns: the path written, which differs from `path` for a fresh name.
  @discardableResult
  public static func write(
    _ bytes: [UInt8], to path: String, ifExists conflict: Conflict = .refuse, mode: mode_t = 0o666
  ) throws(FileError) -> String {
    let writer = try AtomicFileWriter(path, ifExists: conflict, mode: mode)
    try writer.write(bytes)
    return try writer.commit()
  }

  /// Refuses at once what `write` would refuse at the end of a long run.
  public static func checkPlace(_ path: String, _ conflict: Conflict) throws(FileError) {
    if path.isEmpty || path.hasSuffix("/") || fileKind(path) == S_IFDIR {
      throw FileError(path: path, problem: .nameOfFolder)
    }
    if conflict == .refuse, fileKind(path) == S_IFREG {
      throw FileError(path: path, problem: .isThere)
    }
    // What is new needs a folder to stand in.
    guard fileKind(path) == nil else { return }
    let folder = folder(of: path)
    guard access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
      throw FileError(path: path, problem: writeProblem(errno))
    }
  }

  // MARK: - Steps

  /// What has been written and has no name yet, or not its own.
  fileprivate enum Unplaced {
    /// Open for writing, in the folder, under no name: nothing is left if the program is killed.
    case anonymous(Int32)
    case temporary(String)

    /// Gives it a name beside any that it has; 0, or −1 and errno.
    func link(to name: String) -> Int32 {
      switch self {
      case .anonymous(let file):
        linkat(AT_FDCWD, AtomicFile.descriptorPath(file), AT_FDCWD, name, AT_SYMLINK_FOLLOW)
      case .temporary(let temporary):
        linkat(AT_FDCWD, temporary, AT_FDCWD, name, 0)
      }
    }
  }

  fileprivate static func place(
    _ file: Unplaced, at path: String, _ conflict: Conflict
  ) throws(FileError) -> String {
    if conflict == .replace {
      let temporary = try named(file, beside: path)
      guard rename(temporary, path) == 0 else {
        let problem = writeProblem(errno)
        unlink(temporary)
        throw FileError(path: path, problem: problem)
      }
      return path
    }
    // A link is never made over a file that another program has made meanwhile.
    let most = 9999
    for number in 1...most {
      let name = number == 1 ? path : numbered(path, number)
      if file.link(to: name) == 0 {
        if case .temporary(let temporary) = file { unlink(temporary) }
        return name
      }
      // File systems without links: the gap between the look and the rename is all that is lost.
      if errno == EPERM || errno == ENOTSUP || errno == ENOSYS, fileKind(name) == nil,
        case .temporary(let temporary) = file, rename(temporary, name) == 0
      {
        return name
      }
      guard errno == EEXIST || fileKind(name) != nil else {
        throw FileError(path: name, problem: writeProblem(errno))
      }
      if conflict == .refuse {
        throw FileError(path: path, problem: .isThere)
      }
    }
    throw FileError(path: path, problem: .manyOfThatName(most))
  }

  /// Only what has a name can be renamed over another file.
  private static func named(
    _ file: Unplaced, beside path: String
  ) throws(FileError) -> String {
    if case .temporary(let temporary) = file { return temporary }
    for attempt in 0..<1000 {
      let temporary = temporaryName(beside: path, attempt)
      if file.link(to: temporary) == 0 { return temporary }
      guard errno == EEXIST else { break }
    }
    throw FileError(path: path, problem: writeProblem(errno))
  }

  /// `figure.svg` → `figure-2.svg`.
  private static func numbered(_ path: String, _ number: Int) -> String {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[nameStart...].lastIndex(of: "."), dot > nameStart else {
      return "\(path)-\(number)"
    }
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }

  fileprivate static func begin(
    beside path: String, mode: mode_t
  ) throws(FileError) -> (Int32, Unplaced) {
    #if os(Linux)
      // O_TMPFILE, a macro that Swift does not see.
      let folder = folder(of: path)
      let file = open(
        folder.isEmpty ? "." : folder, 0o20_000_000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, mode)
      if file >= 0 {
        // It gets its name through /proc, which a sandbox may lack.
        if access(descriptorPath(file), F_OK) == 0 { return (file, .anonymous(file)) }
        close(file)
      }
    #endif
    var attempt = 0
    while true {
      let temporary = temporaryName(beside: path, attempt)
      let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if file >= 0 { return (file, .temporary(temporary)) }
      attempt += 1
      guard errno == EEXIST, attempt < 1000 else {
        throw FileError(path: path, problem: writeProblem(errno))
      }
    }
  }

  private static func temporaryName(beside path: String, _ attempt: Int) -> String {
    "\(folder(of: path)).forgetscope-\(getpid())-\(attempt).tmp"
  }

  private static func descriptorPath(_ file: Int32) -> String { "/proc/self/fd/\(file)" }

  /// With its slash; empty for the current folder.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The name, too, has to reach the disk; where a folder cannot be synced, nothing more can be done.
  static func syncFolder(of path: String) {
    let folder = folder(of: path)
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// Writes everything; what went wrong, if anything did.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> FileProblem? {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
      if count >= 0 {
        start += count
      } else if errno != EINTR {
        return writeProblem(errno)
      }
    }
    return nil
  }

  private static func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.write(file, bytes, count)
    #elseif canImport(Glibc)
      Glibc.write(file, bytes, count)
    #else
      Musl.write(file, bytes, count)
    #endif
  }

  /// S_IFREG, S_IFDIR, …; nil where nothing stands.
  fileprivate static func fileKind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Whether something stands there that is neither file nor folder: a device, a pipe.
  static func isSpecial(_ path: String) -> Bool {
    fileKind(path).map { $0 != S_IFREG && $0 != S_IFDIR } ?? false
  }

  /// Where a link leads, also where nothing stands yet; the path itself where it is none, or leads in a circle.
  static func resolved(_ path: String) -> String {
    var (place, hops) = (path, 0)
    var status = stat()
    while lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
      if let target = realpath(place, nil) {
        defer { free(target) }
        return String(cString: target)
      }
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
      guard hops < 40, readlink(place, &bytes, bytes.count - 1) > 0 else { return path }
      let next = bytes.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
      place = next.hasPrefix("/") ? next : folder + next
      hops += 1
    }
    return place
  }

  static func writeProblem(_ code: Int32) -> FileProblem {
    switch code {
    case ENOENT, ENOTDIR: .noSuchFolder
    case EACCES, EPERM: .unwritable
    case EROFS: .readOnly
    case ENOSPC: .diskFull
    case EFBIG: .tooLarge
    case EDQUOT: .quota
    case EISDIR: .nameOfFolder
    case EPIPE: .nobodyReads
    case ENAMETOOLONG: .longName
    default: .told(String(cString: strerror(code)))
    }
  }
}

/// An atomic file in pieces, for what is too long to be held: it gets its name when all is there.
public final class AtomicFileWriter {
  private let path: String
  private let conflict: AtomicFile.Conflict
  private var file: Int32
  /// nil for devices and pipes, which are written directly.
  private var unplaced: AtomicFile.Unplaced?

  /// Begins a file; refuses at once what could not be finished.
  public init(
    _ path: String, ifExists conflict: AtomicFile.Conflict = .refuse, mode: mode_t = 0o666
  ) throws(FileError) {
    try Confinement.check()
    // What a link points to is replaced, not the link.
    let path = conflict == .replace ? AtomicFile.resolved(path) : path
    self.path = path
    self.conflict = conflict
    if let kind = AtomicFile.fileKind(path), kind != S_IFREG, kind != S_IFDIR {
      file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else {
        throw FileError(path: path, problem: AtomicFile.writeProblem(errno))
      }
      return
    }
    try AtomicFile.checkPlace(path, conflict)
    let (file, unplaced) = try AtomicFile.begin(beside: path, mode: mode)
    self.file = file
    self.unplaced = unplaced
  }

  /// What is not finished leaves nothing behind.
  deinit {
    if file >= 0 { close(file) }
    if case .temporary(let temporary) = unplaced { unlink(temporary) }
  }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    if let problem = AtomicFile.writeAll(bytes, to: file) {
      throw FileError(path: path, problem: problem)
    }
  }

  /// Brings the bytes to the disk and gives the file its name.
  ///
  /// - Returns: the path written, which differs from the one asked for with a fresh name.
  @discardableResult
  public func commit() throws(FileError) -> String {
    guard let unplaced else {
      try end()
      return path
    }
    guard fsync(file) == 0 else {
      throw FileError(path: path, problem: AtomicFile.writeProblem(errno))
    }
    let written: String
    if case .anonymous = unplaced {
      written = try AtomicFile.place(unplaced, at: path, conflict)
      try end()
    } else {
      try end()
      written = try AtomicFile.place(unplaced, at: path, conflict)
    }
    self.unplaced = nil
    AtomicFile.syncFolder(of: path)
    return written
  }

  /// A full disk may be told only here.
  private func end() throws(FileError) {
    let result = close(file)
    file = -1
    guard result == 0 else {
      throw FileError(path: path, problem: AtomicFile.writeProblem(errno))
    }
  }
}
