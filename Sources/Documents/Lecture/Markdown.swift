import CMarkdown
import Cells
import Words

/// Markdown to prose, through libcmark: paragraphs, headings, lists, quotes, code, emphasis, links.
/// Formulas are plain Unicode. HTML and pictures are refused: a terminal shows neither.
enum Markdown {
  /// Longer texts are refused.
  static let largestSize = 16 * 1024
  /// Lists and quotes within each other, beyond which a screen has no columns left.
  static let deepestNesting = 8

  /// Why a text is not taken, and in which of its lines (from 1; 0: unknown).
  struct Problem: Error, Equatable {
    var line: Int
    var problem: DocumentProblem
  }

  static func prose(of text: String) throws(Problem) -> Prose {
    guard text.utf8.count <= largestSize else {
      throw Problem(line: 0, problem: .given(.bytes(text.utf8.count), .atMost(largestSize)))
    }
    var text = text
    let parsed = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cm_parse($0.baseAddress, $0.count) }
    }
    guard let document = parsed else { throw Problem(line: 0, problem: .noMemory) }
    defer { cm_free(document) }
    var builder = ProseBuilder()
    var event = cm_event()
    while cm_next(document, &event) { try builder.take(event) }
    return builder.prose
  }
}

/// Puts blocks together from what the parser meets.
private struct ProseBuilder {
  var prose = Prose()
  /// Lists, items and quotes around the present place, outermost first.
  private var containers: [Container] = []
  private var spans: [Prose.Span] = []
  private var styles: [Prose.Style] = []
  private var links: [String] = []
  private var line = 0

  private struct Container {
    enum Kind { case quote, list, item }
    var kind: Kind
    /// The number of the next item; 0 for bullets.
    var number = 0
    var isTight = false
    var lead = ""
    /// Whether nothing of it has been laid out yet.
    var isFresh = true
  }

  mutating func take(_ event: cm_event) throws(Markdown.Problem) {
    if event.line > 0 { line = Int(event.line) }
    let text = String(cString: event.text)
    switch event.kind {
    case CM_PARAGRAPH: if !event.enters { end(.text) }
    case CM_HEADING: if !event.enters { end(.heading) }
    case CM_QUOTE:
      if event.enters { try open(Container(kind: .quote, lead: "│ ")) } else { close() }
    case CM_LIST:
      if event.enters {
        let number = Int(event.number)
        try open(Container(kind: .list, number: number, isTight: event.is_tight))
      } else {
        close()
      }
    case CM_ITEM: if event.enters { try openItem() } else { close() }
    case CM_CODE_BLOCK:
      var code = text
      if code.last == "\n" { code.removeLast() }
      spans = [Prose.Span(cleanedLines(code), .code)]
      end(.code)
    case CM_THEMATIC_BREAK: end(.rule)
    case CM_EMPHASIS: style(.emphasised, event.enters)
    case CM_STRONG: style(.strong, event.enters)
    case CM_LINK:
      style(.link, event.enters)
      if event.enters { links.append(text) } else { endLink() }
    case CM_IMAGE: throw refusal(.given(.picture, .textAndPanes))
    case CM_TEXT: append(text, styles.last ?? .plain)
    case CM_CODE: append(text, .code)
    case CM_SOFT_BREAK: append(" ", styles.last ?? .plain)
    case CM_LINE_BREAK: spans.append(Prose.Span("\n", styles.last ?? .plain))
    case CM_HTML: throw refusal(.given(.html, .markdownWithoutIt))
    default: break
    }
  }

  private func refusal(_ problem: DocumentProblem) -> Markdown.Problem {
    Markdown.Problem(line: line, problem: problem)
  }

  // MARK: - Blocks

  private mutating func open(_ container: Container) throws(Markdown.Problem) {
    guard containers.count < 2 * Markdown.deepestNesting else {
      throw refusal(.listsTooDeep)
    }
    containers.append(container)
  }

  private mutating func close() { containers.removeLast() }

  private mutating func openItem() throws(Markdown.Problem) {
    guard let list = containers.indices.last else { return }
    let number = containers[list].number
    let isBullet = number == 0
    if !isBullet { containers[list].number += 1 }
    try open(
      Container(
        kind: .item, isTight: containers[list].isTight, lead: isBullet ? "• " : "\(number). "))
  }

  /// Lays out what has been collected, behind what stands before its lines.
  private mutating func end(_ kind: Prose.Block.Kind) {
    var lead = ""
    var hang = ""
    for container in containers {
      let blank = String(repeating: " ", count: container.lead.count)
      switch container.kind {
      case .list: break
      case .quote:
        lead += container.lead
        hang += container.lead
      case .item:
        lead += container.isFresh ? container.lead : blank
        hang += blank
      }
    }
    // Items of a tight list follow each other; its first one has the line before it that a paragraph
    // has.
    var isTight = false
    if let item = containers.lastIndex(where: { $0.kind == .item }), item > 0 {
      let isFirst = containers[item].isFresh && containers[item - 1].isFresh
      let isNested = containers[..<item].contains { $0.kind == .item }
      isTight = containers[item].isTight && (!isFirst || isNested)
    }
    for index in containers.indices { containers[index].isFresh = false }
    prose.blocks.append(
      Prose.Block(spans, kind: kind, lead: lead, hang: hang, isTight: isTight))
    spans = []
  }

  // MARK: - Pieces of a line

  private mutating func style(_ style: Prose.Style, _ enters: Bool) {
    if enters { styles.append(style) } else { styles.removeLast() }
  }

  /// Where a link leads is said behind it, where its text does not say so.
  private mutating func endLink() {
    let address = links.removeLast()
    guard let text = spans.last?.text, !address.isEmpty, !address.hasSuffix(text) else { return }
    append(" (\(address))", .plain)
  }

  /// What steers a terminal goes; entities such as `&#27;` would bring it in behind the reader's back.
  private mutating func append(_ text: String, _ style: Prose.Style) {
    let text = PlainText.cleaned(text)
    guard !text.isEmpty else { return }
    if let last = spans.last {
      // A break of the source between two wide characters is none in the text.
      if last.text == " ", spans.count > 1, let left = spans[spans.count - 2].text.last,
        let right = text.first, isWide(left), isWide(right)
      {
        spans.removeLast()
      }
    }
    if let last = spans.last, last.style == style, last.text != " ", text != " ", last.text != "\n"
    {
      spans[spans.count - 1].text += text
    } else {
      spans.append(Prose.Span(text, style))
    }
  }

  private func cleanedLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map {
      PlainText.cleaned(String($0))
    }.joined(separator: "\n")
  }

  private func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { Glyphs.width(of: $0) == 2 } ?? false
  }
}
