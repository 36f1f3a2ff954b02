import Words

/// A training method: a behaviour density b and a coefficient c, so that θ' = −P G with
/// G = ∫ k ∇log q and k = b · c. What only a method knows stands in its file; each of the five
/// protocols is one purpose, with defaults for what most methods have in common.
public protocol Method: MethodWords, PopulationMethod, BatchMethod, FlowMethod, TheoryMethod {}

/// What a method is called, what it is made from, and what is said about it.
public protocol MethodWords: Sendable {
  /// The catalogue's entry.
  static var description: MethodDescription { get }
  /// Reads its own parameters, with defaults for those left out.
  init(_ settings: MethodSettings) throws(ParameterError)

  /// What stands beside the name on the screen: the divergence with its direction.
  var formula: String { get }
  /// The same in at most 11 columns.
  var shortFormula: String { get }
  /// Where its data come from, in words.
  var dataSource: String { get }
  /// What is worth knowing about a lane of it.
  func note(_ lane: LaneCircumstances) -> MethodNote
  /// What is worth saying about the last estimate.
  func remark(_ constants: MethodConstants) -> Note?
}

extension MethodWords {
  public var shortFormula: String { formula }
  public var dataSource: String { "own samples" }
  public func note(_ lane: LaneCircumstances) -> MethodNote { MethodNote() }
  public func remark(_ constants: MethodConstants) -> Note? { nil }
}

/// The exact flow: integrals over nodes.
///
/// A method supplies the product k, never c: q (p/q)^a with q underflowing is 0 · ∞. Everything of k
/// that does not depend on q stands in columns, one value per node, filled once for as long as the
/// nodes and the target stay.
public protocol PopulationMethod: Sendable {
  /// Appends b, as mixtures: what the nodes must cover.
  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture])
  /// Appends the mixtures besides q whose logarithm occurs in k: what the step must resolve.
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture])
  /// Appends the mixtures of whose sum k holds the logarithm, as log(p + q): it has poles of its own,
  /// where a component of one is as likely as a component of another.
  func appendSummed(_ problem: Problem, model: Mixture, to list: inout [Mixture])
  /// How much finer the step must be than a log-ratio asks for: 1, or less.
  var refinement: Double { get }
  /// Whether k depends on log-ratios of densities only, so that one dimension can be enough.
  var dependsOnRatiosOnly: Bool { get }
  /// Whether k divides by an integral that may be small: what integrals leave out grows then.
  var amplifies: Bool { get }
  /// Whether k contains the teacher, which moves with the flow.
  var usesTeacher: Bool { get }
  /// c by which the teacher shows less of the old task than it is: its old odds times e^−c.
  var teacherTilt: Double { get }
  /// Whether k contains the model's new component alone.
  var usesNewComponent: Bool { get }
  /// Whether the model must have a component of the task that is trained.
  static var needsNewComponent: Bool { get }

  /// Arrays per node that depend on the problem only.
  var columnCount: Int { get }
  /// Fills the columns.
  ///
  /// - Returns: the constants that depend on the problem only (V*, max log p).
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants

  /// Constants from a reduction over all nodes (E_q e^{ηr}); most methods need none.
  func prepare(_ all: NodeBlock, _ constants: inout MethodConstants)
  /// Whether `prepare` must see all nodes before `product`.
  var needsPreparation: Bool { get }

  /// k at a block of nodes.
  func product(_ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>)
  /// Σ of the objective's integrand over a block.
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double
  /// The objective from its integral; nil where the flow decreases nothing.
  func objective(integral: Double, _ constants: MethodConstants) -> Double?
  /// Whether the objective is the same function at all times.
  var objectiveIsFixed: Bool { get }
  /// Whether the objective is a divergence, or a sum of some: never negative.
  var objectiveIsDivergence: Bool { get }
}

extension PopulationMethod {
  public func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(model)
  }
  public func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
  }
  public func appendSummed(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {}
  public var refinement: Double { 1 }
  public var dependsOnRatiosOnly: Bool { true }
  public var amplifies: Bool { false }
  public var usesTeacher: Bool { false }
  public var teacherTilt: Double { 0 }
  public var usesNewComponent: Bool { false }
  public static var needsNewComponent: Bool { false }
  public func prepare(_ all: NodeBlock, _ constants: inout MethodConstants) {}
  public var needsPreparation: Bool { false }
  public func objective(integral: Double, _ constants: MethodConstants) -> Double? { integral }
  public var objectiveIsFixed: Bool { true }
  public var objectiveIsDivergence: Bool { false }
}

/// Finite batches: the signal f from log-densities at the samples, and how f is centred.
public protocol BatchMethod: Sendable {
  /// b, as samples are drawn from it.
  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour
  /// Appends the mixtures besides q whose log-densities the signal needs, at most four.
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture])
  /// Constants that depend on the problem only, for batches; `draw` estimates over fresh samples of
  /// a mixture (V*).
  func batchConstants(_ problem: Problem, _ draw: BatchSurvey) -> MethodConstants
  /// Whether they are drawn anew at every step, and not once per reference.
  var drawsConstantsAtEveryStep: Bool { get }
  /// Whether every sample brings a number that decides what becomes of it.
  var drawsChances: Bool { get }
  /// f and the importance weight w at a block of samples.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>)
  /// How f becomes the coefficient c.
  var centring: Centring { get }
  /// f to c over the whole batch, where `centring` is not all there is to it.
  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants)
}

extension BatchMethod {
  public func behaviour(_ problem: Problem, model: Mixture) -> Behaviour {
    Behaviour(model, newComponent: problem.newComponent(of: model.count))
  }
  public func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
  }
  public func batchConstants(_ problem: Problem, _ draw: BatchSurvey) -> MethodConstants {
    MethodConstants()
  }
  public var drawsConstantsAtEveryStep: Bool { false }
  public var drawsChances: Bool { false }
  public var centring: Centring { .leaveOneOut }
  public func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    batch.centre(centring)
  }
}

/// What moves besides the model.
public protocol FlowMethod: Sendable {
  /// φ' = a (θ − φ) + γ (θ_D − φ) of the teacher; nil where it stands still.
  var teacherRates: TeacherRates? { get }
  /// The demonstrator of this lane.
  func demonstrator(_ problem: Problem) -> Mixture
  /// How often the reference becomes the model, in flow time; nil for never.
  func refreshPeriod(step: Double) -> Double?
  /// d log κ/dt of a coefficient that follows the flow, from the constants of a step; nil where it stays.
  func controlRate(_ constants: MethodConstants) -> Double?
}

extension FlowMethod {
  public var teacherRates: TeacherRates? { nil }
  public func demonstrator(_ problem: Problem) -> Mixture { problem.demonstrator }
  public func refreshPeriod(step: Double) -> Double? { nil }
  public func controlRate(_ constants: MethodConstants) -> Double? { nil }
}

/// What is known of the flow beforehand.
public protocol TheoryMethod: Sendable {
  /// The old weight that the method tends to while the labels are right and the modes separated.
  func oldWeightGoal(_ problem: Problem) -> Double?
  /// The same from where the weight is now, for methods that may end in several places.
  func oldWeightGoal(_ problem: Problem, from logitWeight: Double) -> Double?
  /// ds/dt of the law for separated modes with right means; nil without one.
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double?
  /// What the statements of the theory say about it.
  var theory: TheoryKind { get }
  /// The optimum that the local theory speaks (docs/mathematics.md §7) of, with κ_f.
  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)?
  /// How its force on the old mean falls apart.
  var forceSplit: ForceSplit { get }
  /// The share of its data that is drawn from the model of before; nil where none is.
  var rememberedShare: Double? { get }
  /// The same integral by the code of its batches, ∫ b_λ (w f) ∇log q, where replayed samples are
  /// weighted; nil without replay.
  var importanceWeighted: (any Method)? { get }
  /// Whether the objective has one minimum in β with the means held, wherever they are.
  var hasOneOldWeight: Bool { get }
}

extension TheoryMethod {
  public func oldWeightGoal(_ problem: Problem, from logitWeight: Double) -> Double? {
    oldWeightGoal(problem)
  }
  public func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? { nil }
  public func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? { nil }
  public var theory: TheoryKind { .other }
  public var forceSplit: ForceSplit { .none }
  public var rememberedShare: Double? { nil }
  public var importanceWeighted: (any Method)? { nil }
}

extension Method {
  public var hasOneOldWeight: Bool { objectiveIsFixed }
}
