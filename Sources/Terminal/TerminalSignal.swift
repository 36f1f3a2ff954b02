#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A signal that the event loop answers; its handler has only written it to a pipe.
public enum TerminalSignal: Hashable, Sendable {
  /// WINCH: call `resize()`.
  case resized
  /// INT, TERM, HUP, or another that would end the process: close, and exit with `exitCode`.
  case ended(Int32)
  /// TSTP from outside: call `suspend()`.
  case suspended
  /// CONT after a stop that could not be seen coming: call `resume()`.
  case continued

  /// 128 + n for a signal n that ends the program, as shells count.
  public var exitCode: Int32? {
    guard case .ended(let number) = self else { return nil }
    return 128 + number
  }

  init?(number: Int32) {
    switch number {
    case SIGWINCH: self = .resized
    case SIGTSTP: self = .suspended
    case SIGCONT: self = .continued
    case 1...64: self = .ended(number)
    default: return nil
    }
  }
}
