#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where bytes occur in other bytes: with the C library's help, since files may be long.
enum ByteSearch {
  /// The first occurrence at or after a place.
  ///
  /// - Complexity: O(n · m) at worst, for files made of the needle's beginnings; m is a few dozen.
  static func first(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let head = needle.first, start >= 0 else { return nil }
    return bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var index = start
      while index <= buffer.count - needle.count {
        let room = buffer.count - needle.count - index + 1
        guard let found = memchr(base + index, Int32(head), room) else { return nil }
        index = base.distance(to: UnsafeRawPointer(found))
        if memcmp(base + index, needle, needle.count) == 0 { return index }
        index += 1
      }
      return nil
    }
  }

  /// The last occurrence.
  ///
  /// - Complexity: as of `first`.
  static func last(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let head = needle.first else { return nil }
    return bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var index = buffer.count - needle.count
      while index >= 0 {
        if buffer[index] == head, memcmp(base + index, needle, needle.count) == 0 { return index }
        index -= 1
      }
      return nil
    }
  }
}
