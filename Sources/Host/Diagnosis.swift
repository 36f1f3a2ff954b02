import Forgetting
import Simulation
import Terminal
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What `doctor` reports.
public enum Diagnosis {
  /// The settings that count, or why verbs refuse them.
  public static func settings() -> String {
    do {
      _ = try Settings.load()
    } catch {
      return "settings: \(error)"
    }
    guard let path = Settings.path, FileReading.exists(path) else { return "settings: none" }
    return "settings: \(path)"
  }

  /// Opens the terminal for a moment, asks it for its status, and gives it back.
  public static func terminal() throws(TerminalProblem) -> [String] {
    let terminal = try Terminal.open(TerminalOptions(mouse: false))
    let end = Terminal.now() + 0.5
    while Terminal.now() < end, terminal.pacer.reports == .expected {
      var descriptor = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, 50)
      _ = terminal.readKeys()
    }
    let lines = terminal.capabilities.report(terminal.pacer)
    terminal.close()
    return lines
  }

  /// Times of the simulation on this machine, one core.
  public static func simulation() -> [String] {
    ["forward-and-reverse", "correlated"].compactMap { id in
      guard let preset = Presets.preset(id), var simulation = try? Simulation(preset.scenario)
      else {
        return nil
      }
      for _ in 0..<20 { simulation.advance() }
      let start = monotonicSeconds()
      var steps = 0
      while monotonicSeconds() - start < 0.1 {
        simulation.advance()
        steps += 1
      }
      let seconds = monotonicSeconds() - start
      let each = seconds / Double(steps * simulation.lanes.count) * 1e6
      let tenths = (each * 10).rounded() / 10
      return "simulation: \(id), \(tenths) us per step and lane (\(preset.scenario.dimension)-D, "
        + "\(preset.scenario.clock.integrator.rawValue))"
    }
  }
}
