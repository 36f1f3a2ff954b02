import CKernel

/// The method's arrays over all nodes, while they are being filled.
public struct Columns {
  let nodes: Nodes
  /// How good sums over the nodes are.
  let accuracy: IntegralAccuracy
  let base: UnsafeMutablePointer<Double>
  let stride: Int
  let scratch: Scratch

  /// The number of nodes.
  var count: Int { nodes.count }
  /// How many nodes further the next one across stands; on a line there is none.
  var rowLength: Int { nodes.plan.map { $0.dimension == 2 ? $0.count.x : count } ?? count }
  /// h₁ h₂ |det A|: sums become integrals by it.
  var weight: Double { nodes.weight }

  /// Room for elementwise steps.
  var workspace: Elementwise { scratch.elementwise }

  /// The nodes' ranges, block by block.
  func forEachBlock(_ body: (_ start: Int, _ count: Int) -> Void) { nodes.forEachBlock(body) }

  /// A column, to be written.
  subscript(_ index: Int) -> UnsafeMutablePointer<Double> { base + index * stride }

  /// Writes a mixture's log-density, density and old responsibility (that of all components but the
  /// last) into columns.
  func fill(
    logDensity: Int? = nil, density: Int? = nil, responsibility: Int? = nil, of mixture: Mixture
  ) {
    func place(_ column: Int?, _ start: Int, _ other: UnsafeMutablePointer<Double>)
      -> UnsafeMutablePointer<Double>
    {
      column.map { base + $0 * stride + start } ?? other
    }
    guard mixture.isPair else {
      let room = scratch.components
      mixture.fill(room.kernel)
      nodes.forEachBlock { start, count in
        nodes.densities(
          of: room.kernel, start: start, count: count,
          logDensity: place(logDensity, start, scratch.logDensity),
          density: place(density, start, scratch.density),
          responsibilities: room.responsibilities, stride: Nodes.blockSize)
        sumOfAllButLast(
          room.responsibilities, stride: Nodes.blockSize, components: mixture.count, count: count,
          place(responsibility, start, scratch.responsibility))
      }
      return
    }
    var kernel = mixture.kernelMixture
    nodes.forEachBlock { start, count in
      nodes.densities(
        of: &kernel, start: start, count: count,
        logDensity: place(logDensity, start, scratch.logDensity),
        density: place(density, start, scratch.density),
        responsibility: place(responsibility, start, scratch.responsibility))
    }
  }

  /// Multiplies a column by a number.
  func scale(_ column: Int, by factor: Double) {
    let values = base + column * stride
    for index in 0..<nodes.count { values[index] *= factor }
  }
}

/// Arrays of one block, reused for every block.
final class Scratch {
  let logDensity: UnsafeMutablePointer<Double>
  let density: UnsafeMutablePointer<Double>
  let responsibility: UnsafeMutablePointer<Double>
  let product: UnsafeMutablePointer<Double>
  let teacherLogDensity: UnsafeMutablePointer<Double>
  let teacherDensity: UnsafeMutablePointer<Double>
  /// Of the model's new component alone.
  let newLogDensity: UnsafeMutablePointer<Double>
  /// What nobody asked for.
  let unused: UnsafeMutablePointer<Double>
  let unusedToo: UnsafeMutablePointer<Double>
  /// For mixtures of more than two components.
  lazy var components = ComponentRoom()
  let elementwise: Elementwise
  private let base: UnsafeMutablePointer<Double>
  private static let count = 9 + Elementwise.arrayCount

  init() {
    let size = Nodes.blockSize
    base = .allocate(capacity: Scratch.count * size)
    base.initialize(repeating: 0, count: Scratch.count * size)
    logDensity = base
    density = base + size
    responsibility = base + 2 * size
    product = base + 3 * size
    teacherLogDensity = base + 4 * size
    teacherDensity = base + 5 * size
    newLogDensity = base + 6 * size
    unused = base + 7 * size
    unusedToo = base + 8 * size
    elementwise = Elementwise(base: base + 9 * size, stride: size)
  }

  deinit { base.deallocate() }
}
