import Cells

/// One row of the table of keys: from it come the footer, the help, the manual and the palette.
public struct KeyBinding: Sendable {
  /// Where help lists it, under this heading.
  public enum Group: String, CaseIterable, Sendable {
    case lecture = "Lecture"
    case time = "Time"
    case parameters = "Parameters"
    case lanes = "Lanes and methods"
    case screen = "Screen"
    case program = "Program"
  }

  /// The keys and what each does; several may do the same.
  let keys: [(Key, KeyFunction)]
  /// As printed: "↑ ↓ j k".
  public let label: String
  /// Where help lists it.
  public let group: Group
  /// What each function does, in the order of the keys; one text where it goes for all of them.
  let titles: [String]
  private let more: String
  /// Two words for the footer, with the keys to name there; nil: not in the footer.
  public let footer: (keys: String, text: String)?

  /// - Parameter more: what there is to know beyond that, with the sign before it.
  init(
    keys: [(Key, KeyFunction)], label: String, group: Group, help titles: String...,
    more: String = "", footer: (keys: String, text: String)?
  ) {
    self.keys = keys
    self.label = label
    self.group = group
    self.titles = titles
    self.more = more
    self.footer = footer
  }

  /// Its line in the help.
  public var help: String { titles.joined(separator: ", ") + more }

  /// Every function once, with what it does in a few words.
  var functions: [(function: KeyFunction, title: String)] {
    var functions: [(function: KeyFunction, title: String)] = []
    for (_, function) in keys where !functions.contains(where: { $0.function == function }) {
      functions.append((function, titles[min(functions.count, titles.count - 1)]))
    }
    return functions
  }
}
