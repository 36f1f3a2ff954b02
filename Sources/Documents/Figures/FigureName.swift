import Cells
import Forgetting

/// The names of figures that nobody has named.
public enum FigureName {
  /// `forgetscope-replay-t12.4.svg`: the preset, or the scenario's name in letters that every file
  /// system takes, and the flow time.
  public static func name(for scenario: Scenario, time: Double, format: FigureFormat) -> String {
    let preset = Presets.all.first { $0.scenario.name == scenario.name }?.id
    let name = preset ?? slug(scenario.name)
    return "forgetscope-\(name)-t\(timeText(time)).\(format.rawValue)"
  }

  /// `12.4`.
  public static func timeText(_ time: Double) -> String { NumberText.trimmed(time, digits: 3) }

  /// Small letters, digits and hyphens, at most 40.
  static func slug(_ name: String) -> String {
    var result = ""
    for byte in Glyphs.ascii(name).lowercased().utf8.prefix(200) where result.utf8.count < 40 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: if !result.isEmpty, !result.hasSuffix("-") { result += "-" }
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    return result.isEmpty ? "scenario" : result
  }
}
