/// What a lecture puts on this screen.
extension LectureState {
  /// The scene as it is on the screen now.
  var shown: ShownScene {
    ShownScene(
      panes: showsScene ? current.panes : nil, pointer: showsScene ? current.pointer : nil,
      question: current.question, showsAnswer: showsAnswer, isBlank: isBlank)
  }
}

extension ExplorerState {
  /// The scene on this screen: one's own, or that of the lecturer who is followed.
  package var shownScene: ShownScene? {
    if let lecture { return lecture.shown }
    guard let audience, !audience.hasOwnView, var scene = audience.shown.scene else { return nil }
    // Nobody is there to bring the screen back.
    if audience.isGone { scene.isBlank = false }
    return scene
  }

  /// Whether arrows step through the lecture: some remotes send them, and they have nothing else to do where
  /// there are no sliders and no map.
  package var arrowsStep: Bool { lecture != nil && !shows(.parameters) && !showsMap }

  /// What stands above the screen: the scenario's name, which may well tell what a scene asks; where one is
  /// shown, its title.
  package var heading: String {
    if let lecture, lecture.shown.panes != nil || !concealed.isEmpty {
      return lecture.current.title
    }
    if lecture == nil, let audience, !audience.shown.title.isEmpty,
      shownScene?.panes != nil || !concealed.isEmpty
    {
      return audience.shown.title
    }
    return scenario.name.isEmpty ? "forgetscope" : scenario.name
  }

  /// Whether the scene asks something that has not been answered yet.
  var awaitsAnswer: Bool {
    shownScene.map { $0.question != nil && !$0.showsAnswer } ?? false
  }

  /// What the scene's question keeps from the screen until it has been answered.
  package var concealed: Concealment {
    guard let scene = shownScene, !scene.showsAnswer else { return [] }
    return scene.question?.conceals ?? []
  }
}
