#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The names in a folder.
public enum FileListing {
  /// All of them but the folder itself and the one above, in no order; nil where it cannot be read, and
  /// `errno` says why.
  static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// More than this nobody reads, and a shell would only ask whether to show them.
  private static let largestCount = 1000

  /// What a shell may complete, the paths that begin with these letters: folders with a slash behind them, and the files that
  /// are wanted. Hidden ones only where the letters ask for them.
  public static func paths(
    beginningWith start: String, where isWanted: (String) -> Bool
  ) -> [String] {
    guard !Confinement.isKiosk else { return [] }
    let cut = start.lastIndex(of: "/").map { start.index(after: $0) } ?? start.startIndex
    let folder = String(start[..<cut])
    let letters = start[cut...]
    var paths: [String] = []
    for name in names(in: folder.isEmpty ? "." : folder) ?? []
    where name.hasPrefix(letters) && (!name.hasPrefix(".") || letters.hasPrefix(".")) {
      var status = stat()
      guard stat(folder + name, &status) == 0 else { continue }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if isFolder || isWanted(name) { paths.append(folder + name + (isFolder ? "/" : "")) }
      if paths.count == largestCount { break }
    }
    return paths.sorted()
  }
}
