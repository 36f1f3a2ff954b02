/// A run that was begun again from a checkpoint, in one log: its steps go back and come by again.
///
/// What was logged before of the steps from there on belongs to a model that nobody went on with. Repetitions go back,
/// too, but to their first step, and rows in any order have no long pieces.
struct ResumedRun {
  /// Where in the list of steps the run was first begun again.
  var first: Int
  /// Places of what nobody went on with.
  var abandoned: Set<Int>

  /// - Parameter steps: as they stand in the log.
  init?(_ steps: [Double]) {
    var starts = [0]
    for place in steps.indices.dropFirst() {
      // Several rows of one step are repetitions.
      if steps[place] == steps[place - 1] { return nil }
      if steps[place] < steps[place - 1] { starts.append(place) }
    }
    guard starts.count > 1, steps.count >= 3 * starts.count else { return nil }
    var kept = Array(0..<starts[1])
    abandoned = []
    for (number, start) in starts.enumerated().dropFirst() {
      let end = number + 1 < starts.count ? starts[number + 1] : steps.count
      let piece = Set(steps[start..<end])
      guard steps[start] > steps[0], kept.contains(where: { piece.contains(steps[$0]) }) else {
        return nil
      }
      abandoned.formUnion(kept.filter { steps[$0] >= steps[start] })
      kept.removeAll { steps[$0] >= steps[start] }
      kept += start..<end
    }
    first = starts[1]
  }
}
