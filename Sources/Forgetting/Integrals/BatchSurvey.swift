/// Who draws samples and shows them in blocks.
protocol SampleVisitor: AnyObject {
  /// Visits fresh samples of a mixture with the density of another at them.
  func visit(
    _ mixture: Mixture, consulting other: Mixture, _ draws: Draws, count: Int,
    _ body: (SampleBlock) -> Void)
}

/// Fresh samples for a constant that a method estimates once per reference, before it steps.
public struct BatchSurvey {
  let count: Int
  let integral: any SampleVisitor
  let seed: UInt64
  /// Which of the run's surveys: the refresh that it belongs to.
  let number: UInt64

  /// Visits samples of a mixture with the density of another at them, in blocks.
  func forEachBlock(
    of mixture: Mixture, consulting other: Mixture, _ body: (SampleBlock) -> Void
  ) {
    integral.visit(
      mixture, consulting: other, Draws(of: mixture, seed: seed, stream: 1, step: number),
      count: count, body)
  }
}
