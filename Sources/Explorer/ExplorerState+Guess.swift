import Forgetting

extension ExplorerState {
  /// What the scene asks everybody to guess, as long as it has no answer.
  var awaitedGuess: Guess? {
    guard let scene = shownScene, !scene.showsAnswer, !scene.isBlank,
      let guess = scene.question?.guess
    else { return nil }
    return guess.ownLane.map { snapshot.lanes.indices.contains($0) } ?? true ? guess : nil
  }

  /// The value that was guessed of a measure of the run on the screen: it stays on the plots of the scene that
  /// asked.
  package func guessed(_ measure: Measure) -> Double? {
    guard let guess, guess.run == snapshot.scenario.name, guess.asked.measure == measure,
      shownScene?.question?.guess == guess.asked,
      guess.asked.ownLane.map(visibleLanes.contains) == true
    else { return nil }
    return guess.number
  }

  /// The line below a question that may be guessed: how, and what has been said.
  func guessText(_ question: Scene.Question, isOver: Bool) -> String? {
    guard let asked = question.guess else { return nil }
    let mine = guess.flatMap { $0.asked == asked && $0.run == snapshot.scenario.name ? $0 : nil }
    if isOver { return mine?.number == nil ? nil : "you said \(mine?.words ?? "")" }
    if let typed = mine?.typed, !typed.isEmpty {
      return "\(asked.words): \(typed)_ Enter takes it"
    }
    if mine?.number != nil { return "you say \(mine?.words ?? "")" }
    switch asked {
    case .lane: return "your guess? 1–\(snapshot.lanes.count)"
    case .oldWeight: return "your guess? \(asked.words): type it, or point at MASS"
    case .oldDrift: return "your guess? \(asked.words): type it"
    }
  }
}
