import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// Batches and the later methods on the screen: rugs, meters, histograms, names, notes.
@Suite struct BatchPaneTests {
  private func draw(
    _ driver: Driver, rows: Int, columns: Int, symbols: Symbols = .braille,
    _ view: (ExplorerState, inout Painter, Region) -> Void
  ) throws -> String {
    var painter = Painter(rows: rows, columns: columns, symbols: symbols)
    view(driver.state, &painter, painter.grid.region)
    return painter.grid.text
  }

  // MARK: - What the batch has seen

  @Test func metersAndWeights() throws {
    let text = try draw(BatchScreens.replay(), rows: 5, columns: 48) {
      SamplesView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
        ─ samples ──────────── ■ reverse λ .2 batch 16 ─
         ■ old 15/16  starved 0/80  P(none) 6e−10
           eff. old 13.5  ESS 15.9/16  max w 1.25 ≤ 1.25
                          █▁
           ────────1e−2────1───────100───── w
        """#)
  }

  /// What does not average out is said beside the numbers that do.
  @Test func aValuePerWindowIsTold() throws {
    var scenario = try #require(Presets.preset("lag")).scenario
    scenario.sampling = .batch(32)
    let driver = try Driver(scenario, at: 2, rows: 40, columns: 120)
    for (rows, words) in [(12, "V* per window"), (60, "V* is drawn once per window")] {
      let text = try draw(driver, rows: rows, columns: 48) {
        SamplesView.draw($0, into: &$1, region: $2)
      }
      #expect(text.contains(words), "\(text)")
    }
    let none = try draw(BatchScreens.replay(), rows: 60, columns: 48) {
      SamplesView.draw($0, into: &$1, region: $2)
    }
    #expect(!none.contains("V*"))
  }

  @Test func metersInANarrowPane() throws {
    let text = try draw(BatchScreens.replay(), rows: 5, columns: 32) {
      SamplesView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
        ─ samples ──────────────────────
         ■ old 15/16 starved 0/80
           P 6e−10 eff 13.5 ESS 15.9
           w 1.25≤1.25
                         █▁
        """#)
  }

  @Test func metersInASCII() throws {
    let text = try draw(BatchScreens.replay(), rows: 5, columns: 48, symbols: .ascii) {
      SamplesView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
        - samples ------- # reverse lambda .2 batch 16 -
         # old 15/16  starved 0/80  P(none) 6e-10
           eff. old 13.5  ESS 15.9/16
           max w 1.25 <= 1.25
                          #_                w
        """#)
  }

  @Test func metersOfTwoLanes() throws {
    let text = try draw(BatchScreens.both(), rows: 7, columns: 60) {
      SamplesView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
        ─ samples ─────────────────────────── ● forward  ○ reverse ─
         ● old 0/64  starved 60/60  P(none) 1  eff. old 0.89
           ESS 64/64  max w 1
                           █                w
         ○ old 39/64  starved 0/60  P(none) 3e−27  eff. old 40.4
           ESS 64/64  max w 1
                           █                w
        """#)
  }

  // MARK: - Rugs

  @Test func rugOfOneLane() throws {
    let text = try draw(BatchScreens.replay(), rows: 14, columns: 64) {
      var memory = DensityMemory()
      DensityView.draw($0, into: &$1, region: $2, memory: &memory)
    }
    #expect(
      text
        == #"""
        ─ density ─────── ▴ old ▾ new × replayed  ╌ target p   · start ─

        0.4
                              ⡀⠄⠄                     ● forward λ 0
                             ⠆⣀⠤⣀⠁⡄                ⢀⠤⠤⡀
                           ⠠⢠⠊   ⠑⢄⠄             ⢀⠔⡡⠤⠤⣈⠢⡀
        0.2               ⠠⡔⢁⣀⠭⠛⠢⢦⢌⠢⡀           ⢠⣪⠊⠊⠉ ⠑⢕⡜⢄
                         ⢀⠎⡴⠋⡠⠔⠒⠒⠤⣉⠣⡑⡄         ⣰⣽⠮⠒⠒⠒⠤⡀ ⠈⢮⣢
                       ⢀⢖⡵⡪⠔⠉      ⠑⠪⣪⡢⡀⡀   ⡀⣠⡾⠋⠂⠂⠄⠄⡀ ⠈⠑⢄⡀⠙⢕⢄
            ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣤⡶⠷⠛⠉            ⠙⠛⠶⠶⠵⠷⠊⠉       ⠁⠂⠄⠄⠈⠑⠢⡭⣳⣦⣄⣀⣀⣀⣀⣀⣀⣀⣀
        0.0 ───────────────────┃────────────────────┃───────────────────
        old                ▴▴▴× ××   ▴  ×
        new                                         ▾
               −6      −4       −2        0       2        4       6
        """#)
  }

  @Test func rugsOfTwoLanes() throws {
    let text = try draw(BatchScreens.both(), rows: 14, columns: 64) {
      var memory = DensityMemory()
      DensityView.draw($0, into: &$1, region: $2, memory: &memory)
    }
    #expect(
      text
        == #"""
        ─ density  ● kept, ╱ lost ── ▴ old ▾ new  ╌ target p   · start ─

        0.4                                           ● forward
                               ⠄⠄⠄⡀                ⡠⠤⢄
                             ⠄⠁    ⠂⡀            ⡠⠊   ⠑⢄
                           ⠠⠊⡠⠒⠉⠉⠑⠤⡀⠈⠄         ⢀⠜       ⠱⡀
        0.2               ⡠⡠⢊╱⠊⠉╱⠉⠒⠈⠢⡀⠁⠄      ⢠⠊⢀⢔⣀⣉⠉ ⠒⢄ ⠘⢄
                         ⢀⠔⠕⠁╱╱╱╱╱╱╱⠑⢕⢄ ⠁⠂⠄⡀⢀⠔⣁⠔⠋⠁  ⠉⠑⠤⡀ ⢄⠈⢢
                       ⢀⡵⠕╱╱╱⢀⣀⠤⠔⠒⠒⠒⠒⠤⠤⣫⣖⣤⣤⣴⠓⠋⠂⠄⠄⡀  ○  ⠈⠑⢄⡑ ⡑⢄
            ⣀⣀⣀⣀⣀⣀⣀⣀⣤⣶⣛⣁⣀⠤⠤⠒⠉⠁░░░░░░░░░░░░░░░░    ⠁⠂⠂⠄⠄⡀⡀⡀⠈⠑⡪⡵⣉⣶⣤⣀⣀⣀⣀⣀⣀⣀
        0.0 ───────────────────○┃━●─────────────────┃───────────────────
        ●                                 ▾ ▾▾▾▾▾▾▾▾▾▾▾▾▾▾ ▾   ▾
        ○                ▴▴▴ ▴▴▴▴▴▴▴▴▴ ▴ ▾ ▾▾▾ ▾ ▾▾▾▾▾▾ ▾    ▾
           −6        −4        −2         0         2         4        6
        """#)
  }

  @Test func rugInThePlane() throws {
    let text = try draw(BatchScreens.plane(), rows: 14, columns: 64) {
      var memory = DensityMemory()
      DensityView.draw($0, into: &$1, region: $2, memory: &memory)
    }
    try GoldenFile.expect(text, "rug-plane-64x14")
  }

  // MARK: - Words

  @Test func exactAndBatchAreToldApart() throws {
    let text = try draw(BatchScreens.replay(), rows: 3, columns: 80) {
      VerdictView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         ● forward KL · λ 0      KL(pₙ‖q) kept ██████▋···  66 %  drift 0.09 σ  FORGETS
         ○ forward KL · λ .2     KL(pₜ‖q) kept ████████▉·  89 %  drift 0.04 σ  FORGETS
         ■ reverse KL · batch 16 KL(q‖p)  kept ██████████ 100 %  drift 0.01 σ  KEEPS
        """#)
  }

  @Test func exactAndBatchOnAWideScreen() throws {
    let text = try draw(BatchScreens.replay(), rows: 3, columns: 120) {
      VerdictView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         ● forward KL · λ 0       KL(pₙ‖q)  data: new task        old task kept ███████████▏·····  66 %  drift 0.09 σ  FORGETS
         ○ forward KL · λ .2      KL(pₜ‖q)  data: new + 20 % old  old task kept ███████████████▏·  89 %  drift 0.04 σ  FORGETS
         ■ reverse KL · batch 16  KL(q‖p)   data: own + 20 % old  old task kept █████████████████ 100 %  drift 0.01 σ  KEEPS
        """#)
  }

  @Test func headerOfMixedLanes() throws {
    let text = try draw(BatchScreens.replay(), rows: 1, columns: 100) {
      HeaderView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         Replay moves forward KL's optimum, not reverse KL's     1-D  δ 5.0  exact, batch  ‖ paused  t 4.00
        """#)
  }

  @Test func notesOfMethods() throws {
    let text = try draw(BatchScreens.notes(), rows: 8, columns: 80) {
      VerdictView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         ● TTT · η adaptive                   kept   89 %  drift 0.29 σ  FORGETS
         ○ TTT · batch 4 · η fixed reward ×>1 kept   89 %  drift 0.23 σ  FORGETS
         ■ self-distillation       no anchor  kept  100 %  drift 0.00 σ  LEARNS NOTHING
         □ α-divergence            KL(p‖q)≠S… kept  100 %  drift 0.01 σ  KEEPS
         ◆ reverse KL · natural    KL(q‖p)    kept  100 %  drift 0.00 σ  KEEPS
         ◇ reverse KL · adam       KL(q‖p)    kept  100 %  drift 0.00 σ  KEEPS
         ▲ Chen · batch 64                    kept   27 %  drift 2.00 σ  FORGETS
         △ OAPL                    E(τh−A)²   kept  100 %  drift 0.14 σ  KEEPS
        """#)
  }

  @Test func notesOnAWideScreen() throws {
    let text = try draw(BatchScreens.notes(), rows: 8, columns: 120) {
      VerdictView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         ● TTT · η adaptive          −ln E e^ηr+κKL   old task kept █████████████████▊··  89 %  drift 0.29 σ     FORGETS
         ○ TTT · batch 4 · η fixed   reward ×>1       old task kept █████████████████▉··  89 %  drift 0.23 σ     FORGETS
         ■ self-distillation (SDFT)  no anchor        old task kept ████████████████████ 100 %  drift 0.00 σ     LEARNS NOTHING
         □ α-divergence (dial)       KL(p‖q)≠SFT      old task kept ████████████████████ 100 %  drift 0.01 σ     KEEPS
         ◆ reverse KL · natural      KL(q‖p)          old task kept ████████████████████ 100 %  drift 0.00 σ     KEEPS
         ◇ reverse KL · adam         KL(q‖p)          old task kept ████████████████████ 100 %  drift 0.00 σ     KEEPS
         ▲ Chen · batch 64           log 10pₙ/qₙ      old task kept █████▍··············  27 %  drift 2.00 σ     FORGETS
         △ OAPL                      E(τ ln q/qᵣ−A)²  old task kept ████████████████████ 100 %  drift 0.14 σ     KEEPS
        """#)
  }

  @Test func lanesThatStopped() throws {
    let text = try draw(BatchScreens.stopped(), rows: 3, columns: 80) {
      VerdictView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
         ● reverse euler rate 1000 diverged: a step of 0.05 is too long here   DIVERGED
         ○ reverse natural         the modes coincide: natural gradient undef… STOPPED
         ■ reverse                 KL(q‖p) kept ████████ 100 %  drift  0.09 σ  KEEPS
        """#)
  }

  // MARK: - References, teachers, parameters

  @Test func refreshesOnTheCurve() throws {
    let text = try draw(BatchScreens.refreshed(), rows: 9, columns: 50) {
      MassView.draw($0, into: &$1, region: $2)
    }
    #expect(
      text
        == #"""
        ─ MASS  old weight β ───────────────────── ● → 0 ─

         1.0
             ⠙⠒⠒⠒⠦⠤┼⢄⣀⣀
                      ⠈⠉⠉⠓┼⠦⢤⣀⡀
         0.5                  ⠈⠉⠉┼⠦⠤● 0.38

                                                        ╌●
         0.0 ─────────────────────────────────────────────
        """#)
  }

  @Test func teacherOfSelfDistillation() throws {
    let text = try draw(BatchScreens.teacher(), rows: 12, columns: 64) {
      var memory = DensityMemory()
      DensityView.draw($0, into: &$1, region: $2, memory: &memory)
    }
    #expect(
      text
        == #"""
        ─ density  ● kept ─────────────── ╌ target p   · start   · ● T ─

        0.4 ● self-distillation
                              ⢀⠤⠤⢄⡀           ● T, its teacher
                            ⢀⠔⠁   ⠈⠢⡀     ⠄⠂⠂⠂⠄
                           ⢠⠊       ⠘⢄  ⠄⠁     ⠁⠄
        0.2               ⡠⠃⢀░⠊⠉░⠉⠒░⡀⠄⠓⢅        ⢀⠗⡀⠉⠉ ⠒⢄
                        ⢀⠔⠁⠔⠁⡀⠄⠄⠂⠂⠁⠁⠑⢄  ⠑⠢⢄⣀  ⣀ ⠁ ⠈⠄     ⢄
                      ⢀⠔⡡⠔⡀⠄⠁░░░░░░░░░░⠢⢄ ⣀⣀⠉⠛⠒⠤⢄⡀  ⠁⠄    ⠑ ⡀
            ⣀⣀⣀⣀⣀⣀⣀⣠⡤⡶⠗⠄⠂⠁░░░░░░░░░░░░░░░░░░░░   ⠈⠉⠒⠢⠤⢅⣂⣄⣀⣀⣀⣈⣑⣀⣤⣀⣀⣀⣀⣀⣀⣀⣀
        0.0 ────────────────────┃───────────────────┃───────────────────
           −6        −4        −2         0         2         4        6
        """#)
  }
}
