/// The words of the program in English, by case. Another language is another such table: the compiler
/// says which case it lacks.
enum English {
  static func words(for failure: LaneFailure) -> String {
    switch failure {
    case .diverged(let step): "diverged: a step of \(step) is too long here"
    case .stiff: "diverged: no step is short enough here"
    case .manySteps(let count): "more than \(count) steps are needed"
    case .unresolved(let nodes, let limit):
      "not resolved: \(nodes) nodes are needed, \(limit) are the most"
    case .coincidingModes: "the modes coincide: natural gradient undefined"
    case .vanishedWeight: "a weight has vanished: natural gradient undefined"
    case .shortLag(let lag, let step): "a lag of \(lag) is too short for a step of \(step)"
    case .told(let text): text
    }
  }

  static func words(for note: Note) -> String {
    switch note {
    case .saturated: "η saturated"
    case .largerReward: "reward ×>1"
    case .notSupervised: "KL(p‖q)≠SFT"
    case .withoutAnchor: "no anchor"
    case .coefficient(let hundredths):
      "κ now \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    case .rewardsAlike: "η saturated: the reward cannot be told apart any more"
    case .noAdvantage: "one sample has no advantage: the reward part is 0 at N = 1"
    case .rewardFactor(let batch):
      "the reward part is the gradient times a factor > 1 at N = \(batch)"
    case .wholeTarget: "a → 1 is KL(p‖q) to the whole target, not SFT"
    case .reverseLimit: "a → 0 is reverse KL"
    case .teacherFollows: "no anchor: the teacher follows the model, nothing new is ever learned"
    case .oldModeUnseen: "its samples never see the old mode"
    case .neverRefreshed: "the reference is never refreshed"
    case .refreshed(let times):
      "reference refreshed \(times) \(times == 1 ? "time" : "times"), ┼ on the curve"
    case .valuePerWindow(let times):
      "V* is drawn once per window (\(times + 1) so far): its error does not average out"
    case .told(let text): text
    }
  }

  static func words(for problem: SlurmProblem) -> String {
    switch problem {
    case .missing: "there is no sbatch here; --on slurm needs Slurm, --shard does not"
    case .told(let text): "sbatch: \(text)"
    }
  }

  static func words(for problem: ShareProblem) -> String {
    switch problem {
    case .unknownKind: "a message of an unknown kind"
    case .tooLong: "a message that is too long"
    case .damaged: "a damaged message"
    case .nothingShared: "no forgetscope shares anything there"
    case .otherVersion(let version, let own):
      "version \(version) of the sharing is not understood; this program speaks \(own)"
    case .endless: "a stream without an end"
    case .withoutExperiment: "an instant without an experiment"
    case .curvesThatDoNotFit: "curves that do not fit"
    case .startWithoutModel: "a start that is no model"
    case .impossibleInstant: "an instant that cannot be"
    case .lanes(let count, let expected): "\(count) lanes instead of \(expected)"
    case .laneWithoutModel: "a lane that is no model"
    case .impossibleBatch: "a batch that cannot be drawn"
    case .refused(let field, let value, let allowed):
      words(for: Remark.refused(field: field, value: value, allowed))
    }
  }
}
