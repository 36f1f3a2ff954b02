import Cells

/// A screen, or one pane of it, as it is to be kept: cells, colours and caption.
public struct Figure: Sendable {
  var grid: CellGrid
  var palette: Palette
  var background: FigureBackground
  var caption: FigureCaption

  public init(
    grid: CellGrid, palette: Palette = .standard, background: FigureBackground = .dark,
    caption: FigureCaption
  ) {
    self.grid = grid
    self.palette = palette
    self.background = background
    self.caption = caption
  }
}

// MARK: - Runs

/// Neighbouring cells of one look.
struct StyledRun: Equatable {
  var text: String
  var ink: Ink
  var emphasis: Emphasis
  var tint = Shade.none
  var ground = Shade.none
}

extension Figure {
  /// The look of a cell: what the view asked for and what the palette adds.
  func emphasis(of cell: Cell) -> Emphasis {
    // What has a shade of its own does not have the ink's emphasis.
    cell.tint == .none
      ? cell.emphasis.union(palette.emphasis(of: cell.ink, depth: .colors256)) : cell.emphasis
  }

  /// One row's cells without what is empty at its end. A space joins the run before it where nobody
  /// could tell.
  func runs(row: Int) -> [StyledRun] {
    var runs: [StyledRun] = []
    var spaces = 0
    for column in 0..<grid.columns {
      let cell = palette == .mono ? grid[row, column].withoutShades : grid[row, column]
      guard cell.scalar != 0, let scalar = Unicode.Scalar(cell.scalar) else { continue }
      let emphasis = emphasis(of: cell)
      let isBlank =
        scalar == " " && cell.ground == .none && emphasis.isDisjoint(with: [.reverse, .underline])
      if isBlank {
        spaces += 1
        continue
      }
      let isMore =
        runs.last.map {
          $0.ink == cell.ink && $0.emphasis == emphasis
            && $0.tint == cell.tint && $0.ground == cell.ground
            && (spaces == 0
              || cell.ground == .none && emphasis.isDisjoint(with: [.reverse, .underline]))
        } ?? false
      if !isMore {
        if spaces > 0 {
          runs.append(
            StyledRun(text: String(repeating: " ", count: spaces), ink: .plain, emphasis: []))
        }
        runs.append(
          StyledRun(
            text: "", ink: cell.ink, emphasis: emphasis, tint: cell.tint, ground: cell.ground))
      } else if spaces > 0 {
        runs[runs.count - 1].text += String(repeating: " ", count: spaces)
      }
      spaces = 0
      runs[runs.count - 1].text.unicodeScalars.append(scalar)
      if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) {
        runs[runs.count - 1].text.unicodeScalars.append(mark)
      }
    }
    return runs
  }
}
