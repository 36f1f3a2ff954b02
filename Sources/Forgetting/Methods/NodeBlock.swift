/// A block of nodes as a method sees it: q there, and the method's own columns.
public struct NodeBlock {
  let count: Int
  /// h₁ h₂ |det A|: sums become integrals by it.
  let weight: Double
  /// How good sums over the nodes are.
  let accuracy: IntegralAccuracy
  /// log q.
  let logDensity: UnsafePointer<Double>
  /// q.
  let density: UnsafePointer<Double>
  /// r_o.
  let responsibility: UnsafePointer<Double>
  /// log N(m_n, S_n) + log(1 − β), where the method asks for it, and 1 − β.
  let modelNewLogDensity: UnsafePointer<Double>
  let modelNewWeight: Double
  /// log T and T, where the method uses the teacher.
  let teacherLogDensity: UnsafePointer<Double>
  let teacherDensity: UnsafePointer<Double>
  let columns: UnsafePointer<Double>
  let stride: Int
  /// Room for elementwise steps, as long as the longest block.
  let workspace: Elementwise

  /// A column of the method's, at this block.
  @inline(__always)
  func column(_ index: Int) -> UnsafePointer<Double> { columns + index * stride }
}
