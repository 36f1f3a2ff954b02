#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Threads that nobody waits for.
public enum DetachedThread {
  /// Runs a body on a thread of its own, which ends with it. A program without that thread could not go
  /// on.
  static func start(_ body: @escaping @Sendable () -> Void) {
    precondition(startIfPossible(body), "no thread could be had")
  }

  /// Runs a body on a thread of its own, if there is one.
  ///
  /// - Returns: whether there is; otherwise nothing has happened.
  @discardableResult
  public static func startIfPossible(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = SystemThread(body) else { return false }
    thread.detach()
    return true
  }

  /// Lets others go first where there is not enough processor for all: the calling thread alone.
  static func yieldPriority() {
    #if canImport(Darwin)
      pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
    #else
      // On Linux a niceness belongs to a thread, and 0 is the calling one. The first 0 is PRIO_PROCESS,
      // an enumeration under one C library and a number under another.
      setpriority(0, 0, 10)
    #endif
  }
}
