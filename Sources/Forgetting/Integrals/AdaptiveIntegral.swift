/// ∫ f over a stretch of the line by Gauss's 7 and Kronrod's 15 points, the piece of the largest error halved
/// until all of them are small enough together (QUADPACK's QAG). For what a lattice of nodes cannot do: numbers
/// of very different size with all their digits, and integrands with a corner.
///
/// Keeps its memory between calls.
final class AdaptiveIntegral {
  struct Value {
    var integral: Double
    /// What it may be off by; an upper estimate.
    var error: Double
  }

  private struct Piece {
    var low: Double
    var high: Double
    var value: Value
  }

  private var pieces: [Piece] = []
  /// More pieces are not made, however large the error.
  private let mostPieces: Int

  init(mostPieces: Int) { self.mostPieces = mostPieces }

  /// - Parameters:
  ///   - points: ascending, where to divide from the start: where f is known to change.
  ///   - relative: the error to reach, in units of the integral.
  ///   - absolute: the error to reach, whatever the integral is.
  func callAsFunction(
    _ points: [Double], relative: Double, absolute: Double, _ f: (Double) -> Double
  ) -> Value {
    pieces.removeAll(keepingCapacity: true)
    var sum = Value(integral: 0, error: 0)
    for index in 1..<max(1, points.count) where points[index] > points[index - 1] {
      let value = AdaptiveIntegral.rule(points[index - 1], points[index], f)
      pieces.append(Piece(low: points[index - 1], high: points[index], value: value))
      sum.integral += value.integral
      sum.error += value.error
    }
    while sum.error > max(absolute, relative * abs(sum.integral)), pieces.count < mostPieces {
      var worst = 0
      for index in pieces.indices where pieces[index].value.error > pieces[worst].value.error {
        worst = index
      }
      let piece = pieces[worst]
      let middle = piece.low + (piece.high - piece.low) / 2
      guard middle > piece.low, middle < piece.high else { break }
      let left = AdaptiveIntegral.rule(piece.low, middle, f)
      let right = AdaptiveIntegral.rule(middle, piece.high, f)
      pieces[worst] = Piece(low: piece.low, high: middle, value: left)
      pieces.append(Piece(low: middle, high: piece.high, value: right))
      // Anew: what is added and taken away would leave its rounding.
      sum = Value(integral: 0, error: 0)
      for piece in pieces {
        sum.integral += piece.value.integral
        sum.error += piece.value.error
      }
    }
    return sum
  }

  private static func rule(_ low: Double, _ high: Double, _ f: (Double) -> Double) -> Value {
    let centre = low + (high - low) / 2
    let half = (high - low) / 2
    let middle = f(centre)
    var kronrod = middle * kronrodWeights[7]
    var gauss = middle * gaussWeights[3]
    var magnitude = abs(middle) * kronrodWeights[7]
    for index in 0..<7 {
      let offset = half * abscissae[index]
      let left = f(centre - offset)
      let right = f(centre + offset)
      kronrod += kronrodWeights[index] * (left + right)
      magnitude += kronrodWeights[index] * (abs(left) + abs(right))
      if index % 2 == 1 { gauss += gaussWeights[index / 2] * (left + right) }
    }
    // The difference of the rules is the error of Gauss's; Kronrod's is about its power of 3/2.
    let difference = abs(kronrod - gauss)
    let scale = magnitude
    var error = difference
    if scale > 0, difference > 0 {
      let ratio = 200 * difference / scale
      error = ratio < 1 ? scale * ratio * ratio.squareRoot() : difference
    }
    return Value(integral: kronrod * half, error: (error + 1e-16 * magnitude) * half)
  }

  private static let abscissae = [
    0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
    0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
    0.586087235467691130294144691693354, 0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
  ]
  private static let kronrodWeights = [
    0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
    0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
    0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
    0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
  ]
  private static let gaussWeights = [
    0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
    0.381830050505118944950369775488975, 0.417959183673469387755102040816327,
  ]
}
