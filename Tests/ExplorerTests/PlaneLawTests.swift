import Forgetting
import SeededNumbers
import Testing

@testable import Cells
@testable import Explorer
@testable import Simulation
@testable import Views

/// What holds for the plane of every model: no hole in the shades, and levels in the order of the densities.
@Suite struct PlaneLawTests {
  /// What is drawn, and the density that it is of.
  private struct Map {
    var lane: Int
    var frame: PlotFrame
    var grid: CellGrid
    var values: [Double]

    /// The level of a pixel, two of which make a cell; nil where a line or a word lies over it.
    func level(row: Int, column: Int) -> Int? {
      let cell = grid[frame.plot.row + row / 2, frame.plot.column + column]
      let (upper, lower): (Shade, Shade)
      switch cell.scalar {
      case 0x20: (upper, lower) = (cell.ground, cell.ground)
      case 0x2580: (upper, lower) = (cell.tint, cell.ground)
      case 0x2584: (upper, lower) = (cell.ground, cell.tint)
      default: return nil
      }
      let shade = row % 2 == 0 ? upper : lower
      return shade == .none
        ? 0 : (1..<Shade.laneLevels).first { Shade.lane(lane, level: $0) == shade }
    }
  }

  private func maps(_ state: ExplorerState) throws -> [Map] {
    let region = try #require(ScreenLayout.layout(for: state).region(of: .density))
    var memory = DensityMemory()
    let grid = Dashboard.draw(state, memory: &memory)
    return PlaneLayout.maps(state, region).map { map in
      let frame = PlaneLayout.frame(state, map.region)
      return Map(
        lane: map.lane, frame: frame, grid: grid,
        values: PlaneTarget.samples(of: state.snapshot.lanes[map.lane].model, frame))
    }
  }

  /// - Returns: how many cells of lines there are.
  private func findHoles(_ map: Map, _ what: String) -> Int {
    let plot = map.frame.plot
    func isShaded(_ row: Int, _ column: Int) -> Bool {
      map.grid[row, column].ground != .none || map.grid[row, column].tint != .none
    }
    var lines = 0
    for row in plot.row..<plot.endRow {
      for column in plot.column + 1..<plot.endColumn - 1
      where (0x2801...0x28FF).contains(map.grid[row, column].scalar) {
        lines += 1
        // Between two hills a cell may be as empty as it looks.
        func value(_ column: Int) -> Double {
          let index = 2 * (row - plot.row) * plot.width + column - plot.column
          return max(map.values[index], map.values[index + plot.width])
        }
        if isShaded(row, column - 1), isShaded(row, column + 1),
          value(column) >= min(value(column - 1), value(column + 1))
        {
          #expect(map.grid[row, column].ground != .none, "\(what): a hole at \(row), \(column)")
        }
      }
    }
    return lines
  }

  /// Along rays in eight directions from every mode: where the density falls the level does not rise.
  ///
  /// - Returns: how many levels the longest fall goes through.
  private func followRays(_ map: Map, _ modes: [SIMD2<Double>], _ what: String) -> Int {
    let (width, height) = (map.frame.plot.width, 2 * map.frame.plot.height)
    var longest = 0
    for mode in modes {
      guard let row = map.frame.row(y: mode.y), let column = map.frame.column(x: mode.x) else {
        continue
      }
      for (right, down) in [
        (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1),
      ] {
        var place = (row: 2 * (row - map.frame.plot.row), column: column - map.frame.plot.column)
        var last: (value: Double, level: Int)?
        var seen: Set<Int> = []
        while (0..<height).contains(place.row), (0..<width).contains(place.column) {
          let value = map.values[place.row * width + place.column]
          if let level = map.level(row: place.row, column: place.column) {
            if let last, value <= last.value {
              #expect(level <= last.level, "\(what): \(place) has \(level) behind \(last.level)")
            } else {
              longest = max(longest, seen.count)
              seen = []
            }
            last = (value, level)
            seen.insert(level)
          }
          place = (place.row + down, place.column + right)
        }
        longest = max(longest, seen.count)
      }
    }
    return longest
  }

  private func check(_ state: ExplorerState, _ what: String) throws -> (lines: Int, levels: Int) {
    var (lines, levels) = (0, 0)
    for map in try maps(state) {
      lines += findHoles(map, what)
      let modes = state.snapshot.lanes[map.lane].model.gaussians.map(\.mean)
      levels = max(levels, followRays(map, modes, what))
    }
    return (lines, levels)
  }

  /// Every preset, put in the plane where it is a line.
  @Test(arguments: Presets.all.map(\.id)) func everyPreset(id: String) throws {
    var scenario = Presets.preset(id)!.scenario
    try scenario.set("dimension", text: "2")
    let snapshot = try Simulation(scenario).snapshot()
    for (rows, columns) in [(24, 80), (30, 100), (40, 120), (50, 200)] {
      let state = ExplorerState(
        rows: rows, columns: columns, display: .init(symbols: .braille), snapshot: snapshot)
      let found = try check(state, "\(id) at \(columns)x\(rows)")
      #expect(found.lines > 10 && found.levels > 1, "\(id) at \(columns)x\(rows): \(found)")
    }
  }

  /// Models that no preset has: steep and flat ones, oblique ones, near each other and far apart.
  @Test(arguments: [(24, 80), (40, 120)]) func anyModel(rows: Int, columns: Int) throws {
    var snapshot = try Screen("correlated").state.snapshot
    var random = SplitMix64(seed: 14)
    func uniform(_ low: Double, _ high: Double) -> Double {
      low + (high - low) * Double(random.next() >> 11) * 0x1p-53
    }
    for round in 0..<12 {
      for lane in snapshot.lanes.indices {
        func mode() -> Gaussian {
          let correlation = uniform(-0.9, 0.9)
          let second = uniform(0.2, 2)
          return Gaussian(
            mean: SIMD2(uniform(-3, 3), uniform(-2, 2)),
            scale: CholeskyFactor(
              l11: uniform(0.2, 2), l21: correlation * second,
              l22: second * (1 - correlation * correlation).squareRoot()))
        }
        snapshot.lanes[lane].model = Mixture(
          dimension: 2, logitWeight: uniform(-3, 3), old: mode(), new: mode())
      }
      let state = ExplorerState(
        rows: rows, columns: columns, display: .init(symbols: .braille), snapshot: snapshot)
      let found = try check(state, "model \(round)")
      #expect(found.levels > 1, "model \(round): \(found)")
    }
  }
}
