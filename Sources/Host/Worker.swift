#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Threads of our own, without a pool.
enum Worker {
  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  #if canImport(Darwin)
    typealias Handle = pthread_t?
  #else
    typealias Handle = pthread_t
  #endif

  /// Starts a thread that nobody waits for; without one (a limit of the system) nothing happens.
  static func start(_ body: @escaping @Sendable () -> Void) {
    guard let handle = spawn(body) else { return }
    #if canImport(Darwin)
      if let thread = handle { pthread_detach(thread) }
    #else
      pthread_detach(handle)
    #endif
  }

  /// Calls `body` with every number below `count` on as many threads as there are processors, and
  /// waits for all of them.
  static func forEach(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let processors = max(1, min(count, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    let handles = (0..<processors - 1).compactMap { offset in
      spawn { stride(from: offset + 1, to: count, by: processors).forEach(body) }.map {
        ($0, offset)
      }
    }
    stride(from: 0, to: count, by: processors).forEach(body)
    // What found no thread is done here.
    let started = Set(handles.map(\.1))
    for offset in 0..<max(0, processors - 1) where !started.contains(offset) {
      stride(from: offset + 1, to: count, by: processors).forEach(body)
    }
    for (handle, _) in handles {
      #if canImport(Darwin)
        if let thread = handle { pthread_join(thread, nil) }
      #else
        pthread_join(handle, nil)
      #endif
    }
  }

  private static func spawn(_ body: @escaping @Sendable () -> Void) -> Handle? {
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
          Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        #else
          Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
        #endif
        return nil
      }, context)
    guard result == 0 else {
      Unmanaged<Box>.fromOpaque(context).release()
      return nil
    }
    return thread
  }
}
