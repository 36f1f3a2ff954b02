import Cells

/// The keys that count in a state: a lecture's, an audience's, and those that are allowed.
package enum KeysInForce {
  /// What a key does now: a lecture's keys come first while one is given.
  static func function(of key: Key, in state: ExplorerState) -> KeyFunction? {
    if state.lecture != nil, let function = LectureKeys.function(of: key) { return function }
    return KeyTable.function(of: key)
  }

  /// The rows that count now.
  package static func bindings(in state: ExplorerState) -> [KeyBinding] {
    // What a lecture's keys have taken is nobody else's.
    var rows =
      state.lecture == nil
      ? KeyTable.bindings
      : LectureKeys.bindings
        + KeyTable.bindings.filter { row in
          row.keys.isEmpty || row.keys.contains { LectureKeys.function(of: $0.0) == nil }
        }
    if state.audience != nil { rows = AudienceKeys.bindings(from: rows) }
    return rows.filter { row in
      row.keys.isEmpty || row.keys.contains { state.permissions.allows($0.1) }
    }
  }
}
