extension English {
  static func words(for allowed: AllowedOfSweep) -> String {
    switch allowed {
    case .axes(let most): "at most \(most)"
    case .runs(let most): "at most \(most)"
    case .points(let most): "1 to \(most)"
    case .seedsInstead: "seeds says how many"
    case .mapRange: "PATH=LOW:HIGH, or PATH=LOW:HIGH:log with LOW > 0, of allowed values"
    case .map: "two paths, then a measure or winner, then a lane's number"
    case .oneAxis: "one axis for a parameter"
    case .ownParameters: "axes that leave each other's parameters alone"
    case .laterEdits: "edits of what is swept after the start (tick 1 or later)"
    case .endOfLastStage: "the end of the last stage where runs end with it, and no other end"
    case .axisNotDrawn(let paths):
      paths.isEmpty
        ? "every axis is drawn" : "an axis that is not drawn: \(paths.joined(separator: ", "))"
    case .someValue: "at least one"
    case .notSolvedFor: "what is solved for is not an axis"
    case .valuesOrRange: "a list of values, or from, to, points and scale"
    case .listOfValues: "a list of values"
    case .valuePerPath: "a value for each path"
    case .valuesPerPath(let count): "\(count) values, one for each path"
    case .pointCount: "a whole number from 1"
    case .positiveOnLogarithmicScale: "numbers > 0 on a logarithmic scale"
    case .differentEnds: "two different ends"

    case .end: "a number in (0, 1000000]"
    case .tolerance: "a number in [1e-10, 0.01]"
    case .withoutEdits: "one without"

    case .measure:
      "a measure (kept, learned, drift, kl-start-q, ...), max or min of one, one at a time "
        + "(kept at 10), or first and a condition (first lane 1: kept < 0.9)"
    case .measureLike(let name): "did you mean \(name)?"
    case .time: "a flow time in [0, 1000000]"
    case .timeUntil(let end): "a flow time up to \(end), where runs end"
    case .measures: "a list of measures"
    case .eachOnce: "each measure once"
    case .measureOfBatches: "a measure that exact flows have, where no lane draws samples"
    case .momentOfMeasure: "one of max, min, first, or at and of"
    case .someMeasure: "a measure"

    case .axisText:
      "path=from:to:points, path=from:to:points:log or path=value,value, as in "
        + "target.separation=1:8:57"
    case .solvedText:
      "path, path=from:to or path=from:to:points, as in lanes.1.replay=0:0.5"
    case .pointsBetween: "at least 2 points to look between"
    case .goal: "a goal such as lane 1: kept = 0.9"
    case .laneOfGoal(let lane): "a measure of lane \(lane), whose goal it is"
    case .numberParameter: "a parameter that is a number"
    case .parameterHere: "a parameter at this point"
    case .onePath: "one"

    case .edits: "a list of edits, tick:path=value"
    case .assignments: "a mapping or a list of path=value"
    }
  }
}
