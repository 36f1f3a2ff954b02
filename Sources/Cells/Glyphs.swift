/// Every glyph beyond ASCII that the program shows, with its ASCII twin: text comes in as Unicode,
/// and goes out in the terminal's alphabet. Plots ask for a `Glyph` by its role; labels are
/// transliterated scalar by scalar.
public enum Glyphs {
  /// Twin first, then all scalars that become it. The marks of lanes stay distinct from each
  /// other, because marks tell curves apart where there is no colour.
  private static let twins: [(ascii: StaticString, scalars: String)] = [
    // Marks of lanes, then states and arrows.
    ("*", "●•★∗"), ("o", "○◦∘"), ("^", "▲↑▴"), ("&", "△▵"), ("#", "■"), ("$", "□"), ("%", "◆"),
    ("@", "◇"),
    (">", "▶▸►❯›"), ("<", "◀◂◄‹"), ("v", "▼↓▾"), ("V", "▽"), ("+", "✓✔┼╋"), ("x", "✗✘×╱"),
    ("->", "→⟶"), ("<-", "←⟵"), ("<->", "↔"), ("=>", "⇒"), ("/", "↗↙÷⁄∕"), ("\\", "↘↖╲∖"),
    // Rules, bars, shades.
    ("-", "─╌┄┈╴╶‐‑‒–—―−⁻₋"), ("=", "━╍┅═≡"), ("|", "│┃┆┊╎║∣▏▎▕¦┤├╷╵"),
    ("+", "┌┐└┘┬┴╭╮╰╯"), ("#", "█▉▊▋▌▍▇▆▅▐"), ("_", "▁▂"), ("\"", "▀▔“”„«»″"), ("m", "▃▄"),
    (".", "░·∙⋅ₓ․"), (":", "▒⋮∶"), ("O", "▓◎◯"), ("...", "…⋯"),
    // Greek.
    ("alpha", "αά"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("d", "∂"), ("eps", "εϵέ"),
    ("z", "ζ"), ("eta", "ηή"),
    ("th", "θϑ"), ("i", "ιί"), ("kappa", "κϰ"), ("lambda", "λ"), ("mu", "μ"), ("u", "µ"),
    ("nu", "ν"),
    ("xi", "ξ"), ("o", "οό"), ("pi", "π"), ("rho", "ρϱ"), ("sd", "σ"), ("s", "ς"), ("tau", "τ"),
    ("y", "υύ"), ("phi", "φϕ"), ("chi", "χ"), ("psi", "ψ"), ("w", "ωώ"), ("G", "Γ"),
    ("D", "Δ∆"), ("Th", "Θ"), ("L", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"), ("S", "Σ"), ("Phi", "Φ"),
    ("Psi", "Ψ"), ("W", "Ω"),
    // Mathematics.
    ("||", "‖∥"), ("<=", "≤⩽"), (">=", "≥⩾"), ("~", "≈∼≃∝"), ("!=", "≠"), ("inf", "∞"),
    ("+-", "±"), ("sum", "∑"), ("prod", "∏"), ("int", "∫"), ("grad", "∇"), ("sqrt", "√"),
    ("in", "∈"), ("<<", "≪"), (">>", "≫"), ("'", "′‘’‚"), ("*", "⊙⊗"), ("+", "⊕"), ("E", "𝔼"),
    ("R", "ℝ"), ("N", "𝒩ℕ"), ("l", "ℓ"), ("~", "˜"), ("deg", "°"),
    // Digits and letters above and below the line.
    ("0", "₀"), ("1", "₁"), ("2", "₂"), ("3", "₃"), ("4", "₄"), ("5", "₅"), ("6", "₆"),
    ("7", "₇"), ("8", "₈"), ("9", "₉"), ("^0", "⁰"), ("^1", "¹"), ("^2", "²"), ("^3", "³"),
    ("^4", "⁴"), ("^5", "⁵"), ("^6", "⁶"), ("^7", "⁷"), ("^8", "⁸"), ("^9", "⁹"), ("^n", "ⁿ"),
    ("^T", "ᵀ⊤"), ("+", "₊⁺"), ("a", "ₐª"), ("e", "ₑ"), ("h", "ₕ"), ("i", "ᵢ"), ("j", "ⱼ"),
    ("k", "ₖ"), ("l", "ₗ"), ("m", "ₘ"), ("n", "ₙ"), ("o", "ₒº"), ("p", "ₚ"), ("r", "ᵣ"),
    ("s", "ₛ"), ("t", "ₜ"), ("u", "ᵤ"), ("v", "ᵥ"), ("b", "ᵦ"),
    ("1/2", "½"), ("1/4", "¼"), ("3/4", "¾"), ("(c)", "©"), ("<", "⟨〈"), (">", "⟩〉"),
    (" ", "\u{A0}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{202F}"),
    // Latin letters with accents.
    ("A", "ÀÁÂÃÄÅĀĂĄ"), ("AE", "Æ"), ("C", "ÇĆĈĊČ"), ("D", "ĎĐÐ"), ("E", "ÈÉÊËĒĔĖĘĚ"),
    ("G", "ĜĞĠĢ"), ("H", "ĤĦ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("J", "Ĵ"), ("K", "Ķ"), ("L", "ĹĻĽĿŁ"),
    ("N", "ÑŃŅŇ"), ("O", "ÒÓÔÕÖØŌŎŐ"), ("OE", "Œ"), ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"),
    ("T", "ŢŤŦȚ"), ("Th", "Þ"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("W", "Ŵ"), ("Y", "ÝŶŸ"),
    ("Z", "ŹŻŽ"), ("a", "àáâãäåāăą"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"),
    ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"),
    ("l", "ĺļľŀł"), ("n", "ñńņň"), ("o", "òóôõöøōŏő"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"),
    ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"),
    ("y", "ýÿŷ"), ("z", "źżž"),
  ]

  private static let index: [UInt32: StaticString] = {
    var index: [UInt32: StaticString] = [:]
    for (ascii, scalars) in twins {
      for scalar in scalars.unicodeScalars { index[scalar.value] = ascii }
    }
    return index
  }()

  /// The ASCII twin of a scalar, for terminals without UTF-8.
  ///
  /// - Returns: the scalar itself where it is printable ASCII, nothing for combining marks and
  ///   control characters, one `?` a column for what has no twin.
  static func ascii(_ scalar: Unicode.Scalar) -> StaticString {
    if let twin = index[scalar.value] { return twin }
    switch width(of: scalar) {
    case 0: return ""
    case 1: return "?"
    default: return "??"
    }
  }

  /// A text with every scalar replaced by its ASCII twin.
  public static func ascii(_ text: String) -> String {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x20, scalar.value < 0x7F {
        bytes.append(UInt8(scalar.value))
      } else {
        ascii(scalar).withUTF8Buffer { bytes.append(contentsOf: $0) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The marks of lanes in their order; `ascii` gives `*o#$%@^&`, none of them a task's letter.
  private static let laneMarks: [Character] = ["●", "○", "■", "□", "◆", "◇", "▲", "△"]

  /// The mark that tells a lane apart without colour.
  ///
  /// - Parameter index: 0 for the first lane; wraps after eight.
  public static func laneMark(_ index: Int) -> Character { laneMarks[index & 7] }

  /// The letter of a task, "A" for the first; wraps after eight as marks do.
  public static func taskLetter(_ index: Int) -> Character {
    ["A", "B", "C", "D", "E", "F", "G", "H"][index & 7]
  }

  /// What a mark looks like in an alphabet: its first scalar, or that of its ASCII twin.
  static func scalar(_ character: Character, in symbols: Symbols) -> Unicode.Scalar {
    let scalar = character.unicodeScalars[character.unicodeScalars.startIndex]
    if scalar.value >= 0x20, scalar.value < 0x7F { return scalar }
    let width = width(of: scalar)
    guard symbols == .ascii else { return width == 1 ? scalar : "?" }
    let twin = ascii(scalar)
    return twin.utf8CodeUnitCount == 0 ? "?" : Unicode.Scalar(twin.utf8Start.pointee)
  }
}

/// The pieces that controls and plots are built from, each with a Unicode and an ASCII shape of one
/// column.
public enum Glyph: UInt8, CaseIterable, Sendable {
  /// A thin rule between panes, and the line of an axis.
  case rule
  /// The rule of the pane that has the focus, the past on a timeline, a drift on an axis.
  case heavyRule
  /// What is yet to come on a timeline; the way to a goal.
  case dashedRule
  /// A true mean on an axis, a bound on a meter.
  case bar
  /// A thin vertical line.
  case verticalRule
  /// The full and the unfilled part of a meter.
  case meterFull, meterEmpty
  case sliderTrack, sliderHandle, sliderFocus
  /// Where a slider's value came from.
  case sliderOrigin
  /// Where the user intervened, on the axis of time.
  case event
  /// The row under the cursor.
  case cursor
  case cornerTopLeft, cornerTopRight, cornerBottomLeft, cornerBottomRight
  case arrowUp, arrowUpRight, arrowRight, arrowDownRight
  case arrowDown, arrowDownLeft, arrowLeft, arrowUpLeft
  case shade1, shade2, shade3, shade4

  /// The glyph in an alphabet; all but `ascii` show the Unicode shape.
  public func scalar(in symbols: Symbols) -> Unicode.Scalar {
    symbols == .ascii ? shapes.ascii : shapes.unicode
  }

  private var shapes: (unicode: Unicode.Scalar, ascii: Unicode.Scalar) {
    switch self {
    case .rule, .sliderTrack: ("─", "-")
    case .heavyRule: ("━", "=")
    case .dashedRule: ("╌", "-")
    case .bar: ("┃", "|")
    case .verticalRule: ("│", "|")
    case .meterFull: ("█", "#")
    case .meterEmpty: ("·", ".")
    case .sliderHandle: ("●", "o")
    case .sliderFocus: ("◆", "!")
    case .sliderOrigin: ("┼", "+")
    case .event: ("▲", "^")
    case .cursor: ("▸", ">")
    case .cornerTopLeft: ("┌", "+")
    case .cornerTopRight: ("┐", "+")
    case .cornerBottomLeft: ("└", "+")
    case .cornerBottomRight: ("┘", "+")
    case .arrowUp: ("↑", "^")
    case .arrowUpRight: ("↗", "/")
    case .arrowRight: ("→", ">")
    case .arrowDownRight: ("↘", "\\")
    case .arrowDown: ("↓", "v")
    case .arrowDownLeft: ("↙", "/")
    case .arrowLeft: ("←", "<")
    case .arrowUpLeft: ("↖", "\\")
    case .shade1: ("░", ".")
    case .shade2: ("▒", ":")
    // Neither the marks of lanes nor what lines are made of.
    case .shade3: ("▓", "x")
    case .shade4: ("█", "X")
    }
  }

  /// The head of an arrow.
  ///
  /// - Parameters:
  ///   - right: extent to the right, in any unit of length.
  ///   - up: extent upward, in the same unit.
  /// - Returns: the nearest of eight directions; `arrowRight` for no extent at all.
  public static func arrow(right: Double, up: Double) -> Glyph {
    let diagonal = 0.414_213_562_373_095  // tan 22.5°
    let horizontal = right.magnitude
    let vertical = up.magnitude
    if vertical <= diagonal * horizontal { return right < 0 ? .arrowLeft : .arrowRight }
    if horizontal <= diagonal * vertical { return up < 0 ? .arrowDown : .arrowUp }
    guard horizontal.isFinite || vertical.isFinite else { return .arrowRight }
    if right > 0 { return up > 0 ? .arrowUpRight : .arrowDownRight }
    return up > 0 ? .arrowUpLeft : .arrowDownLeft
  }
}
