import Forgetting

/// What stands behind a command's word: from it comes what Tab offers.
enum CommandArgument: Hashable, Sendable {
  case words([String])
  /// `path=value`.
  case assignment
  case path
  case preset
  case method
  case lane
  /// A lane's number, or all of them.
  case laneOrAll
  case pane
  case number
  case condition
  case topic
  case ghost
  case scene
  case text
  case file

  /// The words that may stand there; empty where anything may.
  func words(_ state: ExplorerState) -> [String] {
    let lanes = state.scenario.lanes.indices.map { String($0 + 1) }
    switch self {
    case .words(let words): return words
    case .path: return ParameterCatalogue.everything(of: state.scenario).map(\.path)
    case .preset: return Presets.all.map(\.id)
    case .method: return MethodCatalogue.descriptions.map(\.key)
    case .lane: return lanes
    case .laneOrAll: return lanes + ["all"]
    case .pane: return Pane.allCases.map(\.name) + ["off"]
    case .topic: return Explanations.names(state)
    case .ghost: return state.ghosts.map { String($0.letter) } + ["all"]
    case .scene:
      return (state.lecture?.lecture.scenes.indices.map { String($0 + 1) }) ?? []
    case .condition: return ["beta", "drift", "kept", "t", "lane"]
    case .assignment, .number, .text, .file: return []
    }
  }
}

/// One row of the table of commands: from it come completion, the palette and docs/commands.md.
public struct CommandEntry: Sendable {
  let word: String
  /// Other spellings, the flags' among them.
  let aliases: [String]
  let group: KeyBinding.Group
  /// What stands behind the word, as printed: "TIME".
  let usage: String
  /// What it does, in one line.
  public let help: String
  let arguments: [CommandArgument]
  /// The key that does the same, if there is one.
  let function: KeyFunction?
  /// Whether the word alone is a command.
  let standsAlone: Bool
  /// Given what stands behind the word; on an error the caller puts the state back.
  let perform: @Sendable (inout ExplorerState, String) throws(ParameterError) -> [Effect]

  init(
    _ word: String, _ usage: String = "", aliases: [String] = [], _ group: KeyBinding.Group,
    _ help: String, _ arguments: [CommandArgument] = [], function: KeyFunction? = nil,
    standsAlone: Bool? = nil,
    perform:
      @escaping @Sendable (inout ExplorerState, String) throws(ParameterError) -> [Effect]
  ) {
    self.word = word
    self.usage = usage
    self.aliases = aliases
    self.group = group
    self.help = help
    self.arguments = arguments
    self.function = function
    self.standsAlone = standsAlone ?? (arguments.isEmpty || usage.hasPrefix("["))
    self.perform = perform
  }

  /// A command that is a key's function under a word.
  init(
    _ word: String, aliases: [String] = [], _ group: KeyBinding.Group, _ help: String,
    _ function: KeyFunction
  ) {
    self.init(word, aliases: aliases, group, help, function: function) { state, _ in
      FunctionReducer.perform(&state, function)
    }
  }

  /// Whether it is offered here; who performs its effects asks again.
  func isAllowed(in state: ExplorerState) -> Bool {
    function.map { state.permissions.allows($0) } ?? true
  }

  /// "seek TIME".
  public var line: String { usage.isEmpty ? word : "\(word) \(usage)" }
}
