/// What a scene puts on the screen beside the run, for the lecturer and for those who follow; notes are no
/// part of it.
public struct ShownScene: Equatable, Sendable {
  /// What fills the screen; nil: the lecturer looks at something else.
  public var panes: Scene.Panes?
  public var pointer: Scene.Pointer?
  public var question: Scene.Question?
  public var showsAnswer: Bool
  public var isBlank: Bool

  public init(
    panes: Scene.Panes? = nil, pointer: Scene.Pointer? = nil, question: Scene.Question? = nil,
    showsAnswer: Bool = false, isBlank: Bool = false
  ) {
    self.panes = panes
    self.pointer = pointer
    self.question = question
    self.showsAnswer = showsAnswer
    self.isBlank = isBlank
  }
}
