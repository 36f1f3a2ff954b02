import Explorer
import Simulation

/// What a session may do and take.
public struct SessionLimits: Hashable, Sendable {
  var permissions: Permissions
  /// Seconds without a key after which it ends; nil: never.
  var idle: Double?
  /// How often the screen is drawn, and how much of a processor steps get.
  public var budget: FrameBudget

  public init(
    permissions: Permissions = .all, idle: Double? = nil, budget: FrameBudget = .full
  ) {
    self.permissions = permissions
    self.idle = idle
    self.budget = budget
  }

  /// A session of somebody's own.
  public static let none = SessionLimits()
}

/// Ends a session that nobody uses; says so before.
struct IdleClock {
  enum Event: Equatable {
    /// Nobody has pressed a key for long: seconds until the end.
    case warning(Double)
    case end
  }

  /// nil: it never strikes.
  let limit: Double?
  private var last: Double
  private var hasWarned = false

  init(limit: Double?, now: Double) {
    self.limit = limit
    last = now
  }

  /// Seconds between the warning and the end.
  var notice: Double { min(60, (limit ?? 0) / 2) }

  /// Somebody is there.
  mutating func touch(at now: Double) {
    last = now
    hasWarned = false
  }

  /// Seconds until something is due; nil: never.
  func wait(from now: Double) -> Double? {
    guard let limit else { return nil }
    return max(0, last + (hasWarned ? limit : limit - notice) - now)
  }

  /// What is due, once each.
  mutating func event(at now: Double) -> Event? {
    guard let limit, let wait = wait(from: now), wait <= 0 else { return nil }
    if hasWarned || now >= last + limit { return .end }
    hasWarned = true
    return .warning(last + limit - now)
  }
}
