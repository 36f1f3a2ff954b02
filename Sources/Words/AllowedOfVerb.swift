/// What is allowed where an option of a verb was refused.
public enum AllowedOfVerb: Hashable, Sendable {
  case fileName
  case logOrOff
  case shard(most: Int)
  case shardPerRun(runs: Int)
  case scene(count: Int)
  case scenario(nearest: String?)
  case lecture(nearest: String?, shipped: [String])
  case help(nearest: String?, verbs: [String])
  case secondsOrNever
  case sizeInMillimetres
  case sizeInCells
  case utf8
  case stack(kilobytes: Int)
  case goalToo
  case parameterToo
}
