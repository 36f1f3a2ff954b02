import Explorer
import Words

/// The texts of a lecture's file.
enum LectureText {
  private static let longestText = 200

  /// One line of text that is not empty and not too long for a screen.
  static func line(_ field: YAMLField) throws(DocumentError) -> String {
    let text = try field.text()
    guard !text.isEmpty else { throw field.refusal(allowed: .lineOfText) }
    guard text.count <= longestText else {
      throw field.refusal(
        value: "\(text.count) characters", allowed: .atMost(longestText))
    }
    return text
  }

  /// Markdown over several lines.
  static func text(_ field: YAMLField) throws(DocumentError) -> Scene.Text {
    let source = try field.lines()
    do throws(Markdown.Problem) {
      return Scene.Text(source: source, prose: try Markdown.prose(of: source))
    } catch {
      throw field.refusal(error.line > 1 ? .inLine(error.line, error.problem) : error.problem)
    }
  }
}
