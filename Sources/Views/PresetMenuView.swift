import Cells
import Explorer
import Forgetting

/// The presets by family, with a picture and a sentence for the chosen one.
enum PresetMenuView {
  static func draw(_ menu: PresetMenu, _ state: ExplorerState, into painter: inout Painter) {
    let frame = PresetMenuLayout.frame(state)
    let inner = painter.frame(frame, title: "presets", ink: .title)
    let found = menu.found
    drawList(menu, found, into: &painter, region: inner, height: PresetMenuLayout.listHeight(state))
    let facts = PresetMenuLayout.factsHeight(inner)
    if let preset = menu.chosen, facts > 0 {
      draw(
        preset, into: &painter,
        region: Region(
          row: inner.endRow - facts + 1, column: inner.column, height: facts - 1,
          width: inner.width))
    }
    // Drawn last: the cursor stays where letters go.
    EditorLine.draw(
      menu.filter, prompt: "find ", empty: "type a number or a word", into: &painter,
      region: Region(row: inner.row, column: inner.column, height: 1, width: inner.width))
    painter.write(
      " \(found.count) of \(Presets.all.count)\(more(found, state, painter))  Enter takes  Esc closes ",
      rightAlignedAt: frame.endColumn - 2, row: frame.endRow - 1, ink: .dim, clip: frame)
  }

  /// That the list goes on below, or above.
  private static func more(_ found: [Int], _ state: ExplorerState, _ painter: Painter) -> String {
    let families = Set(found.map { Presets.all[$0].family }).count
    guard found.count + families > PresetMenuLayout.listHeight(state) else { return "" }
    return painter.symbols == .ascii ? "  up, down: more" : "  ↑↓ more"
  }

  private static func drawList(
    _ menu: PresetMenu, _ found: [Int], into painter: inout Painter, region: Region, height: Int
  ) {
    var rows: [(text: String, place: Int?)] = []
    var family: Preset.Family?
    for (place, index) in found.enumerated() {
      let preset = Presets.all[index]
      if preset.family != family {
        family = preset.family
        rows.append((preset.family.rawValue, nil))
      }
      let number = index + 1 < 10 ? " \(index + 1)" : "\(index + 1)"
      rows.append(("\(number) \(preset.scenario.name)", place))
    }
    let chosen = rows.firstIndex { $0.place == menu.selection } ?? 0
    let first = max(0, min(chosen - height / 2, rows.count - height))
    for (offset, row) in rows.dropFirst(first).prefix(height).enumerated() {
      let isSelected = row.place == menu.selection && row.place != nil
      painter.write(
        painter.fit(
          row.place == nil ? row.text : "\(isSelected ? "▸" : " ") \(row.text)",
          width: region.width),
        row: region.row + 1 + offset, column: region.column,
        ink: row.place == nil ? .title : isSelected ? .focus : .plain,
        emphasis: isSelected ? .bold : [], clip: region)
    }
    if rows.isEmpty {
      painter.write(
        "no preset is called that", row: region.row + 1, column: region.column + 2, ink: .dim,
        clip: region)
    }
  }

  /// Picture at the left, where there is room for one, and words at the right.
  private static func draw(_ preset: Preset, into painter: inout Painter, region: Region) {
    let hasPicture = region.height >= 5 && region.width >= 56
    let pictureWidth = hasPicture ? region.width * 2 / 5 : 0
    let (left, right) = region.split(left: pictureWidth)
    if hasPicture {
      PresetPicture.draw(preset.scenario, into: &painter, region: left.inset(right: 2))
    }
    var lines = painter.wrap(preset.scenario.about, width: right.width)
    if lines.count < right.height { lines.append(lanes(preset.scenario)) }
    for (offset, line) in lines.prefix(right.height).enumerated() {
      painter.write(
        line, row: right.row + offset, column: right.column,
        ink: offset < lines.count - 1 || lines.count > right.height ? .plain : .dim, clip: right)
    }
  }

  /// "● forward-kl  ○ reverse-kl".
  private static func lanes(_ scenario: Scenario) -> String {
    scenario.lanes.enumerated().map { "\(Glyphs.laneMark($0)) \($1.method.key)" }
      .joined(separator: "  ")
  }
}
