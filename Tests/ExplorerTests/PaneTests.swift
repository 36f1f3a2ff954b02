import Cells
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// Every pane alone, as text: what a view draws into a region of its own.
@Suite struct PaneTests {
  private typealias View = (ExplorerState, inout Painter, Region) -> Void

  private func draw(
    _ preset: String = "forward-and-reverse", at time: Double = 12.4, rows: Int, columns: Int,
    prepare: (inout ExplorerState) -> Void = { _ in }, _ view: View
  ) throws -> String {
    var state = try Driver(preset, at: time, rows: 40, columns: 120).state
    prepare(&state)
    var painter = Painter(rows: rows, columns: columns, symbols: .braille)
    view(state, &painter, painter.grid.region)
    return painter.grid.text
  }

  // MARK: - Lines

  @Test func header() throws {
    let line = try draw(rows: 1, columns: 100) { HeaderView.draw($0, into: &$1, region: $2) }
    #expect(
      line
        == #"""
         Forward KL forgets, reverse KL remembers            1-D  δ 4.0  exact  ‖ paused  t 12.40  0.50 t/s
        """#)
  }

  @Test func headerOfEveryState() throws {
    var state = try Driver().state
    state.pending.isInstant = true
    state.pace = "2 fps, line"
    var painter = Painter(rows: 5, columns: 80, symbols: .braille)
    let states: [Snapshot.RunState] = [.ready, .running, .converged, .diverged, .ended]
    for (row, run) in states.enumerated() {
      state.pending.state = run
      HeaderView.draw(
        state, into: &painter, region: Region(row: row, column: 0, height: 1, width: 80))
    }
    #expect(
      painter.grid.text
        == #"""
         Forward KL forgets, reverse KL remembers 2 fps, line  instant  δ 4.0  ■ t 0.00
         Forward KL forgets, reverse KL remembers  2 fps, line  instant  δ 4.0  ▶ t 0.0
         Forward KL forgets, reverse KL remembers 2 fps, line  instant  δ 4.0  ✓ t 0.00
         Forward KL forgets, reverse KL remembers 2 fps, line  instant  δ 4.0  ✗ t 0.00
         Forward KL forgets, reverse KL remembers 2 fps, line  instant  δ 4.0  ■ t 0.00
        """#)
  }

  @Test func verdicts() throws {
    let text = try draw("replay", at: 10, rows: 3, columns: 80) {
      VerdictView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         ● forward KL · λ 0  KL(pₙ‖q) kept ███▊··········  27 %  drift 0.16 σ  FORGETS
         ○ forward KL · λ .2 KL(pₜ‖q) kept ███████▋······  54 %  drift 0.03 σ  FORGETS
         ■ reverse KL        KL(q‖p)  kept ██████████████ 100 %  drift 0.00 σ  KEEPS
        """#)
  }

  @Test func footer() throws {
    let text = try draw(rows: 1, columns: 100) {
      FooterView.draw($0, ScreenLayout.layout(for: $0), into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         Space run  , . step  < > scrub  r again  ↑↓←→ change  [ ] separation  i instant  ? help  q quit
        """#)
  }

  @Test func timelineAfterAnEditAndScrubbedBack() throws {
    var driver = try Driver(at: 6, rows: 40, columns: 120)
    driver.press(.character("]"), .character("."), .character("<"))
    var painter = Painter(rows: 3, columns: 80, symbols: .braille)
    TimelineView.draw(driver.state, into: &painter, region: painter.grid.region)
    #expect(
      painter.grid.text
        == #"""
        ─ time ────────────────────────────────────────── ▲ t 6: separation δ 4 → 4.25 ─
         0 ━━━━━━━━━━━━━━━━━━━━━━━━◆╌╌╌┃╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 15

        """#)
  }

  // MARK: - Densities

  @Test func density() throws {
    let text = try draw(rows: 12, columns: 64) { state, painter, region in
      var memory = DensityMemory()
      DensityView.draw(state, into: &painter, region: region, memory: &memory)
    }
    #expect(
      text
        == #"""
        ─ density  ● kept, ╱ lost ─────────────── ╌ target p   · start ─

        0.4                                         ⣀ ● forward
                               ⠄⠄⠄⡀              ⢀⠔⠉ ⠉⠢⡀
                             ⠄⠁    ⠂⡀           ⢠⠊     ⠘⢄
                           ⠠⠊ ⢀⣀⢄⣀  ⠈⠄         ⡰⠁       ⠈⢆
        0.2               ⡠⠁⣠⠊⠋⠉╱⠉⠛⠢⡀ ⠁⠄      ⡔⠁⢀⡴⠔⠛⠛⠒⢖⣄  ⢣
                         ⠄⡠⠞⠁╱╱╱╱╱╱╱⠙⢦⡀ ⠁⠂⠄⡀⡠⠊⣀⠔⠉ ○    ⠈⠢⣄ ⠱⡀
                       ⠄⡡⠞╱╱╱╱╱╱╱╱╱╱╱╱⠈⠲⢤⣀⣠⣊⠤⠋⠁⠄⠄⡀       ⠈⠑⢄⡈⠢⡀
            ⣀⣀⣀⣀⣀⣀⣀⣀⣠⣦⣓⣉⣀⣀⣀⡠⠤⠤⠒⠒⠉⠉⠉⠉⠉⠉⠉⠉⠉░░░░░    ⠁⠂⠂⠄⠄⡀⡀⡀⡀⡀⡉⡓⠬⣶⣤⣄⣀⣀⣀⣀⣀⣀
        0.0 ────────────────────┃━━●────────────────┃───────────────────
           −6        −4        −2         0         2         4        6
        """#)
  }

  // MARK: - Curves

  @Test func massWithItsLaw() throws {
    let text = try draw("one-over-t", at: 9, rows: 9, columns: 50) {
      MassView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
        ─ MASS  old weight β ────────────── · law  ● → 0 ─

         1.0
             ⠳⢄⡀
               ⠙⠦⣄
         0.5     ⠈⠙⠢⢄⣀
                     ⠈⠉⠓⠲⠤⠤⣄⣀⣀⡀
                              ⠈⠉⠉⠁● 0.14⠂⠂⠂⠂⠂⠂⠄         ╌●
         0.0 ─────────────────────────────────────────────
        """#)
  }

  /// Goals of all lanes or of none: two that nobody knows are two.
  @Test func everyLaneHasItsGoal() throws {
    func title(_ id: String, columns: Int) throws -> String {
      try draw(
        id, at: 1, rows: 9, columns: columns, { MassView.draw($0, into: &$1, region: $2) }
      ).split(separator: "\n").first.map(String.init) ?? ""
    }
    let unknown = try title("critical-kl", columns: 60)
    #expect(unknown.contains("● → 0.26  ○ → 0"), "\(unknown)")
    let alike = try title("starvation", columns: 60)
    #expect(alike.contains("all → 0.5"), "\(alike)")
    let crowded = try title("starvation", columns: 18)
    #expect(!crowded.contains("→") && !crowded.contains("■"), "\(crowded)")
  }

  /// The headline number as a curve: ● loses, ○ keeps, although its weight falls.
  @Test func massShowsWhatIsKept() throws {
    let text = try draw(
      "forward-and-reverse", at: 9, rows: 9, columns: 50, prepare: { $0.massCurve = .kept },
      { MassView.draw($0, into: &$1, region: $2) })
    #expect(
      text
        == #"""
        ─ MASS  old task kept ──── ● forward   ○ reverse ─

         1.0 ⠉⠉⠉⠉⠉⠫⢍⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠁○ 1.00
                    ⠑⠢⣀
                       ⠉⠒⠤⣀⡀
         0.5               ⠈⠉⠒⠢⠤⠤⣀⣀⡀● 0.34


         0.0 ─────────────────────────────────────────────
        """#)
  }

  @Test func massOnALogarithmicAxis() throws {
    let text = try draw(
      "one-over-t", at: 9, rows: 9, columns: 50, prepare: { $0.isMassLogarithmic = true },
      { MassView.draw($0, into: &$1, region: $2) })
    #expect(
      text
        == #"""
        ─ MASS  old weight β ────────────── · law  ● → 0 ─
           1 ⠓⠒⠒⠦⠤⢤⣀⣀⡀
                     ⠉⠉⠉⠒⠒⠒⠦⠤⠤⠤⣀⣀⣀⣀⡀● 0.14
                                   ⠈⠁⠁⠁⠁⠁⠃⠂⠂⠂⠂⠂⠂⠂⠄




        1e−3 ─────────────────────────────────────────────
        """#)
  }

  @Test func placeWithItsBound() throws {
    let text = try draw(rows: 9, columns: 50) { PlaceView.draw($0, into: &$1, region: $2) }
    #expect(
      text
        == #"""
        ─ PLACE  old drift ‖m_o−μ_o‖ in σ ──── ╌ ○ bound ─

         1.0

             ⣀⣀ ⣀⣀ ⣀⣀ ⣀⣀ ⣀⣀ ⣀⣀ ⣀⣀⣀⣤⣤⠴⣒⣒⠊⣉⣁● 0.65
         0.5           ⢀⣀⡠⠤⠖⠒⠊⠉⠉
                 ⢀⣀⡤⠴⠒⠋⠉
             ⣀⣤⣖⣚⣉⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡀○ 0.00
         0.0 ─────────────────────────────────────────────
        """#)
  }

  // MARK: - Parameters

  @Test func parametersOfALane() throws {
    let text = try draw(
      rows: 10, columns: 64,
      prepare: {
        $0.focusedLane = 1
        $0.cursor = "lanes.2.replay"
      }, { ParametersView.draw($0, into: &$1, region: $2) })
    #expect(
      text
        == #"""
        ━ parameters · lane ━━━━━━━━━━━━━━━━━━━━━━━ ○ reverse KL  3/35 ━
           separation δ                  4  ────────●──────────────────
           old mass α                  0.5  ─────────────●─────────────
         ▸ replay λ ○                    0  ◆──────────────────────────
           start: old weight β₀        0.8  ─────────────────────●─────
           start: new mean             0.5  ──────────────●────────────
           deviation σ                   1  ──────────────●────────────

         replay λ: share of old data, importance-weighted: leaves the
         exact flow unchanged. Slider 0…0.95.
        """#)
  }

  @Test func parametersWithANumberBeingTyped() throws {
    let text = try draw(
      rows: 6, columns: 47,
      prepare: {
        $0.cursor = "target.oldMass"
        $0.entry = "0.7"
      }, { ParametersView.draw($0, into: &$1, region: $2) })
    #expect(
      text
        == #"""
        ━ parameters · target ━━━━━━━━━━━━━━━━━━ 2/48 ━
           separation δ              4  ────●─────────
         ▸ old mass α             0.7_  ───────◆──────
           replay λ ●                0  ●─────────────
           replay λ ○                0  ●─────────────
         the old task's share of the target.
        """#)
  }

  @Test func parametersOfTheRun() throws {
    let text = try draw(
      rows: 6, columns: 64, prepare: { $0.cursor = "clock.step" },
      { ParametersView.draw($0, into: &$1, region: $2) })
    #expect(
      text
        == #"""
        ━ parameters · run ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 21/48 ━
           goal ○                     full  [full] new
           integrator                  rk4   euler [rk4] dopri5 ›
         ▸ step h                     0.05  ─────────────◆─────────────
           until                        60  ───────────────●───────────
         flow time per step; with euler, the learning rate.
        """#)
  }

  // MARK: - Theory

  @Test func why() throws {
    let text = try draw(rows: 5, columns: 48) { WhyView.draw($0, into: &$1, region: $2) }
    #expect(
      text
        == #"""
        ─ why ──────────────────────────────────────────
         ● nothing in its data is old;
           nothing pulls the mean back
         ○ its goal has old at 0.50;
           a spring holds the mean
        """#)
  }

  @Test func whyWithEveryMeter() throws {
    let text = try draw(rows: 20, columns: 80) { WhyView.draw($0, into: &$1, region: $2) }
    #expect(
      text
        == #"""
        ─ why: force on the old mean ────────────────────── ε to 0.5  + is towards new ─
         ● nothing in its data is old: what neither data nor goal contain is forgotten;
           nothing pulls the old mean back
         ○ its goal gives the old task a weight of 0.50, and its samples still show it;
           a spring pulls the old mean back, only overlap pushes it
         ● no spring back  new data +.031  = +.031
         ○ spring −.003  gates +.074 −.070  = +.001
         ● ε_q .164 █████████▏········┃········· ε_p .109 ██████▎·······┃··············
         ○ ε_q .033 █▉·┃························ ε_p .035 ██·┃·························

                                    ●         ○                             ●         ○
         old weight β          0.1159    0.5339  ε_p                    0.109    0.0346
         old task kept         0.2589    1.0000  ε_p bound              0.247    0.0683
         its floor             0.0636    0.0636  KL(q‖p)               0.3528  0.002373
         new task learned      1.0000    0.9381  KL(p‖q)               0.5428  0.002389
         old drift σ           0.6479  0.004784  KL(new‖q)            0.08880    0.6999
         new error σ          0.05136   0.02535  KL(old‖q)              2.262    0.5703
         separation of q        3.403     3.970  KL(start‖q)            1.648    0.3258
         overlap BC of p        0.135     0.135  gain                  0.7294    0.6675
         overlap BC of q        0.235     0.139  drop                  0.7411    0.0000
        """#)
  }

  @Test func theoryInANarrowPane() throws {
    let text = try draw(rows: 9, columns: 32) { TheoryView.draw($0, into: &$1, region: $2) }
    #expect(
      text
        == #"""
        ─ theory ──────────── +12 more ─
         ✓ ○ spring + gates       ≤ 1e−9
         ✓ ● gate of q     ε_q .16 ≤ .32
         ✓ ● gate of p     ε_p .11 ≤ .25
         ✓ ○ right-mean drift  slope 1.0
         ✓ ● energy         error ≤ 1e−6
         … ○ rate at θ*     excess .0024
         – ● β drains     new error .051
         – ○ pull to α   old drift .0048
        """#)
  }

  @Test func theoryOfTheOneOverTLaw() throws {
    let text = try draw("one-over-t", at: 9, rows: 9, columns: 48) {
      TheoryView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
        ─ theory ───── prediction / measured  +12 more ─
         ✓ ● β drains         G_s/β .9999 in .9995…1.000
         ✓ ● overlap gates ε_q           ε_q 1e−4 ≤ 4e−4
         ✓ ● overlap gates ε_p           ε_p 5e−5 ≤ 2e−4
         ✓ ● energy falls by GᵀPG           error ≤ 1e−6
         ✓ ● time to .05       t 14.084 in 14.082…14.093
         ✓ ● Razor's KL       KL 1.0937 in 1.0931…1.0938
         –   replay pulls β to λ             needs λ > 0
         –   natural β'        needs natural coordinates
        """#)
  }

  // MARK: - Overlays

  @Test func menuOfMethods() throws {
    var driver = try Driver(rows: 12, columns: 60)
    driver.press(.character("a"), .down)
    #expect(
      driver.text()
        == #"""
        ┌ add a lane ──────────────────────────────────────────────┐
        │   1 forward KL (SFT)                                     │
        │   2 reverse KL (RL)                                      │
        │   3 self-distillation (SDFT)                             │
        │ ▸ 4 TTT-Discover (TTT)                                   │
        │   5 OAPL (OAPL)                                          │
        │   6 α-divergence (dial)                                  │
        │   7 Jensen–Shannon (JS)                                  │
        │                                                          │
        │ search for the best answer: an entropic reward           │
        │ objective, held near a reference                         │
        └──────────────────────────────── Enter takes  Esc closes ─┘
        """#)
  }

  @Test func helpInASCII() throws {
    var driver = try Driver(rows: 14, columns: 60, symbols: .ascii)
    driver.press(.character("?"), .pageDown)
    #expect(
      driver.text()
        == #"""
         Forward KL forgets, reverse KL remembers          # t 0.00
        + keys ----------------------------------------------------+
        | R                      back to the scenario as loaded    |
        | o, O                   keep a ghost, list of ghosts:     |
        |                        curves to compare with, four at   |
        |                        most                              |
        | f                      fork: the run branches at this    |
        |                        instant, what was there after it  |
        |                        stays as a ghost                  |
        |                                                          |
        | Parameters                                               |
        | Up Down k j            previous parameter, next          |
        +------------------------------------------------- v more -+
         Space run  arrows change  i instant  T tour  ? help  q quit
        """#)
  }
}
