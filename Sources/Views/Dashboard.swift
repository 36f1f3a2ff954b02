import Cells
import Explorer
import Forgetting

/// The whole screen: every view in its region.
public enum Dashboard {
  /// The screen of a state.
  ///
  /// - Parameter memory: what the heat maps showed before, so that few cells change; kept by the
  ///   caller from frame to frame.
  public static func draw(_ state: ExplorerState, memory: inout DensityMemory) -> CellGrid {
    painted(state, memory: &memory).grid
  }

  /// The same as whoever has drawn it leaves it.
  static func painted(_ state: ExplorerState, memory: inout DensityMemory) -> Painter {
    draw(state, ScreenLayout.layout(for: state), memory: &memory)
  }

  /// The same with the regions in the order in which a slow line should see them.
  public static func frame(
    _ state: ExplorerState, memory: inout DensityMemory
  ) -> (grid: CellGrid, priority: [Region]) {
    let layout = ScreenLayout.layout(for: state)
    return (draw(state, layout, memory: &memory).grid, layout.priority(focus: state.focus))
  }

  private static func draw(
    _ state: ExplorerState, _ layout: Layout, memory: inout DensityMemory
  ) -> Painter {
    var painter = Painter(rows: state.rows, columns: state.columns, symbols: state.display.symbols)
    if state.shownScene?.isBlank == true { return painter }
    if state.size.isTooSmall {
      TooSmallView.draw(state, into: &painter)
      if case .command(let line) = state.overlay {
        CommandLineView.draw(line, state, into: &painter)
      }
      return painter
    }
    HeaderView.draw(state, into: &painter, region: layout.header)
    if let projector = layout.projector {
      ProjectorView.draw(state, projector, into: &painter)
    } else if state.concealed.contains(.verdicts) {
      VerdictRows.drawNames(state, into: &painter, region: layout.verdicts)
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
      case .drift: DriftOverSeparationView.draw(state, into: &painter, region: survey)
      case .phase: PhaseView.draw(state, into: &painter, region: survey)
      case .map: MapView.draw(state, into: &painter, region: survey, memory: &memory)
      case .tradeOff: TradeOffView.draw(state, into: &painter, region: survey)
      case .dashboard, .curves, .projector, .tasks: break
      }
    }
    for (side, region) in layout.sides { draw(side, state, into: &painter, region: region) }
    if let tasks = layout.tasks { TasksView.draw(state, into: &painter, region: tasks) }
    if let timeline = layout.timeline {
      TimelineView.draw(state, into: &painter, region: timeline)
    }
    if let footer = layout.footer {
      FooterView.draw(state, layout, into: &painter, region: footer)
    }
    LectureView.draw(state, layout, into: &painter)
    drawOverlay(state, into: &painter)
    return painter
  }

  static func draw(
    _ pane: Pane, _ state: ExplorerState, into painter: inout Painter,
    region: Region, memory: inout DensityMemory
  ) {
    if state.concealed.contains(Concealment(pane)) {
      painter.rule(region, row: region.row, title: pane.name.uppercased())
      painter.write(
        "after the answer", centeredIn: region, row: region.row + region.height / 2, ink: .dim)
      return
    }
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

  private static func draw(
    _ side: Layout.Side, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    switch side {
    case .kept:
      var other = state
      other.massCurve = state.massCurve == .kept ? .weight : .kept
      other.focus = .parameters
      MassView.draw(other, into: &painter, region: region)
    case .tradeOff: TradeOffView.draw(state, into: &painter, region: region)
    case .phase: PhaseView.draw(state, into: &painter, region: region)
    case .drift: DriftOverSeparationView.draw(state, into: &painter, region: region)
    case .tasks: TasksView.draw(state, into: &painter, region: region, isBeside: true)
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
}
