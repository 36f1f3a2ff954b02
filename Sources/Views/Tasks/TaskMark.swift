import Cells

/// Letter and colour of a task. Lanes have marks; a letter stands on a ground, so that it is a task's in every
/// palette.
enum TaskMark {
  /// "A" for the first.
  static func letter(_ task: Int) -> Character { Glyphs.taskLetter(task) }

  static func ink(_ task: Int) -> Ink { .task(task) }

  static let emphasis: Emphasis = [.bold, .reverse]

  static func run(_ task: Int) -> Run {
    Run(String(letter(task)), ink: ink(task), emphasis: emphasis)
  }
}
