import CKernel

/// A method that learns from rewards of its own samples: what such methods have in common.
protocol RewardMethod: Method {
  var reward: Reward { get }
}

extension RewardMethod {
  var dependsOnRatiosOnly: Bool { reward != .both }

  func batchConstants(_ problem: Problem, _ draw: BatchSurvey) -> MethodConstants {
    reward.constants(problem)
  }
}

/// The loss 1 − r, for the methods that learn from a reward: it keeps its digits where r rounds to 1.
extension Reward {
  /// What the loss needs of a problem.
  func constants(_ problem: Problem) -> MethodConstants {
    var constants = MethodConstants()
    if self == .both { constants.highestLogTarget = Reward.highestLogDensity(problem.target) }
    return constants
  }

  /// Fills a column with the loss at the nodes.
  func fillLoss(_ column: Int, _ columns: Columns, _ problem: Problem) -> MethodConstants {
    let constants = constants(problem)
    switch self {
    case .newTask: columns.fill(responsibility: column, of: problem.target)
    case .both, .logRatio: columns.fill(logDensity: column, of: problem.target)
    }
    columns.forEachBlock { start, count in
      let loss = columns[column] + start
      fill(
        logTarget: loss, oldResponsibility: loss, highest: constants.highestLogTarget,
        count: count, workspace: columns.workspace, out: loss)
      for i in 0..<count { loss[i] = -loss[i] }
    }
    return constants
  }

  /// The loss at a block of samples that has consulted p first.
  func fillLoss(
    _ block: SampleBlock, _ constants: MethodConstants, _ loss: UnsafeMutablePointer<Double>
  ) {
    fill(
      logTarget: block.logDensity(0), oldResponsibility: block.responsibility(0),
      highest: constants.highestLogTarget, count: block.count, workspace: block.workspace,
      out: loss)
    for i in 0..<block.count { loss[i] = -loss[i] }
  }
}

extension NodeBlock {
  /// Σ of the products of q and a column.
  func sum(ofColumn index: Int) -> Double { ck_dot(density, column(index), count) }

  /// E_q of a column, over all nodes.
  func mean(ofColumn index: Int) -> Double { sum(ofColumn: index) * weight }

  /// E_q (c − m)² of a column, over all nodes: in one pass, so that it keeps its digits where c hardly
  /// varies.
  func variance(ofColumn index: Int, about mean: Double) -> Double {
    let values = column(index)
    var sum = 0.0
    for i in 0..<count {
      let difference = values[i] - mean
      sum += density[i] * difference * difference
    }
    return sum * weight
  }
}
