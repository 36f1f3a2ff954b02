#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a shell may complete: the names in a folder.
public enum FileListing {
  /// More than this nobody reads, and a shell would only ask whether to show them.
  private static let largestCount = 1000

  /// The paths that begin with these letters: folders with a slash behind them, and the files that
  /// are wanted. Hidden ones only where the letters ask for them.
  public static func paths(
    beginningWith start: String, where isWanted: (String) -> Bool
  ) -> [String] {
    guard !Confinement.isKiosk else { return [] }
    let cut = start.lastIndex(of: "/").map { start.index(after: $0) } ?? start.startIndex
    let folder = String(start[..<cut])
    let letters = start[cut...]
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(stream) }
    var paths: [String] = []
    while paths.count < largestCount, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != "..", name.hasPrefix(letters),
        !name.hasPrefix(".") || letters.hasPrefix(".")
      else { continue }
      var status = stat()
      guard stat(folder + name, &status) == 0 else { continue }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if isFolder || isWanted(name) { paths.append(folder + name + (isFolder ? "/" : "")) }
    }
    return paths.sorted()
  }
}
