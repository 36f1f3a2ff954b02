import Forgetting

/// What stands across in the view of the trade-off.
public enum TradeOffAxis: CaseIterable, Sendable {
  case learned, startToModel, modelToStart, newStartToModel, newModelToStart

  /// Of what was learned, or of how far the model has gone from its start.
  public var measure: Measure {
    switch self {
    case .learned: .learned
    case .startToModel: .klReferenceToModel
    case .modelToStart: .klModelToReference
    case .newStartToModel: .klNewReferenceToModel
    case .newModelToStart: .klNewModelToReference
    }
  }

  /// As commands write it: the first spelling of the measure, or its id.
  public var name: String { measure.spellings.first ?? measure.id }
}
