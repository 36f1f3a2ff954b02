/// The alphabets that a plot may be drawn in, from the poorest terminal to the richest.
public enum Symbols: String, CaseIterable, Sendable {
  /// Bytes below 128 only; labels are transliterated.
  case ascii
  /// Eighth blocks and half blocks.
  case block
  /// 2 × 2 dots a cell.
  case quadrant
  /// 2 × 4 dots a cell.
  case braille
}
