import Documents
import Explorer
import Forgetting
import Views
import Words

/// What is on a screen as files, and what has come of them as actions.
enum ScreenFiles {
  /// The screen as it is becomes a file with a fresh name, in the current folder unless a path is
  /// given; a failure is told and the explorer goes on.
  static func picture(
    of state: ExplorerState, _ memory: DensityMemory, _ path: String?
  ) -> (remark: Remark, isError: Bool) {
    let pictured = state.pictured
    var memory = memory
    do {
      let format = try FigureMaking.format(of: path)
      let caption = try FigureMaking.caption(
        of: pictured.snapshot, shown: ShownOptions(of: pictured))
      let figure = Figure(
        grid: Dashboard.draw(pictured, memory: &memory), palette: state.display.palette,
        background: FigureBackground(for: state.display.palette), caption: caption)
      let name =
        path
        ?? FigureName.name(
          for: pictured.snapshot.scenario, time: pictured.now.time, format: format)
      var bytes = FigureMaking.bytes(of: figure, as: format)
      if format.isConverted {
        bytes = try FigureMaking.converted(bytes, to: format, isForPrint: false, caption: caption)
      }
      let written = try AtomicFile.write(bytes, to: name, ifExists: .freshName)
      return (.figureWritten(written), isError: false)
    } catch {
      return (.noFigure(problem: "\(error)"), isError: true)
    }
  }

  /// A scenario as YAML, in the same way.
  static func written(_ scenario: Scenario, _ path: String?) -> ExplorerAction {
    do {
      let path = try AtomicFile.write(
        Array(yaml(of: scenario).utf8), to: path ?? ScenarioName.fileName(scenario),
        ifExists: .freshName)
      return .reported(.scenarioWritten(path), isError: false)
    } catch {
      return .reported(.told(error.description), isError: true)
    }
  }
}
