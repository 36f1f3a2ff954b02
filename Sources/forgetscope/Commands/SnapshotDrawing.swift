import ArgumentParser
import Cells
import Documents
import Explorer
import Forgetting
import Host
import Simulation
import Views
import Words

/// What `snapshot` draws: a screen in cells, or a paper's figure.
extension SnapshotCommand {
  func screen(
    _ view: ScreenPart, _ snapshot: Snapshot, _ size: (width: Double, height: Double),
    _ caption: FigureCaption,
    _ map: MapChoice, _ asked: AskedScreen
  ) -> Figure {
    var state = ExplorerState(
      rows: Int(size.height), columns: Int(size.width),
      display: .init(symbols: symbols, palette: palette, isMonochrome: palette == .mono),
      snapshot: snapshot)
    state.mapChoice = map
    state.take(asked)
    if let source = snapshot.scenario.data {
      let shown = DataFiles.shown(source)
      warn(of: shown, asked: source)
      state.show(shown)
    }
    return Figure(
      grid: view.grid(of: state), palette: palette,
      background: background ?? FigureBackground(for: palette), caption: caption)
  }

  /// The rest is drawn where a log is missing; one that has changed is told of, as its caption names another.
  private func warn(of data: ShownData, asked: DataSource) {
    if let line = data.refusal { complain("forgetscope: note: \(line)") }
    if let run = data.run, !asked.hash.isEmpty, run.hash != asked.hash {
      complain("forgetscope: note: \(Remark.changedLog(asked.file))")
    }
  }

  /// What most of the seeds that were asked for are between.
  private func bands(_ asked: AskedScreen, _ snapshot: Snapshot) -> EnsemblePicture? {
    let count = asked.ensemble ?? snapshot.scenario.ensemble
    guard let request = EnsembleRequest(snapshot.experiment, count: count) else { return nil }
    var job = SurveyJob(.ensemble(request))
    while !job.isDone { job.advance() }
    if case .ensemble(let picture)? = job.picture { return picture }
    return nil
  }

  func paperFigure(
    _ view: ScreenPart, _ snapshot: Snapshot, _ size: (width: Double, height: Double),
    _ caption: FigureCaption,
    _ map: MapChoice, _ asked: AskedScreen
  ) throws -> [UInt8] {
    let panels = self.panels(of: view, snapshot, map, asked)
    guard !panels.isEmpty else {
      let others = ScreenPart.all.filter { $0 != view && hasFigure($0, snapshot) }
      throw Failure.usage(.viewOfFigure(view.name, others: others.map(\.name)))
    }
    let source = snapshot.scenario.data
    let data = source.map { DataFiles.shown($0) }
    if let data, let source { warn(of: data, asked: source) }
    let named = self.size.flatMap {
      VectorFigure.size(named: $0, panels: panels.count, isMap: view == .view(.map))
    }
    let size = named ?? size
    return try VectorFigure(
      snapshot, panels: panels, data: data?.run, ensemble: bands(asked, snapshot),
      width: size.width, height: size.height, caption: caption, background: background ?? .light
    ).bytes()
  }

  /// Whether a figure of the scenario has something to draw there.
  private func hasFigure(_ view: ScreenPart, _ snapshot: Snapshot) -> Bool {
    switch view {
    case .keptByTask: snapshot.problem.tasks != nil
    case .view(.projector), .help, .presets: false
    case .view(let view): view.hasContent(of: snapshot.scenario)
    case .kept, .learned: true
    case .pane(let pane): pane == .density || pane.measure != nil
    }
  }

  /// What is across in the trade-off.
  func across(_ asked: AskedScreen, _ snapshot: Snapshot) -> TradeOffAxis {
    asked.across ?? TradeOffAxis(in: snapshot.scenario)
  }

  /// What a figure draws side by side; empty where there is nothing.
  private func panels(
    of view: ScreenPart, _ snapshot: Snapshot, _ map: MapChoice, _ asked: AskedScreen
  ) -> [VectorFigure.Panel] {
    guard hasFigure(view, snapshot) else { return [] }
    func one(_ panel: VectorFigure.Panel?) -> [VectorFigure.Panel] { panel.map { [$0] } ?? [] }
    return switch view {
    case .view(.dashboard): [.density, .mass(of: snapshot), .drift]
    case .view(.curves): [.mass(of: snapshot), .drift]
    case .view(.tradeOff):
      [.tradeOff(across: across(asked, snapshot).measure, others: asked.points)]
    case .view(.tasks): snapshot.lanes.indices.map { .tasks(lane: $0) }
    case .view(.map): one(.map(of: map, snapshot))
    case .view(.drift): one(.driftOverSeparation(snapshot))
    case .view(.phase): one(.phase(snapshot))
    case .keptByTask: snapshot.lanes.indices.map { .tasks(lane: $0, isKept: true) }
    case .kept: [.measure(.kept)]
    case .learned: [.measure(.learned)]
    case .pane(.density): [.density]
    case .pane(.mass): [.mass(of: snapshot)]
    case .pane(let pane): one(pane.measure.map { .measure($0) })
    case .view(.projector), .help, .presets: []
    }
  }
}

extension FigureBackground: ExpressibleByArgument {}
extension FigureFormat: ExpressibleByArgument {}
