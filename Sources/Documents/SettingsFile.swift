import Cells

/// What `config.yaml` may say: how the explorer looks, never what it computes.
public struct SettingsFile: Equatable, Sendable {
  /// `auto` or an alphabet.
  public var symbols: String?
  /// nil: not said.
  public var palette: Palette?
  /// `auto` or a number of colours.
  public var color: String?
  /// nil: not said.
  public var mouse: Bool?
  /// Flow time per second of presets.
  public var speed: Double?
  /// Whether sessions are saved.
  public var sessions: Bool?

  public init() {}

  /// The settings of a YAML document; unknown keys and values that are not allowed are errors with
  /// their line.
  public init(bytes: [UInt8], source: String) throws(DocumentError) {
    // A file of comments alone says nothing.
    let lines = bytes.split(separator: 0x0A)
    if lines.allSatisfy({ line in
      let rest = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      return rest.isEmpty || rest.first == UInt8(ascii: "#")
    }) {
      return
    }
    let root = try YAMLDocument.root(of: bytes, source: source)
    let field = YAMLField(
      source: source, path: "", line: root.line, node: root, document: "settings")
    let fields = try field.mapping(["symbols", "palette", "color", "mouse", "speed", "sessions"])
    symbols = try fields["symbols"]?.word(among: ["auto"] + Symbols.allCases.map(\.rawValue))
    if let word = try fields["palette"]?.word(among: Palette.allCases.map(\.rawValue)) {
      palette = Palette(rawValue: word)
    }
    color = try fields["color"]?.word(among: ["auto"] + ColorDepth.allCases.map(\.rawValue))
    mouse = try fields["mouse"].map { (field) throws(DocumentError) in try SettingsFile.isOn(field)
    }
    sessions = try fields["sessions"].map { (field) throws(DocumentError) in
      try SettingsFile.isOn(field)
    }
    if let field = fields["speed"] {
      let number = try field.number()
      guard number > 0, number <= 1000 else {
        throw field.refusal(
          allowed: .numberIn("0", "1000", includesLower: false, includesUpper: true))
      }
      speed = number
    }
  }

  /// `on` or `off`, or as YAML has it.
  private static func isOn(_ field: YAMLField) throws(DocumentError) -> Bool {
    if let text = field.node.text, ["true", "false", "yes", "no"].contains(text) {
      return text == "true" || text == "yes"
    }
    return try field.word(among: ["on", "off"]) == "on"
  }
}
