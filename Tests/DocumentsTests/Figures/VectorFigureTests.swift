import Cells
import Forgetting
import Foundation
import Testing

@testable import Documents
@testable import Simulation
@testable import Views

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Figures for papers.
@Suite struct VectorFigureTests {
  private func text(
    _ preset: String, at time: Double = 3,
    panels: [VectorFigure.Panel] = VectorFigure.Panel.standard,
    width: Double = 180, height: Double = 62
  ) throws -> String {
    let snapshot = try FigureSamples.snapshot(preset, at: time)
    let figure = try VectorFigure(
      snapshot, panels: panels, width: width, height: height,
      caption: try FigureSamples.caption(snapshot))
    return String(decoding: figure.bytes(), as: UTF8.self)
  }

  @Test(arguments: Presets.all.map(\.id), [(180.0, 62.0), (86.0, 150.0), (50.0, 190.0)])
  func isWellFormedAndSizedInMillimetres(preset: String, size: (Double, Double)) throws {
    let text = try text(preset, width: size.0, height: size.1)
    #expect(XMLParser(data: Data(text.utf8)).parse())
    #expect(text.contains("width=\"\(Int(size.0))mm\" height=\"\(Int(size.1))mm\""))
    #expect(!text.contains("nan") && !text.contains("inf\""))
    #expect(try FigureReader.stateLine(in: Array(text.utf8), source: "it").contains(preset))
  }

  @Test func namesAxesAndCurves() throws {
    let text = try text("forward-and-reverse")
    for label in [
      ">forward KL<", ">reverse KL<", ">target p<", ">start<", ">density<", ">old weight β<",
      ">old drift in σ<", ">flow time t<", ">(a)<", ">(c)<",
    ] { #expect(text.contains(label), "\(label)") }
    let mass = try self.text("forward-and-reverse", panels: [.mass])
    #expect(!mass.contains(">density<") && !mass.contains(">target p<") && !mass.contains(">(a)<"))
  }

  /// Where a stage has room for its letter alone, the legend has its name.
  @Test(arguments: [(180.0, 62.0), (86.0, 150.0), (50.0, 190.0)])
  func noLetterIsUnexplained(width: Double, height: Double) throws {
    var letters = 0
    for (preset, time) in [("three-tasks", 30.0), ("five-tasks", 240), ("near-last", 30)] {
      let scenario = try #require(Presets.preset(preset)?.scenario)
      let sequence = try #require(scenario.sequence)
      let text = try text(preset, at: time, width: width, height: height)
      for stage in sequence.stages ?? [] {
        let index = try #require(sequence.index(of: stage.task))
        let letter = Glyphs.taskLetter(index)
        letters += text.ranges(of: ">\(letter)<").count
        #expect(text.contains(">\(letter) \(stage.task)<"), "\(preset) \(width): \(letter)")
      }
    }
    #expect(width > 60 || letters > 0)
  }

  /// A panel for each lane with a curve for each task, letters at their ends and in the legend, and the
  /// stages by name.
  @Test func tasksAreToldApart() throws {
    let panels: [VectorFigure.Panel] = (0..<4).map { .tasks(lane: $0) }
    let text = try text("three-tasks", at: 30, panels: panels, height: 120)
    for label in [
      ">A maths<", ">B code<", ">C poetry<", ">A<", ">(d)<",
      ">weight β<", ">reverse KL<", ">forward KL, replay 0.3<",
    ] { #expect(text.contains(label), "\(label)") }
    #expect(text.components(separatedBy: ">B<").count == 5)
    // Lanes compared: the stages stand there, too.
    let mass = try self.text("three-tasks", at: 30, panels: [.mass])
    #expect(
      mass.contains(">weight β of the seen tasks<") && mass.contains(">C poetry<")
        && !mass.contains(">A maths<"))
    #expect(XMLParser(data: Data(text.utf8)).parse() && XMLParser(data: Data(mass.utf8)).parse())
  }

  @Test func interventionsAreMarkedAndExplained() throws {
    var simulation = try Simulation(Presets.preset("replay")!.scenario)
    while simulation.time < 2 { simulation.advance() }
    try simulation.perform(.set(path: "target.separation", value: .number(6)))
    while simulation.time < 4 { simulation.advance() }
    let snapshot = simulation.snapshot()
    let figure = try VectorFigure(
      snapshot, width: 180, height: 62, caption: FigureSamples.caption(snapshot))
    #expect(String(decoding: figure.bytes(), as: UTF8.self).contains(">changed while running<"))
    #expect(try !text("replay").contains(">changed while running<"))
  }

  /// Lanes of one method differ in the legend, and every lane has a look of its own.
  @Test func lanesDifferWithoutColour() throws {
    let legend = try text("replay")
    #expect(legend.contains(">forward KL, replay 0.2<"))
    let looks = (0..<8).map { lane in
      let pen = VectorPen(.lane(lane))
      return
        "\(pen.dashes) \(pen.element(pen.mark!, x: 0, y: 0).replacingOccurrences(of: pen.color, with: "c"))"
    }
    #expect(Set(looks).count == 8)
    #expect(Set((0..<8).map { VectorPen(.lane($0)).color }).count == 8)
  }

  /// The verdict as a picture, and what it is of: what never was there is not lost.
  @Test func theDensityFillsWhatIsKept() throws {
    let kept = try text("forward-and-reverse", at: 8, panels: [.density])
    #expect(kept.contains("fill-opacity=") && kept.contains(">filled: kept, hatched: lost<"))
    #expect(try text("starvation", at: 2).contains(">filled: kept, hatched: missing<"))
    #expect(try !text("three-tasks", at: 2).contains("hatched:"))
  }

  /// The lines on which a flow rests, where there are any.
  @Test func thePhasePlaneSaysWhereTheFlowRests() throws {
    func phase(_ preset: String) throws -> String {
      let snapshot = try FigureSamples.snapshot(preset, at: 4)
      let panel = try #require(VectorFigure.Panel.phase(snapshot))
      let figure = try VectorFigure(
        snapshot, panels: [panel], width: 180, height: 62,
        caption: FigureSamples.caption(snapshot))
      return String(decoding: figure.bytes(), as: UTF8.self)
    }
    let rests = try phase("self-distillation")
    for word in [">β rests<", ">drift rests<", ">both rest<"] { #expect(rests.contains(word)) }
    #expect(try !phase("forward-and-reverse").contains(">β rests<"))
    // A lane has one name in a figure.
    #expect(try phase("forward-and-reverse").contains(">arrows: flow of forward KL<"))
  }

  /// A curve goes through the numbers that it shows: β at the last instant, in the panel's millimetres.
  @Test func curvesEndAtTheNumbers() throws {
    let snapshot = try FigureSamples.snapshot("forward-and-reverse", at: 3)
    let figure = try VectorFigure(
      snapshot, panels: [.mass], width: 100, height: 80, caption: FigureSamples.caption(snapshot))
    let text = String(decoding: figure.bytes(), as: UTF8.self)
    let chart = figure.chart(of: .mass)
    let frame = VectorFrame(chart, x: 0, y: 5, width: 100, height: 75, letter: nil, number: 0)
    for lane in snapshot.lanes {
      let x = frame.left + chart.x.unit(3) * (frame.right - frame.left)
      let y = frame.bottom - lane.model.oldWeight * (frame.bottom - frame.top)
      #expect(text.contains("L\(SVGPath.text(x)) \(SVGPath.text(y))\""), "\(x) \(y)")
    }
  }

  /// A view's chart, too, is drawn in vectors: nothing in it is the screen's.
  @Test func driftOverSeparationIsDrawn() {
    let separations = [2.0, 4, 6]
    var picture = DriftPicture(total: 3, horizon: 10, startDrift: 0)
    picture.points = separations.map { .init(separation: $0, peaks: [exp(-$0 * $0 / 8), nil]) }
    let chart = Chart(driftOver: picture, lanes: [0, 1], through: (6, exp(-4.5)))
    #expect(chart.series.map(\.role) == [.overlap, .lane(0), .lane(1)])
    let frame = VectorFrame(chart, x: 0, y: 0, width: 100, height: 80, letter: nil, number: 0)
    let text = frame.element()
    func place(_ separation: Double) -> String {
      let x = frame.left + chart.x.unit(separation) * (frame.right - frame.left)
      let up = chart.y.unit(exp(-separation * separation / 8))
      return "\(SVGPath.text(x)) \(SVGPath.text(frame.bottom - up * (frame.bottom - frame.top)))"
    }
    #expect(text.contains("M\(place(2))L\(place(4))L\(place(6))"))
    #expect(text.contains(">largest old drift in σ<") && text.contains(">separation δ<"))
  }

  @Test func pathsInThePhasePlaneAreDrawn() throws {
    let snapshot = try FigureSamples.snapshot("forward-and-reverse", at: 3)
    let chart = Chart(
      pathsOf: snapshot, lanes: [0, 1], at: 3, x: Axis(lower: 0, upper: 1),
      y: Axis(lower: -1, upper: 4))
    let frame = VectorFrame(chart, x: 0, y: 0, width: 100, height: 80, letter: nil, number: 0)
    let text = frame.element()
    let axis = DriftAxis(snapshot.target)
    for lane in snapshot.lanes {
      let along = axis.coordinate(of: lane.model.old.mean)
      let x = frame.left + lane.model.oldWeight * (frame.right - frame.left)
      let y = frame.bottom - chart.y.unit(along) * (frame.bottom - frame.top)
      #expect(text.contains("L\(SVGPath.text(x)) \(SVGPath.text(y))\""), "\(x) \(y)")
    }
    #expect(text.contains(">old weight β<"))
  }

  @Test func otherSizesAreRefused() throws {
    let snapshot = try FigureSamples.snapshot()
    let caption = try FigureSamples.caption(snapshot)
    for size in [(0.0, 60.0), (29, 60), (60, 1201), (.nan, 60)] {
      #expect(throws: FigureError.self) {
        try VectorFigure(snapshot, width: size.0, height: size.1, caption: caption)
      }
    }
  }

  /// A column of a journal: panels one below the other, and a word about what they need.
  @Test func aSizeWithoutRoomIsRefused() throws {
    func refusal(_ width: Double, _ height: Double) throws -> String? {
      do {
        _ = try text("forward-and-reverse", width: width, height: height)
        return nil
      } catch let error as FigureError {
        return error.description
      }
    }
    let words = try #require(try refusal(86, 62))
    #expect(words.hasPrefix("86x62 is not allowed; 3 panels need 86x"), "\(words)")
    // What it says is enough, and no more than that.
    let height = try #require(words.split(separator: "x").last?.split(separator: " ").first)
    let least = try #require(Double(height))
    #expect(try refusal(86, least) == nil)
    #expect(try refusal(86, least - 1) != nil)
    // A high figure whose panels only fit side by side.
    #expect(try refusal(130, 50) == nil)
  }

  /// What is drawn lies between the axes: no axis is shorter than its curves, none much longer.
  @Test(arguments: Presets.all.map(\.id)) func axesHoldTheirCurves(preset: String) throws {
    let snapshot = try FigureSamples.snapshot(preset, at: 3)
    let figure = try VectorFigure(
      snapshot, panels: [.density, .mass, .drift, .measure(.kept), .tradeOff(across: .learned)],
      width: 300, height: 62, caption: try FigureSamples.caption(snapshot))
    for panel in figure.panels {
      let chart = figure.chart(of: panel)
      // Contours in the plane go on beyond the frame.
      if case .density = panel, snapshot.target.dimension == 2 { continue }
      var largest = 0.0
      for series in chart.series {
        guard case .lane = series.role else { continue }
        for (x, y) in zip(series.xs, series.ys) where x.isFinite && y.isFinite {
          let (across, up) = (chart.x.unit(x), chart.y.unit(y))
          #expect((-0.01...1.01).contains(across) && (-0.01...1.01).contains(up), "\(x), \(y)")
          largest = max(largest, abs(up))
        }
      }
      if case .density = panel { #expect(largest > 0.4, "\(chart.y)") }
      if case .measure(.oldDrift) = panel { #expect(largest > 0.3 || largest == 0, "\(chart.y)") }
    }
  }

  /// The unit circle's line of equal density is a circle, closed, and in one piece.
  @Test func contoursAreClosedLines() throws {
    let lines = Contour.lines(level: 1, from: SIMD2(-2, -2), to: SIMD2(2, 2), steps: 64) {
      $0.map { ($0 * $0).sum() }
    }
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.first == line.last)
    for point in line { #expect(abs((point * point).sum() - 1) < 2e-3, "\(point)") }
    let two = Contour.lines(level: 0.5, from: SIMD2(-4, -2), to: SIMD2(4, 2), steps: 64) {
      $0.map { point in
        [-2.0, 2.0].map { 1 - ((point - SIMD2($0, 0)) * (point - SIMD2($0, 0))).sum() }.max()!
      }
    }
    #expect(two.count == 2)
  }

  /// Of two numbers that would run into each other, 0.9 and 0.99 on a step of a map, the first stands.
  @Test func labelsThatCollideAreDropped() throws {
    var chart = Chart(x: Axis(lower: 0, upper: 10), y: Axis(lower: 0, upper: 1))
    chart.labels = [(4, "0.9"), (4.1, "0.99"), (8, "0.999")].map {
      Chart.Label(x: $0, y: 0.5, text: $1)
    }
    chart.labels.append(Chart.Label(x: 4.1, y: 0.8, text: "0.75"))
    let text = try text("replay", panels: [.chart(chart)], width: 86, height: 74)
    for (label, isThere) in [("0.9", true), ("0.99", false), ("0.999", true), ("0.75", true)] {
      #expect(text.contains(">\(label)<") == isThere, "\(label)")
    }
  }
}
