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
  ///   - steps: that a point is the mean of, said where there is room.
  ///   - room: in columns; of several no name is left out where all of them can be shorter.
  func runs(mark: String, beyond: String = "", steps: Int = 1, room: Int = .max) -> [Run] {
    let told = told(mark, room == .max ? .max : max(0, room - beyond.count))
    let means = ", means of \(steps)"
    let used = told.reduce(beyond.count + means.count) { $0 + $1.count }
    return told.map { Run($0, ink: .strong) }
      + (beyond.isEmpty ? [] : [Run(beyond, ink: .strong)])
      + (steps > 1 && used <= room ? [Run(means, ink: .dim)] : [])
  }

  private func told(_ mark: String, _ room: Int) -> [String] {
    guard names.count > 1 else { return ["\(mark) \(names[0])"] }
    func texts(_ names: [String], _ gap: String) -> [String] {
      names.enumerated().map { "\($0 + 1) \($1)\($0 == names.count - 1 ? "" : gap)" }
    }
    let forms = [names] + shorter()
    let fitting = forms.lazy.flatMap { [texts($0, "  "), texts($0, " ")] }
      .first { $0.reduce(0) { $0 + $1.count } <= room }
    return fitting ?? least(forms.last ?? names, room, texts)
  }

  /// What is said where no form fits: all of them cut, the first and the last, or how many there are. A part of
  /// them would be taken for all.
  private func least(
    _ names: [String], _ room: Int, _ texts: ([String], String) -> [String]
  ) -> [String] {
    let longest = max(1, (room + 1) / names.count - 3)
    let all = texts(names.map { cut($0, to: longest) }, " ")
    let last = names.count - 1
    let ends = names.count > 2 ? ["1 \(names[0]) … ", "\(names.count) \(names[last])"] : all
    return [all, ends].first { $0.reduce(0) { $0 + $1.count } <= room } ?? ["\(names.count) runs"]
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
    let left = room - number.count
    // What stands together is read as one word.
    if !number.isEmpty, left > 1 { return name.prefix(left - 1) + "…" + String(number) }
    return name.prefix(max(number.isEmpty ? 1 : 0, left)) + String(number)
  }
}
