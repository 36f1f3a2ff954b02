import Documents
import Explorer
import Simulation

/// What the reducer asks for, done.
extension ExplorerSession: EffectPerformer {
  package mutating func perform(_ effect: Effect) -> ExplorerAction? {
    switch effect {
    case .simulate(let command): source.send(command)
    case .forkWatched: return fork()
    case .startSurvey(let request, let number, let settles):
      let wake = wake
      let surveys = surveys ?? SurveyThread { wake.wake() }
      self.surveys = surveys
      surveys.start(request, number: number, settles: settles)
    case .cancelSurvey: surveys?.cancel()
    case .applyDisplay(let display):
      terminal.palette = display.palette
      terminal.symbols = display.symbols
      terminal.mouse = display.usesMouse
      return .displayApplied(ExplorerSession.display(terminal))
    case .snapshot(let path):
      let (state, memory) = (state, memory)
      writings.start(path ?? "") {
        let made = ScreenFiles.picture(of: state, memory, path)
        return .reported(made.remark, isError: made.isError)
      }
      return .pictureTaken
    case .openLecture(let id): return ShippedLectures.opened(id)
    case .readData(let source):
      readings.start(
        source, asking: { .dataArrived(DataFiles.shown(source, isWanted: $0)) })
    case .stopReading(let source): readings.giveUp(source)
    case .writeStateLine:
      let (experiment, shown) = (state.snapshot.experiment, ShownOptions(of: state))
      return .stateLineWritten(
        lines: StateLine.lines(of: experiment, shown: shown, width: state.columns),
        isOffered: terminal.offerToClipboard(StateLine.text(of: experiment, shown: shown)))
    case .writeScenario(let scenario, let path):
      writings.start(path ?? "") { ScreenFiles.written(scenario, path) }
    case .redraw: terminal.redraw()
    case .suspend:
      share?.standStill(state.snapshot, state.shownView)
      terminal.suspend()
      return .resumed(rows: terminal.size.rows, columns: terminal.size.columns)
    case .quit: exitCode = 0
    }
    return nil
  }

  /// The watched instant becomes a run of one's own, which has the same numbers.
  private mutating func fork() -> ExplorerAction? {
    guard case .watched(let client) = source, let experiment = client.experiment else { return nil }
    let wake = wake
    do {
      source = .own(
        try SimulationThread(experiment, plays: false, budget: limits.budget) { wake.wake() })
      return .forked
    } catch {
      return .reported(.notForked(problem: "\(error)"), isError: true)
    }
  }
}
