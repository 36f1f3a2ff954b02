/// What is allowed where a value was refused: the end of a line that begins with the field and its
/// value. Numbers whose notation the asker chooses come as text.
public enum Allowed: Hashable, Sendable {
  // MARK: Numbers

  case number
  case finiteNumber
  /// The end belongs to it, or does not.
  case numberAbove(String, includesEnd: Bool)
  case numberIn(String, String, includesLower: Bool, includesUpper: Bool)
  indirect case orInfinity(Allowed)
  indirect case orOff(Allowed)
  /// Of a lecture's numbers, whose ends both belong to them.
  case numberBetween(String, String)
  case numbersIn(String, String)
  case either(String, String)
  case wholeNumber(ClosedRange<Int>)
  case integer(ClosedRange<UInt64>)
  case count(ClosedRange<Int>)
  case atMost(Int)
  case mass
  case steps

  // MARK: Words and lists

  case text
  case word
  case numberOrWord
  case oneOf([String])
  /// The same where the word that was meant is known, which is probably no neighbour.
  case meaning(String, oneOf: [String])
  /// The same after a key, where "one of" goes without saying.
  case among([String])
  /// A line of at most so many bytes.
  case oneLine(bytes: Int)
  case mapping([String]?)
  /// As many numbers as there are dimensions, in a file and in a scenario.
  case numbersPerAxis(dimension: Int)
  case numbersOfScenario(dimension: Int)
  case numbers(Int)

  // MARK: Scenarios

  case valueToKeep
  case lane(count: Int)
  /// What can be measured where there are these tasks; none where a scenario does not name its two.
  case measure(tasks: [String])
  case oneLaneStays
  case laneStep(least: Double)
  case batchStepper
  case options(of: String, [String])
  case modeWithMean
  case sampling
  case someLanes
  case lanes(most: Int)
  case method
  case noCorrelation
  case positiveDefinite
  case symmetric
  case covariance(dimension: Int)
  // Tasks.
  case scenarioWithTasks
  case taskName
  case eachOnce
  case taskMove
  case stageEnd
  case tasksForComponents
  case componentsForTasks
  case asManyAsStart(Int)
  case componentOf(task: String)
  case taskOrStages
  case someTasks
  case someComponents
  case taskNames
  case taskWithMass
  case stageWithTask

  // MARK: Experiments and scripts

  case parameterPath(nearest: String?)
  case assignment
  case edit
  case afterEdit(tick: Int)
  case instantWithin(steps: Int)
  case plainText
  case plainValue
  case writtenOut
  case onePerFile
  case textAndPanes
  case markdownWithoutIt
  case stateLine
  case oneScenario
  /// Those of the experiment, and these.
  case stateOptions([String])
  case value
  case millimetres(ClosedRange<Int>)
  case figureRoom(panels: Int, width: Int, height: Int)
  case scriptKey
  case scriptKeyName

  // MARK: Sweeps

  case sweep(AllowedOfSweep)

  // MARK: Verbs

  case verb(AllowedOfVerb)

  // MARK: Lectures

  case title
  case scenes
  case sceneList(most: Int)
  case lineOfText
  case question
  case answer
  case sceneScenario(nearest: String?, [String])
  case ending
  case condition
  case afterBeginning
  case untilOfScenario(String)
  case sceneLane(count: Int)
  case pane
  case somePane
  case panesOrView
  case panesOnce

  // MARK: The explorer's command line

  case command(nearest: String?)
  case nothingBehind
  case batchLane
  case lecture
  case instant
  case jump(furthest: String)
  case ghost
  case preset(nearest: String?)
  case parameter(nearest: String?)
  case topic(nearest: String?)
  case loadedPath
}
