import Cells
import Forgetting
import Simulation

/// What the functions of keys do; a command's word does the same.
enum FunctionReducer {
  static func perform(_ state: inout ExplorerState, _ function: KeyFunction) -> [Effect] {
    if let effects = MapReducer.perform(&state, function) { return effects }
    switch function {
    case .previousParameter: ParameterReducer.moveCursor(&state, by: -1)
    case .nextParameter: ParameterReducer.moveCursor(&state, by: 1)
    case .previousGroup: ParameterReducer.moveGroup(&state, by: -1)
    case .nextGroup: ParameterReducer.moveGroup(&state, by: 1)
    case .change(let presses): return ParameterReducer.change(&state, by: presses)
    case .lowest: return ParameterReducer.goToEnd(&state, upper: false)
    case .highest: return ParameterReducer.goToEnd(&state, upper: true)
    case .typeValue: ParameterReducer.startEntry(&state)
    case .resetValue: return ParameterReducer.resetValue(&state)
    case .separation(let presses):
      return ParameterReducer.changeParameter(&state, "target.separation", by: presses)
    case .playOrPause: return state.playOrPause()
    case .step(let count):
      state.stop()
      return state.send(.step(count))
    case .scrub(let share):
      return state.seek(state.now.time + share * state.snapshot.horizon)
    case .faster: return ParameterReducer.changeParameter(&state, "clock.speed", by: 2)
    case .slower: return ParameterReducer.changeParameter(&state, "clock.speed", by: -2)
    case .restart: return state.send(.restart)
    case .reset: return state.send(.reset)
    case .toggleInstant:
      let instant = !state.now.isInstant
      state.pending.isInstant = instant
      state.mapMadeInstant = false
      state.message = .init(
        remark: !instant ? .instantOff : state.now.endTime > 0 ? .instantOn : .instantAwaitsRun,
        isError: false)
      return state.send(.setInstant(instant))
    case .undo:
      return state.snapshot.canUndo ? state.send(.undo) : state.say(.nothingToUndo)
    case .redo:
      return state.snapshot.canRedo ? state.send(.redo) : state.say(.nothingToRedo)
    case .focusLane(let lane): LaneReducer.focusLane(&state, lane)
    case .allLanes:
      state.focusedLane = nil
      state.isSolo = false
      state.keepCursor()
    case .nextMethod: return LaneReducer.changeMethod(&state, by: 1)
    case .previousMethod: return LaneReducer.changeMethod(&state, by: -1)
    case .addLane: return LaneReducer.addLane(&state)
    case .removeLane: return LaneReducer.removeLane(&state)
    case .toggleBatch: return LaneReducer.toggleBatch(&state)
    case .stretchData(let presses): return DataReducer.stretch(&state, by: presses)
    case .presets: state.overlay = .presets(PresetMenu())
    case .toggleDimension:
      return state.set("dimension", .number(state.scenario.dimension == 1 ? 2 : 1))
    case .nextPane: ScreenReducer.movePane(&state, by: 1)
    case .previousPane: ScreenReducer.movePane(&state, by: -1)
    case .zoom: state.isZoomed.toggle()
    case .nextView:
      state.isZoomed = false
      let views = state.availableViews
      let index = views.firstIndex(of: state.view) ?? -1
      state.view = views[(index + 1) % views.count]
      MapReducer.look(&state)
    case .showTheory:
      let isShown = state.isZoomed && state.focus == .theory
      state.focus = isShown ? .parameters : .theory
      state.isZoomed = !isShown
    case .toggleLogAxis: ScreenReducer.toggleLogAxis(&state)
    case .toggleDifference:
      guard state.snapshot.target.dimension == 2 else { return state.say(.onlyInThePlane) }
      state.showsDifference.toggle()
    case .nextMassCurve where state.view == .tradeOff && !state.isZoomed:
      let all = TradeOffAxis.allCases
      state.tradeOff = all[((all.firstIndex(of: state.tradeOff) ?? 0) + 1) % all.count]
    case .nextMassCurve:
      let all = MassCurve.allCases
      state.massCurve = all[(Int(state.massCurve.rawValue) + 1) % all.count]
    case .nextSymbols:
      let all = state.display.availableSymbols
      guard all.count > 1, let index = all.firstIndex(of: state.display.symbols) else {
        return state.say(.symbolsOnly(state.display.symbols.rawValue))
      }
      state.display.symbols = all[(index + all.count - 1) % all.count]
      state.message = .init(remark: .symbols(state.display.symbols.rawValue), isError: false)
      return [.applyDisplay(state.display)]
    case .nextPalette:
      let all = Palette.allCases
      let index = all.firstIndex(of: state.display.palette) ?? 0
      state.display.palette = all[(index + 1) % all.count]
      state.message = .init(remark: .palette(state.display.palette.rawValue), isError: false)
      return [.applyDisplay(state.display)]
    case .toggleMouse:
      state.display.usesMouse.toggle()
      state.message = .init(
        remark: .mouse(isOn: state.display.usesMouse), isError: false)
      return [.applyDisplay(state.display)]
    case .keepGhost: return GhostReducer.keep(&state)
    case .showGhosts: state.overlay = .ghosts(selection: 0)
    case .fork: return GhostReducer.fork(&state)
    case .commandLine: state.overlay = .command(CommandPrompt())
    case .actions: state.overlay = .actions(ActionPalette())
    case .explain:
      state.overlay = .explanation(topic: state.topicUnderCursor, scroll: 0)
    case .tour: return TourReducer.toggle(&state)
    case .snapshot: return [.snapshot(path: nil)]
    case .stateLine: return [.writeStateLine]
    case .writeScenario: return [.writeScenario(state.scenario, path: nil)]
    case .help: state.overlay = .help(scroll: 0)
    case .close: return ScreenReducer.close(&state)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return [.quit]
    case .lecture(let function): return LectureReducer.perform(&state, function)
    }
    return []
  }
}
