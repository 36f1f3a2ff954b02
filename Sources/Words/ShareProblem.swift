/// Why a lecturer cannot be followed; the end of a sentence that begins with the socket's name.
public enum ShareProblem: Hashable, Sendable {
  // MARK: The stream

  case unknownKind
  case tooLong
  case damaged
  case nothingShared
  case otherVersion(String, own: Int)
  case endless
  case withoutExperiment

  // MARK: What does not fit together

  case curvesThatDoNotFit
  case startWithoutModel
  case impossibleInstant
  case lanes(Int, insteadOf: Int)
  case laneWithoutModel
  case impossibleBatch
  case refused(field: String, value: String, Allowed)
}
