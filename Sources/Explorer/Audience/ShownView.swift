/// What a lecturer has on the screen, for those who follow: which view of the run, not the picture of it.
public struct ShownView: Equatable, Sendable {
  public var view: ExplorerState.View
  public var focus: ExplorerState.Pane
  public var isZoomed: Bool
  public var focusedLane: Int?
  public var isSolo: Bool
  public var isMassLogarithmic: Bool
  public var isPlaceLogarithmic: Bool
  /// "3/12  A fifth of old data": the scene of a lecture; empty without one.
  public var title: String

  public init(
    view: ExplorerState.View = .dashboard, focus: ExplorerState.Pane = .parameters,
    isZoomed: Bool = false, focusedLane: Int? = nil, isSolo: Bool = false,
    isMassLogarithmic: Bool = false, isPlaceLogarithmic: Bool = false, title: String = ""
  ) {
    self.view = view
    self.focus = focus
    self.isZoomed = isZoomed
    self.focusedLane = focusedLane
    self.isSolo = isSolo
    self.isMassLogarithmic = isMassLogarithmic
    self.isPlaceLogarithmic = isPlaceLogarithmic
    self.title = title
  }
}

extension ExplorerState {
  /// What is on the screen now.
  public var shownView: ShownView {
    var title = ""
    if let lecture {
      title = "\(lecture.scene + 1)/\(lecture.lecture.scenes.count)  \(lecture.current.title)"
    }
    return ShownView(
      view: view, focus: focus, isZoomed: isZoomed, focusedLane: focusedLane, isSolo: isSolo,
      isMassLogarithmic: isMassLogarithmic, isPlaceLogarithmic: isPlaceLogarithmic, title: title)
  }

  /// Shows the same; the title is not part of the screen.
  mutating func show(_ shown: ShownView) {
    view = shown.view
    focus = shown.focus
    isZoomed = shown.isZoomed
    let isThere = shown.focusedLane.map { snapshot.lanes.indices.contains($0) } ?? false
    focusedLane = isThere ? shown.focusedLane : nil
    isSolo = isThere && shown.isSolo
    isMassLogarithmic = shown.isMassLogarithmic
    isPlaceLogarithmic = shown.isPlaceLogarithmic
    ExplorerReducer.keepCursor(&self)
  }
}
