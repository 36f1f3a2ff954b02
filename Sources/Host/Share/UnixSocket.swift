import Simulation
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Unix-domain stream sockets that never wait, by path.
enum UnixSocket {
  /// A socket that listens at a path, readable and writable for its owner, or for a group too.
  ///
  /// A socket that nobody listens at any more is replaced; anything else that stands there is left.
  static func listener(at path: String, group: String?) throws(FileError) -> Int32 {
    try Confinement.check()
    var groupID: gid_t?
    if let group {
      guard let entry = getgrnam(group) else {
        throw FileError(path: group, problem: .noSuchGroup)
      }
      groupID = entry.pointee.gr_gid
    }
    try makeRoom(at: path)
    let listener = try make(path)
    // From the first moment on nobody else may connect.
    let before = umask(0o177)
    let result = withAddress(path) { bind(listener, $0, $1) }
    let problem = errno
    umask(before)
    guard result == 0 else {
      close(listener)
      throw FileError(path: path, problem: .socket(reason(problem)))
    }
    if let groupID {
      guard chown(path, uid_t.max, groupID) == 0, chmod(path, 0o660) == 0 else {
        let problem = errno
        close(listener)
        unlink(path)
        throw FileError(path: path, problem: .notGivenToGroup(reason: reason(problem)))
      }
    }
    guard listen(listener, 64) == 0 else {
      let problem = errno
      close(listener)
      unlink(path)
      throw FileError(path: path, problem: .socket(reason(problem)))
    }
    return listener
  }

  private static func makeRoom(at path: String) throws(FileError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw FileError(path: path, problem: .noSocketButThere)
    }
    let probe = try make(path)
    defer { close(probe) }
    let result = withAddress(path) { connect(probe, $0, $1) }
    // Only this says for certain that nobody listens.
    guard result != 0, errno == ECONNREFUSED else {
      throw FileError(path: path, problem: .sharedAlready)
    }
    guard unlink(path) == 0 else {
      throw FileError(path: path, problem: .leftBehind(reason: reason(errno)))
    }
  }

  /// A connection to who listens at a path.
  ///
  /// - Parameter patience: seconds to wait where many wait already.
  static func connection(to path: String, patience: Double = 5) throws(FileError) -> Int32 {
    let end = monotonicSeconds() + patience
    let socket = try make(path)
    while withAddress(path, { connect(socket, $0, $1) }) != 0 {
      let problem = errno
      if problem == EISCONN { return socket }
      guard problem == EAGAIN || problem == EINTR || problem == EINPROGRESS || problem == EALREADY,
        monotonicSeconds() < end
      else {
        close(socket)
        // A file of another kind refuses connections, too.
        let why = problem == ECONNREFUSED && !isSocket(path) ? .noSocket : reason(problem)
        throw FileError(path: path, problem: .socket(why))
      }
      usleep(20_000)
    }
    return socket
  }

  private static func isSocket(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }

  private static func make(_ path: String) throws(FileError) -> Int32 {
    let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
    guard !path.isEmpty, path.utf8.count <= longest else {
      throw FileError(
        path: path.isEmpty ? "\"\"" : path, problem: .socketName(longest: longest))
    }
    #if canImport(Glibc)
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw FileError(path: path, problem: .socket(reason(errno))) }
    prepare(descriptor)
    return descriptor
  }

  /// Neither waits nor is inherited.
  static func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  private static func reason(_ code: Int32) -> FileProblem.SocketReason {
    switch code {
    case ENOENT: .missing
    case ENOTSOCK: .noSocket
    case ECONNREFUSED: .nobodyThere
    case EACCES, EPERM: .notAllowed
    case EADDRINUSE: .isThere
    case EAGAIN: .noAnswer
    default: .told(String(cString: strerror(code)))
    }
  }
}
