import Cells

/// A figure as text with colours, for `cat` and `less -R`: ECMA-48 renditions and nothing else, each
/// row reset at its end, and the state line below it as in `TextFigure`.
public enum ANSIFigure {
  /// The bytes of the file.
  public static func bytes(of figure: Figure) -> [UInt8] {
    var text = ""
    for row in 0..<figure.grid.rows {
      var shown: [Int] = []
      for run in figure.runs(row: row) {
        let codes = codes(of: run, palette: figure.palette)
        if codes != shown {
          // One code from a clean slate: switching single attributes off is not known everywhere.
          text += "\u{1B}[" + ([0] + codes).map(String.init).joined(separator: ";") + "m"
          shown = codes
        }
        text += run.text
      }
      if !shown.isEmpty { text += "\u{1B}[0m" }
      text += "\n"
    }
    let line = TextFigure.wrapped(figure.caption.stateLine, width: figure.grid.columns)
    return Array((text + "\n" + line + "\n").utf8)
  }

  private static func codes(of run: StyledRun, palette: Palette) -> [Int] {
    var codes: [Int] = []
    if run.emphasis.contains(.bold) { codes.append(1) }
    if run.emphasis.contains(.underline) { codes.append(4) }
    if run.emphasis.contains(.reverse) { codes.append(7) }
    let own = palette.index(of: run.tint, over: run.ground, depth: .colors256)
    if let color = own ?? palette.color(of: run.ink, depth: .colors256) {
      codes += [38, 5, Int(color)]
    }
    if let ground = palette.index(of: run.ground, depth: .colors256) {
      codes += [48, 5, Int(ground)]
    }
    return codes
  }
}
