extension Cell {
  /// The cell for a screen that has no shades: patterns in place of half blocks, words and lines in their
  /// own glyphs. What lies over a dense shade is dark on the colour of the shade, and so keeps it.
  public var withoutShades: Cell {
    guard tint != .none || ground != .none else { return self }
    guard let (upper, lower) = halves else { return lineWithoutShades }
    let isUpper = upper.share.magnitude >= lower.share.magnitude
    let strongest = isUpper ? upper : lower
    let mean = (upper.share + lower.share) / 2
    let level = Self.patternLevel(mean)
    guard level > 0 else { return .empty }
    // Without colours too much is told from too little by its pattern.
    if strongest.ramp == .difference, mean > 0 {
      return Cell(level > 1 ? "+" : ".", ink: strongest.ink)
    }
    let glyph = [Glyph.shade1, .shade2, .shade3, .shade4][level - 1]
    return Cell(glyph.scalar(in: .braille), ink: strongest.ink)
  }

  /// The shades of a cell that is nothing but a picture, from the top; nil for words and lines, which half
  /// blocks can be, too.
  private var halves: (Shade, Shade)? {
    switch scalar {
    case 0x20: tint == .none ? (ground, ground) : nil
    case 0x2580 where tint.isQuantity: (tint, ground)
    case 0x2581...0x2584 where tint.isQuantity: (ground, tint)
    case 0x2585...0x2587 where tint.isQuantity: (tint, tint)
    default: nil
    }
  }

  private var lineWithoutShades: Cell {
    var cell = self
    (cell.tint, cell.ground) = (.none, .none)
    // In ASCII a pattern stands in the colour of its own ground.
    if tint.isQuantity {
      cell.ink = ground.ink
    } else if tint != .none, ground.ramp != .difference || ground.share < 0,
      Self.patternLevel(ground.share) > 2
    {
      cell.ink = ground.ink
      cell.emphasis.insert(.reverse)
    }
    return cell
  }

  /// 0 for no pattern, 4 for the densest.
  private static func patternLevel(_ share: Double) -> Int { Int(share.magnitude * 4 + 0.5) }
}
