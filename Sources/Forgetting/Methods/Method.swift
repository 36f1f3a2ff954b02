/// What a lane learns from: the target, and the mixtures that some methods refer to.
public struct Problem: Hashable, Sendable {
  /// p = α N(μ_o, Σ_o) + (1 − α) N(μ_n, Σ_n).
  public var target: Mixture
  /// q_ref, by default the start q₀.
  public var reference: Mixture

  public init(target: Mixture, reference: Mixture) {
    self.target = target
    self.reference = reference
  }

  /// N(μ_n, Σ_n) alone, as a mixture of old weight 0.
  public var newTask: Mixture { target.with(logitWeight: -.infinity) }
  /// N(μ_o, Σ_o) alone.
  public var oldTask: Mixture { target.with(logitWeight: .infinity) }
}

/// A training method: a behaviour density b and a coefficient c, so that θ' = −P G with
/// G = ∫ k ∇log q and k = b · c.
///
/// In population mode a method supplies the product k, never c: q (p/q)^a with q underflowing is
/// 0 · ∞. Everything of k that does not depend on q stands in columns, one value per node, filled
/// once for as long as the nodes and the target stay.
public protocol Method: Sendable {
  /// The catalogue's entry.
  static var description: MethodDescription { get }
  /// Reads its own parameters, with defaults for those left out.
  init(_ settings: MethodSettings) throws(ParameterError)

  /// What stands beside the name on the screen: the divergence with its direction.
  var formula: String { get }
  /// Where its data come from, in words.
  var dataSource: String { get }

  /// Appends b, as mixtures: what the nodes must cover.
  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture])
  /// Appends the mixtures besides q whose logarithm occurs in k: what the step must resolve.
  func appendResolved(_ problem: Problem, to list: inout [Mixture])

  /// Arrays per node that depend on the problem only.
  var columnCount: Int { get }
  func fill(_ columns: Columns, _ problem: Problem)

  /// Constants from one reduction over the nodes (E_q e^{ηr}, V*); most methods need none.
  func prepare(_ block: NodeBlock, _ constants: inout MethodConstants)
  /// Whether `prepare` must see every block before `product`.
  var needsPreparation: Bool { get }

  /// k at a block of nodes.
  func product(_ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>)
  /// Σ of the objective's integrand over a block.
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double
  /// The objective from its integral; nil where the flow decreases nothing.
  func objective(integral: Double, _ constants: MethodConstants) -> Double?
  /// Whether the objective is the same function at all times.
  var objectiveIsFixed: Bool { get }

  /// The old weight that the method tends to while the labels are right and the modes separated.
  func oldWeightGoal(_ problem: Problem) -> Double?
  /// ds/dt of the law for separated modes with right means; nil without one.
  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double?
  /// What the statements of the theory say about it.
  var theory: TheoryKind { get }
  /// The optimum that the local theory speaks (docs/mathematics.md §7) of, with κ_f.
  func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)?
}

extension Method {
  public func prepare(_ block: NodeBlock, _ constants: inout MethodConstants) {}
  public var needsPreparation: Bool { false }
  public var objectiveIsFixed: Bool { true }
  public func objective(integral: Double, _ constants: MethodConstants) -> Double? { integral }
  public func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? { nil }
  public func optimum(_ problem: Problem) -> (mixture: Mixture, curvature: Double)? { nil }
}

/// The families that the catalogue of statements speaks of.
public enum TheoryKind: Hashable, Sendable {
  /// Forward KL to (1 − λ) N(μ_n) + λ N(μ_o).
  case forward(replay: Double)
  /// Reverse KL to the full target.
  case reverseToTarget
  case other
}

/// What `prepare` leaves for `product`: a few numbers with a meaning private to the method.
public typealias MethodConstants = SIMD4<Double>

/// A block of nodes as a method sees it: q there, and the method's own columns.
public struct NodeBlock {
  public let count: Int
  /// h₁ h₂ |det A|: sums become integrals by it.
  public let weight: Double
  /// log q.
  public let logDensity: UnsafePointer<Double>
  /// q.
  public let density: UnsafePointer<Double>
  /// r_o.
  public let responsibility: UnsafePointer<Double>
  let columns: UnsafePointer<Double>
  let stride: Int

  /// A column of the method's, at this block.
  @inline(__always)
  public func column(_ index: Int) -> UnsafePointer<Double> { columns + index * stride }
}
