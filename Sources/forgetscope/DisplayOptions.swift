import ArgumentParser
import Cells
import Documents
import Explorer
import Host
import Terminal

/// How the screen is to look, for the verbs that take a terminal over.
struct DisplayOptions: ParsableArguments {
  @Option(help: "auto, braille, quadrant, block or ascii.")
  var symbols: SymbolsOption?
  @Option(help: "default, light, high-contrast, colour-blind-safe or mono.")
  var palette: Palette?
  @Option(help: "auto, none, 8, 16, 256 or true.")
  var color: ColorOption?
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  /// For a terminal: what was asked for, else the user's settings.
  func terminal(_ settings: SettingsFile) -> TerminalOptions {
    var options = TerminalOptions(
      symbols: (symbols ?? settings.symbols.flatMap(SymbolsOption.init) ?? .auto).symbols,
      colorDepth: (color ?? settings.color.flatMap(ColorOption.init) ?? .auto).depth,
      palette: palette ?? settings.palette ?? .standard,
      mouse: !noMouse && (settings.mouse ?? true))
    if Confinement.isKiosk { options.largestSize = .init(rows: 150, columns: 400) }
    return options
  }

  /// For a run without a terminal.
  func scripted(_ settings: SettingsFile) -> DisplaySettings {
    let options = terminal(settings)
    return DisplaySettings(
      symbols: options.symbols ?? .braille, palette: options.palette,
      isMonochrome: options.palette == .mono)
  }
}

/// `auto` or one of the alphabets.
enum SymbolsOption: String, ExpressibleByArgument, CaseIterable {
  case auto, braille, quadrant, block, ascii

  var symbols: Symbols? { Symbols(rawValue: rawValue) }
}

/// `auto` or a number of colours.
enum ColorOption: String, ExpressibleByArgument, CaseIterable {
  case auto, none
  case colors8 = "8"
  case colors16 = "16"
  case colors256 = "256"
  case trueColor = "true"

  var depth: ColorDepth? { ColorDepth(rawValue: rawValue) }
}

extension Palette: ExpressibleByArgument {}
