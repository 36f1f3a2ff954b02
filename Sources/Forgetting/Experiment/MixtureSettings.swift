// Mixtures as a scenario gives them: what a person wrote, with nil where the default is to follow.

/// The target p = α N(μ_o, Σ_o) + (1 − α) N(μ_n, Σ_n).
public struct TargetSettings: Hashable, Sendable {
  /// α, in (0, 1).
  public var oldMass: Double
  /// The old task's mode: its mean and its covariance, or their defaults.
  public var old: ModeSettings
  /// Its covariance is Σ_o (tied, the theory's case) unless given.
  public var new: ModeSettings

  public init(oldMass: Double, old: ModeSettings, new: ModeSettings) {
    self.oldMass = oldMass
    self.old = old
    self.new = new
  }

  /// What stands where a scenario names its tasks.
  public static let none = TargetSettings(
    oldMass: 0.5, old: ModeSettings(), new: ModeSettings())
}

/// A mixture that defaults field by field to another one: the start to the target.
public struct MixtureSettings: Hashable, Sendable {
  /// β at t = 0, in (0, 1); nil: the target's α.
  public var oldWeight: Double?
  /// The two components; what they leave out has the mixture's defaults.
  public var old: ModeSettings
  public var new: ModeSettings
  /// Beside tasks, in place of the three above: 1 to as many as there are tasks; nil where all follow.
  public var components: [ComponentSettings]?

  public init(
    oldWeight: Double? = nil, old: ModeSettings = ModeSettings(),
    new: ModeSettings = ModeSettings(),
    components: [ComponentSettings]? = nil
  ) {
    self.oldWeight = oldWeight
    self.old = old
    self.new = new
    self.components = components
  }
}

/// A mean and a spread; nil where the default is to follow.
public struct ModeSettings: Hashable, Sendable {
  /// `dimension` numbers.
  public var mean: [Double]?
  /// nil: the default, which is said where the mode is used.
  public var spread: Spread?

  public init(mean: [Double]? = nil, spread: Spread? = nil) {
    self.mean = mean
    self.spread = spread
  }
}

/// A covariance as people think of it: σ per axis and ρ. `covariance:` in a file is turned into it.
public struct Spread: Hashable, Sendable {
  /// σ per axis, natural scale, > 0; `dimension` numbers.
  public var deviation: [Double]
  /// ρ, in (−1, 1); 0 in one dimension.
  public var correlation: Double

  public init(deviation: [Double], correlation: Double = 0) {
    self.deviation = deviation
    self.correlation = correlation
  }
}

/// A component of a start, reference, teacher or demonstrator: what is not given follows another
/// mixture's.
public struct ComponentSettings: Hashable, Sendable {
  /// > 0, in units of the sum of all.
  public var weight: Double?
  public var mode: ModeSettings

  public init(weight: Double? = nil, mode: ModeSettings = ModeSettings()) {
    self.weight = weight
    self.mode = mode
  }
}
