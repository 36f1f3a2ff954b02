import Cells
import Explorer
import Forgetting
import Simulation

/// The samples of the last batch as marks: old ▴, new ▾, replayed ×. Under an axis as rows, in the plane
/// as dots.
enum Rug {
  static func mark(_ source: Draws.Source) -> (mark: Character, ink: Ink) {
    switch source {
    case .old: ("▴", .oldMode)
    case .new: ("▾", .newMode)
    case .replay: ("×", .strong)
    }
  }

  /// What the marks mean, for the pane's rule.
  static func legend(_ state: ExplorerState) -> [Run] {
    let sources = RugLayout.lanes(state).flatMap { lane -> [Draws.Source] in
      state.snapshot.lanes[lane].settings.replay > 0
        ? [.old, .new, .replay] : [.old, .new]
    }
    let all: [(Draws.Source, String)] = [(.old, "old"), (.new, "new"), (.replay, "replayed")]
    let words = all.filter { sources.contains($0.0) }.map { "\(mark($0.0).mark) \($0.1)" }
    // One run: there is room for all of it, or for none.
    return words.isEmpty ? [] : [Run(words.joined(separator: " ") + "  ")]
  }

  /// Draws the rows below an axis.
  static func draw(_ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter) {
    guard let axis = frame.axisRow else { return }
    let lanes = RugLayout.lanes(state)
    for (index, lane) in lanes.enumerated() {
      let row = axis + 1 + index
      guard let picture = state.snapshot.lanes[lane].picture else { continue }
      if lanes.count == 1 {
        label("old", .oldMode, row: row, frame, into: &painter)
        label("new", .newMode, row: row + 1, frame, into: &painter)
      } else {
        label(String(Glyphs.laneMark(lane)), .lane(lane), row: row, frame, into: &painter)
      }
      // The rare ones last, so that the common ones do not hide them.
      for source in order(picture) {
        let (mark, ink) = mark(source)
        for (point, origin) in zip(picture.points, picture.sources).prefix(2 * frame.plot.width)
        where origin == source {
          guard let column = frame.column(x: point.x) else { continue }
          let isBelow = lanes.count == 1 && source == .new
          painter.put(mark, row: isBelow ? row + 1 : row, column: column, ink: ink)
        }
      }
    }
  }

  private static func label(
    _ text: String, _ ink: Ink, row: Int, _ frame: PlotFrame, into painter: inout Painter
  ) {
    guard frame.plot.column - frame.region.column >= 4 else { return }
    painter.write(text, row: row, column: frame.region.column, ink: ink, clip: frame.region)
  }

  private static func order(_ picture: BatchPicture) -> [Draws.Source] {
    let sources: [Draws.Source] = [.new, .old, .replay]
    func count(_ source: Draws.Source) -> Int { picture.sources.count { $0 == source } }
    return sources.filter { count($0) > 0 }.sorted { count($0) > count($1) }
  }

  /// Draws the samples into a map: few enough that the shades stay to be seen.
  static func draw(
    _ picture: BatchPicture, inPlane frame: PlotFrame, into painter: inout Painter
  ) {
    let room = max(8, frame.plot.width * frame.plot.height / 12)
    let shown = Array(zip(picture.points, picture.sources).prefix(room))
    for source in order(picture) {
      let (mark, ink) = mark(source)
      for (point, origin) in shown where origin == source {
        guard let row = frame.row(y: point.y), let column = frame.column(x: point.x) else {
          continue
        }
        painter.put(mark, row: row, column: column, ink: ink, emphasis: .bold)
      }
    }
  }
}
