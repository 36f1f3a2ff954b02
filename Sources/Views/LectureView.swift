import Cells
import Explorer

/// A scene's title, notes and question, its pointer, and the list of scenes.
enum LectureView {
  static func draw(
    _ state: ExplorerState, _ layout: Layout, into painter: inout Painter
  ) {
    guard let scene = state.shownScene else { return }
    if let notes = layout.notes { drawText(state, into: &painter, region: notes) }
    if let pointer = scene.pointer, let region = layout.region(of: pointer.pane) {
      drawPointer(pointer, into: &painter, region: region)
    }
    if let lecture = state.lecture, let menu = lecture.menu {
      MenuView.draw(
        title: "scenes",
        items: lecture.lecture.scenes.map { scene in
          (name: scene.title, about: painter.fit(scene.notes.prose.plainText, width: 120))
        }, selection: menu, state, into: &painter)
    }
  }

  // MARK: - Notes

  /// A scene's notes and its question; for who follows the question alone.
  private static func drawText(
    _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let lecture = state.lecture
    painter.rule(
      region, row: region.row,
      title: lecture.map { number($0, painter, width: region.width) }
        ?? [Run("question", ink: .title, emphasis: .bold)],
      trailing: lecture.map { remark($0) } ?? [])
    let room = NotesText.textRegion(region, state)
    if let lecture, lecture.rehearses {
      painter.write(
        times(lecture), row: region.row + 1, column: room.column, ink: .strong, emphasis: .bold,
        clip: region)
    }
    let lines = NotesText.lines(state, width: room.width, height: room.height, painter)
    let scroll = min(lecture?.notesScroll ?? 0, max(0, lines.count - room.height))
    for (offset, line) in lines.dropFirst(scroll).prefix(room.height).enumerated() {
      painter.write(line, row: room.row + offset, column: room.column, clip: room)
    }
    if lecture != nil, scroll + room.height < lines.count, room.height > 0 {
      painter.write(
        " } more ", rightAlignedAt: room.endColumn, row: room.endRow - 1, ink: .focus, clip: room)
    }
  }

  /// "3/12  One factor of 0.005": which scene of which lecture; its title stands above the screen, too.
  private static func number(
    _ lecture: LectureState, _ painter: Painter, width: Int
  ) -> [Run] {
    let number = Run("\(lecture.scene + 1)/\(lecture.lecture.scenes.count)", ink: .dim)
    let title = Run("  \(lecture.current.title)", ink: .title, emphasis: .bold)
    return painter.width(of: [number, title] + remark(lecture)) + 8 <= width
      ? [number, title] : [number]
  }

  /// What the lecturer should know: the script is left, or what it waits for.
  private static func remark(_ lecture: LectureState) -> [Run] {
    if lecture.hasLeftScript { return [Run("script left: Esc returns", ink: .warning)] }
    if lecture.isLast { return [] }
    switch lecture.current.ending {
    case .key: return []
    case .time(let time): return [Run("goes on at t \(NumberText.shortest(time))", ink: .dim)]
    case .condition(let condition): return [Run("goes on: \(condition)", ink: .dim)]
    }
  }

  /// "0:42 of 2:00, all 3:10 of 9:00".
  static func times(_ lecture: LectureState) -> String {
    func text(_ seconds: Double, of minutes: Double?) -> String {
      clock(seconds) + (minutes.map { " of \(clock($0 * 60))" } ?? "")
    }
    return text(lecture.spent[lecture.scene], of: lecture.current.minutes) + ", all "
      + text(lecture.elapsed, of: lecture.lecture.minutes)
  }

  /// Minutes and seconds.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds)
    let rest = whole % 60
    return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  // MARK: - Pointer

  /// Where it covers least, near the top and in the middle: curves end at the right, where their values
  /// stand. Words and numbers, those of the axes too, stay as long as there is another place.
  private static func drawPointer(
    _ pointer: Scene.Pointer, into painter: inout Painter, region: Region
  ) {
    guard region.height >= 3 else { return }
    let isPlot = [.density, .mass, .place].contains(pointer.pane)
    let text = painter.fit(" \(pointer.text) ", width: region.width - 2)
    let width = painter.width(of: text)
    // Beside the labels of y, as long as there is room.
    let left = region.column + (isPlot && region.width > width + 12 ? 6 : 1)
    let right = region.endColumn - 1 - width
    let middle = (region.column + 1 + right) / 2
    let columns = Array(stride(from: left, through: max(left, right), by: 2))
      .sorted { abs($0 - middle) < abs($1 - middle) }
    var best = (cost: Int.max, row: region.row + 1, column: middle)
    for row in region.row + 1..<region.endRow {
      for column in columns {
        let cost = (column - 1..<min(column + width + 1, region.endColumn)).reduce(0) {
          $0 + covering(painter.grid[row, $1])
        }
        if cost < best.cost { best = (cost, row, column) }
      }
    }
    painter.write(
      text, row: best.row, column: best.column, ink: .focus, emphasis: [.bold, .reverse],
      clip: region)
  }

  /// Of dots there are others beside them; a number without a digit is another number.
  private static func covering(_ cell: Cell) -> Int {
    guard cell.scalar != 0x20, let scalar = Unicode.Scalar(cell.scalar) else {
      return cell.ground == .none ? 0 : 1
    }
    let isDot = (0x2800...0x28FF).contains(cell.scalar)
    let isRule = cell.ink == .dim && !scalar.properties.isAlphabetic && !("0"..."9" ~= scalar)
    return isDot || isRule ? 2 : 1000
  }
}
