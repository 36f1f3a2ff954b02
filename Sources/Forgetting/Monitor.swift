#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A value behind a lock that can be waited for.
///
/// pthreads rather than Synchronization.Mutex: its slow path hands ownership over in the kernel, where
/// ThreadSanitizer cannot see it and reports races that are none.
///
/// `@unchecked Sendable`: `value` is touched only while `mutex` is held.
package final class Monitor<Value>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  package init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    condition.deallocate()
  }

  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }

  /// Wakes who waits.
  package func signal() { pthread_cond_signal(condition) }

  /// Wakes all who wait.
  package func broadcast() { pthread_cond_broadcast(condition) }

  /// Waits until `ready` holds, or for at most `seconds` (nil: for ever), then calls `body` with the
  /// lock held.
  package func wait<Result>(
    seconds: Double?, until ready: (Value) -> Bool, then body: (inout Value) -> Result
  ) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if let seconds {
      // The condition's clock is the wall clock; a jump of it makes one wait too long or too short.
      var deadline = timespec()
      clock_gettime(CLOCK_REALTIME, &deadline)
      let nanoseconds = Double(deadline.tv_nsec) + seconds * 1e9
      deadline.tv_sec += time_t(nanoseconds / 1e9)
      deadline.tv_nsec = Int(nanoseconds.truncatingRemainder(dividingBy: 1e9))
      while !ready(value) {
        if pthread_cond_timedwait(condition, mutex, &deadline) != 0 { break }
      }
    } else {
      while !ready(value) { pthread_cond_wait(condition, mutex) }
    }
    return body(&value)
  }
}
