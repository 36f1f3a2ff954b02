import Cells
import Words

/// Keys and the pointer while a question waits for guesses.
enum GuessReducer {
  private static let longest = 6

  /// - Returns: whether the key was part of a guess.
  static func intercept(_ state: inout ExplorerState, _ key: Key) -> Bool {
    guard let asked = state.awaitedGuess, state.overlay == nil, state.entry == nil,
      state.lecture?.menu == nil
    else { return false }
    let run = state.snapshot.scenario.name
    var guess =
      state.guess.flatMap { $0.asked == asked && $0.run == run ? $0 : nil }
      ?? GuessState(asked: asked, run: run)
    switch key {
    case .character(let digit) where asked == .lane:
      guard let lane = digit.wholeNumberValue, (1...state.snapshot.lanes.count).contains(lane)
      else { return false }
      guess.number = Double(lane)
    case .character(let character):
      // Before the first digit a point belongs to remotes.
      guard character.isASCII, character.isNumber || character == "." && !guess.typed.isEmpty else {
        return false
      }
      if guess.typed.count < longest { guess.typed.append(character) }
    case .backspace where !guess.typed.isEmpty: guess.typed.removeLast()
    case .escape where !guess.typed.isEmpty: guess.typed = ""
    case .enter where !guess.typed.isEmpty:
      take(&guess, &state)
    case .mouse(let mouse):
      guard let value = value(at: mouse, asked, state) else { return false }
      guess.number = value
      guess.typed = ""
    default: return false
    }
    state.guess = guess
    return true
  }

  private static func take(_ guess: inout GuessState, _ state: inout ExplorerState) {
    let upper = guess.asked.measure == .oldWeight ? 1.0 : 1000
    guard let number = Double(guess.typed), (0...upper).contains(number) else {
      let remark = Remark.refused(
        field: guess.asked.words, value: guess.typed,
        .numberBetween("0", upper == 1 ? "1" : "1000"))
      state.message = .init(remark: remark, isError: true)
      guess.typed = ""
      return
    }
    guess.number = number
    guess.typed = ""
    state.message = nil
  }

  /// The weight under the pointer, in hundredths.
  private static func value(at mouse: Key.Mouse, _ asked: Guess, _ state: ExplorerState) -> Double?
  {
    guard asked.measure == .oldWeight, mouse.event == .press || mouse.event == .drag,
      !state.isMassLogarithmic, let region = state.layout.region(of: .mass),
      region.contains(row: mouse.row, column: mouse.column)
    else { return nil }
    let frame = MassLayout.frame(region)
    let value = frame.point(row: mouse.row, column: mouse.column).y
    return (min(max(0, value), 1) * 100).rounded() / 100
  }
}
