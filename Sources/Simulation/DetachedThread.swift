#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// POSIX threads that nobody joins.
enum DetachedThread {
  /// Runs a body on a thread of its own, which ends with it.
  static func start(_ body: @escaping @Sendable () -> Void) {
    final class Box {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let result = pthread_create(
      &thread, nil,
      { argument in
        #if canImport(Darwin)
          let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
        #else
          let box = Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue()
        #endif
        box.body()
        return nil
      }, context)
    precondition(result == 0, "no thread could be had: error \(result)")
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
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
