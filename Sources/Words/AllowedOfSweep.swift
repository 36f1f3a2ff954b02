/// What is allowed where something of a sweep was refused.
public enum AllowedOfSweep: Hashable, Sendable {
  // MARK: Axes

  case axes(most: Int)
  case runs(most: Int)
  case points(most: Int)
  case seedsInstead
  case map
  case mapRange
  case oneAxis
  case ownParameters
  case laterEdits
  case endOfLastStage
  /// Where a picture looks at an axis that it has not across or up.
  case axisNotDrawn([String])
  case someValue
  case notSolvedFor
  case valuesOrRange
  case listOfValues
  case valuePerPath
  case valuesPerPath(Int)
  case pointCount
  case positiveOnLogarithmicScale
  case differentEnds

  // MARK: Runs

  case end
  case tolerance
  case withoutEdits

  // MARK: Measures

  case measure
  case measureLike(String)
  case time
  case timeUntil(String)
  case measures
  case eachOnce
  /// Where no lane draws samples.
  case measureOfBatches
  case momentOfMeasure
  case someMeasure

  // MARK: Solving

  case goal
  /// Where the measure names another lane than the goal.
  case laneOfGoal(Int)
  case axisText
  case solvedText
  case pointsBetween
  case numberParameter
  case parameterHere
  case onePath

  // MARK: Files

  case edits
  case assignments
}
