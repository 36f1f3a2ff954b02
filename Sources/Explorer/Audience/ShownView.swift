/// What a lecturer has on the screen, for those who follow: which view of the run, not the picture of it.
public struct ShownView: Equatable, Sendable {
  /// Where the cursor stands where nobody has moved it.
  public static let firstCursor = "target.separation"

  /// As in `ExplorerState`; lanes count from 0.
  public var view: ScreenView
  public var focus: Pane
  public var isZoomed: Bool
  public var focusedLane: Int?
  public var isSolo: Bool
  public var isMassLogarithmic: Bool
  public var isPlaceLogarithmic: Bool
  /// "3/12  A fifth of old data": the scene of a lecture; empty without one.
  public var title: String
  public var massCurve: MassCurve
  /// The map, as `:map` reads it; empty: none is on the screen.
  public var map: String
  /// What stands across in the trade-off.
  public var tradeOff: TradeOffAxis
  /// Whether the plane shows q − p.
  public var showsDifference: Bool
  /// The path of the parameter under the cursor.
  public var cursor: String
  /// The scene that is on the lecturer's screen; nil: the run as the explorer shows it.
  public var scene: ShownScene?

  public init(
    view: ScreenView = .dashboard, focus: Pane = .parameters,
    isZoomed: Bool = false, focusedLane: Int? = nil, isSolo: Bool = false,
    isMassLogarithmic: Bool = false, isPlaceLogarithmic: Bool = false, title: String = "",
    massCurve: MassCurve = .weight, map: String = "", tradeOff: TradeOffAxis = .learned,
    showsDifference: Bool = false, cursor: String = firstCursor,
    scene: ShownScene? = nil
  ) {
    self.view = view
    self.focus = focus
    self.isZoomed = isZoomed
    self.focusedLane = focusedLane
    self.isSolo = isSolo
    self.isMassLogarithmic = isMassLogarithmic
    self.isPlaceLogarithmic = isPlaceLogarithmic
    self.title = title
    self.massCurve = massCurve
    self.map = map
    self.tradeOff = tradeOff
    self.showsDifference = showsDifference
    self.cursor = cursor
    self.scene = scene
  }
}
