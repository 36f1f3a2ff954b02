/// What a person pressed, after the terminal's codes have been decoded.
public enum Key: Hashable, Sendable {
  /// A printable character, the space included.
  case character(Character)
  /// Control with a lower-case letter: `.control("r")` is Ctrl-R.
  case control(Character)
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case home, end, pageUp, pageDown
  case enter, backspace, delete, insert
  case tab, backTab
  case escape
  /// F1 is `.function(1)`.
  case function(Int)
  case mouse(Mouse)
  /// Text that the terminal says was pasted (bracketed paste), control characters removed; lines end
  /// in a line feed.
  case paste(String)

  /// A pointer event, in cells of the whole screen.
  public struct Mouse: Hashable, Sendable {
    /// What the mouse did, with its first button or its wheel.
    public enum Event: Hashable, Sendable { case press, drag, release, wheelUp, wheelDown }
    /// What happened, and at which cell, counted from 0.
    public var event: Event
    public var row: Int
    public var column: Int
    public init(_ event: Event, row: Int, column: Int) {
      self.event = event
      self.row = row
      self.column = column
    }
  }
}
