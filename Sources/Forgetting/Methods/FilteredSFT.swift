import CKernel

/// Filtered SFT: supervised fine-tuning on the reference's own answers, those kept that a filter accepts
/// (RAFT; Iterative-SFT; with a reference that is never refreshed, Self-SFT).
///
/// Decreases KL(q_ref a / A ‖ q), a = a_o s_o + a_n s_n the chance that an answer is accepted and
/// A = E_ref a; k = −q_ref a / A. q_ref becomes q every `lag` units of flow time. One window takes the
/// odds of the old task to a_o/a_n of them; with a short lag the new weight follows SFT's clock though
/// all samples are the model's own, and no place is learned that the model did not have.
///
/// Answers may be drawn at a temperature, q_ref^{1/T}/Z, and cut to the likeliest that make up p of them (top-p): a
/// window then ends at logit β/T, and a rare task may be gone after one.
struct FilteredSFT: Method {
  static let description = MethodDescription(
    key: "filtered-sft", name: "filtered SFT", nickname: "fSFT",
    about: "fine-tuning on own answers that a filter takes: Self-SFT, Iterative-SFT or RAFT by lag",
    reference: "arXiv:2304.06767; arXiv:2510.18874", refersTo: ["reference"],
    otherNames: ["Self-SFT", "Iterative-SFT", "RAFT"],
    numbers: [
      NumberDescription(
        key: "oldAcceptance", label: "old accepted",
        about: "the chance that an answer of the old task passes the filter", range: 0...1,
        increment: 0.05, standard: 0.3, comesFirst: true,
        explanation: Explanation(
          "odds of the old task × a_o/a_n in a window",
          "The chance that an answer of the old task passes the filter. What is trained on is the model's own, and "
            + "still the old task goes where the filter lets less of it pass.")),
      NumberDescription(
        key: "newAcceptance", label: "new accepted",
        about: "the chance that an answer of the new task passes the filter", range: 0...1,
        includesLower: false, slider: 0.05...1, increment: 0.05, standard: 1,
        explanation: Explanation(
          "odds of the old task × a_o/a_n in a window",
          "The chance that an answer of the new task passes the filter. Only the ratio of the two counts for the "
            + "weight: all that pass count alike, so nothing says where the new task is.")),
      Lag.number,
      NumberDescription(
        key: "samplingTemperature", label: "sampling T",
        about: "answers are drawn from q_ref^(1/T): below 1 the likelier ones more often",
        range: 0.1...2, slider: 0.3...1.5, increment: 0.05, standard: 1,
        explanation: Explanation(
          "b = q_ref^(1/T)/Z;  a window: logit β ← logit β/T",
          "Own answers below T = 1 are sharper than the model: each round of training on them makes the likelier task "
            + "likelier, and every component narrower, σ² ← Tσ².")),
      NumberDescription(
        key: "topP", label: "top-p",
        about: "only the likeliest answers that make up this share are kept; 1: all", range: 0...1,
        includesLower: false, slider: 0.5...1, increment: 0.05, standard: 1,
        explanation: Explanation(
          "lost in one window: (1−β)(2Φ(√(2 ln((1−β)/β))) − 1) ≥ p",
          "Answers outside the likeliest share p are never drawn. What is rare enough is not among them, and one round "
            + "of training on own answers ends it.")),
    ],
    choices: [Lag.unit])

  /// a_o in [0, 1] and a_n in (0, 1].
  let oldAcceptance: Double
  let newAcceptance: Double
  let lag: Lag
  /// T and p.
  let samplingTemperature: Double
  let topP: Double

  init(_ settings: MethodSettings) throws(ParameterError) {
    oldAcceptance = Self.number("oldAcceptance", in: settings)
    newAcceptance = Self.number("newAcceptance", in: settings)
    lag = Self.lag(in: settings)
    samplingTemperature = Self.number("samplingTemperature", in: settings)
    topP = Self.number("topP", in: settings)
  }

  var formula: String { "KL(qᵣa‖q)" }
  var dataSource: String { "accepted answers" }
  /// The cut of top-p runs through cells.
  var refinement: Double { topP < 1 ? 0.25 : 1 }
  /// The likeliest answers of a plane are not those of a line in it.
  var dependsOnRatiosOnly: Bool { topP == 1 }

  func appendBehaviours(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.reference)
  }
  func appendResolved(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    list.append(problem.reference)
  }

  // MARK: - Population

  var columnCount: Int { topP < 1 ? 4 : 3 }

  /// Column 0: k = −q_ref a/A; 1: log (q_ref a/A); 3: how much of it top-p draws. The constants' value is the threshold
  /// of top-p, as in batches.
  func fill(_ columns: Columns, _ problem: Problem) -> MethodConstants {
    columns.fill(responsibility: 2, of: problem.target)
    columns.fill(logDensity: 1, density: 0, of: problem.reference)
    var constants = MethodConstants()
    if isSelective { constants.value = sharpen(columns) ?? 0 }
    var accepted = 0.0
    columns.forEachBlock { start, count in
      let k = columns[0] + start
      let chances = columns[2] + start
      for i in 0..<count { chances[i] = acceptance(oldResponsibility: chances[i]) }
      for i in 0..<count { k[i] *= chances[i] }
      accepted += ck_sum(k, count)
      // What is never accepted has no density; its logarithm stays a number.
      for i in 0..<count { chances[i] = max(chances[i], 1e-300) }
      ck_log(chances, columns.workspace.third, count)
      for i in 0..<count { columns[1][start + i] += columns.workspace.third[i] }
    }
    let share = accepted * columns.weight
    // Where nothing passes the filter there is nothing to learn from.
    guard share > 0 else {
      columns.scale(0, by: 0)
      return constants
    }
    columns.scale(0, by: -1 / share)
    let logShare = logarithm(share)
    for i in 0..<columns.count { columns[1][i] -= logShare }
    return constants
  }

  /// Whether answers are not simply the reference's.
  private var isSelective: Bool { samplingTemperature != 1 || topP < 1 }

  /// q_ref to q_ref^{1/T}, cut at the top, in both columns; the constant is divided out with the acceptance.
  ///
  /// - Returns: the threshold of the cut; nil for none.
  private func sharpen(_ columns: Columns) -> Double? {
    let inverse = 1 / samplingTemperature
    for i in 0..<columns.count {
      columns[1][i] *= inverse
      columns[0][i] = exponential(columns[1][i])
    }
    guard topP < 1 else { return nil }
    let threshold = FilteredSFT.threshold(share: topP) { least in
      var (kept, all) = (0.0, 0.0)
      for i in 0..<columns.count {
        all += columns[0][i]
        kept += columns[0][i] * share(of: columns, i, above: least)
      }
      return all > 0 ? kept / all : 1
    }
    for i in 0..<columns.count { columns[3][i] = share(of: columns, i, above: threshold) }
    for i in 0..<columns.count {
      columns[0][i] *= columns[3][i]
      // What is never drawn has no density; its logarithm stays a number.
      columns[1][i] += logarithm(max(columns[3][i], 1e-300))
    }
    return threshold
  }

  /// Over so much of log q_ref what is drawn falls to 0.
  private static let edge = 0.02

  /// How much of an answer is drawn: nothing below the threshold.
  private static func share(_ logDensity: Double, above threshold: Double) -> Double {
    min(1, max(0, (logDensity - threshold) / edge + 0.5))
  }

  /// How much of a node's cell is drawn, log q_ref falling evenly over it in both directions: a cell is cut where
  /// the threshold cuts it, as nodes do not resolve a jump. Where nodes end there is nothing to cut.
  private func share(of columns: Columns, _ i: Int, above threshold: Double) -> Double {
    let logDensity = columns[1]
    let excess = logDensity[i] - threshold
    // No cell falls by more.
    guard abs(excess) < 2 * FilteredSFT.widestEdge else { return excess > 0 ? 1 : 0 }
    func fall(_ step: Int) -> Double {
      let (before, after) = (max(0, i - step), min(i + step, columns.count - 1))
      return min(FilteredSFT.widestEdge, 0.5 * abs(logDensity[after] - logDensity[before]))
    }
    let row = columns.rowLength
    let along = fall(1)
    let across = row < columns.count ? fall(row) : 0
    return FilteredSFT.share(
      excess, over: max(FilteredSFT.edge, along, across), and: min(along, across))
  }

  /// A cell that is longer than it has to be, far out.
  private static let widestEdge = 4.0

  /// The chance that an even number within ±`wide`/2 and one within ±`narrow`/2 add up to more than −`excess`.
  private static func share(_ excess: Double, over wide: Double, and narrow: Double) -> Double {
    guard narrow > 1e-3 * wide else { return min(1, max(0, excess / wide + 0.5)) }
    func square(_ value: Double) -> Double { value > 0 ? value * value : 0 }
    let (sum, difference) = (0.5 * (wide + narrow), 0.5 * (wide - narrow))
    guard abs(excess) < sum else { return excess > 0 ? 1 : 0 }
    return (square(excess + sum) - square(excess + difference) - square(excess - difference))
      / (2 * wide * narrow)
  }

  /// The logarithm of a density above which a share lies, by bisection.
  private static func threshold(share: Double, kept: (Double) -> Double) -> Double {
    var low = -300.0
    var high = 100.0
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if kept(middle) > share { low = middle } else { high = middle }
    }
    return low
  }

  private func acceptance(oldResponsibility: Double) -> Double {
    newAcceptance + (oldAcceptance - newAcceptance) * oldResponsibility
  }

  func product(
    _ block: NodeBlock, _ constants: MethodConstants, _ k: UnsafeMutablePointer<Double>
  ) {
    k.update(from: block.column(0), count: block.count)
  }

  /// KL(q_ref a/A ‖ q).
  func objectiveSum(_ block: NodeBlock, _ constants: MethodConstants) -> Double {
    ck_dot(block.column(0), block.logDensity, block.count)
      - ck_dot(block.column(0), block.column(1), block.count)
  }
  var objectiveIsFixed: Bool { !lag.isFinite }

  // MARK: - Batch

  func behaviour(_ problem: Problem, model: Mixture) -> Behaviour { Behaviour(problem.reference) }
  func appendConsulted(_ problem: Problem, model: Mixture, to list: inout [Mixture]) {
    list.append(problem.target)
    if isSelective { list.append(problem.reference) }
  }
  var centring: Centring { .none }

  /// The threshold of top-p, from draws of the reference.
  func batchConstants(_ problem: Problem, _ draw: BatchSurvey) -> MethodConstants {
    var constants = MethodConstants()
    guard topP < 1 else { return constants }
    let inverse = 1 / samplingTemperature
    constants.value = FilteredSFT.threshold(share: topP) { least in
      var (kept, all) = (0.0, 0.0)
      draw.forEachBlock(of: problem.reference, consulting: problem.target) { block in
        for i in 0..<block.count {
          let w = exponential((inverse - 1) * block.logModel[i])
          all += w
          kept += w * FilteredSFT.share(inverse * block.logModel[i], above: least)
        }
      }
      return all > 0 ? kept / all : 1
    }
    return constants
  }

  /// f = −a; the batch is divided by how much of it was accepted.
  func signal(
    _ block: SampleBlock, _ constants: MethodConstants, f: UnsafeMutablePointer<Double>,
    weight: UnsafeMutablePointer<Double>
  ) {
    let old = block.responsibility(0)
    for i in 0..<block.count {
      weight[i] = acceptance(oldResponsibility: old[i])
      f[i] = -weight[i]
    }
    guard isSelective else { return }
    let reference = block.logDensity(1)
    let inverse = 1 / samplingTemperature
    for i in 0..<block.count {
      weight[i] *= exponential((inverse - 1) * reference[i])
      if topP < 1 {
        weight[i] *= FilteredSFT.share(inverse * reference[i], above: constants.value)
      }
      f[i] = -weight[i]
    }
  }

  func finish(_ batch: BatchArrays, _ constants: inout MethodConstants) {
    let accepted = batch.sum(batch.weight)
    guard accepted > 0 else { return }
    let scale = Double(batch.count) / accepted
    for i in 0..<batch.count { batch.f[i] *= scale }
  }

  // MARK: - Flow and theory

  func note(_ lane: LaneCircumstances) -> MethodNote { lag.note(lane) }
  func refreshPeriod(step: Double) -> Double? { lag.period(step: step) }

  /// The share of the old task among the accepted, in one window; with refreshes it compounds.
  func oldWeightGoal(_ problem: Problem) -> Double? {
    guard !isSelective else { return lag.isFinite ? nil : acceptedOldShare(problem) }
    guard !lag.isFinite else {
      return oldAcceptance < newAcceptance ? 0 : oldAcceptance > newAcceptance ? 1 : nil
    }
    return acceptedOldShare(problem)
  }

  /// nil where nothing is accepted.
  private func acceptedOldShare(_ problem: Problem) -> Double? {
    guard topP == 1 else { return nil }
    guard samplingTemperature == 1 else {
      // Z is one for both components where they have one covariance.
      guard oldAcceptance > 0, problem.reference.isTied else { return nil }
      return sigmoid(
        problem.reference.logitWeight / samplingTemperature
          + logarithm(oldAcceptance / newAcceptance))
    }
    let old = oldAcceptance * problem.reference.oldWeight
    let all = old + newAcceptance * exponential(problem.reference.logNewWeight)
    return all > 0 ? old / all : nil
  }

  func separatedVelocity(logitWeight: Double, _ problem: Problem) -> Double? {
    guard !lag.isFinite, let share = acceptedOldShare(problem) else { return nil }
    return share - sigmoid(logitWeight)
  }
}
