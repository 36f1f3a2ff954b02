import Cells
import Measured

/// A log beside the curves of its best fit, and what is left: for a paper.
public struct FitFigure {
  private let run: MeasuredRun
  private let fit: MethodFit
  private let changed: WhatIf?
  private let caption: FigureCaption

  /// In millimetres.
  private static let size = (width: 180.0, height: 66.0)

  /// - Parameter changed: a fit with a person's changes, dotted.
  public init(
    _ run: MeasuredRun, _ fit: MethodFit, _ changed: WhatIf?, caption: FigureCaption
  ) {
    self.run = run
    self.fit = fit
    self.changed = changed
    self.caption = caption
  }

  /// The bytes of the SVG.
  public func bytes() -> [UInt8] {
    let (width, height) = FitFigure.size
    var text = SVGFigure.head(
      caption: caption, width: "\(SVGPath.text(width))mm", height: "\(SVGPath.text(height))mm",
      viewBox: "0 0 \(SVGPath.text(width)) \(SVGPath.text(height))")
    text += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    text += "<g font-family=\"Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif\" "
    text += "font-size=\"\(SVGPath.text(VectorFrame.fontSize))\" fill=\"#000000\">\n"
    text += legend()
    let footnote = DataCaption(caption.title + stretches, width: width)
    let half = (width - 3) / 2
    for (index, chart) in [shares(), residues()].enumerated() {
      text += VectorFrame(
        chart, x: Double(index) * (half + 3), y: 5, width: half,
        height: height - 5 - footnote.height, letter: index == 0 ? "a" : "b", number: index
      ).element()
    }
    text += footnote.element(bottom: height)
    return Array((text + "</g>\n</svg>\n").utf8)
  }

  private func legend() -> String {
    var text = ""
    var x = 2.0
    for (lane, name) in ["old kept", "new learned"].enumerated() {
      var pen = VectorPen(.lane(lane))
      text += pen.stroke([(x, 2.5), (x + 7, 2.5)])
      pen.mark = lane
      text += pen.element(lane, x: x + 9, y: 2.5)
      text += VectorFrame.label("\(name): fit, data", x: x + 11, y: 3.4)
      x += 42
    }
    if let changed {
      text += VectorPen(.law(0)).stroke([(x, 2.5), (x + 7, 2.5)])
      text += VectorFrame.label("what if \(changed.text)", x: x + 8.2, y: 3.4)
    }
    return text
  }

  /// What points of long series stand for.
  private var stretches: String {
    [("kept", run.drawn.stepsPerKept), ("learned", run.drawn.stepsPerLearned)].map { name, steps in
      steps > 1 ? "; \(name):\(DataCaption.stretch(of: steps))" : ""
    }.joined()
  }

  private var steps: [Double] { (run.kept + run.learned).map(\.step) }

  private func shares() -> Chart {
    let first = steps.min() ?? 0
    let last = max(steps.max() ?? 1, first + 1e-9)
    let fine = (0...160).map { first + (last - first) * Double($0) / 160 }
    let all = (run.kept + run.learned).flatMap { [$0.low, $0.high] }
    var chart = Chart(
      x: Axis(lower: first, upper: last),
      y: Axis(lower: min(0, (all.min() ?? 0)) - 0.02, upper: max(1, (all.max() ?? 1)) + 0.02),
      xLabel: run.stepName ?? "row", yLabel: "share of mass")
    if let curves = fit.curves(of: run, at: fine) {
      chart.series.append(Chart.Series(fine, curves.kept, .lane(0)))
      chart.series.append(Chart.Series(fine, curves.learned, .lane(1)))
    }
    if let changed, let curves = changed.method.curves(of: run, at: fine, changed.scenario) {
      chart.series.append(Chart.Series(fine, curves.kept, .law(0)))
      chart.series.append(Chart.Series(fine, curves.learned, .law(1)))
    }
    chart.dots = dots(run.drawn.kept, 0) + dots(run.drawn.learned, 1)
    return chart
  }

  private func dots(_ points: [MeasuredPoint], _ lane: Int) -> [Chart.Dot] {
    points.map { Chart.Dot(x: $0.step, y: $0.mean, low: $0.low, high: $0.high, kind: lane) }
  }

  private func residues() -> Chart {
    let first = steps.min() ?? 0
    let last = max(steps.max() ?? 1, first + 1e-9)
    var dots: [Chart.Dot] = []
    for (kind, points) in [run.drawn.kept, run.drawn.learned].enumerated() {
      guard let curves = fit.curves(of: run, at: points.map(\.step)) else { continue }
      for (point, share) in zip(points, kind == 0 ? curves.kept : curves.learned) {
        dots.append(
          Chart.Dot(
            x: point.step, y: point.mean - share, low: point.low - share,
            high: point.high - share, kind: kind))
      }
    }
    let most = max(1e-3, dots.map { max(abs($0.low), abs($0.high)) }.max() ?? 1) * 1.1
    var chart = Chart(
      x: Axis(lower: first, upper: last), y: Axis(lower: -most, upper: most),
      xLabel: run.stepName ?? "row", yLabel: "data − fit")
    chart.series.append(Chart.Series([first, last], [0, 0], .ghost))
    chart.dots = dots
    return chart
  }
}
