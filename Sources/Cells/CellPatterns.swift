extension Cell {
  /// The cell for a screen that has no shades: patterns in place of half blocks, words as they are.
  public var withoutShades: Cell {
    guard tint != .none || ground != .none else { return self }
    var cell = self
    cell.tint = .none
    cell.ground = .none
    // The upper half, and the lower.
    let halves: (Shade, Shade)
    switch scalar {
    case 0x20: halves = (ground, ground)
    case 0x2580: halves = (tint, ground)
    case 0x2581...0x2584: halves = (ground, tint)
    case 0x2585...0x2587: halves = (tint, tint)
    default: return cell
    }
    let isUpper = halves.0.share.magnitude >= halves.1.share.magnitude
    let strongest = isUpper ? halves.0 : halves.1
    let mean = (halves.0.share + halves.1.share) / 2
    let level = Int(mean.magnitude * 4 + 0.5)
    guard level > 0 else { return .empty }
    // Without colours too much is told from too little by its pattern.
    if strongest.ramp == .difference, mean > 0 {
      return Cell(level > 1 ? "+" : ".", ink: strongest.ink)
    }
    let glyph = [Glyph.shade1, .shade2, .shade3, .shade4][level - 1]
    return Cell(glyph.scalar(in: .braille), ink: strongest.ink)
  }
}
