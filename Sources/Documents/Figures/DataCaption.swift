/// What was measured, at the foot of a paper's figure: file, hash and mapping, which a figure without its caption
/// would have lost. Lengths in millimetres.
struct DataCaption {
  private let lines: [String]

  private static let size = 2.1
  private static let row = 2.8
  /// What has no room stands in the figure's description all the same.
  private static let mostLines = 4

  init(_ text: String, width: Double) {
    let room = max(1, Int((width - 4) / (DataCaption.size * 0.58)))
    var lines = [""]
    // A word that has no line of its own is broken.
    let words = text.split(separator: " ").flatMap { word -> [String] in
      stride(from: 0, to: word.count, by: room).map { String(word.dropFirst($0).prefix(room)) }
    }
    for word in words {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = word
      } else if last.count + 1 + word.count <= room {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(word)
      }
    }
    let isCut = lines.count > DataCaption.mostLines
    self.lines = lines.prefix(DataCaption.mostLines).enumerated().map { index, line in
      let isLast = isCut && index == DataCaption.mostLines - 1
      return isLast ? "\(line.prefix(room - 1))…" : line
    }
  }

  var height: Double { 1 + DataCaption.row * Double(lines.count) }

  /// - Parameter bottom: of the page.
  func element(bottom: Double) -> String {
    lines.enumerated().map { index, line in
      VectorFrame.label(
        line, x: 2, y: bottom - 1 - DataCaption.row * Double(lines.count - 1 - index),
        size: DataCaption.size)
    }.joined()
  }

  /// What points of a long log stand for; nothing where each is a step.
  static func stretch(of steps: Int) -> String {
    steps > 1 ? " (means of \(steps) steps, 80 % of them)" : ""
  }
}
