import Cells
import Forgetting
import Simulation

/// Which pane stands where at a size, and the whole screen.
public enum Dashboard {
  /// The screen's regions; nil or missing what has no room.
  struct Layout {
    var header: Region
    var verdicts: Region
    var panes: [(pane: ExplorerState.Pane, region: Region)] = []
    /// Drift over separation, or the phase plane: in place of the panes.
    var survey: Region?
    /// How the lanes are told for the back row, in place of the verdicts.
    var projector: ProjectorView.Arrangement?
    /// A lecture's notes.
    var notes: Region?
    var timeline: Region?
    var footer: Region?

    func pane(row: Int, column: Int) -> (pane: ExplorerState.Pane, region: Region)? {
      panes.first { $0.region.contains(row: row, column: column) }
    }
  }

  /// The panes that are on the screen.
  static func panes(for state: ExplorerState) -> [ExplorerState.Pane] {
    // Where nothing is sampled the pane of the samples is passed over.
    let all = ExplorerState.Pane.allCases.filter { $0 != .samples || !state.batchLanes.isEmpty }
    if state.isZoomed { return all }
    let layout = layout(for: state)
    if layout.survey != nil { return [] }
    let shown = layout.panes.map(\.pane)
    return shown.count > 1 ? shown : all
  }

  static func layout(for state: ExplorerState) -> Layout {
    let screen = Region(row: 0, column: 0, height: state.rows, width: state.columns)
    let (header, below) = screen.split(top: 1)
    let lanes = state.visibleLanes.count
    let isRoomy = state.rows >= 12 && state.columns >= 40
    guard isRoomy else {
      // Words, and a row for the keys and for what there is to say where one is left.
      let (verdicts, rest) = below.split(top: max(lanes, below.height - 1))
      return Layout(header: header, verdicts: verdicts, footer: rest.height > 0 ? rest : nil)
    }
    // Eight lanes on a small screen still leave room for one pane, and side by side for all.
    let verdictRows =
      isProjected(state)
      ? 0
      : min(
        VerdictView.rows(lanes, rows: state.rows, columns: state.columns), max(2, state.rows - 10))
    let (verdicts, rest) = below.split(top: verdictRows)
    let (body, footer) = rest.split(top: rest.height - 1)
    var layout = Layout(header: header, verdicts: verdicts, footer: footer)
    if LectureLayout.arrange(&layout, body, for: state) { return layout }
    if isProjected(state) {
      project(&layout, into: body, state)
      return layout
    }
    let isSurvey = !state.isZoomed && (state.view == .drift || state.view == .phase)
    if !hasSeveralPanes(rows: state.rows, columns: state.columns) {
      if isSurvey {
        layout.survey = body
        return layout
      }
      layout.panes = [(state.focus, body)]
      return layout
    }
    var main = body
    if state.rows >= 20 {
      let height = state.rows >= 34 ? 3 : 1
      let (upper, timeline) = body.split(top: body.height - height)
      main = upper
      layout.timeline = timeline
    }
    if isSurvey {
      layout.survey = main
    } else if state.isZoomed {
      layout.panes = [(state.focus, main)]
    } else if state.view == .curves {
      let (top, bottom) = main.split(top: (main.height + 1) / 2)
      layout.panes = [(.mass, top), (.place, bottom)]
    } else {
      layout.panes = dashboard(main, hasSamples: !state.batchLanes.isEmpty)
    }
    return layout
  }

  /// Whether the screen is for the back row; a zoomed pane is a pane.
  private static func isProjected(_ state: ExplorerState) -> Bool {
    state.view == .projector && !state.isZoomed
  }

  /// Lanes in large letters, and mass or place under them.
  static func project(_ layout: inout Layout, into region: Region, _ state: ExplorerState) {
    let arrangement = ProjectorView.arrange(state, in: region)
    layout.projector = arrangement
    layout.verdicts = arrangement.bands
    if let plot = arrangement.plot { layout.panes = [(projectedPane(state), plot)] }
  }

  /// One plot: that of mass, unless another is asked for that says more from afar than numbers do.
  private static func projectedPane(_ state: ExplorerState) -> ExplorerState.Pane {
    state.focus == .place || state.focus == .density ? state.focus : .mass
  }

  static func hasSeveralPanes(rows: Int, columns: Int) -> Bool { rows >= 18 && columns >= 64 }

  static func dashboard(
    _ main: Region, hasSamples: Bool
  ) -> [(pane: ExplorerState.Pane, region: Region)] {
    let lowerHeight = main.height < 17 ? 0 : max(5, main.height - max(13, main.height * 3 / 5))
    let (plots, lower) = main.split(top: main.height - lowerHeight)
    let leftWidth = (main.width * 59 + 50) / 100
    let (density, right) = plots.split(left: leftWidth)
    let curves = right.inset(left: 1)
    let (mass, place) = curves.split(top: (curves.height + 1) / 2)
    var panes: [(ExplorerState.Pane, Region)] = [
      (.density, density), (.mass, mass), (.place, place),
    ]
    guard lowerHeight > 0 else { return panes.map { (pane: $0.0, region: $0.1) } }
    let (parameters, lowerRight) = lower.split(left: leftWidth)
    panes.append((.parameters, parameters))
    let facts = lowerRight.inset(left: 1)
    if hasSamples, lowerHeight >= 13 {
      let (why, rest) = facts.split(top: 3)
      let (samples, theory) = rest.split(top: min(11, max(6, rest.height / 2)))
      panes += [(.why, why), (.samples, samples), (.theory, theory)]
    } else if hasSamples, lowerHeight >= 9 {
      let (samples, theory) = facts.split(top: 5)
      panes += [(.samples, samples), (.theory, theory)]
    } else if hasSamples {
      // On a small screen the batch is what was asked for; the theory is a key away.
      panes.append((.samples, facts))
    } else if lowerHeight >= 11 {
      let (why, theory) = facts.split(top: min(5, lowerHeight - 7))
      panes.append((.why, why))
      panes.append((.theory, theory))
    } else {
      panes.append((.theory, facts))
    }
    return panes.map { (pane: $0.0, region: $0.1) }
  }

  /// The regions in the order in which a slow line should see them: words first, then the focus.
  public static func priority(for state: ExplorerState) -> [Region] {
    let layout = layout(for: state)
    var order = [layout.header, layout.verdicts]
    if let footer = layout.footer { order.append(footer) }
    if let notes = layout.notes { order.append(notes) }
    if let survey = layout.survey { order.append(survey) }
    if let focused = layout.panes.first(where: { $0.pane == state.focus }) {
      order.append(focused.region)
    }
    order += layout.panes.filter { $0.pane != state.focus }.map(\.region)
    if let timeline = layout.timeline { order.append(timeline) }
    return order
  }

  /// The screen of a state.
  ///
  /// - Parameter memory: what the heat maps showed before, so that few cells change; kept by the
  ///   caller from frame to frame.
  public static func draw(_ state: ExplorerState, memory: inout DensityMemory) -> CellGrid {
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    if state.lecture?.isBlank == true { return painter.grid }
    if TooSmallView.isOn(state) {
      TooSmallView.draw(state, into: &painter)
      if case .command(let line) = state.overlay {
        CommandLineView.draw(line, state, into: &painter)
      }
      return painter.grid
    }
    let layout = layout(for: state)
    HeaderView.draw(state, into: &painter, region: layout.header)
    if let projector = layout.projector {
      ProjectorView.draw(state, projector, into: &painter)
    } else {
      VerdictView.draw(state, into: &painter, region: layout.verdicts)
    }
    // From the back row dots are too fine.
    let symbols = painter.symbols
    if layout.projector != nil, symbols != .ascii { painter.symbols = .block }
    for (pane, region) in layout.panes {
      draw(pane, state, into: &painter, region: region, memory: &memory)
    }
    painter.symbols = symbols
    if let survey = layout.survey {
      switch state.view {
      case .phase: PhaseView.draw(state, into: &painter, region: survey)
      default: DriftOverSeparationView.draw(state, into: &painter, region: survey)
      }
    }
    if let timeline = layout.timeline {
      TimelineView.draw(state, into: &painter, region: timeline)
    }
    if let footer = layout.footer { FooterView.draw(state, into: &painter, region: footer) }
    LectureView.draw(state, layout, into: &painter)
    TourView.draw(state, layout, into: &painter)
    drawOverlay(state, into: &painter)
    return painter.grid
  }

  static func draw(
    _ pane: ExplorerState.Pane, _ state: ExplorerState, into painter: inout Painter,
    region: Region, memory: inout DensityMemory
  ) {
    switch pane {
    case .density: DensityView.draw(state, into: &painter, region: region, memory: &memory)
    case .mass: MassView.draw(state, into: &painter, region: region)
    case .place: PlaceView.draw(state, into: &painter, region: region)
    case .parameters: ParametersView.draw(state, into: &painter, region: region)
    case .why: WhyView.draw(state, into: &painter, region: region)
    case .samples: SamplesView.draw(state, into: &painter, region: region)
    case .theory: TheoryView.draw(state, into: &painter, region: region)
    }
  }

  private static func drawOverlay(_ state: ExplorerState, into painter: inout Painter) {
    switch state.overlay {
    case .help(let scroll): HelpView.draw(state, scroll: scroll, into: &painter)
    case .presets(let menu): PresetMenuView.draw(menu, state, into: &painter)
    case .command(let line): CommandLineView.draw(line, state, into: &painter)
    case .actions(let palette): PaletteView.draw(palette, state, into: &painter)
    case .ghosts(let selection):
      GhostView.drawList(selection: selection, state, into: &painter)
    case .explanation(let topic, let scroll):
      ExplanationView.draw(topic, scroll: scroll, state, into: &painter)
    case .methods(let selection):
      MenuView.draw(
        title: "add a lane",
        items: MethodCatalogue.descriptions.map {
          (name: "\($0.name) (\($0.nickname))", about: $0.about)
        },
        selection: selection, state, into: &painter)
    case .stateLine(let lines, let isOffered, let scroll):
      StateLineView.draw(
        lines, isOffered: isOffered, scroll: scroll, state, into: &painter)
    case nil: break
    }
  }

  /// Whether a pane is the focused one of several, which its rule shows.
  static func isFocused(_ pane: ExplorerState.Pane, _ state: ExplorerState) -> Bool {
    state.focus == pane
  }
}
