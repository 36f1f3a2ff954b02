import Cells

extension KeyFunction {
  /// One function of a key in a few words; a binding's help is about all its keys.
  var title: String {
    switch self {
    case .previousParameter: "previous parameter"
    case .nextParameter: "next parameter"
    case .change(let presses):
      "\(abs(presses) > 1 ? "ten times " : "")\(presses < 0 ? "less" : "more")"
    case .lowest: "lower end of the slider"
    case .highest: "upper end of the slider"
    case .typeValue: "type a number"
    case .resetValue: "the scenario's value again"
    case .previousGroup: "previous group of parameters"
    case .nextGroup: "next group of parameters"
    case .nextPane: "next pane"
    case .previousPane: "previous pane"
    case .zoom: "zoom the pane"
    case .nextView: "next view"
    case .focusLane(let lane): "focus lane \(lane + 1)"
    case .allLanes: "all lanes"
    case .separation(let presses): presses < 0 ? "less separation" : "more separation"
    case .playOrPause: "run or pause"
    case .step(let count): count < 0 ? "one step back" : "one step on"
    case .scrub(let share): share < 0 ? "scrub back" : "scrub on"
    case .faster: "faster"
    case .slower: "slower"
    case .restart: "restart with the values of now"
    case .reset: "the scenario as loaded"
    case .toggleInstant: "instant mode on or off"
    case .undo: "undo"
    case .redo: "redo"
    case .nextMethod: "next method"
    case .previousMethod: "previous method"
    case .addLane: "add a lane"
    case .removeLane: "remove the lane"
    case .toggleBatch: "batches or exact integrals"
    case .presets: "presets"
    case .toggleDimension: "one dimension or two"
    case .toggleLogAxis: "logarithmic axis on or off"
    case .showTheory: "theory"
    case .nextSymbols: "next symbols"
    case .nextPalette: "next palette"
    case .toggleMouse: "mouse on or off"
    case .snapshot: "snapshot as a file"
    case .stateLine: "state line"
    case .writeScenario: "write the scenario"
    case .keepGhost: "keep a ghost"
    case .showGhosts: "list of ghosts"
    case .fork: "fork here"
    case .commandLine: "command line"
    case .actions: "all actions"
    case .explain: "explain what is under the cursor"
    case .tour: "tour"
    case .help: "keys"
    case .close: "close or leave"
    case .redraw: "redraw the screen"
    case .suspend: "suspend"
    case .quit: "quit"
    case .lecture(let function): function.title
    }
  }
}

extension LectureFunction {
  var title: String {
    switch self {
    case .next: "the answer or the next scene"
    case .previous: "the scene before"
    case .scenes: "list of scenes"
    case .blank: "blank the screen"
    case .scroll(let lines): lines < 0 ? "notes up" : "notes down"
    }
  }
}
