import Documents
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The user's settings: the file, and over it the environment. Flags come last and are the verbs'
/// affair.
public enum Settings {
  /// `$XDG_CONFIG_HOME/forgetscope/config.yaml`, else `~/.config/forgetscope/config.yaml`; nil where
  /// neither variable says where that is.
  static var path: String? {
    userFolder("XDG_CONFIG_HOME", or: "/.config").map { $0 + "/config.yaml" }
  }

  /// Why settings cannot be used, in one line.
  public struct Problem: Error, CustomStringConvertible {
    public var description: String
    /// Whether the file could not be read, rather than not understood.
    public var isFile: Bool
  }

  private static let prefix = "FORGETSCOPE_"
  private static let keys = ["symbols", "palette", "color", "mouse", "speed", "sessions"]

  /// A variable whose name is nearly one of ours would change nothing, and nobody would see why.
  private static func checkNames() throws(Problem) {
    let known = keys.map { prefix + $0.uppercased() }
    for name in Environment.names() where name.hasPrefix(prefix) && !known.contains(name) {
      let ending = String(name.dropFirst(prefix.count))
      let endings = known.map { String($0.dropFirst(prefix.count)) }
      guard let meant = nearestName(to: ending, among: endings) else { continue }
      throw Problem(
        description: "\(FileError(path: name, problem: .unknownVariable(nearest: prefix + meant)))",
        isFile: false)
    }
  }

  /// - Throws: where the file cannot be read or understood; no file is no error.
  public static func load() throws(Problem) -> SettingsFile {
    var settings = SettingsFile()
    guard !Confinement.isKiosk else { return settings }
    if let path, FileReading.exists(path) {
      let bytes: [UInt8]
      do {
        bytes = try FileReading.bytes(of: path)
      } catch {
        throw Problem(description: error.description, isFile: true)
      }
      do {
        settings = try SettingsFile(bytes: bytes, source: path)
      } catch {
        throw Problem(description: error.description, isFile: false)
      }
    }
    // One variable per key: FORGETSCOPE_SYMBOLS=ascii.
    try checkNames()
    for key in keys {
      let name = prefix + key.uppercased()
      guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
      do {
        let quoted = key == "speed" ? value : "\"\(value)\""
        settings.take(
          try SettingsFile(bytes: Array("\(key): \(quoted)\n".utf8), source: name))
      } catch {
        throw Problem(description: "\(name): \(error.problem)", isFile: false)
      }
    }
    return settings
  }
}

extension SettingsFile {
  /// Takes over what another one says.
  fileprivate mutating func take(_ other: SettingsFile) {
    symbols = other.symbols ?? symbols
    palette = other.palette ?? palette
    color = other.color ?? color
    mouse = other.mouse ?? mouse
    speed = other.speed ?? speed
    sessions = other.sessions ?? sessions
  }
}
