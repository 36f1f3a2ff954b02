import Foundation
import Testing

@testable import Cells

@Suite struct ShapesTests {
  private func picture(_ symbols: Symbols, _ draw: (inout DotCanvas) -> Void) -> String {
    var canvas = DotCanvas(width: 24, height: 8, symbols: symbols)
    draw(&canvas)
    var grid = CellGrid(rows: 8, columns: 24)
    canvas.draw(into: &grid, region: grid.region)
    return grid.text
  }

  @Test func contourOfACone() {
    let values = (0..<48 * 16).map { index -> Double in
      let x = (Double(index % 48) + 0.5) / 24 - 1
      let y = (Double(index / 48) + 0.5) / 8 - 1
      return 1 - (x * x + y * y).squareRoot()
    }
    let contour = picture(.braille) { canvas in
      canvas.contour(values: values, columns: 48, rows: 16, level: 0.2, pen: .init(ink: .target))
    }
    #expect(
      contour == """
                ⢀⣀⣀⣀⣀⣀⣀⡀
            ⢀⡤⠒⠋⠁      ⠈⠙⠒⢤⡀
           ⡔⠁              ⠈⢢
          ⡜                  ⢣
          ⢣                  ⡜
          ⠈⢢⡀              ⢀⡜
            ⠈⠒⠤⣀⡀      ⢀⣀⠤⠒⠁
                ⠈⠉⠉⠉⠉⠉⠉⠁
        """)
  }

  /// On a linear field the contour is exactly where the field has the value.
  @Test func contourOfAPlaneIsALine() {
    let values = (0..<24 * 8).map { Double($0 % 24) + 0.5 }
    let line = picture(.braille) { canvas in
      canvas.contour(values: values, columns: 24, rows: 8, level: 7.25, pen: .init(ink: .target))
    }
    let column = line.split(separator: "\n").map { Array($0).firstIndex { $0 != " " } }
    #expect(column.allSatisfy { $0 == 7 }, "\(line)")
  }

  @Test func saddlesAndHolesDoNotCrash() {
    let pictures = picture(.braille) { canvas in
      for values in [[1.0, 0, 0, 1], [0, 1, 1, 0], [.nan, 1, 0, 1], [.infinity, 0, 1, 0]] {
        canvas.contour(values: values, columns: 2, rows: 2, level: 0.5, pen: .init(ink: .target))
      }
      canvas.contour(values: [1], columns: 4, rows: 4, level: 0.5, pen: .init(ink: .target))
    }
    #expect(pictures.contains { $0 != " " && $0 != "\n" })
  }

  @Test func arrows() {
    let x = Axis(lower: -3, upper: 3)
    let y = Axis(lower: -2, upper: 2)
    let draw = { (canvas: inout DotCanvas) in
      canvas.arrow(fromX: 0, fromY: 0, toX: 1, toY: 0.6, x: x, y: y, pen: .init(ink: .lane2))
      canvas.arrow(fromX: -2.5, fromY: 1, toX: -2.5, toY: 1, x: x, y: y, pen: .init(ink: .lane2))
      canvas.arrow(fromX: 0, fromY: 0, toX: .nan, toY: 1, x: x, y: y, pen: .init(ink: .lane2))
    }
    let braille = picture(.braille, draw)
    #expect(
      braille == """


          ⠁             ↗
                    ⢀⡠⠒⠉
                    ⠁



        """)
    let ascii = picture(.ascii, draw)
    #expect(
      ascii == """


          '             /
                     _-'
                    '



        """)
  }
}
