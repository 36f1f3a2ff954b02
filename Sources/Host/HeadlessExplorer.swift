import Cells
import Documents
import Explorer
import Forgetting
import Simulation
import Views

/// The explorer without a terminal, on a clock that only moves when it is told to: the same keys at
/// the same times give the same screens.
public struct HeadlessExplorer: EffectPerformer {
  package var loop: ExplorerLoop
  /// Seconds since the start.
  public private(set) var clock = 0.0
  /// Whether q was pressed.
  public private(set) var hasQuit = false
  private var playback: Playback
  private var frames = FrameClock()
  private let reader = SnapshotReader()
  private var memory = DensityMemory()

  /// Whether what is asked for by a file's name is written.
  private let writesFiles: Bool

  /// What is being surveyed.
  private var survey: (number: Int, job: SurveyJob)?
  /// Densities evaluated for a survey when a key is answered, and per second of the clock.
  private static let surveyWorkPerKey = 1e8
  private static let surveyWorkPerSecond = 1e7

  /// - Parameter experiment: opened at its instant; later edits of its journal take effect when the
  ///   flow gets there.
  /// - Parameter lecture: one to give; the experiment is the beginning of its scene.
  /// - Parameter asked: what is to be shown; what it opens on, once `open` is told.
  /// - Parameter writesFiles: whether what is asked for by a file's name is written: a picture, a scenario.
  public init(
    _ experiment: Experiment, rows: Int, columns: Int, display: DisplaySettings,
    lecture: LectureState? = nil, asked: AskedScreen = AskedScreen(), writesFiles: Bool = false
  ) throws(ParameterError) {
    self.writesFiles = writesFiles
    playback = try Playback(at: experiment)
    frames.restart(now: 0, at: playback.simulation.time)
    frames.measured(now: 0)
    var state = ExplorerState(
      rows: rows, columns: columns, display: display,
      snapshot: playback.snapshot(reader, measures: true), lecture: lecture)
    state.take(asked)
    loop = ExplorerLoop(state)
    reduce(.clockMoved(0))
  }

  /// What the interface shows and remembers.
  public var state: ExplorerState { loop.state }

  /// The run pauses where a condition begins to hold.
  public mutating func pause(when condition: Condition) {
    reduce(.pauseAsked(condition))
    publish(measures: true)
  }

  /// Shows what a scenario opens on.
  public mutating func open(_ opening: Opening) {
    reduce(.openingAsked(opening))
    publish(measures: true)
  }

  /// The screen now.
  public mutating func grid() -> CellGrid { Dashboard.draw(state, memory: &memory) }

  /// Presses a key.
  public mutating func press(_ key: Key) {
    reduce(.keyPressed(key))
    publish(measures: true)
  }

  package mutating func perform(_ effect: Effect) -> ExplorerAction? {
    switch effect {
    case .simulate(let command):
      playback.perform(command)
      playback.catchUp()
      frames.restart(now: clock, at: playback.simulation.time)
    case .openLecture(let id): return ShippedLectures.opened(id)
    case .readData(let source): return .dataArrived(DataFiles.shown(source))
    case .writeStateLine:
      let lines = StateLine.lines(
        of: state.snapshot.experiment, shown: ShownOptions(of: state), width: state.columns)
      return .stateLineWritten(lines: lines, isOffered: false)
    case .snapshot(let path?) where writesFiles:
      let made = ScreenFiles.picture(of: state, memory, path)
      return .pictureMade(made.remark, isError: made.isError)
    case .writeScenario(let scenario, let path?) where writesFiles:
      return ScreenFiles.written(scenario, path)
    case .snapshot: return .pictureMade(.nothingWritten, isError: false)
    case .writeScenario: return .reported(.nothingWritten, isError: false)
    case .startSurvey(let request, let number, _):
      // There is no background here: an ordinary picture is whole when the key has been answered,
      // one that takes long grows from frame to frame.
      survey = (number, SurveyJob(request))
      return stepSurvey(HeadlessExplorer.surveyWorkPerKey)
    case .cancelSurvey: survey = nil
    case .applyDisplay(let display): return .displayApplied(display)
    case .suspend: return .resumed(rows: state.rows, columns: state.columns)
    case .redraw, .forkWatched, .stopReading: break
    case .quit: hasQuit = true
    }
    return nil
  }

  /// Steps a survey by so many densities.
  ///
  /// - Returns: how far it has come.
  private mutating func stepSurvey(_ work: Double) -> ExplorerAction? {
    guard let number = survey?.number, var job = survey?.job else { return nil }
    // Taken out meanwhile: its value would be copied at every step.
    survey = nil
    let end = job.work + work
    while !job.isDone, job.work < end { job.advance() }
    survey = job.isDone ? nil : (number, job)
    return job.picture.map { .surveyArrived(SurveyReport(number: number, picture: $0)) }
  }

  /// Lets seconds go by.
  public mutating func wait(_ seconds: Double) {
    clock += seconds
    if let report = stepSurvey(seconds * HeadlessExplorer.surveyWorkPerSecond) { reduce(report) }
    reduce(.clockMoved(clock))
    guard playback.simulation.isRunning else { return }
    frames.advance(by: seconds, speed: playback.simulation.scenario.clock.speed)
    while playback.simulation.isRunning, playback.simulation.time < frames.flowTime {
      playback.advance()
    }
    publish(measures: frames.isMeasurementDue(now: clock) || !playback.simulation.isRunning)
  }

  private mutating func publish(measures: Bool) {
    if measures { frames.measured(now: clock) }
    let snapshot = playback.snapshot(reader, at: frames.flowTime, measures: measures)
    reduce(.snapshotArrived(snapshot))
    // A scene that has ended begins the next one, which may stand still.
    if !state.isAnswered { publish(measures: true) }
  }
}
