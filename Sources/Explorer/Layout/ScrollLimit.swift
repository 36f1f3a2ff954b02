/// How far what lies over the screen can be scrolled, in lines.
struct ScrollLimit: Sendable {
  /// The first line on the screen at the end.
  var last = 0
  /// What a page goes on by.
  var page = 1
}
