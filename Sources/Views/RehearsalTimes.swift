import Explorer

/// What a rehearsal took, beside what was planned.
public enum RehearsalTimes {
  /// A line for each scene that was shown, and one for all: "  2:10 of  3:00  2. A fifth of old data".
  public static func lines(of lecture: LectureState) -> [String] {
    let scenes = lecture.lecture.scenes
    var lines: [String] = []
    for (index, scene) in scenes.enumerated() where lecture.spent[index] > 0 {
      lines.append(
        times(lecture.spent[index], of: scene.minutes) + "  \(index + 1). \(scene.title)")
    }
    lines.append(times(lecture.elapsed, of: lecture.lecture.minutes) + "  all")
    return lines
  }

  private static func times(_ spent: Double, of minutes: Double?) -> String {
    let planned = minutes.map { "of " + padded(LectureView.clock($0 * 60)) }
    return padded(LectureView.clock(spent)) + " " + (planned ?? "         ")
  }

  private static func padded(_ text: String) -> String {
    String(repeating: " ", count: max(0, 6 - text.count)) + text
  }
}
