import Forgetting

/// What the interface may ask to have surveyed.
public indirect enum SurveyRequest: Hashable, Sendable {
  /// The largest old drift over δ, of a scenario as `DriftSurvey.request` leaves it.
  case drift(Scenario)
  /// The vector field in the plane of old weight and old drift.
  case phase(PhaseRequest)
  /// A number of every run over two parameters.
  case map(MapRequest)
  /// What most runs are between that differ in their seeds alone.
  case ensemble(EnsembleRequest)
}

/// A survey as far as it has come.
public struct SurveyReport: Sendable {
  /// Which survey, and what it has so far.
  public enum Picture: Equatable, Sendable {
    case drift(DriftPicture)
    case phase(PhaseField)
    case map(MapPicture)
    case ensemble(EnsemblePicture)

    /// Whether nothing is left to compute.
    public var isComplete: Bool {
      switch self {
      case .drift(let picture): picture.isComplete
      case .phase(let picture): picture.isComplete
      case .map(let picture): picture.isComplete
      case .ensemble(let picture): picture.isComplete
      }
    }
  }

  /// The number that the request was given.
  public var number: Int
  /// What there is so far.
  public var picture: Picture

  public init(number: Int, picture: Picture) {
    self.number = number
    self.picture = picture
  }
}

/// A survey of any kind, stepped.
public struct SurveyJob {
  // One of the four. Not an enum: its value would be copied at every step.
  private var drift: DriftSurvey?
  private var phase: PhaseSurvey?
  private var map: MapSurvey?
  private var ensemble: EnsembleSurvey?

  /// A job of which nothing is done yet.
  public init(_ request: SurveyRequest) {
    switch request {
    case .drift(let scenario): drift = DriftSurvey(scenario)
    case .phase(let request): phase = PhaseSurvey(request)
    case .map(let request): map = MapSurvey(request)
    case .ensemble(let request): ensemble = EnsembleSurvey(request)
    }
  }

  /// Whether nothing is left to compute.
  public var isDone: Bool {
    drift?.isDone ?? phase?.isDone ?? map?.isDone ?? ensemble?.isDone ?? true
  }

  /// What there is to see; nil for a request that asks for nothing. It has memory of its own: it goes to
  /// another thread while the survey goes on, and the sanitizer does not see that a reader of shared
  /// memory has let go.
  public var picture: SurveyReport.Picture? {
    drift.map { .drift($0.picture.copied) } ?? phase.map { .phase($0.picture.copied) }
      ?? map.map { .map($0.picture.copied) } ?? ensemble.map { .ensemble($0.picture.copied) }
  }

  /// Densities evaluated so far, about: the same on every machine.
  public var work: Double { drift?.work ?? phase?.work ?? map?.work ?? ensemble?.work ?? 0 }

  /// One bounded piece of work.
  ///
  /// - Returns: whether there is more to see than before.
  @discardableResult
  public mutating func advance() -> Bool {
    drift?.advance() ?? phase?.advance() ?? map?.advance() ?? ensemble?.advance() ?? false
  }
}
