import Cells

/// A figure as a page of its own: text that can be selected, colours, no script, nothing fetched.
public enum HTMLFigure {
  /// The meta element that carries the state line.
  static let stateName = "forgetscope-state"

  /// The bytes of the file, UTF-8.
  public static func bytes(of figure: Figure) -> [UInt8] {
    let colors = FigureColors(palette: figure.palette, background: figure.background)
    let caption = figure.caption
    let title = XMLText.escaped(caption.title)
    let description = XMLText.escaped(caption.description)
    let state = XMLText.escaped(caption.stateLine)
    var rows: [String] = []
    var inks: Set<Ink> = []
    for row in 0..<figure.grid.rows {
      var line = ""
      for run in figure.runs(row: row) {
        let text = cells(run.text)
        let names = classes(of: run)
        inks.insert(run.ink)
        let shade = shades(of: run, colors)
        line +=
          names.isEmpty && shade.isEmpty
          ? text : "<span class=\"\(names)\"\(shade)>\(text)</span>"
      }
      rows.append(line)
    }
    let inkRules = inks.filter { colors[$0] != colors.foreground }
      .sorted { $0.rawValue < $1.rawValue }
      .map { ".\(name(of: $0)){color:\(colors[$0].hex);--c:\(colors[$0].hex)}" }
    let page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="\(stateName)" content="\(state)">
      <meta name="description" content="\(description)">
      <title>\(title)</title>
      <style>
      body{margin:0;padding:1em;background:\(colors.background.hex);color:\(colors.foreground.hex)}
      figure{margin:0}
      pre{margin:0 0 1em;font:14px/1.2 \(fontFamily);font-variant-ligatures:none;overflow-x:auto}
      figcaption,code{font:13px/1.4 \(fontFamily);white-space:pre-wrap;overflow-wrap:anywhere}
      i,u{display:inline-block;width:1ch;height:1.2em;overflow:hidden;vertical-align:top;\
      font-style:normal;text-decoration:inherit}
      u{width:2ch}
      .b{font-weight:bold}
      .u{text-decoration:underline}
      .r{color:\(colors.background.hex);background:var(--c,\(colors.foreground.hex))}
      \(inkRules.joined(separator: "\n"))
      </style>
      </head>
      <body>
      <figure role="group" aria-labelledby="description">
      <pre aria-hidden="true">
      \(rows.joined(separator: "\n"))
      </pre>
      <figcaption id="description">\(description)</figcaption>
      </figure>
      <p>Opens again with <code>\(state)</code></p>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  static let fontFamily = "DejaVu Sans Mono,Menlo,Consolas,Liberation Mono,monospace"

  /// The text with every glyph that may come from another font in a box of one cell or two, so that
  /// columns stay columns.
  private static func cells(_ text: String) -> String {
    var result = ""
    var box: (text: String, width: Int)?
    func close() {
      guard let (text, width) = box else { return }
      let element = width == 2 ? "u" : "i"
      result += "<\(element)>\(text)</\(element)>"
      box = nil
    }
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        close()
        result += XMLText.escaped(String(scalar))
      } else if Glyphs.width(of: scalar) == 0 {
        // A mark stands over what is before it.
        if box == nil { result.unicodeScalars.append(scalar) }
        box?.text.unicodeScalars.append(scalar)
      } else {
        close()
        box = (String(scalar), Glyphs.width(of: scalar))
      }
    }
    close()
    return result
  }

  private static func shades(of run: StyledRun, _ colors: FigureColors) -> String {
    guard run.tint != .none || run.ground != .none else { return "" }
    let tint = colors.color(of: run.tint, over: run.ground).map { "color:\($0.hex);" } ?? ""
    let ground = colors.color(of: run.ground).map { "background:\($0.hex)" } ?? ""
    return " style=\"\(tint)\(ground)\""
  }

  private static func classes(of run: StyledRun) -> String {
    var names: [String] = []
    if run.ink != .plain { names.append(name(of: run.ink)) }
    if run.emphasis.contains(.bold) { names.append("b") }
    if run.emphasis.contains(.underline) { names.append("u") }
    if run.emphasis.contains(.reverse) { names.append("r") }
    return names.joined(separator: " ")
  }

  private static func name(of ink: Ink) -> String { "i\(ink.rawValue)" }
}
