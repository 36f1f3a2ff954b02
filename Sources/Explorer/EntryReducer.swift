import Cells
import Forgetting

/// A number being typed: keys go into it until Enter takes it or Esc drops it.
enum EntryReducer {
  static func start(_ state: inout ExplorerState) {
    guard let parameter = ExplorerReducer.parameter(state, state.cursor) else { return }
    if case .choice = parameter.kind {
      _ = ExplorerReducer.say(&state, "← and → choose: \(choices(parameter))")
    } else {
      state.entry = ""
    }
  }

  private static func choices(_ parameter: Parameter) -> String {
    guard case .choice(let choice) = parameter.kind else { return "" }
    return choice.values.joined(separator: ", ")
  }

  static func reduce(_ state: inout ExplorerState, _ key: Key) -> [Effect] {
    guard var text = state.entry else { return [] }
    switch key {
    case .character(let character) where text.count < 24:
      text.append(character == "−" ? "-" : character)
      state.entry = text
    case .backspace, .delete:
      if !text.isEmpty { text.removeLast() }
      state.entry = text
    case .paste(let pasted):
      // A pasted number is a number; anything longer is a mistake.
      let number = LineEditor.firstLine(pasted).filter { !$0.isWhitespace }.map {
        $0 == "−" ? "-" : $0
      }
      state.entry = String((text + number).prefix(24))
    case .enter:
      state.entry = nil
      state.message = nil
      guard !text.isEmpty, let parameter = ExplorerReducer.parameter(state, state.cursor) else {
        return []
      }
      if case .number(let number) = parameter.kind, let word = number.word, text == word.word {
        // The word that may stand for the number is a choice of its own.
        let owner = parameter.path.split(separator: ".").dropLast().joined(separator: ".")
        return ExplorerReducer.set(&state, "\(owner).\(word.choice)", .word(word.word))
      }
      do throws(ParameterError) {
        let plain = text == "∞" ? "inf" : text
        return ExplorerReducer.set(&state, parameter.path, try parameter.parse(plain))
      } catch {
        state.message = .init(text: error.description, isError: true)
      }
    case .escape: state.entry = nil
    case .control("c"): return [.quit]
    case .control("z"): return [.suspend]
    case .up, .down, .tab:
      state.entry = nil
      return ExplorerReducer.keyPressed(&state, key)
    default: break
    }
    return []
  }
}
