import Cells
import Documents
import Explorer
import Forgetting
import Simulation
import Views

/// The explorer without a terminal, on a clock that only moves when it is told to: the same keys at
/// the same times give the same screens.
public struct HeadlessExplorer {
  /// What the interface shows and remembers.
  public private(set) var state: ExplorerState
  /// Seconds since the start.
  public private(set) var clock = 0.0
  /// Whether q was pressed.
  public private(set) var hasQuit = false
  private var simulation: Simulation
  private let reader = SnapshotReader()
  private var memory = DensityMemory()
  private var done = 0
  private var refusal: (command: Int, error: ParameterError)?
  /// Flow time that the eye should have reached.
  private var flowTime: Double
  private var lastMeasurement = 0.0
  /// Edits of the journal beyond the instant, which take effect as their ticks come.
  private var rest: ArraySlice<Edit>

  /// What is being surveyed.
  private var survey: (number: Int, job: SurveyJob)?
  /// Densities evaluated for a survey when a key is answered, and per second of the clock.
  private static let surveyWorkPerKey = 1e8
  private static let surveyWorkPerSecond = 1e7

  /// - Parameter experiment: opened at its instant; later edits of its journal take effect when the
  ///   flow gets there.
  /// - Parameter lecture: one to give; the experiment is the beginning of its scene.
  public init(
    _ experiment: Experiment, rows: Int, columns: Int, display: DisplaySettings,
    lecture: LectureState? = nil
  ) throws(ParameterError) {
    var opened = experiment
    let count = opened.journal.prefix { $0.tick <= experiment.tick }.count
    rest = opened.journal[count...]
    opened.journal.removeSubrange(count...)
    simulation = try Simulation(opened)
    flowTime = simulation.time
    state = ExplorerState(
      rows: rows, columns: columns, display: display,
      snapshot: reader.snapshot(of: simulation, phase: 1, measures: true), lecture: lecture)
    perform(ExplorerReducer.reduce(&state, .clockMoved(0)))
  }

  /// The run pauses where a condition begins to hold.
  public mutating func pause(when condition: Condition) {
    perform(ExplorerReducer.reduce(&state, .pauseAsked(condition)))
    publish(measures: true)
  }

  /// The screen now.
  public mutating func grid() -> CellGrid { Dashboard.draw(state, memory: &memory) }

  /// Presses a key.
  public mutating func press(_ key: Key) {
    perform(ExplorerReducer.reduce(&state, .keyPressed(key)))
    publish(measures: true)
  }

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .simulate(let command):
        done += 1
        do throws(ParameterError) {
          try simulation.perform(command)
        } catch {
          refusal = (done, error)
        }
        while !simulation.catchUp(ticks: 1000) {}
        flowTime = simulation.time
      case .writeStateLine(let experiment):
        let lines = StateLine.lines(of: experiment, width: state.columns)
        _ = ExplorerReducer.reduce(&state, .stateLineWritten(lines: lines, isOffered: false))
      case .writeScenario, .snapshot:
        _ = ExplorerReducer.reduce(
          &state, .reported("nothing is written without a terminal", isError: false))
      case .startSurvey(let request, let number, _):
        // There is no background here: an ordinary picture is whole when the key has been answered,
        // one that takes long grows from frame to frame.
        survey = (number, SurveyJob(request))
        stepSurvey(HeadlessExplorer.surveyWorkPerKey)
      case .cancelSurvey: survey = nil
      case .applyDisplay(let display): state.display = display
      case .redraw, .suspend, .forkWatched: break
      case .quit: hasQuit = true
      }
    }
  }

  /// Steps a survey by so many densities, and shows how far it has come.
  private mutating func stepSurvey(_ work: Double) {
    guard let number = survey?.number, var job = survey?.job else { return }
    // Taken out meanwhile: its value would be copied at every step.
    survey = nil
    let end = job.work + work
    while !job.isDone, job.work < end { job.advance() }
    survey = job.isDone ? nil : (number, job)
    guard let picture = job.picture else { return }
    let report = SurveyReport(number: number, picture: picture)
    perform(ExplorerReducer.reduce(&state, .surveyArrived(report)))
  }

  /// Lets seconds go by.
  public mutating func wait(_ seconds: Double) {
    clock += seconds
    stepSurvey(seconds * HeadlessExplorer.surveyWorkPerSecond)
    perform(ExplorerReducer.reduce(&state, .clockMoved(clock)))
    let wasRunning = simulation.isRunning
    if wasRunning {
      flowTime += seconds * simulation.scenario.clock.speed
      while simulation.isRunning, simulation.time < flowTime {
        simulation.advance()
        while let edit = rest.first, edit.tick <= simulation.tick {
          rest.removeFirst()
          // An edit that a key has made impossible is left out.
          try? simulation.apply(edit.change)
        }
      }
    }
    guard wasRunning else { return }
    publish(measures: clock - lastMeasurement >= 0.2 - 1e-9 || !simulation.isRunning)
  }

  private mutating func publish(measures: Bool) {
    if measures { lastMeasurement = clock }
    let span = simulation.time - simulation.previousTime
    let phase =
      simulation.isRunning && span > 0
      ? min(1, max(0, (flowTime - simulation.previousTime) / span)) : 1
    var snapshot = reader.snapshot(of: simulation, phase: phase, measures: measures)
    snapshot.commandCount = done
    snapshot.refusal = refusal
    perform(ExplorerReducer.reduce(&state, .snapshotArrived(snapshot)))
    // A scene that has ended begins the next one, which may stand still.
    if done > snapshot.commandCount { publish(measures: true) }
  }
}
