import Cells
import Views

/// The picture of a map on paper, and its colour bar. Lengths in millimetres.
struct VectorTiles {
  let tiles: Chart.Tiles
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// Over their neighbours, so that no ground shines through between them.
  private static let seam = 0.05
  /// What the bar and its numbers take at the right.
  static let barWidth = 14.0

  /// A path for each colour, of rectangles as long as the colour goes on.
  func picture() -> String {
    var paths: [Shade: SVGPath] = [:]
    let width = (right - left) / Double(tiles.columns)
    let height = (bottom - top) / Double(tiles.rows)
    for row in 0..<tiles.rows {
      var column = 0
      while column < tiles.columns {
        let shade = tiles.shades[row * tiles.columns + column]
        var end = column + 1
        while end < tiles.columns, tiles.shades[row * tiles.columns + end] == shade { end += 1 }
        if shade != .none {
          paths[shade, default: SVGPath()].rectangle(
            x: left + Double(column) * width, y: top + Double(row) * height,
            width: Double(end - column) * width + VectorTiles.seam,
            height: height + VectorTiles.seam)
        }
        column = end
      }
    }
    return elements(paths)
  }

  private func elements(_ paths: [Shade: SVGPath]) -> String {
    var text = "<g shape-rendering=\"crispEdges\">\n"
    for shade in Shade.all {
      guard let path = paths[shade], let color = VectorTiles.color(of: shade) else { continue }
      text += "<path fill=\"\(color)\" d=\"\(path.data)\"/>\n"
    }
    return text + "</g>\n"
  }

  /// As in other figures: a lane has one colour in all of them.
  private static func color(of shade: Shade) -> String? {
    for lane in VectorPen.colors.indices where shade == .lane(lane, level: MapScale.winnerLevel) {
      return VectorPen.colors[lane]
    }
    return Palette.light.color(of: shade).map { FigureColors.RGB($0).hex }
  }

  /// The colours of the scale beside their values.
  ///
  /// - Parameter label: writes a text at a place; upright where it is the axis' own.
  func bar(_ label: (String, Double, Double, Bool) -> String) -> String {
    guard let axis = tiles.axis else { return "" }
    var paths: [Shade: SVGPath] = [:]
    let height = (bottom - top) / Double(Shade.scaleLevels)
    for level in 0..<Shade.scaleLevels {
      let shade = Shade.scale(Double(level) / Double(Shade.scaleLevels - 1))
      paths[shade, default: SVGPath()].rectangle(
        x: right + 2, y: bottom - Double(level + 1) * height, width: 2.5,
        height: height + VectorTiles.seam)
    }
    var text = elements(paths)
    for tick in axis.ticks(maximum: max(2, Int((bottom - top) / 6))) {
      text += label(
        tick.label, right + 5.3, bottom - axis.unit(tick.value) * (bottom - top) + 0.8, false)
    }
    return text + label(tiles.label, right + 13, (top + bottom) / 2, true)
  }
}
