import Forgetting
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What an ssh client asks for where a kiosk is forced: a preset by its id, or nothing.
enum KioskRequest {
  private static var asked: String? {
    getenv("SSH_ORIGINAL_COMMAND").map { String(cString: $0) }
  }

  /// The preset asked for; nil where none is.
  static var preset: Preset? { asked.flatMap { Presets.preset($0) } }

  /// Whether something was asked for that is not done.
  ///
  /// - Parameter scenario: what the kiosk's own command line opens; then no request counts.
  static func isIgnored(_ scenario: String?) -> Bool {
    asked != nil && (scenario != nil || preset == nil)
  }

  /// What a kiosk opens in place of what would be read.
  static func scenario(named name: String?) throws(Failure) -> Scenario {
    guard let name else { return (preset ?? Presets.standard).scenario }
    guard let preset = Presets.preset(name) else {
      throw .usage(.scenarioInKiosk(presets: Presets.all.map(\.id)))
    }
    return preset.scenario
  }
}
