import Cells

/// What a person asked of the terminal; nil leaves the choice to the locale, TERM and NO_COLOR.
public struct TerminalOptions: Hashable, Sendable {
  /// Symbols other than ASCII asked for explicitly set a UTF-8 locale themselves.
  public var symbols: Symbols?
  /// Goes before NO_COLOR; never more than the terminal type has.
  public var colorDepth: ColorDepth?
  /// Which colours.
  public var palette: Palette
  /// Whether the pointer is reported; off, the terminal's own selection works.
  var mouse: Bool
  /// A larger terminal is used in its corner only: memory grows with the cells.
  public var largestSize = Size(rows: 1000, columns: 2000)

  /// A screen's size in cells.
  public struct Size: Hashable, Sendable {
    var rows: Int
    var columns: Int

    public init(rows: Int, columns: Int) {
      self.rows = rows
      self.columns = columns
    }
  }

  public init(
    symbols: Symbols? = nil, colorDepth: ColorDepth? = nil, palette: Palette = .standard,
    mouse: Bool = true
  ) {
    self.symbols = symbols
    self.colorDepth = colorDepth
    self.palette = palette
    self.mouse = mouse
  }
}
