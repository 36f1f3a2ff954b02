import Cells

/// What a command, or the figure that it opens, asks to be shown of an experiment.
public struct AskedScreen: Sendable {
  /// What is shown first; nil: the panes.
  public var opening: Opening?
  /// What is across in the trade-off; nil: what the scenario says.
  public var across: TradeOffAxis?
  /// Seeds whose band is drawn around curves, 0 for none; nil: as many as the scenario says.
  public var ensemble: Int?
  /// The folder of a sweep whose runs are in the trade-off, and what they kept over what they learned.
  public var folder: String?
  public var points: [Chart.Mark] = []

  /// Nothing in particular.
  public init() {}
}

extension ExplorerState {
  /// Takes what is asked for but the opening, which may move the run.
  public mutating func take(_ asked: AskedScreen) {
    if let across = asked.across { tradeOff = across }
    if let ensemble = asked.ensemble { ensembleCount = ensemble }
    sweepFolder = asked.folder
    sweepPoints = asked.points
  }
}
