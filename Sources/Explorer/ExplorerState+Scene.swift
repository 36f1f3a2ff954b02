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

  /// What the scene's question keeps from the screen until it has been answered.
  package var concealed: Concealment {
    guard let scene = shownScene, !scene.showsAnswer else { return [] }
    return scene.question?.conceals ?? []
  }
}
