/// One cell of the screen: a glyph, perhaps with a combining mark, in an ink.
///
/// A glyph two columns wide (CJK) is followed by a cell whose `scalar` is 0, its continuation.
public struct Cell: Hashable, Sendable {
  /// The Unicode scalar shown; 0 marks the right half of a wide glyph.
  public var scalar: UInt32
  /// A combining scalar drawn over `scalar`; 0 for none.
  public var mark: UInt32
  /// How it looks, as a role; the palette makes colours of it.
  public var ink: Ink
  public var emphasis: Emphasis
  /// The glyph's own colour in place of the ink's, and what is behind it.
  public var tint = Shade.none
  public var ground = Shade.none

  public init(
    _ scalar: Unicode.Scalar, ink: Ink = .plain, emphasis: Emphasis = [], mark: UInt32 = 0
  ) {
    self.scalar = scalar.value
    self.mark = mark
    self.ink = ink
    self.emphasis = emphasis
  }

  /// An empty cell is a space in the plain ink, never a blank braille pattern.
  public static let empty = Cell(" ")
  /// The right half of a wide glyph.
  static let continuation: Cell = {
    var cell = Cell(" ")
    cell.scalar = 0
    return cell
  }()
}
