/// A bar that is full to a fraction, in eighths of a column: `█████▎··········`.
public struct Meter: Hashable, Sendable {
  /// 0 is empty, 1 is full; outside of that it is clipped, NaN is empty.
  var fraction: Double
  /// A fraction at which a tick stands, a bound say; nil for none.
  var bound: Double?
  /// The inks of the full part and of the tick; the empty part is dim.
  var ink: Ink
  var boundInk: Ink

  public init(
    fraction: Double, bound: Double? = nil, ink: Ink = .plain, boundInk: Ink = .strong
  ) {
    self.fraction = fraction
    self.bound = bound
    self.ink = ink
    self.boundInk = boundInk
  }

  /// Draws the meter into the first row of a region, over its whole width.
  public func draw(into painter: inout Painter, region: Region) {
    guard !region.isEmpty else { return }
    let symbols = painter.symbols
    let (full, partial) = Self.extent(fraction, width: region.width, symbols: symbols)
    for column in 0..<region.width {
      let scalar: Unicode.Scalar
      if column < full {
        scalar = Glyph.meterFull.scalar(in: symbols)
      } else if column == full, let partial {
        scalar = partial
      } else {
        scalar = Glyph.meterEmpty.scalar(in: symbols)
      }
      let isFull = column < full || (column == full && partial != nil)
      painter.grid.set(
        Cell(scalar, ink: isFull ? ink : .dim), row: region.row, column: region.column + column)
    }
    if let bound, bound >= 0, bound <= 1 {
      let column = min(Int(bound * Double(region.width)), region.width - 1)
      painter.put(.bar, row: region.row, column: region.column + column, ink: boundInk)
    }
  }

  /// Full columns, and the glyph of the column that is full in part.
  private static func extent(
    _ fraction: Double, width: Int, symbols: Symbols
  ) -> (full: Int, partial: Unicode.Scalar?) {
    let fraction = fraction.isNaN ? 0 : min(max(0, fraction), 1)
    if symbols == .ascii { return (Int((fraction * Double(width)).rounded()), nil) }
    let eighths = Int((fraction * Double(8 * width)).rounded())
    guard eighths % 8 > 0 else { return (eighths / 8, nil) }
    // U+2589 is seven eighths, U+258F one.
    return (eighths / 8, Unicode.Scalar(UInt16(0x2590 - eighths % 8)))
  }
}
