import Cells
import Forgetting
import Simulation

@testable import Explorer
@testable import Views

/// A screen without a terminal: a preset brought to a flow time, at a size.
struct Screen {
  var state: ExplorerState
  private var memory = DensityMemory()

  init(
    _ preset: String, at time: Double = 0, rows: Int = 24, columns: Int = 80,
    symbols: Symbols = .braille, edits: [(time: Double, path: String, value: ParameterValue)] = []
  ) throws {
    var simulation = try Simulation(Presets.preset(preset)!.scenario)
    for edit in edits {
      while simulation.time < edit.time - 1e-9 { simulation.advance() }
      try simulation.perform(.set(path: edit.path, value: edit.value))
    }
    while simulation.time < time - 1e-9 { simulation.advance() }
    state = ExplorerState(
      rows: rows, columns: columns, display: .init(symbols: symbols),
      snapshot: simulation.snapshot())
  }

  mutating func grid() -> CellGrid { Dashboard.draw(state, memory: &memory) }
  mutating func text() -> String { grid().text }
}
