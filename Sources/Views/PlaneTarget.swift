import Cells
import Forgetting

/// p on the pixels of a map.
struct PlaneTarget: Sendable {
  let values: [Double]
  /// Where p is so high, half of its mass lies, and nine tenths.
  let levels: [Level]

  /// A share of its mass, and the density of the line that holds it.
  struct Level: Sendable {
    var words: String
    var value: Double
  }

  private let key: [Double]

  /// The one that was drawn before, or a new one where it is of another target or place.
  static func of(_ target: Mixture, _ frame: PlotFrame, _ memory: inout PlaneTarget?) -> PlaneTarget
  {
    if let memory, memory.key == key(target, frame) { return memory }
    let map = PlaneTarget(target, frame)
    memory = map
    return map
  }

  /// All that the values depend on.
  private static func key(_ target: Mixture, _ frame: PlotFrame) -> [Double] {
    let modes = target.gaussians.flatMap { mode in
      let covariance = mode.scale.covariance
      return [mode.mean.x, mode.mean.y, covariance.xx, covariance.xy, covariance.yy]
    }
    return [Double(frame.plot.width), Double(frame.plot.height)]
      + [frame.x.lower, frame.x.upper, frame.y.lower, frame.y.upper]
      + (0..<target.count).map { target.weight(of: $0) } + modes
  }

  private init(_ target: Mixture, _ frame: PlotFrame) {
    key = PlaneTarget.key(target, frame)
    values = PlaneTarget.samples(of: target, frame)
    let falling = values.sorted(by: >)
    let whole = falling.reduce(0, +)
    levels = [("50%", 0.5), ("90%", 0.9)].map { words, share in
      var mass = 0.0
      let level = falling.first { value in
        mass += value
        return mass >= share * whole
      }
      return Level(words: words, value: level ?? 0)
    }
  }

  /// Row by row from the top, two to a cell.
  static func samples(of mixture: Mixture, _ frame: PlotFrame) -> [Double] {
    let (columns, rows) = (frame.plot.width, 2 * frame.plot.height)
    var points: [SIMD2<Double>] = []
    points.reserveCapacity(columns * rows)
    for row in 0..<rows {
      let y = frame.y.value(atUnit: 1 - (Double(row) + 0.5) / Double(rows))
      for column in 0..<columns {
        points.append([frame.x.value(atUnit: (Double(column) + 0.5) / Double(columns)), y])
      }
    }
    return mixture.densities(at: points)
  }
}
