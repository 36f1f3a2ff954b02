import Forgetting
import SeededNumbers
import Testing

@testable import Documents
@testable import Simulation

@Suite struct SessionFileTests {
  /// What a person finds in the folder.
  @Test func readsAsWritten() throws {
    var simulation = try Simulation(Presets.standard.scenario)
    var written: Experiment?
    var text = ""
    func note() {
      text += SessionFile.lines(to: simulation.experiment, from: written)
      written = simulation.experiment
    }
    for _ in 0..<20 { simulation.advance() }
    note()
    try simulation.perform(.set(path: "lanes.1.replay", value: .number(0.2)))
    note()
    for _ in 0..<20 { simulation.advance() }
    try simulation.perform(.set(path: "target.oldMass", value: .number(0.4)))
    note()
    try simulation.perform(.step(-10))
    simulation.advance()
    note()
    try simulation.perform(.restart)
    note()
    #expect(
      text == """
        forgetscope session 1
        start forward-and-reverse
        at 20
        edit 20:lanes.1.replay=0.2
        edit 40:target.oldMass=0.4
        at 40
        keep 1
        at 31
        keep 0
        start forward-and-reverse --set lanes.1.replay=0.2
        at 0

        """)
    let content = try SessionFile.content(of: Array(text.utf8), source: "x")
    #expect(content.experiment == simulation.experiment)
    #expect(content.length == text.utf8.count)
  }

  /// Undo and redo are told as what they change, from what the edits before them had made, written one by one or
  /// all at once.
  @Test func undoIsToldFromWhatWasInForce() throws {
    var simulation = try Simulation(Presets.standard.scenario)
    var text = ""
    var written: Experiment?
    func note() {
      text += SessionFile.lines(to: simulation.experiment, from: written)
      written = simulation.experiment
    }
    for (index, value) in [0.2, 0.3, 0.4].enumerated() {
      simulation.advance()
      try simulation.perform(.set(path: "lanes.1.replay", value: .number(value)))
      note()
      simulation.advance()
      try simulation.perform(index == 1 ? .redo : .undo)
      note()
    }
    let journal = simulation.experiment.journal
    #expect(journal.contains { if case .replace = $0.change { true } else { false } })
    let whole = SessionFile.lines(to: simulation.experiment, from: nil)
    #expect(whole.split(separator: "\n").contains("edit 2:lanes.1.replay=0"), "\(whole)")
    #expect(whole.split(separator: "\n").contains("edit 6:lanes.1.replay=0.3"), "\(whole)")
    for lines in [text, whole] {
      let read = try SessionFile.content(of: Array(lines.utf8), source: "x").experiment
      // A change of one value comes back as that change.
      var scenario = read.scenario
      for edit in read.journal { try scenario.apply(edit.change) }
      #expect(scenario == simulation.scenario && read.tick == simulation.experiment.tick)
      #expect(read.journal.map(\.tick) == journal.map(\.tick))
    }
  }

  /// Random work, read back after every line, to the last bit.
  @Test func everyPrefixOfWorkReadsBack() throws {
    var generator = SplitMix64(seed: 21)
    for _ in 0..<6 {
      var text = ""
      var written: Experiment?
      for _ in 0..<8 {
        let edits = Int.random(in: 0...3, using: &generator)
        var experiment = Experiment.random(edits: edits, using: &generator)
        if let old = written, Bool.random(using: &generator) {
          // The same work, a little further or cut back.
          experiment = old
          experiment.journal = Array(old.journal.prefix(1))
          experiment.tick += 5
        }
        text += SessionFile.lines(to: experiment, from: written)
        written = experiment
        let read = try SessionFile.content(of: Array(text.utf8), source: "x")
        #expect(read.experiment.states == experiment.states, "\(text)")
        #expect(read.experiment.tick == experiment.tick)
        #expect(read.damagedLine == nil)
      }
    }
  }

  private static let sample =
    SessionFile.header + "start replay --set target.oldMass=0.4\nat 10\n"
    + "edit 10:lanes.1.replay=0.2\nat 20\nedit 20:target.separation=6\nat 30\n"

  /// A crash or a power cut may end the file anywhere: every whole line before it counts.
  @Test func tornEndsAreDropped() throws {
    let bytes = Array(Self.sample.utf8)
    let firstLine = Self.sample.utf8.firstIndex(of: 0x0A)!.utf16Offset(in: Self.sample)
    let secondLine = bytes[(firstLine + 1)...].firstIndex(of: 0x0A)!
    for end in (secondLine + 1)...bytes.count {
      for tail in [[], [UInt8](repeating: 0, count: 64), Array("edit 25:tar".utf8), [0xFF, 0xFE]] {
        let content = try SessionFile.content(of: bytes[..<end] + tail, source: "x")
        #expect(content.damagedLine == nil)
        #expect(content.length <= end)
        let whole = String(decoding: bytes[..<content.length], as: UTF8.self)
        #expect(whole.hasSuffix("\n"))
        #expect(content.experiment.journal.count == whole.components("edit ") - 1)
      }
    }
  }

  @Test func damageInTheMiddleIsTold() throws {
    let text = Self.sample.replacing("at 20", with: "at x0")
    let content = try SessionFile.content(of: Array(text.utf8), source: "x")
    #expect(content.damagedLine == 5)
    #expect(content.experiment.tick == 10)
    #expect(content.experiment.journal.count == 1)
  }

  @Test(arguments: [
    ("", "x:1: not a session; its first line is forgetscope session 1"),
    ("hello\n", "x:1: not a session; its first line is forgetscope session 1"),
    (
      "forgetscope session 2\nstart replay\n",
      "x:1: a session \"2\" cannot be read by this forgetscope; its first line is forgetscope session 1"
    ),
    (
      "forgetscope session 1\r\nstart replay\r\n",
      "x:1: lines end with CR LF; a session's end with LF alone"
    ),
    ("forgetscope session 1\n", "x: start: no scenario that can be read"),
    ("forgetscope session 1\nstart nope\n", "x: start: no scenario that can be read"),
    ("forgetscope session 1\nstart replay --at 5\n", "x: start: \"--at\" is not allowed"),
    (
      "forgetscope session 1\nstart replay\nedit 5:target.oldMass=7\n",
      "x: --edit: target.oldMass: 7 is not allowed; a number in (0, 1)"
    ),
  ])
  func refusals(text: String, message: String) {
    let error = #expect(throws: DocumentError.self) {
      try SessionFile.content(of: Array(text.utf8), source: "x")
    }
    #expect(error?.description == message)
  }

  @Test func hugeFilesAreRefused() {
    let bytes =
      Array(SessionFile.header.utf8) + [UInt8](repeating: 0x41, count: SessionFile.largestSize)
    #expect(throws: DocumentError.self) { try SessionFile.content(of: bytes, source: "x") }
  }

  /// An hour of dragging comes back as it was, edit for edit.
  @Test func tenThousandEditsAreReadBack() throws {
    var experiment = Experiment(scenario: Presets.standard.scenario, tick: 12_000)
    for tick in 1...10_500 {
      let value = ParameterValue.number(tick % 2 == 0 ? 4 : 4.25)
      experiment.journal.append(
        Edit(tick: tick, change: .set(path: "target.separation", value: value)))
    }
    let text = SessionFile.lines(to: experiment, from: nil)
    #expect(try SessionFile.content(of: Array(text.utf8), source: "x").experiment == experiment)
  }

  /// Whatever happens to the bytes, a session is read or refused in one printable line.
  @Test func damagedFilesAreReadOrRefused() {
    var generator = SplitMix64(seed: 22)
    for _ in 0..<400 {
      var bytes = Array(Self.sample.utf8)
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(place..<min(place + 7, bytes.count))
        default: bytes.insert(contentsOf: bytes[place...].prefix(30), at: place)
        }
      }
      do {
        let content = try SessionFile.content(of: bytes, source: "x")
        #expect(content.length <= bytes.count)
        #expect((try? content.experiment.scenario.validate()) != nil)
      } catch {
        let isPrintable = error.description.unicodeScalars.allSatisfy {
          $0.properties.generalCategory != .control
        }
        #expect(isPrintable && error.description.count < 1000, "\(error)")
      }
    }
  }
}

extension String {
  /// The number of pieces between occurrences of a text.
  fileprivate func components(_ separator: String) -> Int {
    split(separator: separator, omittingEmptySubsequences: false).count
  }
}
