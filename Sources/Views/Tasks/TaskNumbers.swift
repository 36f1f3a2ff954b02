import Cells
import Forgetting

/// Average, forgetting, backward and forward transfer of a lane in words.
struct TaskNumbers {
  private let values: [(name: String, short: String, value: Double)]

  init(_ retention: Retention) {
    let all: [(String, String, Double?)] = [
      ("average", "avg", retention.average), ("forgetting", "forg", retention.forgetting),
      ("backward", "bwd", retention.backwardTransfer),
      ("forward", "fwd", retention.forwardTransfer),
    ]
    values = all.compactMap { name, short, value in value.map { (name, short, $0) } }
  }

  /// "average 0.62  forgetting 0.21  backward −0.30  forward 0.01".
  var long: String {
    values.map { "\($0.name) \(NumberText.fixed($0.value, digits: 2))" }.joined(separator: "  ")
  }

  /// "avg .62  forg .21  bwd −.30  fwd .01".
  var short: String { first(values.count) }

  var count: Int { values.count }

  /// So many of them, and a sign where that is not all.
  func first(_ count: Int) -> String {
    (values.prefix(count).map { "\($0.short) \(TaskNumbers.text($0.value))" }
      + (count < values.count ? ["…"] : [])).joined(separator: "  ")
  }

  /// All of them in so many lines.
  func lines(_ rows: Int) -> [String] {
    let texts = values.map { "\($0.short) \(TaskNumbers.text($0.value))" }
    let each = (texts.count + rows - 1) / rows
    return stride(from: 0, to: texts.count, by: max(1, each)).map {
      texts[$0..<min(texts.count, $0 + each)].joined(separator: "  ")
    }
  }

  /// As many as have room.
  func cut(to width: Int, _ painter: Painter) -> String {
    for count in stride(from: values.count, through: 1, by: -1) {
      if painter.width(of: first(count)) <= width { return first(count) }
    }
    return ""
  }

  /// One below the other, "forg  .21".
  var columns: [String] {
    values.map { value in
      let text = TaskNumbers.text(value.value)
      return value.short
        + String(repeating: " ", count: max(1, 10 - value.short.count - text.count))
        + text
    }
  }

  private static func text(_ value: Double) -> String {
    NumberText.fixed(value, digits: 2, leadingZero: false)
  }
}

/// Where lanes beside each other have their numbers: alike in all of them.
enum NumberPlace: Equatable {
  /// So many of them behind the name; in one row or two that are free; beside the matrix, one below the other.
  case behindName(Int)
  case rows(Int)
  case besideTable
  /// The same, where not all of them have room.
  case cut(Int)

  var isCut: Bool { if case .cut = self { true } else { false } }

  /// - Parameters:
  ///   - width: of a lane's row.
  ///   - freeRows: how many rows there are for them alone.
  ///   - besideTable: columns that the matrix leaves free.
  ///   - tableRows: rows of the matrix with its head.
  init(
    _ lanes: [TaskNumbers], _ names: [String], width: Int, freeRows: Int, besideTable: Int,
    tableRows: Int, _ painter: Painter
  ) {
    let most = lanes.map(\.count).max() ?? 0
    func fits(_ count: Int) -> Bool {
      zip(lanes, names).allSatisfy {
        painter.width(of: $1) + 2 + painter.width(of: $0.first(min(count, $0.count))) <= width
      }
    }
    if fits(most) {
      self = .behindName(most)
    } else if let rows = [1, 2].first(where: { rows in
      rows <= freeRows
        && lanes.allSatisfy { $0.lines(rows).allSatisfy { painter.width(of: $0) <= width } }
    }) {
      self = .rows(rows)
    } else if besideTable >= 12, tableRows >= most {
      self = .besideTable
    } else {
      self = .cut(stride(from: most - 1, through: 1, by: -1).first(where: fits) ?? 0)
    }
  }
}
