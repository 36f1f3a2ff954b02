/// How much of the state line a screen shows.
package enum StateLineLayout {
  /// Rows for the command.
  package static func height(_ state: ExplorerState) -> Int { max(1, state.rows - 4) }
}
