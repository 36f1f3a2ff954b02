import Words

/// What may be done here. The one place that knows: the reducer asks it about every effect before the
/// effect leaves, and who performs effects asks again.
///
/// An effect that is not listed as allowed is refused: whatever key, command or menu it came from.
public struct Permissions: Hashable, Sendable {
  /// Whether files may be written and read, and the program be stopped to give way to a shell.
  public var isKiosk: Bool
  /// Whether the run belongs to somebody else, who is followed.
  var isAudience: Bool

  public init(isKiosk: Bool = false, isAudience: Bool = false) {
    self.isKiosk = isKiosk
    self.isAudience = isAudience
  }

  /// Everything.
  public static let all = Permissions()

  /// Whether a function of a key stands in the help.
  func allows(_ function: KeyFunction) -> Bool {
    switch function {
    case .snapshot, .writeScenario, .suspend: !isKiosk
    default: true
    }
  }

  /// Why an effect may not be performed; nil where it may.
  func refusal(of effect: Effect) -> Remark? {
    switch effect {
    case .simulate, .openLecture:
      return isAudience ? .runOfLecturer : nil
    case .snapshot, .writeScenario:
      return isKiosk ? .kioskWritesNothing : nil
    case .suspend:
      return isKiosk ? .kioskStays : nil
    case .forkWatched:
      return isAudience ? nil : .nobodyWatched
    // What opens files asks for itself.
    case .startSurvey, .cancelSurvey, .readData, .stopReading, .writeStateLine, .applyDisplay,
      .redraw, .quit:
      return nil
    }
  }
}
