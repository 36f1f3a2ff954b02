import Explorer

/// A lecture that ships with the program, as the file that it would be.
public struct ShippedLecture: Sendable {
  /// One word for the command line.
  public let id: String
  /// The YAML that `lecture show` prints.
  public let text: String

  func lecture() throws(DocumentError) -> Lecture {
    try Documents.lecture(fromYAML: Array(text.utf8), source: id)
  }
}

/// The shipped lectures; embedded, so that a copied binary has them.
public enum ShippedLectures {
  /// In the order listed.
  public static let all: [ShippedLecture] = [
    ShippedLecture(id: "why-fine-tuning-forgets", text: whyFineTuningForgets),
    ShippedLecture(id: "one-factor", text: oneFactor),
    ShippedLecture(id: "replay", text: replay),
    ShippedLecture(id: "task-after-task", text: taskAfterTask),
    ShippedLecture(id: "data-or-objective", text: dataOrObjective),
    ShippedLecture(id: "boundary", text: boundary),
    ShippedLecture(id: "own-log", text: ownLog),
    ShippedLecture(id: "tour", text: tour),
  ]

  /// The lecture of an id; nil where none is called that.
  public static func lecture(_ id: String) -> ShippedLecture? { all.first { $0.id == id } }

  /// What the explorer is told when it asks for one.
  package static func opened(_ id: String) -> ExplorerAction? {
    guard let shipped = lecture(id), let lecture = try? shipped.lecture() else { return nil }
    return .lectureOpened(lecture)
  }
}
