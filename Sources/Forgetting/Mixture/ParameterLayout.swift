/// Which entries of θ are what, for a dimension and a number of components C: the one place that knows.
///
/// First the logits b_c = a_c − a_C of all components but the last, then the means, two entries each,
/// then the covariances in log-Cholesky coordinates, three entries each (log L₁₁, L₂₁, log L₂₂). One
/// dimension leaves the entries of the second axis at zero. So two components have s at 0, the means
/// at 1 and 3, the covariances at 5 and 8; eight components need 47 entries.
struct ParameterLayout: Hashable, Sendable {
  /// 1 or 2.
  let dimension: Int
  /// C, 1 to `Mixture.capacity`.
  let count: Int

  init(dimension: Int, count: Int) {
    self.dimension = dimension
    self.count = count
  }

  /// Two components, as a constant that the compiler can follow: the entries of a pair then stand at
  /// known places.
  @inline(__always)
  static var pair: ParameterLayout { ParameterLayout(dimension: 2, count: 2) }

  /// The entries in use, unused axes included.
  @inline(__always)
  var size: Int { 6 * count - 1 }
  /// The entries of the logits.
  @inline(__always)
  var logits: Range<Int> { 0..<(count - 1) }
  /// The first entry of a component's mean.
  @inline(__always)
  func mean(_ component: Int) -> Int { count - 1 + 2 * component }
  /// The first entry of a component's covariance.
  @inline(__always)
  func scale(_ component: Int) -> Int { 3 * count - 1 + 3 * component }

  /// What an entry is.
  enum Entry: Hashable, Sendable {
    /// b of a component.
    case logit(component: Int)
    /// A component's mean along an axis, 0 or 1.
    case mean(component: Int, axis: Int)
    /// log L₁₁, L₂₁ or log L₂₂ of a component, 0 to 2.
    case scale(component: Int, place: Int)

    /// The component that it belongs to.
    var component: Int {
      switch self {
      case .logit(let component), .mean(let component, _), .scale(let component, _): component
      }
    }
  }

  /// What stands at an index below `size`.
  func entry(at index: Int) -> Entry {
    if index < count - 1 { return .logit(component: index) }
    if index < scale(0) {
      let place = index - mean(0)
      return .mean(component: place / 2, axis: place % 2)
    }
    let place = index - scale(0)
    return .scale(component: place / 3, place: place % 3)
  }

  /// How many entries are coordinates of θ.
  func slotCount(covariances: Bool) -> Int {
    let scales = covariances ? dimension * (dimension + 1) / 2 : 0
    return count - 1 + count * (dimension + scales)
  }

  /// The entries that are coordinates of θ at all, in ascending order: one dimension leaves the second
  /// axis out.
  func slots(covariances: Bool) -> [Int] {
    (0..<size).filter { index in
      switch entry(at: index) {
      case .logit: true
      case .mean(_, let axis): axis < dimension
      case .scale(_, let place): covariances && (dimension == 2 || place == 0)
      }
    }
  }
}
