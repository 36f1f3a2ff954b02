import Forgetting

/// Independent pieces of work, side by side on all processors.
public enum Processors {
  /// How many this program may use.
  public static var count: Int { processorCount }

  /// Calls `body` with every number below `count` and waits for all of them. Who calls with which
  /// depends on nothing but the numbers of pieces and processors.
  ///
  /// - Parameter limit: processors at most; nil: all.
  static func forEach(
    _ count: Int, limit: Int? = nil, _ body: @escaping @Sendable (Int) -> Void
  ) {
    let processors = max(1, min(count, limit ?? Processors.count))
    let threads = (1..<processors).map { offset in
      SystemThread { stride(from: offset, to: count, by: processors).forEach(body) }
    }
    stride(from: 0, to: count, by: processors).forEach(body)
    for (offset, thread) in zip(1..<processors, threads) {
      if let thread {
        thread.join()
      } else {
        // What found no thread is done here.
        stride(from: offset, to: count, by: processors).forEach(body)
      }
    }
  }

  /// What `body` returns for every number below `count`, in their order.
  static func map<Value: Sendable>(
    _ count: Int, limit: Int? = nil, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    let places = Places<Value>(count: count)
    forEach(count, limit: limit) { places.set(body($0), at: $0) }
    return places.values
  }

  /// `@unchecked Sendable`: a place is written by one thread, and read when all have ended.
  private final class Places<Value>: @unchecked Sendable {
    private let places: UnsafeMutableBufferPointer<Value?>

    init(count: Int) {
      places = .allocate(capacity: count)
      places.initialize(repeating: nil)
    }

    deinit {
      places.deinitialize()
      places.deallocate()
    }

    func set(_ value: Value, at index: Int) { places[index] = value }

    var values: [Value] { places.compactMap { $0 } }
  }
}
