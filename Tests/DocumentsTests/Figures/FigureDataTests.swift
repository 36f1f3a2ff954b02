import Forgetting
import Measured
import Simulation
import Testing

@testable import Cells
@testable import Documents
@testable import Views

/// A log's points on paper: none outside of the axes, none without a trace.
@Suite struct FigureDataTests {
  private static func figure(
    _ log: String, ceiling: Double, _ panel: VectorFigure.Panel
  ) throws -> VectorFigure {
    let snapshot = try FigureSamples.snapshot("forward-and-reverse", at: 6)
    var mapping = DataMapping()
    mapping.ceiling = ceiling
    let run = try MeasuredRun(try DataTable(Array(log.utf8), source: "log.csv"), mapping)
    return try VectorFigure(
      snapshot, panels: [panel], data: run, width: 86, height: 62,
      caption: try FigureSamples.caption(snapshot))
  }

  private static func log(_ scores: [(old: Double, new: Double)]) -> String {
    "step,old,new\n"
      + scores.enumerated().map { "\($0 * 5),\($1.old),\($1.new)\n" }.joined()
  }

  /// What is learned more than whole stands at the right edge as a triangle, and the legend counts it.
  @Test func tradeOffsHideNothing() throws {
    let log = Self.log([(0.8, 0.2), (0.7, 0.9), (0.6, 0.9), (0.9, 0.3)])
    let figure = try Self.figure(log, ceiling: 0.5, .tradeOff(across: .learned))
    let chart = figure.chart(of: figure.panels[0])
    #expect(chart.shownDots(VectorDots.range).map(\.side) == [nil, .right, .right, .above])
    let text = String(decoding: figure.bytes(), as: UTF8.self)
    #expect(text.contains(">log.csv ▲1 ▶2<"), "\(text)")
  }

  /// What is drawn of dots lies in the rectangle of the axes, but for the half of a mark.
  @Test func dotsStayBetweenTheAxes() {
    var chart = Chart(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
    for x in [-3, -0.1, 0, 0.5, 1, 1.1, 40] {
      for y in [-3, -0.1, 0, 0.5, 1, 1.1, 40] {
        chart.dots.append(Chart.Dot(x: x, y: y, low: y - 2, high: y - 1, kind: 0, run: 0))
      }
    }
    for isShare in [false, true] {
      chart.hasDotsAtSides = isShare
      let text = VectorDots(
        chart, left: 10, right: 60, top: 10, bottom: 40,
        { (10 + $0 * 50, 40 - $1 * 30) }
      ).element()
      let paths = text.matches(of: #/ d="([^"]*)"/#).map(\.1)
      #expect(paths.count == (isShare ? 49 + 9 : 21 + 9))
      for path in paths {
        // Circles have relative arcs: their beginning alone is a place.
        let place = path.matches(of: #/[ML](-?[\d.]+) ?(-?[\d.]+)/#)
        for match in place {
          let (x, y) = (Double(match.1) ?? .nan, Double(match.2) ?? .nan)
          #expect((8.9...61.1).contains(x) && (8.9...41.1).contains(y), "\(path)")
        }
      }
    }
  }

  /// Where marks would lie over each other a band and a line stand, with a mark here and there.
  @Test func crowdedDotsAreABand() {
    func element(_ count: Int, ascending: Bool = true) -> String {
      var chart = Chart(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
      for index in 0..<count {
        let x = Double(index) / Double(count - 1)
        chart.dots.append(
          Chart.Dot(x: ascending ? x : 0.5, y: x, low: x - 0.1, high: x + 0.1, kind: 0, run: 0))
      }
      let dots = VectorDots(
        chart, left: 10, right: 60, top: 10, bottom: 40, { (10 + $0 * 50, 40 - $1 * 30) })
      return dots.bands() + dots.element()
    }
    func paths(_ text: String) -> Int { text.matches(of: #/<path/#).count }
    // A mark and a bar each; or a band, a line and marks 7 mm apart along it, of 58 mm.
    #expect(paths(element(21)) == 42 && !element(21).contains("fill-opacity"))
    #expect(paths(element(120)) == 2 + 8)
    #expect(element(120).matches(of: #/fill-opacity="0.15"/#).count == 1)
    // What goes back and forth has no band; of 30 mm.
    #expect(paths(element(120, ascending: false)) == 1 + 5)
  }

  /// Of two series only the one that is drawn as means is called so; what stands by itself is not.
  @Test func onlyMeansAreCalledMeans() throws {
    var log = "step,old,new\n"
    for step in 0..<500 { log += "\(step),\(step % 50 == 0 ? "0.8" : ""),0.\(200 + step)\n" }
    for (panel, areMeans) in [
      (VectorFigure.Panel.measure(.kept), false), (.measure(.learned), true),
      (.tradeOff(across: .learned), true),
    ] {
      let figure = try Self.figure(log, ceiling: 0.9, panel)
      let text = String(decoding: figure.bytes(), as: UTF8.self)
      #expect(text.contains("means of 5 steps") == areMeans)
    }
  }

  /// A long folder and long columns are broken, and nothing that was assumed is left out.
  @Test func captionsAreWholeAndOnThePaper() {
    let text =
      "a-log-with-a-name-that-is-longer-than-a-line-of-a-single-column-of-a-journal-is-long.csv, "
      + "hash 0123abcd, --old eval/accuracy-of-the-old-task --new eval/accuracy-of-the-new-task "
      + "--chance 0.25 --ceiling 0.86"
    let element = DataCaption(text, width: 86).element(bottom: 60)
    let lines = element.matches(of: #/<text[^>]*>([^<]*)<\/text>/#).map { String($0.1) }
    #expect(lines.joined().filter { $0 != " " }.contains("--ceiling0.86") && !element.contains("…"))
    #expect(lines.allSatisfy { $0.count <= 67 }, "\(lines)")
  }

  /// A figure says which file its points are of, and how they were read, where people see it.
  @Test func figuresNameTheLog() throws {
    let short = Self.log([(0.8, 0.2), (0.7, 0.4), (0.6, 0.45)])
    let scores = (0..<500).map { index -> (old: Double, new: Double) in
      let change = 0.001 * Double(index)
      return (0.8 - change, 0.2 + change)
    }
    let long = Self.log(scores)
    for (log, isLong) in [(short, false), (long, true)] {
      let figure = try Self.figure(log, ceiling: 0.9, .measure(.kept))
      let text = String(decoding: figure.bytes(), as: UTF8.self)
      let labels: [String] = text.matches(of: #/<text[^>]*>([^<]*)<\/text>/#).map { String($0.1) }
      let foot = labels.suffix(2).joined(separator: " ")
      let hash = String((figure.data?.hash ?? "").prefix(8))
      #expect(foot.contains("log.csv, hash \(hash)"), "\(labels)")
      #expect(foot.contains("--old old --new new") && foot.contains("--ceiling 0.9"))
      let legend = labels.contains("log.csv (means of 5 steps, 80 % of them)")
      #expect(legend == isLong, "\(labels)")
    }
    let other = try Self.figure(short, ceiling: 0.9, .measure(.oldWeight))
    #expect(!String(decoding: other.bytes(), as: UTF8.self).contains(">log.csv, hash"))
  }

  /// A line of many points is not drawn across those beyond an axis.
  @Test func linesBreakBeyondTheAxes() {
    var chart = Chart(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
    for index in 0..<120 {
      let y = (50..<60).contains(index) ? 3 : 0.5
      let x = Double(index) / 119
      chart.dots.append(Chart.Dot(x: x, y: y, low: y - 0.1, high: y + 0.1, kind: 0, run: 0))
    }
    let dots = VectorDots(
      chart, left: 10, right: 60, top: 10, bottom: 40, { (10 + $0 * 50, 40 - $1 * 30) })
    #expect(dots.bands().matches(of: #/<path/#).count == 2)
    #expect(dots.element().matches(of: #/stroke-width="0.2"/#).count == 2)
  }

  /// A score a little above its first one makes room for itself; what is far above is told at the edge.
  @Test func axesReachALittleAboveOne() throws {
    // The log ends with the run, and the figure long before.
    func upper(_ scores: [Double], end: Double = 0.3) throws -> Double {
      let later = [Double](repeating: 0.3, count: 60) + [end]
      let log = Self.log((scores + later).map { ($0, 0.2) })
      let figure = try Self.figure(log, ceiling: 1, .measure(.kept))
      return figure.chart(of: figure.panels[0]).y.upper
    }
    #expect(try upper([0.5, 0.4, 0.3]) == 1)
    #expect(try upper([0.5, 0.52, 0.3]) == 1.05)
    #expect(try upper([0.5, 0.52, 0.9]) == 1.05)
    #expect(try upper([0.5, 0.9, 0.3]) == 1)
    #expect(try upper([0.5, 0.4, 0.3], end: 0.52) == 1)
  }
}
