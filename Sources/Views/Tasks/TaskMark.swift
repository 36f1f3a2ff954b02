import Cells

/// Letter and colour of a task; lanes have marks.
enum TaskMark {
  /// "A" for the first.
  static func letter(_ task: Int) -> Character { Glyphs.taskLetter(task) }

  static func ink(_ task: Int) -> Ink { .lane(task) }

  static func run(_ task: Int) -> Run {
    Run(String(letter(task)), ink: ink(task), emphasis: .bold)
  }
}
