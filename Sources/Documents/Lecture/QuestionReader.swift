import Explorer

/// What a scene asks: `{ask: …, answer: …, hides: [goals, why], guess: {of: β, lane: 2}, play: true}`.
enum QuestionReader {
  /// - Parameter laneCount: of the scenario in force.
  static func question(
    _ field: YAMLField, laneCount: Int
  ) throws(DocumentError) -> Scene.Question {
    let fields = try field.mapping(["ask", "answer", "hides", "guess", "play"])
    return Scene.Question(
      try LectureText.text(try fields.required("ask", allowed: .question)),
      answer: try LectureText.text(try fields.required("answer", allowed: .answer)),
      conceals: try fields["hides"].map { (field) throws(DocumentError) in
        try concealment(field)
      } ?? [],
      guess: try fields["guess"].map { (field) throws(DocumentError) in
        try guess(field, laneCount)
      },
      plays: try fields["play"]?.word(among: ["true", "false"]) == "true")
  }

  private static func concealment(_ field: YAMLField) throws(DocumentError) -> Concealment {
    var all: Concealment = []
    for item in try field.items(allowed: .among(Concealment.names)) {
      if let part = Concealment(named: try item.word(among: Concealment.names)) { all.insert(part) }
    }
    return all
  }

  /// `lane`, or a mapping that says of what and of which lane.
  private static func guess(_ field: YAMLField, _ laneCount: Int) throws(DocumentError) -> Guess {
    guard case .mapping = field.node.content else {
      _ = try field.word(among: ["lane"])
      return .lane
    }
    let fields = try field.mapping(["of", "lane"])
    let words = ["β", "beta", "drift"]
    let measure = try fields.required("of", allowed: .among(words)).word(among: words)
    let place = try fields.required("lane", allowed: .sceneLane(count: laneCount))
    let lane = try place.number()
    guard let index = Int(exactly: lane), (1...max(1, laneCount)).contains(index) else {
      throw place.refusal(allowed: .sceneLane(count: laneCount))
    }
    return measure == "drift" ? .oldDrift(lane: index - 1) : .oldWeight(lane: index - 1)
  }
}
