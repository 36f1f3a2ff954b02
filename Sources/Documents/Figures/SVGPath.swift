/// The data of an SVG path, as short as it can be told at two decimals.
struct SVGPath {
  private(set) var data = ""
  var isEmpty: Bool { data.isEmpty }

  mutating func move(_ x: Double, _ y: Double) { data += "M" + Self.pair(x, y) }
  mutating func line(_ x: Double, _ y: Double) { data += "L" + Self.pair(x, y) }
  mutating func horizontal(by length: Double) { data += "h" + Self.text(length) }
  mutating func vertical(by length: Double) { data += "v" + Self.text(length) }
  mutating func close() { data += "z" }

  mutating func rectangle(x: Double, y: Double, width: Double, height: Double) {
    move(x, y)
    horizontal(by: width)
    vertical(by: height)
    horizontal(by: -width)
    close()
  }

  mutating func circle(x: Double, y: Double, radius: Double) {
    move(x - radius, y)
    let r = Self.text(radius)
    data +=
      "a\(r) \(r) 0 1 0 \(Self.text(2 * radius)) 0a\(r) \(r) 0 1 0 -\(Self.text(2 * radius)) 0z"
  }

  /// - Parameter points: two or more.
  mutating func polyline(_ points: [(x: Double, y: Double)], isClosed: Bool = false) {
    for (index, point) in points.enumerated() {
      index == 0 ? move(point.x, point.y) : line(point.x, point.y)
    }
    if isClosed { close() }
  }

  private static func pair(_ x: Double, _ y: Double) -> String {
    let second = text(y)
    return text(x) + (second.hasPrefix("-") ? "" : " ") + second
  }

  /// A number at two decimals: `12`, `0.5`, `-3.25`. Finite, at most 10¹² in magnitude.
  static func text(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let magnitude = hundredths.magnitude
    var text = (hundredths < 0 ? "-" : "") + String(magnitude / 100)
    let rest = magnitude % 100
    if rest > 0 {
      text += "." + (rest < 10 ? "0" : "") + String(rest % 10 == 0 && rest >= 10 ? rest / 10 : rest)
    }
    return text
  }
}
