import CNcurses
import Cells

/// The locale of characters: the one that was asked for, or the nearest that this machine has.
struct LocaleChoice {
  /// What the environment names.
  let asked: String
  /// What was set.
  private(set) var chosen = "C"
  private(set) var isUTF8 = false

  /// Names under which systems know a locale whose characters are UTF-8.
  private static let localesOfUTF8 = ["C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"]

  /// Sets the locale by name. One that was never generated here, as over ssh from another machine, is
  /// replaced by one of the same characters if its name says that these are UTF-8.
  init(_ name: String, symbols: Symbols?) {
    asked = name
    if cn_set_locale(name) {
      chosen = name
    } else if !(Self.saysUTF8(name) && setUTF8()) {
      _ = cn_set_locale("C")
    }
    use(symbols)
  }

  /// Symbols other than ASCII bring a UTF-8 locale with them.
  mutating func use(_ symbols: Symbols?) {
    if let symbols, symbols != .ascii, !cn_locale_is_utf8() { _ = setUTF8() }
    isUTF8 = cn_locale_is_utf8()
  }

  private mutating func setUTF8() -> Bool {
    guard let found = Self.localesOfUTF8.first(where: { cn_set_locale($0) }) else { return false }
    chosen = found
    return true
  }

  /// `fr_FR.UTF-8@euro`, `de_DE.utf8`, and `UTF-8` alone, as macOS sends it over ssh.
  static func saysUTF8(_ name: String) -> Bool {
    let plain = name.prefix { $0 != "@" }
    let codeset = plain.split(separator: ".").last ?? ""
    return codeset.lowercased().filter { $0 != "-" } == "utf8"
  }
}
