import Testing

/// The first eight colours of a terminal's theme, as its makers ship it. The second eight are not used.
struct Theme: CustomTestStringConvertible {
  let name: String
  let isDark: Bool
  /// 0xRRGGBB.
  let background, foreground: Int
  let colors: [Int]

  var testDescription: String { name }

  static let all = [
    Theme(
      name: "xterm, black", isDark: true, background: 0x000000, foreground: 0xE5E5E5,
      colors: [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD,
        0xE5E5E5,
      ]),
    Theme(
      name: "Linux console", isDark: true, background: 0x000000, foreground: 0xAAAAAA,
      colors: [
        0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA,
        0xAAAAAA,
      ]),
    Theme(
      name: "GNOME Terminal, dark", isDark: true, background: 0x171421, foreground: 0xD0CFCC,
      colors: [
        0x171421, 0xC01C28, 0x26A269, 0xA2734C, 0x12488B, 0xA347BA, 0x2AA1B3,
        0xD0CFCC,
      ]),
    Theme(
      name: "VS Code, dark", isDark: true, background: 0x1E1E1E, foreground: 0xCCCCCC,
      colors: [
        0x000000, 0xCD3131, 0x0DBC79, 0xE5E510, 0x2472C8, 0xBC3FBC, 0x11A8CD,
        0xE5E5E5,
      ]),
    Theme(
      name: "Solarized dark", isDark: true, background: 0x002B36, foreground: 0x839496,
      colors: [
        0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198,
        0xEEE8D5,
      ]),
    Theme(
      name: "PuTTY", isDark: true, background: 0x000000, foreground: 0xBBBBBB,
      colors: [
        0x000000, 0xBB0000, 0x00BB00, 0xBBBB00, 0x0000BB, 0xBB00BB, 0x00BBBB,
        0xBBBBBB,
      ]),
    Theme(
      name: "Konsole, Breeze", isDark: true, background: 0x232627, foreground: 0xFCFCFC,
      colors: [
        0x232627, 0xED1515, 0x11D116, 0xF67400, 0x1D99F3, 0x9B59B6, 0x1ABC9C,
        0xFCFCFC,
      ]),
    Theme(
      name: "xterm, white", isDark: false, background: 0xFFFFFF, foreground: 0x000000,
      colors: [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD,
        0xE5E5E5,
      ]),
    Theme(
      name: "GNOME Terminal, light", isDark: false, background: 0xFFFFFF, foreground: 0x171421,
      colors: [
        0x171421, 0xC01C28, 0x26A269, 0xA2734C, 0x12488B, 0xA347BA, 0x2AA1B3,
        0xD0CFCC,
      ]),
    Theme(
      name: "VS Code, light", isDark: false, background: 0xFFFFFF, foreground: 0x333333,
      colors: [
        0x000000, 0xCD3131, 0x00BC00, 0x949800, 0x0451A5, 0xBC05BC, 0x0598BC,
        0x555555,
      ]),
    Theme(
      name: "Solarized light", isDark: false, background: 0xFDF6E3, foreground: 0x657B83,
      colors: [
        0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198,
        0xEEE8D5,
      ]),
    Theme(
      name: "Terminal of macOS", isDark: false, background: 0xFFFFFF, foreground: 0x000000,
      colors: [
        0x000000, 0x990000, 0x00A600, 0x999900, 0x0000B2, 0xB200B2, 0x00A6B2,
        0xBFBFBF,
      ]),
    Theme(
      name: "Konsole, black on white", isDark: false, background: 0xFFFFFF, foreground: 0x000000,
      colors: [
        0x000000, 0xB21818, 0x18B218, 0xB26818, 0x1818B2, 0xB218B2, 0x18B2B2,
        0xB2B2B2,
      ]),
  ]
}
