import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What must be so before anything is read, and would end in riddles later.
enum StartConditions {
  static func check() throws(Failure) {
    try widenStack()
    try refuseBrokenWords()
  }

  /// Bytes of stack: what systems usually give, and the least that a step of the flow gets by with.
  private static let usualStack: rlim_t = 8 << 20
  private static let leastStack: rlim_t = 1 << 20

  /// The first thread's stack grows as far as the limit says at the time, not as it was at the start.
  private static func widenStack() throws(Failure) {
    var limit = rlimit()
    guard getrlimit(stackResource, &limit) == 0, limit.rlim_cur < usualStack else { return }
    limit.rlim_cur = min(usualStack, limit.rlim_max)
    _ = setrlimit(stackResource, &limit)
    guard limit.rlim_cur < leastStack else { return }
    throw .refused(
      "ulimit -s", limit.rlim_cur / 1024, .verb(.stack(kilobytes: Int(leastStack / 1024))))
  }

  #if canImport(Glibc)
    // An enumeration that the functions take as a number.
    private static let stackResource = Int32(RLIMIT_STACK.rawValue)
  #else
    private static let stackResource = RLIMIT_STACK
  #endif

  /// A name in another encoding would be looked for under a name that nobody has given.
  private static func refuseBrokenWords() throws(Failure) {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let word = CommandLine.unsafeArgv[index], String(validatingCString: word) == nil else {
        continue
      }
      throw .refused("argument \(index)", String(cString: word).prefix(80), .verb(.utf8))
    }
  }
}
