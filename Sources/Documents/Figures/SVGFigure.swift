import Cells

/// A figure as a picture that needs nothing but itself: curves, rules, bars and marks are shapes and
/// the same everywhere; words are text whose length is fixed, so that any monospaced font will do.
public enum SVGFigure {
  /// Around the cells, in user units.
  static let margin = 8.0
  private static let cellWidth = SVGLayer.cellWidth
  private static let cellHeight = SVGLayer.cellHeight

  /// The element that carries the state line.
  static let stateElement = "forgetscope:state"

  /// The bytes of the file, UTF-8.
  ///
  /// - Complexity: O(cells).
  public static func bytes(of figure: Figure) -> [UInt8] {
    Array((declaration + element(of: figure)).utf8)
  }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  /// The figure as part of a page.
  ///
  /// - Parameter number: tells its names apart from those of the page's other figures; nil: there are none.
  static func element(of figure: Figure, number: Int? = nil) -> String {
    let colors = FigureColors(palette: figure.palette, background: figure.background)
    let grid = figure.grid
    var layers = LayerTable()
    var grounds: [FigureColors.RGB: SVGLayer] = [:]
    for row in 0..<grid.rows {
      var word = Word()
      for column in 0..<grid.columns {
        let cell = figure.palette == .mono ? grid[row, column].withoutShades : grid[row, column]
        // The right half of a wide glyph belongs to the left one.
        if cell.scalar == 0, !word.text.isEmpty { continue }
        let emphasis = figure.emphasis(of: cell)
        let tint = colors.color(of: cell.tint, over: cell.ground)
        let look = Look(ink: tint == nil ? cell.ink : .plain, emphasis: emphasis, tint: tint)
        let x = margin + Double(column) * cellWidth
        let y = margin + Double(row) * cellHeight
        if let ground = colors.color(of: cell.ground) {
          grounds[ground, default: SVGLayer()].addBlock(
            x: x, y: y, width: cellWidth, height: cellHeight)
        }
        if emphasis.contains(.reverse) {
          layers[Look(ink: cell.ink, emphasis: [])].addBlock(
            x: x, y: y, width: cellWidth, height: cellHeight)
        }
        if emphasis.contains(.underline) {
          layers[look].addLine(fromX: x, toX: x + cellWidth, y: y + 14, isHeavy: false)
        }
        let shape = CellShape(cell.scalar)
        guard shape == .text, let scalar = Unicode.Scalar(cell.scalar) else {
          layers.add(&word, row: row)
          layers[look].add(shape, x: x, y: y)
          continue
        }
        let width = column + 1 < grid.columns && grid[row, column + 1].scalar == 0 ? 2 : 1
        // Letters from another font may be wider: each stands for itself.
        let isPlain = scalar.value < 0x80 && cell.mark == 0
        if !word.continues(look, isPlain) { layers.add(&word, row: row) }
        if word.text.isEmpty { word = Word(look: look, isPlain: isPlain, column: column) }
        word.append(scalar, mark: cell.mark, width: width)
      }
      layers.add(&word, row: row)
    }
    return document(figure, colors, layers, grounds, number.map { "-\($0)" } ?? "")
  }

  private static func document(
    _ figure: Figure, _ colors: FigureColors, _ layers: LayerTable,
    _ grounds: [FigureColors.RGB: SVGLayer], _ suffix: String
  ) -> String {
    let width = SVGPath.text(Double(figure.grid.columns) * cellWidth + 2 * margin)
    let height = SVGPath.text(Double(figure.grid.rows) * cellHeight + 2 * margin)
    var text = opening(
      caption: figure.caption, width: width, height: height, viewBox: "0 0 \(width) \(height)",
      suffix: suffix)
    text += "<rect width=\"100%\" height=\"100%\" fill=\"\(colors.background.hex)\"/>\n"
    text += "<g font-family=\"\(HTMLFigure.fontFamily)\" font-size=\"13.3\">\n"
    let plain = Look(ink: .plain, emphasis: [])
    for (color, layer) in grounds.sorted(by: { $0.key.hex < $1.key.hex }) {
      text += layer.element(color: color.hex, look: plain)
    }
    // What is reversed covers a ground that must be there first.
    let looks = layers.looks
    for look in looks where !look.emphasis.contains(.reverse) {
      text += layers[look].element(color: (look.tint ?? colors[look.ink]).hex, look: look)
    }
    for look in looks where look.emphasis.contains(.reverse) {
      text += layers[look].element(color: colors.background.hex, look: look)
    }
    return text + "</g>\n</svg>\n"
  }

  /// The beginning of an SVG document with its caption: what is drawn, in words, and where it comes
  /// from.
  static func head(
    caption: FigureCaption, width: String, height: String, viewBox: String
  ) -> String {
    declaration + opening(caption: caption, width: width, height: height, viewBox: viewBox)
  }

  private static func opening(
    caption: FigureCaption, width: String, height: String, viewBox: String, suffix: String = ""
  ) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
    viewBox="\(viewBox)" role="img" aria-labelledby="title\(suffix) description\(suffix)">
    <title id="title\(suffix)">\(XMLText.escaped(caption.title))</title>
    <desc id="description\(suffix)">\(XMLText.escaped(caption.description))</desc>
    <metadata><\(stateElement) xmlns:forgetscope="urn:forgetscope">\
    \(XMLText.escaped(caption.stateLine))</\(stateElement)></metadata>

    """
  }

  typealias Look = SVGLayer.Look

  /// Neighbouring letters.
  struct Word {
    var look = Look(ink: .plain, emphasis: [])
    var isPlain = true
    var column = 0
    var width = 0
    var text = ""

    func continues(_ look: Look, _ isPlain: Bool) -> Bool {
      !text.isEmpty && self.look == look && self.isPlain && isPlain
    }

    mutating func append(_ scalar: Unicode.Scalar, mark: UInt32, width: Int) {
      text.unicodeScalars.append(scalar)
      if mark != 0, let mark = Unicode.Scalar(mark) { text.unicodeScalars.append(mark) }
      self.width += width
    }
  }

  /// All layers by what they look like.
  struct LayerTable {
    private var layers: [Look: SVGLayer] = [:]

    /// In an order that does not depend on hashes.
    var looks: [Look] {
      layers.keys.sorted {
        ($0.ink.rawValue, $0.emphasis.rawValue, $0.tint?.hex ?? "")
          < ($1.ink.rawValue, $1.emphasis.rawValue, $1.tint?.hex ?? "")
      }
    }

    subscript(look: Look) -> SVGLayer {
      get { layers[look] ?? SVGLayer() }
      _modify { yield &layers[look, default: SVGLayer()] }
    }

    /// Puts a word into its layer and begins a new one.
    mutating func add(_ word: inout Word, row: Int) {
      guard !word.text.isEmpty else { return }
      self[word.look].addText(
        word.text, x: margin + Double(word.column) * cellWidth,
        y: margin + Double(row) * cellHeight + 12, width: Double(word.width) * cellWidth)
      word = Word()
    }
  }
}
