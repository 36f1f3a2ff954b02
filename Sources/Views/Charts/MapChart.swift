import Cells
import Forgetting
import Simulation

/// A map as a field over the unit square: between its samples once it is whole, the nearest known one
/// before.
package struct MapField {
  let picture: MapPicture
  private let x: Axis
  private let y: Axis

  init(_ picture: MapPicture, x: Axis, y: Axis) {
    self.picture = picture
    self.x = x
    self.y = y
    isEven = [(x, picture.request.x.values), (y, picture.request.y.values)].allSatisfy {
      axis, values in
      values.enumerated().allSatisfy { place, value in
        abs(axis.unit(value) - Double(place) / Double(max(1, values.count - 1))) < 1e-6
      }
    }
  }

  /// How many samples from the first one on a place is, by what the axis says there.
  private func index(_ share: Double, _ axis: Axis, _ values: [Double]) -> Double {
    let share = min(max(0, share), 1)
    // Between words there is nothing.
    guard axis.names.isEmpty else {
      return min((share * Double(values.count)).rounded(.down), Double(values.count - 1))
    }
    // Spaced as the axis is.
    guard values.count > 2, !isEven else { return share * Double(values.count - 1) }
    let units = values.map(axis.unit)
    let next = units.firstIndex { $0 >= share } ?? values.count - 1
    guard next > 0, units[next] > units[next - 1] else { return Double(next) }
    return Double(next) - (units[next] - share) / (units[next] - units[next - 1])
  }

  private let isEven: Bool

  /// nil where nothing is known yet.
  func value(_ x: Double, _ y: Double) -> Double? {
    let (columns, rows) = (picture.columns, picture.rows)
    let across = index(x, self.x, picture.request.x.values)
    let up = index(y, self.y, picture.request.y.values)
    guard picture.isComplete, picture.request.question != .winner else {
      for stride in [1, 2, 4, 8, 16] {
        let column = min(Int((across / Double(stride)).rounded()) * stride, columns - 1)
        let row = min(Int((up / Double(stride)).rounded()) * stride, rows - 1)
        if let value = picture.values[row / stride * stride * columns + column / stride * stride] {
          return value
        }
      }
      return nil
    }
    let (column, row) = (
      min(Int(across), max(0, columns - 2)), min(Int(up), max(0, rows - 2))
    )
    let share = SIMD2(across - Double(column), up - Double(row))
    func at(_ down: Int, _ right: Int) -> Double {
      picture.values[
        min(row + down, rows - 1) * columns + min(column + right, columns - 1)] ?? .nan
    }
    let low = at(0, 0) + share.x * (at(0, 1) - at(0, 0))
    let high = at(1, 0) + share.x * (at(1, 1) - at(1, 0))
    let between = low + share.y * (high - low)
    // Beside a gap the nearest sample.
    return between.isNaN
      ? at(share.y < 0.5 ? 0 : 1, share.x < 0.5 ? 0 : 1) : between
  }
}

/// From values of a map to shades, and the round values at which lines are drawn.
package struct MapScale {
  let axis: Axis
  let isOfWinners: Bool
  /// The lightness of a winner's ink.
  package static let winnerLevel = 10

  init(_ pictures: [MapPicture]) {
    let question = pictures.first?.request.question
    isOfWinners = question == .winner
    if case .measure(let measure, _)? = question, measure.drawing.range == .share {
      axis = Axis(lower: 0, upper: 1)
      return
    }
    let known = pictures.first.map { $0.values.compactMap { $0 }.filter(\.isFinite) } ?? []
    let low = known.min() ?? 0
    axis = Axis.rounded(covering: low...max(low, known.max() ?? 1))
  }

  /// None where there is nothing to tell.
  func shade(_ value: Double) -> Shade {
    guard value.isFinite else { return .none }
    return isOfWinners ? .lane(Int(value), level: Self.winnerLevel) : .scale(axis.unit(value))
  }

  var levels: [(value: Double, label: String)] {
    if isOfWinners { return [] }
    if axis == Axis(lower: 0, upper: 1) {
      return [0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map { ($0, NumberText.trimmed($0, digits: 2)) }
    }
    return axis.ticks(maximum: 7).map { ($0.value, $0.label) }
  }
}

extension Chart {
  /// The lines of a map on which its number is the same, each with it once where there is room.
  init(
    mapOf picture: MapPicture, x: Axis, y: Axis, levels: [(value: Double, label: String)]
  ) {
    self.init(x: x, y: y)
    let field = MapField(picture, x: x, y: y)
    guard x.names.isEmpty, y.names.isEmpty else {
      addSteps(of: field, levels)
      return
    }
    let steps = max(picture.columns, picture.rows) - 1
    var taken: [SIMD2<Double>] = []
    for level in levels {
      let lines = Contour.lines(
        level: level.value, from: SIMD2(0, 0), to: SIMD2(1, 1), steps: steps
      ) { points in points.map { field.value($0.x, $0.y) ?? .nan } }
      let long = lines.filter { $0.count >= 3 }
      series += long.map { line in
        Series(
          line.map { x.value(atUnit: $0.x) }, line.map { y.value(atUnit: $0.y) }, .contour)
      }
      guard let longest = long.max(by: { $0.count < $1.count }), longest.count >= steps / 4 else {
        continue
      }
      guard let place = Self.place(on: longest, apartFrom: taken) else { continue }
      taken.append(place)
      labels.append(
        Label(x: x.value(atUnit: place.x), y: y.value(atUnit: place.y), text: level.label))
    }
  }

  /// Where each word's own numbers pass the levels; where both sides have words the numbers themselves.
  private mutating func addSteps(
    of field: MapField, _ levels: [(value: Double, label: String)]
  ) {
    let isUp = !y.names.isEmpty
    let words = isUp ? y.names.count : x.names.count
    func value(_ word: Int, _ along: Double) -> Double {
      let across = (Double(word) + 0.5) / Double(words)
      return (isUp ? field.value(along, across) : field.value(across, along)) ?? .nan
    }
    guard x.names.isEmpty || y.names.isEmpty else {
      let count = x.names.count
      for word in 0..<words {
        for other in 0..<count {
          let number = value(word, (Double(other) + 0.5) / Double(count))
          guard number.isFinite else { continue }
          labels.append(
            Label(
              x: Double(other + 1), y: Double(word + 1),
              text: NumberText.significant(number, digits: 2)))
        }
      }
      return
    }
    let side = isUp ? x : y
    let steps = 240
    for level in levels {
      var isNamed = false
      for word in 0..<words {
        for step in 0..<steps {
          let (from, to) = (Double(step) / Double(steps), Double(step + 1) / Double(steps))
          let (before, after) = (value(word, from) - level.value, value(word, to) - level.value)
          guard before * after < 0 || after == 0 && before != 0 else { continue }
          let place = side.value(atUnit: from + (to - from) * before / (before - after))
          let edges = [Double(word) + 0.5, Double(word) + 1.5]
          let line = [place, place]
          series.append(Series(isUp ? line : edges, isUp ? edges : line, .contour))
          guard !isNamed else { continue }
          isNamed = true
          let middle = Double(word + 1)
          labels.append(
            Label(x: isUp ? place : middle, y: isUp ? middle : place, text: level.label))
        }
      }
    }
  }

  /// Where a line's number stands: as near to its middle as the numbers of other lines allow.
  private static func place(
    on line: [SIMD2<Double>], apartFrom taken: [SIMD2<Double>]
  ) -> SIMD2<Double>? {
    let shares = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1]
    return shares.lazy.map { line[Int($0 * Double(line.count - 1))] }.first { place in
      taken.allSatisfy { other in
        let gap = place - other
        return gap.x.magnitude > 0.08 || gap.y.magnitude > 0.09
      }
    }
  }
}

extension Chart {
  /// A map for paper: its picture and its lines.
  ///
  /// - Parameter label: of the colours.
  package init(mapOf picture: MapPicture, x: Axis, y: Axis, label: String) {
    let scale = MapScale([picture])
    self.init(mapOf: picture, x: x, y: y, levels: scale.levels)
    let (columns, rows) = (160, 120)
    let field = MapField(picture, x: x, y: y)
    let shades = (0..<rows).flatMap { row in
      (0..<columns).map { column -> Shade in
        let value = field.value(
          (Double(column) + 0.5) / Double(columns), 1 - (Double(row) + 0.5) / Double(rows))
        return value.map(scale.shade) ?? .none
      }
    }
    tiles = Tiles(
      shades, columns: columns, rows: rows, axis: scale.isOfWinners ? nil : scale.axis,
      label: label)
  }

  /// The same with the sides' names, and a cross where a scenario is.
  package init(mapOf picture: MapPicture, in scenario: Scenario) {
    func side(_ side: MapRequest.Side) -> (axis: Axis, label: String, here: Double?) {
      let parameter = ParameterCatalogue.parameter(at: side.path, in: scenario)
      var isLogarithmic = false
      if case .number(let number)? = parameter?.kind { isLogarithmic = number.isLogarithmic }
      var here: Double?
      if case .number(let number)? = parameter?.value(in: scenario) { here = number }
      return (
        Axis(
          lower: side.values.first ?? 0, upper: side.values.last ?? 1,
          isLogarithmic: isLogarithmic),
        (parameter?.label ?? side.path)
          + (parameter?.lane.map { ", lane \($0 + 1)" } ?? ""), here
      )
    }
    let (x, y) = (side(picture.request.x), side(picture.request.y))
    var label = ""
    if case .measure(let measure, _) = picture.request.question { label = measure.axisTitle }
    self.init(mapOf: picture, x: x.axis, y: y.axis, label: label)
    xLabel = x.label
    yLabel = y.label
    // A side that is the end of the run says it itself.
    if ![picture.request.x.path, picture.request.y.path].contains(where: scenario.endsRun) {
      title = "at t \(NumberText.trimmed(scenario.clock.until, digits: 2))"
    }
    if let across = x.here, let up = y.here { crosses = [SIMD2(across, up)] }
  }
}
