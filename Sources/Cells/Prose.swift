/// Text with emphasis, lists and code, before anybody knows how wide the screen is: what a lecture's
/// notes are made of.
public struct Prose: Hashable, Sendable {
  /// How a span of text stands out.
  public enum Style: Hashable, Sendable {
    case plain, emphasised, strong, code, link
  }

  /// Text in one style. A line feed breaks the line.
  public struct Span: Hashable, Sendable {
    /// The text, and how it stands out.
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// A paragraph or what is laid out like one.
  public struct Block: Hashable, Sendable {
    /// What a block is: it decides indent and marks.
    public enum Kind: Hashable, Sendable {
      case text, heading
      /// Lines that are cut, not wrapped.
      case code
      /// A line across.
      case rule
    }

    /// What it is, and its text.
    public var kind: Kind
    public var spans: [Span]
    /// What stands before the first line: "• ", "2. ".
    public var lead: String
    /// What stands before the other lines; as wide as `lead`.
    var hang: String
    /// Whether no empty line stands before it.
    var isTight: Bool

    public init(
      _ spans: [Span], kind: Kind = .text, lead: String = "", hang: String = "",
      isTight: Bool = false
    ) {
      self.kind = kind
      self.spans = spans
      self.lead = lead
      self.hang = hang
      self.isTight = isTight
    }
  }

  /// From top to bottom.
  public var blocks: [Block]

  public init(blocks: [Block] = []) { self.blocks = blocks }

  /// The words alone, on one line.
  public var plainText: String {
    blocks.map { block in
      block.spans.map { $0.text.replacingLineFeeds() }.joined()
    }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension String {
  fileprivate func replacingLineFeeds() -> String { String(map { $0 == "\n" ? " " : $0 }) }
}
