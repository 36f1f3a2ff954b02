import Cells
import Explorer
import Forgetting
import Simulation
import Views

@testable import Documents

/// Figures for tests: screens of the product, and a small one that can be read at a glance.
enum FigureSamples {
  static func snapshot(_ preset: String = "forward-and-reverse", at time: Double = 2) throws
    -> Snapshot
  {
    var simulation = try Simulation(Presets.preset(preset)!.scenario)
    while simulation.time < time - 1e-9 { simulation.advance() }
    return simulation.snapshot()
  }

  static func caption(_ snapshot: Snapshot) throws -> FigureCaption {
    try FigureCaption(
      title: snapshot.scenario.name, description: PlainLine.text(for: snapshot),
      stateLine: StateLine.text(of: snapshot.experiment))
  }

  static func grid(
    _ snapshot: Snapshot, rows: Int = 40, columns: Int = 120, symbols: Symbols = .braille,
    part: ScreenPart = .view(.dashboard)
  ) -> CellGrid {
    part.grid(
      of: ExplorerState(
        rows: rows, columns: columns, display: .init(symbols: symbols), snapshot: snapshot))
  }

  static func screen(
    _ preset: String = "forward-and-reverse", at time: Double = 2, rows: Int = 40,
    columns: Int = 120, symbols: Symbols = .braille, palette: Palette = .standard
  ) throws -> Figure {
    let snapshot = try snapshot(preset, at: time)
    return Figure(
      grid: grid(snapshot, rows: rows, columns: columns, symbols: symbols), palette: palette,
      background: FigureBackground(for: palette), caption: try caption(snapshot))
  }

  /// Two rows with a wide glyph, a combining mark, a rule, emphasis, and what markup would take for
  /// its own.
  static func small(
    stateLine: String = "forgetscope explore replay --set 'name=a & b <c>' --at 3",
    palette: Palette = .standard
  ) throws -> Figure {
    var painter = Painter(rows: 2, columns: 20, symbols: .braille)
    painter.write("a<b & \"c\" ", row: 0, column: 0)
    painter.write("漢e\u{301}─", row: 0, column: 10, ink: .lane1, emphasis: .bold)
    painter.write("⣿█▄ ●", row: 1, column: 1, ink: .good)
    painter.write("on ", row: 1, column: 10, ink: .bad, emphasis: .reverse)
    painter.write("u", row: 1, column: 14, ink: .dim, emphasis: .underline)
    return Figure(
      grid: painter.grid, palette: palette, background: FigureBackground(for: palette),
      caption: try FigureCaption(
        title: "A <small> figure", description: "Two rows & no more.", stateLine: stateLine))
  }

  /// The least PNG: one grey pixel.
  static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E,
    0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  /// A PDF of one empty page with a table of cross-references.
  static let pdf: [UInt8] = {
    var text = "%PDF-1.5\n"
    var offsets: [Int] = []
    for (index, body) in [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ].enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(body)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 4\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }()

  /// The bytes of a figure in a format; pictures and documents are empty ones with its caption.
  static func bytes(_ figure: Figure, _ format: FigureFormat) throws -> [UInt8] {
    switch format {
    case .txt: TextFigure.bytes(of: figure)
    case .ansi: ANSIFigure.bytes(of: figure)
    case .html: HTMLFigure.bytes(of: figure)
    case .svg: SVGFigure.bytes(of: figure)
    case .png: try PNGText.bytes(adding: figure.caption, to: png)
    case .pdf: try PDFInfo.bytes(adding: figure.caption, to: pdf)
    }
  }
}
