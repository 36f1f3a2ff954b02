import Cells
import Forgetting
import Testing

@testable import Explorer

/// What changes lanes, tasks and stages is found where people look for it, and what is offered is taken.
@Suite struct StructureChangeTests {
  private static let ofTasks = StructureChange.allCases.filter(\.isOfTasks)

  @Test(arguments: StructureChange.allCases)
  func completionOffersPathsAndValues(change: StructureChange) throws {
    let driver = try Driver("three-tasks", at: 1)
    func offered(_ line: String) -> [String] {
      CommandCompletion(line, driver.state).candidates.map(\.text)
    }
    let paths = change.paths(in: driver.state.scenario)
    #expect(!paths.isEmpty)
    for path in paths {
      #expect(StructureChange(path: path) == change)
      #expect(offered("set " + path.dropLast()) == [path + "="])
      #expect(offered(String(path.dropLast())).contains(path + "="))
      let values = change.values(in: driver.state.scenario)
      #expect(offered(path + "=") == values && offered(path + " ") == values)
      for value in values {
        var state = driver.state
        do throws(ParameterError) {
          _ = try CommandReducer.run(&state, "\(path)=\(value)")
        } catch {
          Issue.record("\(path)=\(value): \(error)")
        }
      }
    }
  }

  @Test func namesAreOffered() throws {
    let state = try Driver("three-tasks").state
    func offered(_ line: String) -> [String] {
      CommandCompletion(line, state).candidates.map(\.text)
    }
    #expect(offered("tasks.remove=") == ["maths", "code", "poetry"])
    #expect(offered("stages.add=p") == ["poetry"])
    #expect(offered("tasks.move=code:") == ["code:1", "code:3"])
    #expect(offered("tasks.code.n") == ["tasks.code.name="])
    // There is nothing of the kind where tasks have no names.
    #expect(CommandCompletion("tasks.add", try Driver().state).candidates.isEmpty)
  }

  @Test(arguments: [
    ("add task", "add a task"), ("remove task", "remove a task"), ("stage", "add a stage"),
    ("remove stage", "remove a stage"), ("rename", "rename a task: maths"),
    ("move task", "move a task to another place"),
  ])
  func thePaletteFindsThem(query: String, title: String) throws {
    var driver = try Driver("three-tasks", rows: 40, columns: 120)
    let found = PaletteItem.found(query, driver.state)
    // Stages have parameters of that name, which come first.
    #expect(
      found.prefix(query == "stage" ? 8 : 3).contains { $0.title == title },
      "\(found.prefix(3).map(\.title))")
    #expect(!PaletteItem.all(try Driver().state).contains { $0.title == title })
    // Enter opens the line in which it is typed, with what may be named above it.
    var palette = ActionPalette()
    palette.editor = LineEditor(query, limit: LineEditor.largestQuery)
    palette.selection = found.firstIndex { $0.title == title } ?? 0
    driver.state.overlay = .actions(palette)
    driver.press(.enter)
    guard let line = driver.prompt else {
      Issue.record("no command line")
      return
    }
    #expect(StructureChange(path: String(line.editor.text.dropLast())) != nil)
    let above = driver.line(38)
    #expect(
      above.contains("maths") || above.contains("=NAME") || above.contains("1  2"), "\(above)")
  }

  @Test func helpAndTheManualHaveThem() throws {
    var driver = try Driver("three-tasks", rows: 60, columns: 84)
    driver.press(.character("?"))
    var text = ""
    for _ in 0..<4 {
      text += driver.text() + "\n"
      driver.press(.pageDown)
    }
    let help = text.split(separator: "\n").map { $0.drop { "│ ".contains($0) } }
    for change in Self.ofTasks {
      #expect(help.contains { $0.hasPrefix(change.pattern + " ") }, "\(change)")
    }
    for change in StructureChange.allCases {
      #expect(Manual.text.contains("`\(change.pattern)=\(change.argument)`"))
    }
  }
}
