import Forgetting
import Words

/// An instant of the simulation, immutable: all that the interface ever sees of it.
public struct Snapshot: Sendable {
  /// Whether time goes on, and if not, why not.
  public enum RunState: Hashable, Sendable {
    /// At t = 0, not yet started.
    case ready
    case running
    case paused
    /// Nothing moves any more.
    case converged
    /// Every lane has stopped with an error.
    case diverged
    /// At `until`.
    case ended
  }

  /// One lane at the instant.
  public struct LaneView: Sendable {
    /// The method: its settings, and its words as its description has them.
    public var settings: MethodSettings
    public var name: String
    public var nickname: String
    public var formula: String
    public var dataSource: String
    /// q now; between two ticks interpolated, for the eye.
    public var model: Mixture
    /// Why the lane has stopped; nil while it goes on.
    public var failure: LaneFailure?
    /// In σ.
    public var largestDrift: Double
    /// Where β tends to, and all numbers, both when last measured.
    public var goal: OldWeightGoal
    public var meters: Meters
    /// q when the meters were measured.
    var measuredModel: Mixture?
    /// Effective masses at t = 0: what gain and loss are measured against.
    public var startOldMass: Double
    public var startNewMass: Double
    /// Gain and drop since t = 0, by effective masses and by component.
    var change: MassChange
    /// What pulls at β, and the verdicts of all statements, when last measured.
    public var force: Force?
    public var findings: [Finding]
    /// The closed-form law of β where it applies: times and values; empty otherwise.
    public var law: Law?
    /// ‖θ'‖: the largest rate of change of a coordinate.
    public var speed: Double
    /// m_o' and m_n', per unit of flow time.
    public var oldVelocity: SIMD2<Double>
    public var newVelocity: SIMD2<Double>
    /// The drift in σ beyond which the spring outweighs every gate that the bounds allow; nil where
    /// the gated form does not hold.
    public var driftBound: Double?
    /// T, where the method has a teacher.
    public var teacher: Mixture?
    /// q_ref.
    public var reference: Mixture?
    /// What the lane learns from, and how its steps are made.
    public var sampling: Sampling = .population
    public var coordinates: CoordinateSystem = .logit
    public var integrator: Clock.Integrator = .rungeKutta
    /// h of the lane, in flow time.
    public var step = 0.05
    /// How fast its coordinates follow the flow.
    public var rates = Rates()
    /// How often the reference has been refreshed.
    public var refreshCount = 0
    /// What the batches had seen when the numbers were last measured; nil in population mode.
    public var batch: BatchRecord?
    /// The batch of that instant as it is drawn; nil before the first step.
    public var picture: BatchPicture?
    /// What is worth saying about the last estimate: "η saturated".
    public var remark: Note?
    /// How much of each task was kept after each stage; nil where tasks have no names.
    public var retention: Retention?
  }

  /// A curve that the theory predicts.
  public struct Law: Equatable, Sendable {
    /// In flow time, and β there.
    public var times: [Double]
    public var oldWeights: [Double]
  }

  /// An intervention, captioned.
  public struct Mark: Hashable, Sendable {
    var tick: Int
    /// In flow time.
    public var time: Double
    /// "separation δ".
    public var label: String
    /// The parameter before and after; nil where more than one changed.
    public var from: ParameterValue?
    public var to: ParameterValue?

    init(
      tick: Int, time: Double, label: String, from: ParameterValue?, to: ParameterValue?
    ) {
      self.tick = tick
      self.time = time
      self.label = label
      self.from = from
      self.to = to
    }

    /// An edit of a journal, made where `before` was in force.
    init(_ edit: Edit, time: Double, before: Scenario) {
      self.init(tick: edit.tick, time: time, label: "changes", from: nil, to: nil)
      guard case .set(let path, let value) = edit.change else { return }
      let parameter = ParameterCatalogue.parameter(at: path, in: before)
      label = parameter?.label ?? path
      from = parameter?.value(in: before)
      to = value
    }
  }

  /// Counts upward; two snapshots with the same number are the same.
  var sequence: Int = 0
  /// The last command that had been carried out.
  public var commandCount: Int = 0
  /// The parameters in force.
  @Boxed public var scenario: Scenario
  /// The parameters as loaded.
  @Boxed public var original: Scenario
  /// Scenario, journal and instant: what a state line holds.
  @Boxed public var experiment: Experiment
  /// Whether time goes on.
  public var state: RunState
  var tick: Int
  /// Flow time; between two ticks interpolated.
  public var time: Double
  /// The latest flow time reached, beyond `time` after scrubbing back.
  public var endTime: Double
  /// The flow time that a time axis should end at: it grows in round steps.
  public var horizon: Double
  /// What lanes are measured against; its reference and teacher are those of the start.
  public var problem: Problem
  public var target: Mixture
  public var start: Mixture
  public var lanes: [LaneView]
  /// What the lanes remember at the tick, and where the last stretch without an intervention began:
  /// for who follows the run elsewhere.
  var laneStates: [LaneState] = []
  /// Where the last stretch without an intervention began.
  public var stretch = Stretch(time: 0, models: [])
  var endTick = 0
  /// The curves so far.
  public var series: Series
  /// The run before the last instant edit, or the future that a scrub left behind.
  public var ghost: Series?
  /// Interventions, oldest first; whether every edit recomputes the run; and whether there is
  /// something to undo, or to redo.
  public var marks: [Mark]
  /// Where stages begin: as they were trained, and as the list has those to come.
  public var stages: [StageBeginning] = []
  public var isInstant: Bool
  public var canUndo: Bool
  public var canRedo: Bool
  /// Ticks per second that the simulation makes when asked to hurry.
  public var stepsPerSecond: Double = 0
  /// Where a running flow pauses by itself; nil: at `until` alone.
  public var pauseCondition: Condition?
  /// Whether the condition has just paused the run.
  public var hasMetCondition = false
  /// How much of the way to its instant an opened experiment has gone; nil where it is there.
  public var approachedShare: Double?
  /// A refused command, in one line, and the command's number.
  public var refusal: (command: Int, error: ParameterError)?
}
