import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ctrl-C and SIGTERM for long work without a terminal of its own: the first one asks it to end in good
/// order, the second ends it.
enum Interruption {
  private static let number = Atomic<Int32>(0)

  /// The signal that has come; nil: none.
  static var signal: Int32? {
    let number = number.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// From now on.
  static func watch() {
    // Made here: a handler may not.
    number.store(0, ordering: .relaxed)
    // Whoever started the program may have had them blocked, and that is handed on.
    var signals = sigset_t()
    sigemptyset(&signals)
    for wanted in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, wanted) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for wanted in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = { Interruption.number.store($0, ordering: .relaxed) }
      #elseif canImport(Glibc)
        action.__sigaction_handler.sa_handler = {
          Interruption.number.store($0, ordering: .relaxed)
        }
      #else
        action.__sa_handler.sa_handler = { Interruption.number.store($0, ordering: .relaxed) }
      #endif
      // SA_RESETHAND, whose type differs between systems: the second one ends the program.
      action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
      sigaction(wanted, &action, nil)
    }
  }
}
