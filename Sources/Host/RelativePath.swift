#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files as they are called from another folder.
public enum RelativePath {
  /// What a file that is named from here is called in the folder of another one; unchanged where it is named from the
  /// root, or not there.
  public static func of(_ file: String, besideOther other: String) -> String {
    guard !file.hasPrefix("/"), access(file, F_OK) == 0, let from = folder(of: file),
      let to = folder(of: other)
    else {
      return file
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let shared = zip(from, to).prefix { $0 == $1 }.count
    // Nothing in common: it would be as long, and say less.
    guard shared > 0 || to.isEmpty else { return "/" + (from + [name]).joined(separator: "/") }
    let up = [String](repeating: "..", count: to.count - shared)
    return (up + from[shared...] + [name]).joined(separator: "/")
  }

  /// The parts of the folder's own path.
  private static func folder(of path: String) -> [String]? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard let real = realpath(folder, nil) else { return nil }
    defer { free(real) }
    return String(cString: real).split(separator: "/").map(String.init)
  }
}
