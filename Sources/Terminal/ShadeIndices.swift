import Cells

/// The numbers that shades have for curses: the nearest of 256 colours, or, where the terminal mixes
/// colours, numbers that no ink uses and that `RenditionFilter` writes as red, green and blue.
struct ShadeIndices {
  /// What the filter writes for a number.
  private(set) var trueColors: [UInt8: ScreenColor] = [:]
  private var indices: [Shade: Int16] = [:]
  private var words: [Shade: Int16] = [:]
  private var behind: [Shade: Int16] = [:]

  /// Whether shades can be shown at all.
  var hasSome: Bool { !indices.isEmpty }

  init() {}

  init(_ palette: Palette, _ depth: ColorDepth, isFiltered: Bool) {
    let hasTrueColors = depth == .trueColor && isFiltered
    guard depth.hasShades, palette != .mono else { return }
    let taken = Set(Ink.allCases.compactMap { palette.color(of: $0, depth: depth) })
    // The first 16 are the terminal's own; the ends of the cube and of the greys are for words.
    let forWords = Set([16, 231, 232, 255] + Palette.greysBehind)
    var free = (17...254).map { UInt8($0) }.filter {
      !taken.contains($0) && !forWords.contains($0)
    }[...]
    for shade in Shade.all {
      func index(_ tint: Shade) -> Int16? {
        (hasTrueColors
          ? palette.index(of: tint, overMixed: shade)
          : palette.index(of: tint, over: shade, depth: depth)).map(Int16.init)
      }
      words[shade] = index(.words)
      behind[shade] = index(.behind)
      if hasTrueColors, let number = free.popFirst() {
        trueColors[number] = palette.color(of: shade)
        indices[shade] = Int16(number)
      } else {
        indices[shade] = palette.index(of: shade, depth: depth).map(Int16.init)
      }
    }
  }

  /// nil: the ink's own colour, or the terminal's own ground.
  func index(of tint: Shade, over ground: Shade = .none) -> Int16? {
    switch tint {
    case .words: words[ground]
    case .behind: behind[ground]
    default: indices[tint]
    }
  }
}
