import Cells
import Forgetting

/// A number being typed: keys go into it until Enter takes it or Esc drops it.
enum EntryReducer {
  /// Takes a key.
  ///
  /// - Parameter press: what a key does outside of an entry.
  static func reduce(
    _ state: inout ExplorerState, _ key: Key, press: (inout ExplorerState, Key) -> [Effect]
  ) -> [Effect] {
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
      guard !text.isEmpty, let parameter = state.parameter(state.cursor) else {
        return []
      }
      if case .number(let number) = parameter.kind, let word = number.word, text == word.word {
        // The word that may stand for the number is a choice of its own.
        let owner = parameter.path.split(separator: ".").dropLast().joined(separator: ".")
        return state.set("\(owner).\(word.choice)", .word(word.word))
      }
      do throws(ParameterError) {
        let plain = text == "∞" ? "inf" : text
        return state.set(parameter.path, try parameter.parse(plain))
      } catch {
        state.message = .init(remark: error.remark, isError: true)
      }
    case .escape: state.entry = nil
    case .control("c"): return [.quit]
    case .control("z"): return [.suspend]
    case .up, .down, .tab:
      state.entry = nil
      return press(&state, key)
    default: break
    }
    return []
  }
}
