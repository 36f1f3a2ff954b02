import Cells
import Explorer
import Words

/// The keys that work here, or what there is to say.
enum FooterView {
  static func draw(
    _ state: ExplorerState, _ layout: Layout, into painter: inout Painter, region: Region
  ) {
    if let message = state.message {
      draw(message, into: &painter, region: region)
      return
    }
    if let entry = state.entry {
      // Said here too: the pane of the parameters may not be on the screen.
      let label = state.parameters.first { $0.path == state.cursor }?.label ?? ""
      painter.write(
        painter.fit(
          "\(label): \(entry)_   type a number, Enter takes it, Esc drops it",
          width: region.width - 2),
        row: region.row, column: region.column + 1, ink: .strong, clip: region)
      return
    }
    if let file = state.readFile {
      painter.write(
        painter.fit("\(Remark.reading(file))", width: region.width - 2), row: region.row,
        column: region.column + 1, ink: .strong, clip: region)
      return
    }
    if let audience = state.audience {
      return AudienceFooter.draw(audience, into: &painter, region: region)
    }
    var column = region.column + 1
    let isRunning = state.now.state == .running
    // Where all panes are in sight the next one needs no advertisement.
    let offersTour = state.now.state == .ready && state.lecture == nil
    let isTour = state.lecture?.isHosted == true
    let isAlone = layout.panes.count == 1 && !state.isZoomed
    let namesSymbols = state.namesSymbols && painter.symbols != .ascii
    if namesSymbols, region.width >= 60 {
      column = painter.write(
        "g", row: region.row, column: column, ink: .strong, emphasis: .bold, clip: region)
      column = painter.write(
        " mends boxes", row: region.row, column: column, ink: .dim, clip: region)
      column += 2
    }
    for var item in items(state, isRunning: isRunning) {
      // What arrows do in a scene: they step through the lecture, walk on a map, or are the explorer's.
      if state.arrowsStep {
        if item.keys == "↑↓←→" { continue }
        if item.text == "next" { item.keys = "n →" }
      } else if state.lecture != nil, state.showsMap, item.keys == "↑↓←→" {
        item.text = "walk"
      }
      if item.text == "pane", !isAlone { continue }
      if item.text == "tour" {
        guard offersTour || isTour else { continue }
        if isTour { item.text = "end" }
      }
      // At the start there is nothing to look back at or to repeat.
      if offersTour, region.width < 100, ["scrub", "again"].contains(item.text) { continue }
      if item.text == "script", state.lecture?.hasLeftScript != true { continue }
      // On a narrow screen separation, what the theory turns on, matters more than single steps.
      // In a lecture half of it has another meaning.
      if region.width < 100 || state.lecture != nil, item.text == "step" { continue }
      // Four arrows in a row have no twins that could be read.
      if painter.symbols == .ascii, item.keys == "↑↓←→" { item.keys = "arrows" }
      let width = painter.width(of: item.keys) + 1 + painter.width(of: item.text)
      // Help and quit stay visible: what does not fit is left out before them.
      // So does the tour, before the first step.
      let reserved = offersTour && item.text != "tour" || isTour && item.text != "end" ? 24 : 16
      guard column + width + reserved <= region.endColumn || item.isLast else { continue }
      column = painter.write(
        item.keys, row: region.row, column: column, ink: .strong, emphasis: .bold, clip: region)
      column = painter.write(
        " \(item.text)", row: region.row, column: column, ink: .dim, clip: region)
      column += 2
    }
  }

  /// What was refused or has failed goes on above its row where it does not fit: a reason that is cut off says
  /// nothing.
  private static func draw(_ message: Message, into painter: inout Painter, region: Region) {
    let width = region.width - 2
    guard width > 0 else { return }
    let fits = !message.isError || painter.width(of: message.text) <= width
    let lines = (fits ? [message.text] : painter.wrap(message.text, width: width))
      .suffix(region.row + 1)
    for (offset, line) in lines.enumerated() {
      let row = Region(
        row: region.row - lines.count + 1 + offset, column: region.column, height: 1,
        width: region.width)
      if lines.count > 1 { painter.grid.fill(row) }
      painter.write(
        painter.fit(line, width: width), row: row.row, column: row.column + 1,
        ink: message.isError ? .bad : .strong, emphasis: message.isError ? .bold : [], clip: row)
    }
  }

  private static func items(
    _ state: ExplorerState, isRunning: Bool
  ) -> [(keys: String, text: String, isLast: Bool)] {
    KeysInForce.bindings(in: state).compactMap { binding in
      guard let footer = binding.footer else { return nil }
      let text = footer.text == "run" && isRunning ? "pause" : footer.text
      return (footer.keys, text, footer.text == "help" || footer.text == "quit")
    }
  }
}
