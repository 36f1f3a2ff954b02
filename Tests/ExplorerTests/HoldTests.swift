import Cells
import Testing

@testable import Explorer
@testable import Simulation

/// Scripts: deeds that wait for the simulation's answer, and those for which a run stands still.
@Suite struct HoldTests {
  private func running() throws -> Driver {
    var driver = try Driver()
    driver.press(.character(" "))
    driver.run(ticks: 20)
    return driver
  }

  @Test func theStateLineWaitsForWhatWasSent() throws {
    var driver = try Driver(at: 1)
    driver.queue([.character("]"), .character("y")])
    driver.publish()
    #expect(driver.deeds == [])
    driver.deliver()
    #expect(driver.deeds == ["write state line"])
    let experiment = driver.state.snapshot.experiment
    #expect(experiment.scenario(atTick: experiment.tick) == driver.state.scenario)
    driver.deliver()
    #expect(driver.deeds.count == 1)
  }

  @Test func aRunIsHeldForAPicture() throws {
    var driver = try running()
    driver.queue([.character("s")])
    #expect(driver.sent == ["play", "pause"] && driver.deeds == [])
    // It does not look as if it had stopped.
    #expect(driver.state.now.state == .running)
    driver.deliver()
    #expect(driver.deeds == ["snapshot"])
    #expect(driver.state.pictured.now.state == .paused)
    #expect(driver.state.pictured.now.time == driver.simulation.time)
    driver.reduce(.pictureMade(.figureWritten("a.svg"), isError: false))
    #expect(driver.sent == ["play", "pause", "play"])
    driver.deliver()
    #expect(driver.simulation.isRunning)
    #expect(driver.footer() == " a.svg; forgetscope explore opens it")
  }

  /// A converter takes long: the run goes on when the screen has been taken, and only then.
  @Test func aRunDoesNotWaitForAFile() throws {
    var driver = try running()
    driver.queue(":snapshot a.png".map { .character($0) } + [.enter])
    driver.deliver()
    driver.reduce(.pictureTaken)
    #expect(driver.sent.last == "play")
    driver.deliver()
    #expect(driver.simulation.isRunning && driver.footer().contains("the figure is being made"))
    driver.queue([.character("s")])
    driver.reduce(.reported(.figureWritten("a.png"), isError: false))
    // The other picture has not been taken yet.
    #expect(driver.sent.last == "pause")
    #expect(driver.footer() == " a.png; forgetscope explore opens it")
  }

  @Test func whoPausesMeanwhileStaysPaused() throws {
    var driver = try running()
    driver.queue([.character("s"), .character(" ")])
    driver.deliver()
    driver.reduce(.pictureMade(.told("a.svg"), isError: false))
    #expect(driver.sent == ["play", "pause", "pause"] && driver.deeds == ["snapshot"])
    #expect(driver.state.now.state == .paused)
  }

  @Test func aFileThatCannotBeWrittenOpensTheLineAndTheRunGoesOn() throws {
    var driver = try running()
    driver.queue(":snapshot a.doc".map { .character($0) } + [.enter])
    driver.deliver()
    #expect(driver.deeds == ["snapshot to a.doc"])
    driver.reduce(.pictureMade(.noFigure(problem: "a.doc needs an ending"), isError: true))
    #expect(driver.sent.last == "play")
    #expect(Driver.words(for: driver.state.overlay) == "command(snapshot a.doc)")
  }

  @Test func aStandingRunIsPicturedAtOnce() throws {
    var driver = try Driver(at: 1)
    driver.queue([.character("s")])
    #expect(driver.deeds == ["snapshot"] && driver.sent == [])
  }

  /// Answers come behind what is left to do, and in their order.
  private struct Stopped: EffectPerformer {
    var loop: ExplorerLoop
    var done: [String] = []

    mutating func perform(_ effect: Effect) -> ExplorerAction? {
      switch effect {
      case .simulate(let command): done.append(Driver.words(for: command))
      case .suspend:
        done.append("suspend")
        return .resumed(rows: 30, columns: 100)
      default: done.append("\(effect)")
      }
      return nil
    }
  }

  @Test func aRunStandsStillWhileTheProgramIsStopped() throws {
    var stopped = Stopped(loop: try running().loop)
    stopped.reduce(.keyPressed(.control("z")))
    #expect(stopped.done == ["pause", "suspend", "play"])
    #expect(stopped.loop.state.rows == 30 && stopped.loop.state.now.state == .running)
    stopped.reduce(.suspendAsked)
    #expect(stopped.done.count == 6)
  }

  @Test func inAKioskNothingStops() throws {
    var driver = try running()
    driver.state.permissions.isKiosk = true
    driver.reduce(.suspendAsked)
    driver.queue([.control("z"), .character("s")])
    #expect(driver.sent == ["play"] && driver.deeds == [])
    #expect(driver.state.now.state == .running)
  }
}
