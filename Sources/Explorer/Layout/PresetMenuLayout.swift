import Cells

/// Where the menu of presets lies.
package enum PresetMenuLayout {
  package static func frame(_ state: ExplorerState) -> Region {
    let wanted = state.columns >= 110 ? 104 : 76
    // Beside it there would be ends of words.
    let width = state.columns <= wanted + 24 ? state.columns : wanted
    let height = min(state.rows, 40)
    return Region(
      row: (state.rows - height) / 2, column: (state.columns - width) / 2, height: height,
      width: width)
  }

  /// Rows below the list: a free one, and those of picture and sentence.
  package static func factsHeight(_ inner: Region) -> Int {
    inner.height >= 30 ? 10 : inner.height >= 18 ? 7 : inner.height >= 8 ? 3 : 0
  }

  package static func listHeight(_ state: ExplorerState) -> Int {
    let inner = frame(state).inset(top: 1, left: 2, bottom: 1, right: 2)
    return max(1, inner.height - 1 - factsHeight(inner))
  }
}
