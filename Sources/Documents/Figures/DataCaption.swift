import Measured

/// What was measured, at the foot of a paper's figure: file, hash and mapping, which a figure without its caption
/// would have lost. Lengths in millimetres.
struct DataCaption {
  private let lines: [String]

  private static let size = 2.1
  private static let row = 2.8
  /// What has no room stands in the figure's description all the same.
  private static let mostLines = 2

  init(_ text: String, width: Double) {
    let room = max(1, Int((width - 4) / (DataCaption.size * 0.54)))
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= room {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    let isCut = lines.count > DataCaption.mostLines
    self.lines = lines.prefix(DataCaption.mostLines).enumerated().map { index, line in
      let isLast = isCut && index == DataCaption.mostLines - 1
      return line.count > room || isLast ? "\(line.prefix(room - 1))…" : line
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

  /// What the points of a long log stand for; nothing where each is a step.
  static func stretch(of run: MeasuredRun) -> String {
    let steps = run.drawn.stepsPerPoint
    return steps > 1 ? " (means of \(steps) steps, 80 % of them)" : ""
  }
}
