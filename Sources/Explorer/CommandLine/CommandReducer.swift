import Cells
import Forgetting
import Words

/// Keys while the command line is open.
enum CommandReducer {
  static func open(_ state: inout ExplorerState, text: String = "") {
    state.overlay = .command(CommandPrompt(text))
  }

  static func reduce(
    _ state: inout ExplorerState, _ line: CommandPrompt, _ key: Key
  ) -> [Effect] {
    var line = line
    switch key {
    case .escape:
      state.overlay = nil
      return []
    case .enter: return enter(&state, line)
    case .backspace where line.editor.characters.isEmpty:
      state.overlay = nil
      return []
    case .tab, .backTab: complete(&line, state, backwards: key == .backTab)
    case .up, .control("p"): recall(&line, state.commandHistory, by: 1)
    case .down, .control("n"): recall(&line, state.commandHistory, by: -1)
    default:
      guard line.editor.handle(key) else { break }
      line.cycle = nil
      line.error = nil
      line.historyDepth = 0
    }
    state.overlay = .command(line)
    return []
  }

  // MARK: - Enter

  private static func enter(_ state: inout ExplorerState, _ line: CommandPrompt) -> [Effect] {
    let text = line.editor.text
    guard text.contains(where: { $0 != " " }) else {
      state.overlay = nil
      return []
    }
    remember(&state, text)
    state.overlay = nil
    state.message = nil
    do throws(ParameterError) {
      let effects = try run(&state, text)
      if !effects.isEmpty { state.lineAtWork = text }
      return effects
    } catch {
      var line = line
      line.error = "\(error)"
      line.cycle = nil
      state.overlay = .command(line)
      return []
    }
  }

  /// Carries a line out; on an error nothing has changed.
  static func run(
    _ state: inout ExplorerState, _ text: String
  ) throws(ParameterError) -> [Effect] {
    var line = CommandText(text)
    if let assignment = line.assignment, CommandTable.entry(assignment) == nil {
      line = CommandText("set " + assignment)
    }
    // A path without its sign: `tasks.add law`.
    let isPath =
      line.word.first?.isLetter == true && line.word.contains(".")
      && CommandTable.entry(line.word) == nil
    if isPath, !line.rest.isEmpty { line = CommandText("set \(line.word)=\(line.rest)") }
    guard let entry = CommandTable.entry(line.word) else {
      let guess =
        isPath
        ? "\(line.word)=VALUE" : nearestName(to: line.word, among: CommandTable.words(state))
      throw ParameterError(
        field: "command", value: CommandReader.quoted(line.word),
        allowed: .command(nearest: guess))
    }
    if entry.arguments.isEmpty, !line.rest.isEmpty {
      throw ParameterError(
        field: entry.word, value: CommandReader.quoted(line.rest), allowed: .nothingBehind)
    }
    // A command that fails half way has done nothing.
    let before = state
    do throws(ParameterError) {
      return try entry.perform(&state, line.rest)
    } catch {
      state = before
      throw error
    }
  }

  private static func remember(_ state: inout ExplorerState, _ text: String) {
    guard state.commandHistory.last != text else { return }
    state.commandHistory.append(text)
    if state.commandHistory.count > CommandPrompt.historyCapacity {
      state.commandHistory.removeFirst()
    }
  }

  private static func recall(_ line: inout CommandPrompt, _ history: [String], by step: Int) {
    let depth = min(max(0, line.historyDepth + step), history.count)
    guard depth != line.historyDepth else { return }
    if line.historyDepth == 0 { line.draft = line.editor.text }
    line.historyDepth = depth
    line.editor.replace(with: depth == 0 ? line.draft : history[history.count - depth])
    line.cycle = nil
    line.error = nil
  }

  /// Opens a line again whose effect has failed, with the reason.
  static func reopen(_ state: inout ExplorerState, _ text: String, _ error: String) {
    var line = CommandPrompt(text)
    line.error = error
    state.overlay = .command(line)
  }

  // MARK: - Tab

  private static func complete(
    _ line: inout CommandPrompt, _ state: ExplorerState, backwards: Bool
  ) {
    line.error = nil
    if var cycle = line.cycle, cycle.candidates.count > 1 {
      let count = cycle.candidates.count
      cycle.index = (cycle.index + (backwards ? -1 : 1) + count) % count
      line.editor.replace(from: cycle.start, with: cycle.candidates[cycle.index])
      line.cycle = cycle
      return
    }
    let completion = CommandCompletion(line.editor.beforeCursor, state)
    guard let first = completion.candidates.first else { return }
    let texts = completion.candidates.map(\.text)
    if texts.count == 1 {
      line.editor.replace(from: completion.start, with: first.text + first.ending)
      return
    }
    let common = CommandCompletion.commonPrefix(of: texts)
    if common.count > completion.typed.count {
      line.editor.replace(from: completion.start, with: common)
      return
    }
    let index = backwards ? texts.count - 1 : 0
    line.cycle = CommandPrompt.Cycle(start: completion.start, candidates: texts, index: index)
    line.editor.replace(from: completion.start, with: texts[index])
  }
}
