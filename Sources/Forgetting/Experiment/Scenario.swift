/// Everything that a run depends on, as one value: the scenario file, the command line and the
/// start of a saved session are all this.
///
/// Fields that a user left out stay nil, so that what follows by default (a start at the target's
/// means, a tied covariance) still follows after the target has been moved.
public struct Scenario: Hashable, Sendable {
  /// One line, and a few sentences on what there is to see; both may be empty.
  public var name: String
  public var about: String
  /// d: 1 or 2.
  public var dimension: Int
  /// What all samples are drawn from, at most `largestSeed`.
  public var seed: UInt64
  /// p.
  public var target: TargetSettings
  /// q₀.
  public var start: MixtureSettings
  /// q_ref, the policy that meters refer to; defaults field by field to the start.
  public var reference: MixtureSettings
  /// T at t = 0, what self-distillation learns from; defaults field by field to the start.
  public var teacher: MixtureSettings
  /// D, what the teacher is shown; defaults field by field to the target, its covariances to the
  /// start's.
  public var demonstrator: MixtureSettings
  /// What lanes have that give none of their own.
  public var rates: Rates
  public var coordinates: CoordinateSystem
  public var sampling: Sampling
  public var clock: Clock
  /// One to eight, in the order shown.
  public var lanes: [LaneSettings]
  /// Tasks one after another, in place of `target`; nil in the short form, one old and one new task.
  public var sequence: TaskSequence?
  /// A log that is shown beside it.
  public var data: DataSource?
  /// What it opens on, as the explorer's `:map` has it: "target.separation lanes.1.replay kept"; nil: no map.
  public var map: String?
  /// Of how many seeds bands stand beside the curves, unless somebody asks otherwise; 0: of none.
  public var ensemble = 0
  /// What it opens on besides, as the explorer's `:view` and `:trade-off` have it: "drift", "trade-off kl-start-q";
  /// nil: the map where there is one, else the panes.
  public var view: String?
  /// Which stage is in force, from 0: a run's clock says it, files and edits do not.
  public var stage = 0

  public init(
    name: String = "", about: String = "", dimension: Int = 1, seed: UInt64 = 7,
    target: TargetSettings, start: MixtureSettings,
    reference: MixtureSettings = MixtureSettings(), teacher: MixtureSettings = MixtureSettings(),
    demonstrator: MixtureSettings = MixtureSettings(), rates: Rates = Rates(),
    coordinates: CoordinateSystem = .logit, sampling: Sampling = .population,
    clock: Clock = Clock(), lanes: [LaneSettings], sequence: TaskSequence? = nil
  ) {
    self.name = name
    self.about = about
    self.dimension = dimension
    self.seed = seed
    self.target = target
    self.start = start
    self.reference = reference
    self.teacher = teacher
    self.demonstrator = demonstrator
    self.rates = rates
    self.coordinates = coordinates
    self.sampling = sampling
    self.clock = clock
    self.lanes = lanes
    self.sequence = sequence
  }

  /// σ of a mode: narrower ones have no scale in common with the rest that an integral could resolve.
  static let deviationRange = 0.001...1000.0
  /// More seeds say nothing that could be seen.
  public static let largestEnsemble = 1000
  /// More cannot be told apart on one screen.
  public static let largestLaneCount = 8
  /// 2⁵³: every seed is a number that a person can type and a double holds.
  public static let largestSeed: UInt64 = 9_007_199_254_740_992
}

/// P, the rate multipliers of the groups of trained coordinates, each ≥ 0; 0 freezes.
public struct Rates: Hashable, Sendable {
  /// Of the logit of β, and of the two means; dimensionless.
  public var weight: Double
  public var oldMean: Double
  public var newMean: Double
  /// The covariances are frozen unless asked for.
  public var oldCovariance: Double
  public var newCovariance: Double

  public init(
    weight: Double = 1, oldMean: Double = 1, newMean: Double = 1, oldCovariance: Double = 0,
    newCovariance: Double = 0
  ) {
    self.weight = weight
    self.oldMean = oldMean
    self.newMean = newMean
    self.oldCovariance = oldCovariance
    self.newCovariance = newCovariance
  }

  /// Whether a covariance moves.
  public var trainsCovariances: Bool { oldCovariance > 0 || newCovariance > 0 }
}

/// How flow time is stepped and shown.
public struct Clock: Hashable, Sendable {
  /// How a step is made; the words are those of scenario files.
  public enum Integrator: String, CaseIterable, Sendable {
    case euler
    case rungeKutta = "rk4"
    case dormandPrince = "dopri5"
    case momentum
    case adam

    /// Whether it steps finite batches: Runge–Kutta methods are for the exact flow.
    var stepsBatches: Bool { self != .rungeKutta && self != .dormandPrince }
    /// Gradients per step.
    var stages: Int {
      switch self {
      case .euler, .momentum, .adam: 1
      case .rungeKutta: 4
      case .dormandPrince: 6
      }
    }
  }
  /// How steps are made, in every lane that has no optimiser of its own.
  public var integrator: Integrator
  /// h, in flow time, > 0.
  public var step: Double
  /// Relative and absolute error allowed per step of Dormand–Prince.
  public var tolerance: Double
  /// Flow time per second on the screen, > 0.
  public var speed: Double
  /// The flow time at which a run pauses.
  public var until: Double

  public init(
    integrator: Integrator = .rungeKutta, step: Double = 0.05, tolerance: Double = 1e-8,
    speed: Double = 0.5, until: Double = 60
  ) {
    self.integrator = integrator
    self.step = step
    self.tolerance = tolerance
    self.speed = speed
    self.until = until
  }
}

/// One lane: a method with its parameters, and what it overrides.
public struct LaneSettings: Hashable, Sendable {
  /// What it learns by.
  public var method: MethodSettings
  /// nil: the scenario's.
  public var rates: Rates?
  /// nil: the scenario's.
  public var step: Double?
  /// nil: the scenario's.
  public var coordinates: CoordinateSystem?
  /// nil: the scenario's.
  public var sampling: Sampling?
  /// nil: the clock's integrator, or plain steps where that cannot step batches.
  public var optimiser: Clock.Integrator?

  public init(
    method: MethodSettings, rates: Rates? = nil, step: Double? = nil,
    coordinates: CoordinateSystem? = nil, sampling: Sampling? = nil,
    optimiser: Clock.Integrator? = nil
  ) {
    self.method = method
    self.rates = rates
    self.step = step
    self.coordinates = coordinates
    self.sampling = sampling
    self.optimiser = optimiser
  }
}

/// A method's key in the catalogue and its parameters: what a scenario file writes for a lane.
///
/// Numbers and choices that are left out have the method's defaults, so that a method's file alone
/// knows what they are.
public struct MethodSettings: Hashable, Sendable {
  /// `forward-kl`, `reverse-kl`.
  public var key: String
  /// By name: `replay: 0.2`.
  public var numbers: [String: Double]
  /// By name: `goal: full`.
  public var choices: [String: String]

  public init(
    _ key: String, numbers: [String: Double] = [:], choices: [String: String] = [:]
  ) {
    self.key = key
    self.numbers = numbers
    self.choices = choices
  }
}
