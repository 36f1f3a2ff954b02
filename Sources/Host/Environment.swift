#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The variables that the program was started with.
enum Environment {
  /// Their names, in no order.
  static func names() -> [String] {
    var names: [String] = []
    #if canImport(Darwin)
      var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = _NSGetEnviron().pointee
    #else
      var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = environ
    #endif
    while let text = entry.pointee {
      let line = String(cString: text)
      names.append(String(line.prefix { $0 != "=" }))
      entry += 1
    }
    return names
  }
}
