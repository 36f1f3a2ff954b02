import Testing

@testable import Cells

/// Whether palettes can be read and told apart, computed for the usual themes and for eyes of every kind.
@Suite struct PaletteVisionTests {
  /// Pairs 1, 4, 7, 9, 13, 16, 17, 25 and 34 of the table of Sharma, Wu and Dalal (2005).
  @Test func theDifferenceIsThatOfThePublishedPairs() {
    let pairs: [((Double, Double, Double), (Double, Double, Double), Double)] = [
      ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
      ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
      ((50, 0, 0), (50, -1, 2), 2.3669),
      ((50, 2.4900, -0.0010), (50, -2.4900, 0.0009), 7.1792),
      ((50, -0.0010, 2.4900), (50, 0.0009, -2.4900), 4.8045),
      ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
      ((50, 2.5, 0), (73, 25, -18), 27.1492),
      ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
      ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    for (first, second, published) in pairs {
      for difference in [ciede2000(first, second), ciede2000(second, first)] {
        #expect(abs(difference - published) < 5e-5, "\(first) and \(second): \(difference)")
      }
    }
  }

  @Test func simulatedEyesSeeGreysAsTheyAre() {
    for grey in [0x202020, 0x808080, 0xFFFFFF] {
      for eyes in SeenColor.Eyes.allCases {
        let seen = SeenColor(grey).seen(by: eyes)
        #expect(seen.difference(to: SeenColor(grey)) < 0.1, "\(eyes)")
      }
    }
    let (red, green) = (SeenColor(0xD75F5F), SeenColor(0x878700))
    #expect(red.difference(to: green) > 40)
    #expect(red.seen(by: .deuteranope).difference(to: green.seen(by: .deuteranope)) < 20)
  }

  /// Lanes and words; heat is a shade by itself.
  private static let read = Ink.allCases.filter { $0.rawValue < Ink.heat1.rawValue }

  private func color(_ palette: Palette, _ ink: Ink, _ depth: ColorDepth, _ theme: Theme)
    -> SeenColor
  {
    guard let index = palette.color(of: ink, depth: depth) else {
      return SeenColor(theme.foreground)
    }
    return index < 8
      ? SeenColor(theme.colors[Int(index)])
      : index == 15 ? SeenColor(0xFFFFFF) : SeenColor(xterm: index)
  }

  /// The backgrounds that a palette is made for, by its description.
  private func suits(_ palette: Palette, _ theme: Theme, _ depth: ColorDepth) -> Bool {
    switch palette {
    case .standard, .colorBlindSafe:
      depth == .colors256 || depth == .trueColor || theme.isDark
    case .light: !theme.isDark
    case .highContrast: theme.isDark
    case .mono: true
    }
  }

  @Test(arguments: Theme.all, [ColorDepth.colors8, .colors16, .colors256, .trueColor])
  func everyRoleCanBeReadInEveryTheme(theme: Theme, depth: ColorDepth) {
    let background = SeenColor(theme.background)
    for palette in Palette.allCases where suits(palette, theme, depth) {
      for ink in Self.read {
        let contrast = color(palette, ink, depth, theme).contrast(to: background)
        #expect(contrast >= 3, "\(palette), \(ink): \(contrast)")
      }
    }
  }

  @Test(
    arguments: Palette.allCases.filter { $0 != .mono }, [ColorDepth.colors256, .trueColor])
  func lanesCanBeToldApartByEveryEye(palette: Palette, depth: ColorDepth) {
    for eyes in SeenColor.Eyes.allCases {
      let lanes = (0..<8).map { lane in
        SeenColor(xterm: palette.color(of: .lane(lane), depth: depth)!).seen(by: eyes)
      }
      for second in 1..<8 {
        for first in 0..<second {
          let difference = lanes[first].difference(to: lanes[second])
          let least = second < 4 ? 10.0 : 5.0
          #expect(
            difference >= least, "\(eyes), lanes \(first + 1) and \(second + 1): \(difference)")
        }
      }
    }
  }

  /// Four lanes and four tasks have eight inks, and a fifth task has none of them: what tells eight lanes apart tells
  /// them apart, too.
  @Test func tasksHaveTheInksThatLanesLeave() {
    let (lanes, tasks) = (Set((0..<4).map(Ink.lane)), Set((0..<5).map(Ink.task)))
    #expect(lanes.isDisjoint(with: tasks) && tasks.count == 5)
    let all = Set((0..<8).map(Ink.task))
    #expect(all.count == 8 && all.subtracting([.plain]).isSubset(of: (0..<8).map(Ink.lane)))
  }

  /// Eight colours do not reach for eight lanes: the first four differ by colour, the others by weight.
  @Test(arguments: Theme.all, [ColorDepth.colors8, .colors16])
  func fewColoursTellLanesApart(theme: Theme, depth: ColorDepth) {
    for palette in Palette.allCases where palette != .mono && suits(palette, theme, depth) {
      for second in 1..<8 {
        for first in 0..<second {
          let inks = (Ink.lane(first), Ink.lane(second))
          let difference = color(palette, inks.0, depth, theme).difference(
            to: color(palette, inks.1, depth, theme))
          let weights = [inks.0, inks.1].map { palette.emphasis(of: $0, depth: depth) }
          let names = "\(palette), lanes \(first + 1) and \(second + 1): \(difference)"
          if second < 4 {
            #expect(difference >= 10, "\(names)")
          } else {
            #expect(difference >= 5 || weights[0] != weights[1], "\(names)")
          }
        }
      }
    }
  }
}
