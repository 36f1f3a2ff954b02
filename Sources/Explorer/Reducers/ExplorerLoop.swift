/// The one loop through which everything goes: what has happened is reduced, what should then be done is
/// done in order, and what that answers is reduced behind it. Nothing waits, and nothing comes back in
/// the middle of something else.
public struct ExplorerLoop: Sendable {
  /// As the last action left it.
  public internal(set) var state: ExplorerState
  private var effects: ArraySlice<Effect> = []
  private var answers: [ExplorerAction] = []

  public init(_ state: ExplorerState) { self.state = state }

  /// Something has happened.
  mutating func post(_ action: ExplorerAction) { answers.append(action) }

  /// What should be done next; nil where nothing is left. Each is asked for only when the one before it
  /// has been done.
  mutating func next() -> Effect? {
    while true {
      if let effect = effects.popFirst() {
        // Asked here too: some effects have no key.
        guard state.permissions.refusal(of: effect) == nil else { continue }
        return effect
      }
      guard !answers.isEmpty else { return nil }
      effects = ExplorerReducer.reduce(&state, answers.removeFirst())[...]
    }
  }
}

/// Who does what the reducer asks for: on a terminal, without one, in a test.
package protocol EffectPerformer {
  var loop: ExplorerLoop { get set }

  /// Does one thing.
  ///
  /// - Returns: what it answers, if anything; what takes long answers later, as any other action.
  mutating func perform(_ effect: Effect) -> ExplorerAction?
}

extension EffectPerformer {
  /// Something has happened, and all that follows from it.
  package mutating func reduce(_ action: ExplorerAction) {
    loop.post(action)
    while let effect = loop.next() {
      if let answer = perform(effect) { loop.post(answer) }
    }
  }
}
