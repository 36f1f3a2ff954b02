import Words

/// Names of one object's values, by their places among a table's texts: one that stands twice is two columns, as in
/// other tables.
struct ObjectNames {
  private var taken: Set<Int> = []
  /// How often names have stood in the object.
  private var counts: [Int: Int] = [:]
  /// What columns of repeated names are called, by name and number.
  private var numbered: [Int: Int] = [:]

  /// Begins another object.
  mutating func begin() {
    taken.removeAll(keepingCapacity: true)
    if !counts.isEmpty { counts.removeAll() }
  }

  /// The name, or another one where the object has had it.
  mutating func take(_ name: Int, _ table: inout DataTable) -> Int {
    var other = name
    while !taken.insert(other).inserted {
      let number = counts[name, default: 1] + 1
      counts[name] = number
      other = self.name(name, number, &table)
    }
    return other
  }

  private mutating func name(_ name: Int, _ number: Int, _ table: inout DataTable) -> Int {
    if let known = numbered[name << 32 | number] { return known }
    let text = table.texts[name]
    let called = "\(text).\(number)"
    let other = table.texts.place(of: called)
    numbered[name << 32 | number] = other
    if table.notes.count < 8 {
      table.notes.append(.sameName(DataText.name(text), called: DataText.name(called)))
    }
    return other
  }
}
