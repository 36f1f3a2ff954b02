import Forgetting
import Measured
import Testing

@testable import Cells
@testable import Explorer
@testable import Simulation
@testable import Views

/// A log beside the curves: asked for once, read, stretched, taken away, missed.
@Suite struct DataOverlayTests {
  static func run() throws -> MeasuredRun {
    let text = "step,old,new\n0,0.8,0.2\n500,0.6,0.5\n1000,0.4,0.8\n"
    return try MeasuredRun(try DataTable(Array(text.utf8), source: "log.csv"), DataMapping())
  }

  private func shown(_ driver: Driver) throws -> ShownData {
    let source = try #require(driver.state.askedData ?? driver.state.scenario.data)
    return ShownData(source.unscaled, .success(try Self.run()))
  }

  private func happen(_ driver: inout Driver, _ action: ExplorerAction) {
    driver.reduce(action)
    driver.deliver()
  }

  private func open(
    _ line: String = "data log.csv steps=50", columns: Int = 80
  ) throws -> Driver {
    var driver = try Driver(at: 6, columns: columns)
    driver.press(.character(":"))
    driver.type(line)
    driver.press(.enter)
    return driver
  }

  @Test func logsAreAskedForOnce() throws {
    var driver = try open()
    #expect(driver.deeds == ["read log.csv"])
    // Nothing says that it is there before it is.
    #expect(driver.state.scenario.data == nil && driver.simulation.scenario.data == nil)
    happen(&driver, .dataArrived(try shown(driver)))
    guard case .run(let run, _) = driver.state.data else {
      Issue.record("not there")
      return
    }
    // Hash and columns stand in the experiment from now on; nothing is read again.
    let source = try #require(driver.simulation.scenario.data)
    #expect(source.hash == run.hash && source.mapping.old == "old")
    #expect(source.mapping.stepsPerTime == 50 && source.mapping.ceiling == 1)
    driver.run(ticks: 4)
    #expect(driver.deeds == ["read log.csv"])
    driver.press(.character(":"))
    driver.type("data off")
    driver.press(.enter)
    #expect(driver.simulation.scenario.data == nil)
    if case .none = driver.state.data {} else { Issue.record("still there") }
  }

  /// A log that is refused leaves the one that was there, and no trace in the state line.
  @Test func aRefusedLogChangesNothing() throws {
    var driver = try open()
    happen(&driver, .dataArrived(try shown(driver)))
    let (shown, source) = (driver.state.data, driver.state.scenario.data)
    driver.press(.character(":"))
    driver.type("data nosuch.csv")
    driver.press(.enter)
    #expect(driver.state.scenario.data == source && driver.simulation.scenario.data == source)
    let asked = try #require(driver.state.askedData)
    let sent = driver.sent
    happen(
      &driver, .dataArrived(ShownData(asked, .failure(DataRefusal("nosuch.csv: no such file")))))
    #expect(driver.sent == sent && driver.state.askedData == nil)
    driver.run(ticks: 1)
    #expect(driver.state.scenario.data == source && driver.simulation.scenario.data == source)
    #expect(driver.state.data.run == shown.run && shown.run != nil)
    #expect(driver.deeds == ["read log.csv", "read nosuch.csv"])
  }

  /// A log that takes long: the footer says so, keys do what they do, and Esc or another log ends it.
  @Test func readingStopsNobody() throws {
    var driver = try open()
    #expect(
      driver.footer().contains("reading log.csv ...; Esc gives it up")
        || driver.footer().contains("reading log.csv …; Esc gives it up"), "\(driver.footer())")
    driver.press(.character("]"))
    #expect(driver.state.scenario.data == nil && driver.sent.last?.hasPrefix("set ") == true)
    driver.press(.character(":"))
    driver.type("data other.csv")
    driver.press(.enter)
    #expect(driver.deeds == ["read log.csv", "stop reading log.csv", "read other.csv"])
    let late = DataSource(file: "log.csv")
    happen(&driver, .dataArrived(ShownData(late, .success(try Self.run()))))
    #expect(driver.state.data.run == nil && driver.state.askedData?.file == "other.csv")
    driver.press(.escape)
    #expect(driver.deeds.last == "stop reading other.csv")
    #expect(driver.state.askedData == nil && driver.state.message?.text == "other.csv is not read")
    happen(
      &driver, .dataArrived(ShownData(DataSource(file: "other.csv"), .success(try Self.run()))))
    #expect(driver.state.data.run == nil && driver.simulation.scenario.data == nil)
  }

  /// A log that a scenario names and nobody wants to wait for is not asked for again.
  @Test func aNamedLogIsGivenUpToo() throws {
    var scenario = Presets.standard.scenario
    scenario.data = DataSource(file: "log.csv", hash: "0123456789abcdef")
    var driver = try Driver(scenario)
    happen(&driver, .hintEnded)
    driver.press(.escape)
    driver.run(ticks: 2)
    #expect(driver.deeds == ["read log.csv", "stop reading log.csv"])
    #expect(driver.state.scenario.data?.file == "log.csv" && driver.state.readFile == nil)
  }

  /// The points lie on the axes of the curves, in flow time; `{` and `}` stretch them.
  @Test func pointsLieBesideTheCurves() throws {
    var driver = try open()
    happen(&driver, .dataArrived(try shown(driver)))
    let kept = driver.state.chart(of: .kept, y: Axis(lower: 0, upper: 1)).dots
    #expect(kept.map(\.x) == [0, 10, 20])
    let start = MeterReader().meters(
      driver.state.snapshot.problem, model: driver.state.snapshot.start)
    #expect(
      zip(kept, [1, 0.75, 0.5]).allSatisfy { abs($0.y - $1 * start.effectiveOldMass) < 1e-12 })
    let learned = driver.state.chart(of: .learned, y: Axis(lower: 0, upper: 1)).dots
    #expect(abs(learned[0].y - start.effectiveNewMass) < 1e-12)
    #expect(
      abs(learned[2].y - (start.effectiveNewMass + (1 - start.effectiveNewMass) * 0.75)) < 1e-12)
    #expect(driver.state.chart(of: .oldDrift, y: Axis(lower: 0, upper: 1)).dots.isEmpty)
    driver.press(.character("}"))
    let longer = try #require(driver.state.scenario.data?.mapping.stepsPerTime)
    #expect(longer > 50)
    // Whatever else is on the screen, the footer says how many.
    #expect(
      driver.grid().text.contains("data: steps/t \(NumberText.trimmed(longer, digits: 4))"),
      "\(driver.grid().text)")
    driver.press(.character("{"), .character("{"))
    #expect(driver.state.scenario.data?.mapping.stepsPerTime ?? 100 < 50)
    // Nothing of that is an edit of the run.
    #expect(driver.simulation.journal.isEmpty && driver.deeds == ["read log.csv"])
  }

  /// Several runs are told apart by their numbers, which MASS names; one scale serves all of them.
  @Test func runsLieBesideEachOther() throws {
    var driver = try open("data log.csv runs=run steps=50 also=more.csv")
    #expect(driver.state.askedData?.mapping.runs == "run")
    #expect(driver.state.askedData?.mapping.also == ["more.csv"])
    let text = "run,step,old,new\na,0,0.8,0.2\na,500,0.6,0.5\nb,0,0.5,0.1\nb,1000,0.5,0.8\n"
    var mapping = DataMapping()
    mapping.runs = "run"
    let runs = try MeasuredRun(
      several: [try DataTable(Array(text.utf8), source: "log.csv")], mapping)
    let source = try #require(driver.state.askedData).unscaled
    happen(&driver, .dataArrived(ShownData(source, .success(runs))))
    let dots = driver.state.chart(of: .kept, y: Axis(lower: 0, upper: 1)).dots
    #expect(dots.map(\.x) == [0, 10, 0, 20] && dots.map(\.run) == [0, 0, 1, 1])
    let screen = driver.grid().text
    #expect(screen.contains("1 a  2 b"), "\(screen)")
    let trade = DataDots.tradeOff(runs, driver.state.snapshot, across: .learned)
    #expect(trade.count == 4 && trade.map(\.run) == [0, 0, 1, 1])
  }

  /// Spaces in names, as in a shell.
  @Test(arguments: [
    "data 'my log.csv' old='Old Acc' new=new steps=50",
    "data my\\ log.csv \"old=Old Acc\" new=new steps=50",
    "data \"my log.csv\" old=Old\\ Acc new=new steps=50",
  ]) func namesWithSpaces(line: String) throws {
    let asked = try #require(try open(line).state.askedData)
    #expect(asked.file == "my log.csv" && asked.mapping.old == "Old Acc")
    #expect(asked.mapping.new == "new" && asked.mapping.stepsPerTime == 50)
  }

  /// Old and new evaluated one after the other, and one of them less often.
  @Test func tradeOffsOfDifferentSteps() throws {
    let state = try Driver(at: 6).state
    func dots(_ old: [Int], _ new: [Int]) throws -> [Chart.Dot] {
      let rows =
        old.map { "\($0),\(0.8 - Double($0) / 1000)," }
        + new.map { "\($0),,\(0.2 + Double($0) / 2000)" }
      let table = try DataTable(
        Array(("step,old,new\n" + rows.joined(separator: "\n")).utf8), source: "log.csv")
      return DataDots.tradeOff(
        try MeasuredRun(table, DataMapping()), state.snapshot, across: .learned)
    }
    #expect(try dots([0, 100, 200], [1, 101, 201]).count == 3)
    #expect(try dots([0, 100, 200], [0, 200]).count == 2)
    let sparse = try dots([0, 200], [0, 100, 200])
    let both = try dots([0, 200], [0, 200])
    #expect(sparse.count == 2 && sparse == both)
    let between = try dots([0, 100, 200], [0, 100, 200])
    let offset = try dots([0, 50, 200], [0, 100, 150, 200])
    #expect(abs(offset[1].x - (between[0].x + between[1].x) / 2) < 1e-12)
    #expect(try dots([0, 100], [1000, 1100]).isEmpty)
  }

  /// What is kept of more than there was, and of less than nothing, stands at the edge and is counted.
  @Test func pointsBeyondTheAxisAreSeen() throws {
    var driver = try open()
    let source = try #require(driver.state.askedData).unscaled
    let text = "step,old,new\n0,0.5,0.2\n100,0.6,0.5\n200,0.9,0.8\n300,0.2,0.9\n400,0.1,0.9\n"
    var mapping = DataMapping()
    mapping.chance = 0.25
    let run = try MeasuredRun(try DataTable(Array(text.utf8), source: "log.csv"), mapping)
    happen(&driver, .dataArrived(ShownData(source, .success(run))))
    driver.press(.character(":"))
    driver.type("mass kept")
    driver.press(.enter)
    let screen = driver.grid().text
    #expect(screen.contains("× log.csv ▲2 ▼2"), "\(screen)")
    let plot = screen.split(separator: "\n").drop { !$0.contains("MASS") }.dropFirst()
    let marks = plot.joined().filter { $0 == "▲" || $0 == "▼" }
    #expect(
      marks.filter { $0 == "▲" }.count >= 2 && marks.filter { $0 == "▼" }.count >= 2, "\(screen)")
    let trade = DataDots.tradeOff(run, driver.state.snapshot, across: .learned)
    #expect(trade.count == 5)
  }

  /// The program's own logs are there from the first screen on, and nobody reads them.
  @Test func ownLogsAreThere() throws {
    var driver = try Driver("measured", at: 1)
    #expect(driver.state.data.run?.all.count == 2)
    #expect(driver.grid().text.contains("1 plain 2 repla"), "\(driver.grid().text)")
    driver.run(ticks: 4)
    #expect(driver.deeds.isEmpty)
    #expect(driver.state.scenario == Presets.preset("measured")?.scenario)
    // What was left open is taken as of any log.
    var scenario = try #require(Presets.preset("measured")).scenario
    scenario.data?.hash = ""
    driver = try Driver(scenario)
    happen(&driver, .hintEnded)
    #expect(driver.deeds == ["read example:two-tasks.csv"])
  }

  /// Where there is no room for the names of runs, all of them are shorter.
  @Test func namesOfRunsBecomeShorter() throws {
    let source = try #require(Presets.preset("measured")?.scenario.data)
    let runs = try #require(MeasuredRun(shipped: source))
    func names(_ room: Int) -> String {
      RunNames(runs).runs(mark: "×", room: room).map(\.text).joined()
    }
    #expect(names(.max) == "1 plain  2 replay" && names(17) == "1 plain  2 replay")
    #expect(names(16) == "1 plain 2 replay" && names(15) == "1 plain 2 repla")
    #expect(names(9) == "1 pl 2 re" && names(6) == "2 runs")
  }

  /// What tells runs apart is what stays, numbers above all.
  @Test(arguments: [
    ((1...4).map { "run_with_long_name_\($0).csv" }, 46, "1 name_1  2 name_2  3 name_3  4 name_4"),
    ((1...4).map { "run_with_long_name_\($0).csv" }, 24, "1 1  2 2  3 3  4 4"),
    ((1...4).map { "run_with_long_name_\($0).csv" }, 15, "1 1 2 2 3 3 4 4"),
    ((1...4).map { "run_with_long_name_\($0).csv" }, 9, "1 1 … 4 4"),
    ((1...4).map { "run_with_long_name_\($0).csv" }, 8, "4 runs"),
    (["alpha_run12", "beta_run345", "gamma_x6"], 24, "1 al…12 2 b…345 3 gam…6"),
    ((0...2).map { "seed\($0).csv" }, 30, "1 seed0  2 seed1  3 seed2"),
    (["seed10.csv", "seed11.csv"], 12, "1 10  2 11"),
    (["sft_lr1e-4", "sft_lr1e-5"], 20, "1 lr1e-4  2 lr1e-5"),
    (["0.5.csv", "1.5.csv"], 14, "1 0.5  2 1.5"),
    (["train.csv", "brain.csv"], 18, "1 train  2 brain"),
    (["run.csv", "run2.csv"], 16, "1 run  2 run2"),
    (["alpha_run1", "alpha_run2", "beta_run1"], 15, "1 a1 2 a2 3 b1"),
    (["log.csv", "log.csv"], 14, "1 log. 2 log."),
  ]) func namesKeepWhatTellsThemApart(names: [String], room: Int, told: String) {
    #expect(RunNames(names).runs(mark: "×", room: room).map(\.text).joined() == told)
    let counted = RunNames(names).runs(mark: "×", beyond: " ▶2", room: room + 3)
    #expect(counted.map(\.text).joined() == told + " ▶2")
  }

  /// Of a long log a point is a mean, which the title says where there is room.
  @Test func meansAreCalledSo() throws {
    let names = RunNames(["log.csv"])
    func words(_ room: Int) -> String {
      names.runs(mark: "×", steps: 20, room: room).map(\.text).joined()
    }
    #expect(words(22) == "× log.csv, means of 20" && words(21) == "× log.csv")
    let rows = (0...1000).map { "\($0),\(0.8 - Double($0) / 2500),\(0.2 + Double($0) / 2000)\n" }
    var driver = try open("data log.csv", columns: 160)
    let table = try DataTable(
      Array(("step,old,new\n" + rows.joined()).utf8), source: "log.csv")
    let source = try #require(driver.state.askedData).unscaled
    happen(
      &driver, .dataArrived(ShownData(source, .success(try MeasuredRun(table, DataMapping())))))
    let screen = driver.grid().text
    #expect(screen.contains("× log.csv, means of 9"), "\(screen)")
  }

  /// Without a scale the log ends with the run.
  @Test func logsEndWithTheRunUnlessTold() throws {
    var driver = try open("data log.csv")
    happen(&driver, .dataArrived(try shown(driver)))
    let end = try #require(driver.state.chart(of: .kept, y: Axis(lower: 0, upper: 1)).dots.last)
    #expect(abs(end.x - 60) < 1e-9)
  }

  @Test func whatIsMissingIsSaid() throws {
    var driver = try open()
    let source = try #require(driver.state.askedData)
    happen(
      &driver,
      .dataArrived(ShownData(source.unscaled, .failure(DataRefusal("log.csv: no such file")))))
    #expect(driver.state.message?.remark.description == "log.csv: no such file")
    #expect(driver.state.chart(of: .kept, y: Axis(lower: 0, upper: 1)).dots.isEmpty)
    driver.press(.character("}"))
    #expect(driver.state.message?.remark == .noLog)
  }

  @Test func otherBytesAreSaid() throws {
    var scenario = Presets.standard.scenario
    scenario.data = DataSource(file: "log.csv", hash: "0123456789abcdef")
    var driver = try Driver(scenario)
    happen(&driver, .hintEnded)
    #expect(driver.deeds == ["read log.csv"])
    happen(&driver, .dataArrived(try shown(driver)))
    #expect(driver.state.message?.remark == .changedLog("log.csv"))
  }

  @Test(arguments: [
    "data", "data log.csv old", "data log.csv odl=a", "data log.csv steps=0",
    "data log.csv chance=x",
    "data log.csv where=a", "data log.csv order=a=b", "data -",
  ]) func badLinesChangeNothing(line: String) throws {
    let driver = try open(line)
    #expect(driver.state.askedData == nil && driver.deeds.isEmpty)
    // The line stays open with the reason.
    #expect("\(driver.state.overlay as Any)".contains("is not allowed"))
  }

  /// A line without a file says what it wants.
  @Test func dataAloneSaysWhatItTakes() throws {
    for columns in [80, 160] {
      var driver = try Driver(at: 6, columns: columns)
      driver.press(.character(":"))
      driver.type("data")
      driver.press(.enter)
      let screen = driver.grid().text
      let words = "data: nothing is not allowed; FILE and its options, or off"
      #expect(screen.contains(words), "\(screen)")
    }
  }
}
