import Cells

/// The shapes and words of one look, gathered into a few elements.
struct SVGLayer {
  /// A cell's extent, in user units.
  static let cellWidth = 8.0
  static let cellHeight = 16.0

  /// What cells must share to be in one layer.
  struct Look: Hashable {
    var ink: Ink
    var emphasis: Emphasis
    /// In place of the ink's colour.
    var tint: FigureColors.RGB?
  }

  /// Filled at 1…4 fourths.
  private var shades = [SVGPath](repeating: SVGPath(), count: 4)
  private var thin = SVGPath()
  private var heavy = SVGPath()
  private var outlines = SVGPath()
  private var dots = SVGPath()
  private var texts = ""

  /// Pieces that may go on in the next cell.
  private var block: (fourths: Int, x: Double, y: Double, width: Double, height: Double)?
  private var rule: (isHeavy: Bool, fromX: Double, toX: Double, y: Double)?

  /// - Parameters:
  ///   - x: of the cell's upper left corner.
  ///   - y: of the same.
  mutating func add(_ shape: CellShape, x: Double, y: Double) {
    let width = SVGLayer.cellWidth
    let height = SVGLayer.cellHeight
    switch shape {
    case .blank, .text: break
    case .dots(let bits):
      for bit in 0..<8 where bits >> UInt8(bit) & 1 == 1 {
        // Dots 1, 2, 3 and 7 stand at the left, from the top.
        let isRight = bit >= 3 && bit != 6
        let row = bit == 6 || bit == 7 ? 3 : bit % 3
        addDot(x: x + (isRight ? 6 : 2), y: y + 2 + 4 * Double(row))
      }
    case .blocks(let blocks):
      for block in blocks {
        addBlock(
          x: x + Double(block.x) * width / 8, y: y + Double(block.y) * height / 8,
          width: Double(block.width) * width / 8, height: Double(block.height) * height / 8)
      }
    case .shade(let fourths): addBlock(x: x, y: y, width: width, height: height, fourths: fourths)
    case .lines(let lines): add(lines, x: x, y: y)
    case .mark(let mark): add(mark, x: x + width / 2, y: y + height / 2)
    }
  }

  mutating func addBlock(x: Double, y: Double, width: Double, height: Double, fourths: Int = 4) {
    if let last = block, last.fourths == fourths, last.y == y, last.height == height,
      last.x + last.width == x
    {
      block?.width += width
      return
    }
    endBlock()
    block = (fourths, x, y, width, height)
  }

  private mutating func endBlock() {
    guard let last = block else { return }
    shades[last.fourths - 1].rectangle(
      x: last.x, y: last.y, width: last.width, height: last.height)
    block = nil
  }

  mutating func addLine(fromX: Double, toX: Double, y: Double, isHeavy: Bool) {
    if let last = rule, last.isHeavy == isHeavy, last.y == y, last.toX == fromX {
      rule?.toX = toX
      return
    }
    endLine()
    rule = (isHeavy, fromX, toX, y)
  }

  private mutating func endLine() {
    guard let last = rule else { return }
    addSegment(isHeavy: last.isHeavy) { path in
      path.move(last.fromX, last.y)
      path.horizontal(by: last.toX - last.fromX)
    }
    rule = nil
  }

  private mutating func addSegment(isHeavy: Bool, _ draw: (inout SVGPath) -> Void) {
    if isHeavy { draw(&heavy) } else { draw(&thin) }
  }

  private mutating func addDot(x: Double, y: Double) {
    // A stroke too short to be seen whose round ends are the dot: the shortest way to say a circle.
    dots.move(x, y)
    dots.horizontal(by: 0.01)
  }

  private mutating func add(_ lines: CellShape.Lines, x: Double, y: Double) {
    let midX = x + SVGLayer.cellWidth / 2
    let midY = y + SVGLayer.cellHeight / 2
    if lines.isDashed {
      let isHeavy = max(lines.left, lines.up) == 2
      for dash in [0.75, 4.75] {
        addSegment(isHeavy: isHeavy) { path in
          if lines.left > 0 {
            path.move(x + dash, midY)
            path.horizontal(by: 2.5)
          } else {
            path.move(midX, y + 2 * dash)
            path.vertical(by: 5)
          }
        }
      }
      return
    }
    if lines.left > 0 { addLine(fromX: x, toX: midX, y: midY, isHeavy: lines.left == 2) }
    if lines.right > 0 {
      addLine(fromX: midX, toX: x + SVGLayer.cellWidth, y: midY, isHeavy: lines.right == 2)
    }
    if lines.up > 0 || lines.down > 0 {
      let top = lines.up > 0 ? y : midY
      let bottom = lines.down > 0 ? y + SVGLayer.cellHeight : midY
      addSegment(isHeavy: max(lines.up, lines.down) == 2) { path in
        path.move(midX, top)
        path.vertical(by: bottom - top)
      }
    }
  }

  private mutating func add(_ mark: CellShape.Mark, x: Double, y: Double) {
    switch mark {
    case .circle(true): shades[3].circle(x: x, y: y, radius: 3.25)
    case .circle(false): outlines.circle(x: x, y: y, radius: 2.75)
    case .square(true): shades[3].rectangle(x: x - 3, y: y - 3, width: 6, height: 6)
    case .square(false): outlines.rectangle(x: x - 2.5, y: y - 2.5, width: 5, height: 5)
    case .diamond(let isFilled):
      let r = isFilled ? 4.0 : 3.25
      addShape([(0, -r), (r, 0), (0, r), (-r, 0)], x, y, isFilled: isFilled)
    case .triangle(let quarters, let isFilled):
      let r = isFilled ? 3.5 : 2.75
      let corners = [(0, -r), (r, r), (-r, r)].map { Self.turned($0, eighths: 2 * quarters) }
      addShape(corners, x, y, isFilled: isFilled)
    case .arrow(let eighths):
      let shaft = [(0.0, 3.5), (0.0, -3.5)].map { Self.turned($0, eighths: eighths) }
      let head = [(-2.25, -1.0), (0.0, -3.5), (2.25, -1.0)].map {
        Self.turned($0, eighths: eighths)
      }
      for stroke in [shaft, head] {
        outlines.polyline(stroke.map { (x: x + $0.0, y: y + $0.1) })
      }
    case .dot: addDot(x: x, y: y)
    case .check: outlines.polyline([(x - 3, y), (x - 1, y + 3), (x + 3, y - 3.5)])
    case .slash: outlines.polyline([(x - 4, y + 8), (x + 4, y - 8)])
    case .cross:
      outlines.polyline([(x - 2.75, y - 3), (x + 2.75, y + 3)])
      outlines.polyline([(x + 2.75, y - 3), (x - 2.75, y + 3)])
    }
  }

  private mutating func addShape(
    _ corners: [(Double, Double)], _ x: Double, _ y: Double, isFilled: Bool
  ) {
    let points = corners.map { (x: x + $0.0, y: y + $0.1) }
    if isFilled {
      shades[3].polyline(points, isClosed: true)
    } else {
      outlines.polyline(points, isClosed: true)
    }
  }

  /// A place turned to the right, y growing downward.
  private static func turned(_ point: (Double, Double), eighths: Int) -> (Double, Double) {
    var result = point
    for _ in 0..<(eighths / 2) { result = (-result.1, result.0) }
    let half = 0.5.squareRoot()
    return eighths % 2 == 0
      ? result : ((result.0 - result.1) * half, (result.0 + result.1) * half)
  }

  mutating func addText(_ text: String, x: Double, y: Double, width: Double) {
    texts += "<text x=\"\(SVGPath.text(x))\" y=\"\(SVGPath.text(y))\" "
    texts += "textLength=\"\(SVGPath.text(width))\" lengthAdjust=\"spacingAndGlyphs\">"
    texts += XMLText.escaped(text) + "</text>\n"
  }

  /// The layer as one group; empty where it has nothing.
  func element(color: String, look: Look) -> String {
    var layer = self
    layer.endBlock()
    layer.endLine()
    let isBold = look.emphasis.contains(.bold)
    var text = ""
    for (index, path) in layer.shades.enumerated() where !path.isEmpty {
      let opacity = index == 3 ? "" : " fill-opacity=\"0.\(25 * (index + 1))\""
      text += "<path\(opacity) d=\"\(path.data)\"/>\n"
    }
    if !layer.thin.isEmpty { text += Self.stroke(layer.thin, color, width: isBold ? "1.5" : "1") }
    if !layer.heavy.isEmpty { text += Self.stroke(layer.heavy, color, width: "2.5") }
    if !layer.outlines.isEmpty {
      text += Self.stroke(layer.outlines, color, width: isBold ? "1.5" : "1.25")
    }
    if !layer.dots.isEmpty {
      text += Self.stroke(layer.dots, color, width: "2.5", attributes: " stroke-linecap=\"round\"")
    }
    text += layer.texts
    guard !text.isEmpty else { return "" }
    let weight = isBold ? " font-weight=\"bold\"" : ""
    return "<g fill=\"\(color)\"\(weight)>\n\(text)</g>\n"
  }

  private static func stroke(
    _ path: SVGPath, _ color: String, width: String, attributes: String = ""
  ) -> String {
    "<path fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(width)\"\(attributes) "
      + "d=\"\(path.data)\"/>\n"
  }
}
