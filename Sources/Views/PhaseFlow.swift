import Cells
import Simulation

/// The flow of the phase plane between its arrows: streamlines, the lines on which one of the two rests, and
/// the places where both do.
struct PhaseFlow {
  private let columns: Int
  private let rows: Int
  /// Places of the first arrow and steps to the next, in half cells from the upper left corner of the plot.
  private let first: SIMD2<Double>
  private let step: SIMD2<Double>
  /// Half cells a unit of time, right and down, row by row.
  private let flow: [SIMD2<Double>]
  private let frame: PlotFrame
  /// The plot in half cells, which are square.
  private let width: Int
  private let height: Int
  /// Half of all arrows are slower.
  private let middleSpeed: Double
  /// In the middle of every half cell, row by row.
  private var samples: [SIMD2<Double>] = []

  /// nil while the field has arrows to come, or has too few of them.
  init?(_ field: PhaseField, _ frame: PlotFrame) {
    let request = field.request
    columns = request.weights.count
    rows = request.drifts.count
    guard field.isComplete, columns > 1, rows > 1 else { return nil }
    self.frame = frame
    width = frame.plot.width
    height = 2 * frame.plot.height
    let size = SIMD2(Double(width), Double(height))
    let plot = frame
    func place(_ column: Int, _ row: Int) -> SIMD2<Double> {
      SIMD2(plot.x.unit(request.weights[column]), 1 - plot.y.unit(request.drifts[row])) * size
    }
    first = place(0, 0)
    step = place(1, 1) - first
    // β' and the drift's rate, as the plot is long for a unit of each.
    let unit =
      SIMD2(1, -1) * size
      / SIMD2(plot.x.upper - plot.x.lower, plot.y.upper - plot.y.lower)
    flow = field.arrows.map { arrow in
      guard let arrow, arrow.weight.isFinite, arrow.drift.isFinite else { return SIMD2(0, 0) }
      return SIMD2(arrow.weight, arrow.drift) * unit
    }
    let speeds = flow.map { ($0 * $0).sum().squareRoot() }.filter { $0 > 0 }.sorted()
    guard !speeds.isEmpty else { return nil }
    middleSpeed = speeds[speeds.count / 2]
    samples = (0..<width * height).map {
      velocity(at: SIMD2(Double($0 % width) + 0.5, Double($0 / width) + 0.5))
    }
  }

  /// Whether there are places where β rests, and where the drift does.
  var rests: (weight: Bool, drift: Bool) {
    func changesSign(_ rates: [Double]) -> Bool {
      rates.contains { $0 > 0 } && rates.contains { $0 < 0 }
    }
    return (changesSign(samples.map(\.x)), changesSign(samples.map(\.y)))
  }

  /// Between four arrows; beyond the outermost as at them.
  private func velocity(at place: SIMD2<Double>) -> SIMD2<Double> {
    let index = (place - first) / step
    let x = min(max(0, index.x), Double(columns - 1))
    let y = min(max(0, index.y), Double(rows - 1))
    let (left, top) = (min(Int(x), columns - 2), min(Int(y), rows - 2))
    let (right, down) = (x - Double(left), y - Double(top))
    let corner = top * columns + left
    let upper = flow[corner] * (1 - right) + flow[corner + 1] * right
    let lower = flow[corner + columns] * (1 - right) + flow[corner + columns + 1] * right
    return upper * (1 - down) + lower * down
  }

  // MARK: - Drawing

  func draw(into painter: inout Painter) {
    var canvas = frame.canvas(painter.symbols)
    let lines = streamlines()
    for line in lines { draw(line, on: &canvas) }
    for (values, ink) in [(samples.map(\.x), Ink.warning), (samples.map(\.y), Ink.good)] {
      canvas.contour(
        values: values, columns: width, rows: height, level: 0,
        pen: DotCanvas.Pen(ink: ink, priority: 1))
    }
    canvas.draw(into: &painter.grid, region: frame.plot)
    for line in lines { drawHeads(of: line, into: &painter) }
    drawRest(samples, into: &painter)
  }

  /// Slow pieces are dim.
  private func draw(_ line: [SIMD2<Double>], on canvas: inout DotCanvas) {
    var start = 0
    func isSlow(_ index: Int) -> Bool { speed(line[index]) < middleSpeed }
    for index in line.indices.dropFirst()
    where index == line.count - 1 || isSlow(index) != isSlow(start) {
      let piece = line[start...index].map(data)
      canvas.polyline(
        xs: piece.map(\.x), ys: piece.map(\.y), x: frame.x, y: frame.y,
        pen: DotCanvas.Pen(ink: isSlow(start) ? .dim : .plain))
      start = index
    }
  }

  private func speed(_ place: SIMD2<Double>) -> Double {
    let velocity = velocity(at: place)
    return (velocity * velocity).sum().squareRoot()
  }

  private func data(_ place: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(
      frame.x.value(atUnit: place.x / Double(width)),
      frame.y.value(atUnit: 1 - place.y / Double(height)))
  }

  private func cell(_ place: SIMD2<Double>) -> (row: Int, column: Int)? {
    guard place.x >= 0, place.y >= 0, place.x < Double(width), place.y < Double(height) else {
      return nil
    }
    return (frame.plot.row + Int(place.y) / 2, frame.plot.column + Int(place.x))
  }

  /// One for some twenty half cells of the way, evenly apart.
  private func drawHeads(of line: [SIMD2<Double>], into painter: inout Painter) {
    let count = max(1, line.count / 40)
    for index in 0..<count {
      let place = line[(2 * index + 1) * line.count / (2 * count)]
      guard let (row, column) = cell(place) else { continue }
      let velocity = velocity(at: place)
      painter.put(
        .arrow(right: velocity.x, up: -velocity.y), row: row, column: column,
        ink: speed(place) < middleSpeed ? .dim : .plain)
    }
  }

  // MARK: - Streamlines

  /// Half cells between two lines where one of them begins; half of that is as near as they may come, so
  /// that few of them end on their way.
  private static let gap = 6
  private static let reach = 3

  /// Lines that keep apart, each through a place that no other comes near; where there is only room for a
  /// piece of one there is none (Jobard and Lefer 1997).
  func streamlines() -> [[SIMD2<Double>]] {
    let (across, down) = (width / Self.reach + 1, height / Self.reach + 1)
    var owners = [Int](repeating: -1, count: across * down)
    func square(_ place: SIMD2<Double>) -> Int? {
      guard place.x >= 0, place.y >= 0, place.x < Double(width), place.y < Double(height) else {
        return nil
      }
      return Int(place.y) / Self.reach * across + Int(place.x) / Self.reach
    }
    func isAlone(_ home: Int) -> Bool {
      let (row, column) = (home / across, home % across)
      let near = Self.gap / Self.reach
      return (max(0, row - near)...min(down - 1, row + near)).allSatisfy { row in
        (max(0, column - near)...min(across - 1, column + near)).allSatisfy {
          owners[row * across + $0] < 0
        }
      }
    }
    // Two points to a half cell.
    let least = max(24, (width + height) / 4)
    var lines: [[SIMD2<Double>]] = []
    for y in stride(from: Self.gap / 2, to: height, by: Self.reach) {
      for x in stride(from: Self.gap / 2, to: width, by: Self.reach) {
        let seed = SIMD2(Double(x), Double(y))
        guard let home = square(seed), isAlone(home) else { continue }
        let number = lines.count
        var taken = [home]
        func way(_ direction: Double) -> [SIMD2<Double>] {
          var way: [SIMD2<Double>] = []
          var place = seed
          while way.count < 4 * (width + height) {
            guard let next = stepped(place, direction), let square = square(next),
              owners[square] < 0 || owners[square] == number
            else { break }
            place = next
            if owners[square] < 0 { taken.append(square) }
            owners[square] = number
            way.append(place)
          }
          return way
        }
        owners[home] = number
        let line = way(-1).reversed() + [seed] + way(1)
        if line.count < least {
          for square in taken { owners[square] = -1 }
        } else {
          lines.append(line)
        }
      }
    }
    return lines
  }

  /// Half a half cell further on, by the velocity in the middle of that way; nil where the flow rests.
  private func stepped(_ place: SIMD2<Double>, _ direction: Double) -> SIMD2<Double>? {
    func unit(_ place: SIMD2<Double>) -> SIMD2<Double>? {
      let velocity = velocity(at: place)
      let speed = (velocity * velocity).sum().squareRoot()
      return speed > 0.01 * middleSpeed ? velocity / speed : nil
    }
    guard let here = unit(place), let there = unit(place + here * (0.25 * direction)) else {
      return nil
    }
    return place + there * (0.5 * direction)
  }

  // MARK: - Rest

  /// Where both rates change sign between four samples: ◎ draws the flow in, × lets it go.
  private func drawRest(_ samples: [SIMD2<Double>], into painter: inout Painter) {
    var found: [SIMD2<Double>] = []
    for row in 0..<height - 1 {
      for column in 0..<width - 1 {
        let corner = row * width + column
        let all = [corner, corner + 1, corner + width, corner + width + 1].map { samples[$0] }
        let signs = all.map { SIMD2($0.x > 0 ? 1 : 0, $0.y > 0 ? 1 : 0) }.reduce(SIMD2(0, 0), &+)
        guard (1...3).contains(signs.x), (1...3).contains(signs.y) else { continue }
        let place = SIMD2(Double(column) + 1, Double(row) + 1)
        guard !found.contains(where: { (($0 - place) * ($0 - place)).sum() < 16 }) else { continue }
        found.append(place)
        let right = (all[1] - all[0] + all[3] - all[2]) / 2
        let down = (all[2] - all[0] + all[3] - all[1]) / 2
        let isStable =
          right.x + down.y < 0 && right.x * down.y - right.y * down.x > 0
        guard let cell = cell(place) else { continue }
        painter.put(
          isStable ? "◎" : "×", row: cell.row, column: cell.column, ink: .strong, emphasis: .bold)
      }
    }
  }
}
