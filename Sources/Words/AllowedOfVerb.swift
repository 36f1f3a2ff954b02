/// What is allowed where an option of a verb was refused.
public enum AllowedOfVerb: Hashable, Sendable {
  case fileName
  case shard(most: Int)
  case shardPerRun(runs: Int)
  case scene(count: Int)
  case scenario(presets: [String])
  case lecture(shipped: [String])
  case secondsOrNever
  case sizeInMillimetres
  case sizeInCells
  case utf8
  case stack(kilobytes: Int)
  case goalToo
  case parameterToo
}
