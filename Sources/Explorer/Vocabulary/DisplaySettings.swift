import Cells

/// How the screen is drawn; what a key may change.
public struct DisplaySettings: Equatable, Sendable {
  /// What a user may choose of how the screen looks, and whether the mouse is read.
  public var symbols: Symbols
  public var palette: Palette
  public var usesMouse: Bool
  /// The alphabets that this terminal can show.
  var availableSymbols: [Symbols]
  /// Whether curves carry their marks along them: without colour they must.
  public var isMonochrome: Bool
  /// Whether a line leaves the shade of its cell: with 8 and 16 colours a cell has a pattern or a line.
  public var hasShades: Bool

  /// - Parameter availableSymbols: nil: all that there are.
  public init(
    symbols: Symbols, palette: Palette = .standard, usesMouse: Bool = true,
    availableSymbols: [Symbols]? = nil, isMonochrome: Bool = false,
    hasShades: Bool = true
  ) {
    self.symbols = symbols
    self.palette = palette
    self.usesMouse = usesMouse
    self.availableSymbols = availableSymbols ?? Symbols.allCases
    self.isMonochrome = isMonochrome
    self.hasShades = hasShades
  }
}
