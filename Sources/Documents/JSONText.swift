import Cells

/// A JSON value whose keys keep the order in which they were given.
public indirect enum JSONValue: Sendable {
  /// Keys in the order written; a key stands once, which is the caller's care.
  case object([(String, JSONValue)])
  case array([JSONValue])
  /// Written as the shortest decimal that reads back exactly; null unless finite, since JSON has no
  /// word for it.
  case number(Double)
  case integer(Int)
  case text(String)
  case bool(Bool)
  case null
}

/// JSON values as text.
public enum JSONText {
  /// The value on one line, without a space and without a line end.
  static func compact(_ value: JSONValue) -> String {
    var text = ""
    append(value, to: &text)
    return text
  }

  /// The value for people: two spaces per level, a list of plain values on one line, and a line end
  /// at the end.
  public static func pretty(_ value: JSONValue) -> String {
    var text = ""
    append(value, to: &text, indentation: 0)
    return text + "\n"
  }

  /// The text in quotes, everything escaped that JSON wants escaped, and DEL and the line
  /// separators that some readers stumble over.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func append(_ value: JSONValue, to text: inout String) {
    switch value {
    case .object(let entries):
      text += "{"
      for (index, entry) in entries.enumerated() {
        text += (index == 0 ? "" : ",") + quoted(entry.0) + ":"
        append(entry.1, to: &text)
      }
      text += "}"
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        append(item, to: &text)
      }
      text += "]"
    case .number(let number): text += number.isFinite ? NumberText.shortest(number) : "null"
    case .integer(let integer): text += String(integer)
    case .text(let string): text += quoted(string)
    case .bool(let bool): text += bool ? "true" : "false"
    case .null: text += "null"
    }
  }

  private static func append(_ value: JSONValue, to text: inout String, indentation: Int) {
    let inner = String(repeating: " ", count: indentation + 2)
    let outer = String(repeating: " ", count: indentation)
    switch value {
    case .object(let entries) where !entries.isEmpty:
      text += "{\n"
      for (index, entry) in entries.enumerated() {
        text += (index == 0 ? "" : ",\n") + inner + quoted(entry.0) + ": "
        append(entry.1, to: &text, indentation: indentation + 2)
      }
      text += "\n\(outer)}"
    case .array(let items) where items.contains(where: \.hasParts):
      text += "[\n"
      for (index, item) in items.enumerated() {
        text += (index == 0 ? "" : ",\n") + inner
        append(item, to: &text, indentation: indentation + 2)
      }
      text += "\n\(outer)]"
    case .array(let items):
      text += "[" + items.map(compact).joined(separator: ", ") + "]"
    default:
      append(value, to: &text)
    }
  }
}

extension JSONValue {
  fileprivate var hasParts: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }
}
