import Cells
import Measured

/// Whose points a picture shows, for its title: a log's mark and name, or the numbers and names of several.
struct RunNames {
  private let names: [String]

  init(_ run: MeasuredRun) { names = run.all.map(\.name) }

  init(_ names: [String]) { self.names = names }

  /// - Parameters:
  ///   - mark: of one log.
  ///   - beyond: how many points lie beyond the axes.
  ///   - room: in columns; of several no name is left out where all of them can be shorter.
  func runs(mark: String, beyond: String = "", room: Int = .max) -> [Run] {
    let count = beyond.isEmpty ? [] : [Run(beyond, ink: .strong)]
    guard names.count > 1 else { return [Run("\(mark) \(names[0])", ink: .strong)] + count }
    let left = room == .max ? .max : max(0, room - beyond.count)
    func texts(_ names: [String], gap: String) -> [String] {
      names.enumerated().map { "\($0 + 1) \($1)\($0 == names.count - 1 ? "" : gap)" }
    }
    let forms = [names] + shorter()
    let fitting = forms.lazy.flatMap { [texts($0, gap: "  "), texts($0, gap: " ")] }
      .first { $0.reduce(0) { $0 + $1.count } <= left }
    let longest = max(1, (left == .max ? 0 : left + 1) / names.count - 3)
    let told =
      fitting ?? texts((forms.last ?? names).map { cut($0, to: longest) }, gap: " ")
    return told.map { Run($0, ink: .strong) } + count
  }

  /// Without what all of them end and begin with, as far as that leaves something: first with the word in
  /// front of what differs (`seed1`), then without it.
  private func shorter() -> [[String]] {
    let end = RunNames.commonEnd(names)
    let bare = names.map { String($0.dropLast(end)) }
    let beginning = RunNames.commonBeginning(bare)
    guard beginning > 0 else { return [bare] }
    let same = bare[0].prefix(beginning)
    let sign = same.last.map { $0.isLetter ? 0 : 1 } ?? 0
    let word = same.dropLast(sign).reversed().prefix { $0.isLetter }.count + sign
    return [beginning - word, beginning].map { length in
      bare.map { String($0.dropFirst(length)) }
    }
  }

  /// How much all texts begin with: whole words, and no part of a number; 0 where that would be all of one.
  private static func commonBeginning(_ texts: [String]) -> Int {
    let same = common(texts)
    var left = same[...]
    let number = left.reversed().prefix { isOfNumber($0) }
    left = left.dropLast(number.reversed().drop { !$0.isNumber }.count)
    if texts.contains(where: { $0.dropFirst(left.count).first?.isLetter == true }) {
      left = left.dropLast(left.reversed().prefix { $0.isLetter }.count)
    }
    return texts.allSatisfy { $0.count > left.count } ? left.count : 0
  }

  private static func commonEnd(_ texts: [String]) -> Int {
    commonBeginning(texts.map { String($0.reversed()) })
  }

  private static func isOfNumber(_ character: Character) -> Bool {
    character.isNumber || ".eE+-".contains(character)
  }

  /// What texts begin with.
  private static func common(_ texts: [String]) -> String {
    texts.dropFirst().reduce(texts[0]) { same, text in
      String(zip(same, text).prefix { $0 == $1 }.map(\.0))
    }
  }

  /// A number at the end tells runs apart: it stays whatever room there is.
  private func cut(_ name: String, to room: Int) -> String {
    guard name.count > room else { return name }
    let number = name.reversed().prefix { $0.isNumber }.reversed()
    return name.prefix(max(number.isEmpty ? 1 : 0, room - number.count)) + String(number)
  }
}
