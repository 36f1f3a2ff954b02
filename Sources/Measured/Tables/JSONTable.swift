import CJSON
import Words

/// JSON of any of the shapes that logs have, as rows: an object per line, a list of objects, lists of
/// numbers side by side, or such things within objects.
enum JSONTable {
  /// - Parameter bytes: UTF-8 without a byte order mark.
  static func read(_ bytes: ArraySlice<UInt8>, _ blank: DataTable) throws(DataError) -> DataTable {
    do throws(DataError) {
      return try readWhole(bytes, blank)
    } catch {
      guard case .noJSON = error.problem, let mended = try JSONLines.mended(bytes, blank) else {
        throw error
      }
      var table = try readWhole(mended.text, blank)
      table.notes.append(mended.note)
      return table
    }
  }

  private static func readWhole(
    _ bytes: ArraySlice<UInt8>, _ blank: DataTable
  ) throws(DataError) -> DataTable {
    let source = blank.source
    var changed = Array(bytes)
    let tape = changed.withUnsafeMutableBufferPointer { cj_read($0.baseAddress, $0.count) }
    defer { cj_free(tape) }
    let isCut = tape.outcome == CJ_CUT_OFF
    let line = 1 + bytes.prefix(tape.offset).count { $0 == 0x0A }
    switch tape.outcome {
    case CJ_READ: break
    case CJ_NO_MEMORY: throw DataError(source, .noMemory)
    case CJ_TOO_DEEP: throw DataError(source, line: line, .tooDeep)
    default:
      // A line that is still being written ends a log that is good.
      let isLast = !bytes.dropFirst(tape.offset).contains(0x0A)
      guard tape.count > 0, isCut || isLast, line > 1 else {
        throw DataError(source, line: line, .noJSON(endsInside: isCut))
      }
    }
    guard tape.count > 0 else { throw DataError(source, .empty) }
    try blank.checkWanted()
    let nodes = UnsafeBufferPointer(start: tape.nodes, count: tape.count)
    let text = UnsafeBufferPointer(
      start: UnsafeRawPointer(tape.text)?.assumingMemoryBound(to: UInt8.self), count: .max)
    let document = Document(nodes: nodes, text: text)
    let isAlone = document.end(0) == nodes.count
    var builder = Builder(
      document: document, table: blank.of(isAlone ? .json : .jsonLines), isAlone: isAlone)
    var place = 0
    while place < nodes.count {
      try builder.add(place, isRoot: isAlone)
      place = document.end(place)
    }
    var table = builder.table
    if document.member("log_history", of: 0) != nil, isAlone { table.format = .trainerState }
    if tape.outcome != CJ_READ { table.notes.append(.cutOff) }
    return table
  }

  /// The flat list of a text's nodes.
  struct Document {
    let nodes: UnsafeBufferPointer<cj_node>
    let text: UnsafeBufferPointer<UInt8>

    func kind(_ place: Int) -> cj_kind { nodes[place].kind }

    /// Behind a value.
    func end(_ place: Int) -> Int {
      kind(place) == CJ_OBJECT || kind(place) == CJ_ARRAY ? Int(nodes[place].length) : place + 1
    }

    func bytes(_ place: Int) -> UnsafeBufferPointer<UInt8> {
      let node = nodes[place]
      return UnsafeBufferPointer(
        start: text.baseAddress.map { $0 + Int(node.start) }, count: Int(node.length))
    }

    func isContainer(_ place: Int) -> Bool {
      kind(place) == CJ_OBJECT || kind(place) == CJ_ARRAY
    }

    /// Places of an array's elements, or of an object's keys.
    func elements(_ place: Int) -> [Int] {
      var found: [Int] = []
      var next = place + 1
      while next < end(place) {
        found.append(next)
        next = kind(next) == CJ_KEY ? end(next + 1) : end(next)
      }
      return found
    }

    func member(_ name: String, of place: Int) -> Int? {
      guard kind(place) == CJ_OBJECT else { return nil }
      return elements(place).first { bytes($0).elementsEqual(name.utf8) }.map { $0 + 1 }
    }
  }

  /// Values to rows.
  private struct Builder {
    let document: Document
    var table: DataTable
    /// Whether there is one value; else each is a row, whatever lists stand in it.
    let isAlone: Bool
    /// A name in front and a key, by their places in the table's texts: the place of both together.
    private var joined: [Int: Int] = [:]
    private var cellCount = 0
    private var names = ObjectNames()

    init(document: Document, table: DataTable, isAlone: Bool) {
      self.document = document
      self.table = table
      self.isAlone = isAlone
    }

    /// What one object says directly, all of it under dotted names.
    private struct Parts {
      var scalars: [(name: Int, cell: Cell)] = []
      /// Lists of scalars.
      var lists: [(name: Int, elements: [Int])] = []
      /// Elements of lists of objects with their list's name, and objects under numbers.
      var rows: [(place: Int, list: Int?, step: Cell?)] = []
    }

    /// - Parameter isRoot: the only value of the text: what stands beside its rows is of no use to them.
    mutating func add(
      _ place: Int, isRoot: Bool, inherited: [(name: Int, cell: Cell)] = []
    ) throws(DataError) {
      switch document.kind(place) {
      case CJ_OBJECT where isRoot:
        if try addResults(place) { return }
        if try addSplit(place) { return }
        try addObject(place, isRoot: isRoot, inherited)
      case CJ_OBJECT: try addObject(place, isRoot: isRoot, inherited)
      case CJ_ARRAY: try addArray(place, inherited)
      default: break
      }
    }

    /// What lm-evaluation-harness writes of one model: its scores, and the model as the step's name.
    private mutating func addResults(_ place: Int) throws(DataError) -> Bool {
      guard let results = document.member("results", of: place),
        document.kind(results) == CJ_OBJECT,
        ["configs", "versions", "n-shot"].contains(where: { document.member($0, of: place) != nil })
      else { return false }
      var parts = Parts()
      names.begin()
      try collect(results, prefix: table.texts.place(of: "results"), into: &parts)
      let row = try beginRow(parts.scalars)
      let config = document.member("config", of: place)
      let arguments = config.flatMap { document.member("model_args", of: $0) }
      let model =
        arguments.flatMap { document.member("pretrained", of: $0) } ?? arguments
        ?? document.member("model_name", of: place)
      if let model, document.kind(model) == CJ_TEXT {
        try put(model, table.texts.place(of: "checkpoint"), row)
      }
      return true
    }

    /// Names, and rows of cells: what pandas writes with `orient="split"`.
    private mutating func addSplit(_ place: Int) throws(DataError) -> Bool {
      guard let columns = document.member("columns", of: place),
        let data = document.member("data", of: place),
        document.kind(columns) == CJ_ARRAY, document.kind(data) == CJ_ARRAY
      else { return false }
      let keys = document.elements(columns)
      let rows = document.elements(data)
      guard keys.allSatisfy({ document.kind($0) == CJ_TEXT }),
        rows.allSatisfy({ document.kind($0) == CJ_ARRAY })
      else { return false }
      var names: [Int] = []
      for key in keys { names.append(try join(nil, document.bytes(key))) }
      for element in rows {
        let row = try beginRow([])
        for (name, cell) in zip(names, document.elements(element)) { try put(cell, name, row) }
      }
      return true
    }

    private mutating func addArray(
      _ place: Int, _ inherited: [(name: Int, cell: Cell)]
    ) throws(DataError) {
      let elements = document.elements(place)
      if elements.contains(where: { document.kind($0) == CJ_OBJECT }) {
        for element in elements { try add(element, isRoot: false, inherited: inherited) }
      } else if elements.contains(where: { document.kind($0) == CJ_ARRAY }) {
        // Rows of cells without names.
        for element in elements where document.kind(element) == CJ_ARRAY {
          let row = try beginRow(inherited)
          for (index, cell) in document.elements(element).prefix(DataTable.mostColumns).enumerated()
          {
            try put(cell, table.texts.place(of: "column \(index + 1)"), row)
          }
        }
      } else {
        let name = table.texts.place(of: "value")
        for element in elements { try put(element, name, try beginRow(inherited)) }
      }
    }

    private mutating func addObject(
      _ place: Int, isRoot: Bool, _ inherited: [(name: Int, cell: Cell)]
    ) throws(DataError) {
      var parts = Parts()
      names.begin()
      try collect(place, prefix: nil, into: &parts)
      let hasStep = parts.scalars.contains { StepNames.rank(table.texts[$0.name]) != nil }
      // Scores beside a list of samples are the row, unless the list counts steps.
      let isRow =
        !isRoot
        && (hasStep || !isAlone && hasScores(parts) && !hasListsOfScores(parts))
      if !parts.rows.isEmpty, !isRow || parts.rows.contains(where: countsSteps) {
        let shared = isRoot ? inherited : inherited + parts.scalars
        let step = table.texts.place(of: "step")
        let run = table.texts.place(of: "run")
        let areRuns = Set(parts.rows.map(\.list)).count > 1
        for row in parts.rows {
          var beside = shared
          if let number = row.step { beside.append((step, number)) }
          // Of several lists each is a run of its own.
          if areRuns, let list = row.list { beside.append((run, .text(list))) }
          try add(row.place, isRoot: false, inherited: beside)
        }
        return
      }
      let longest = parts.lists.map(\.elements.count).max() ?? 0
      if longest > 1, !hasStep, !isRow {
        let lists = parts.lists.filter { $0.elements.count > 1 }
        let counted = table.texts.place(of: StepNames.index)
        for index in 0..<longest {
          let row = try beginRow(inherited + (isRoot ? [] : parts.scalars))
          try put(.number(Double(index)), counted, row)
          for list in lists where index < list.elements.count {
            try put(list.elements[index], list.name, row)
          }
        }
        return
      }
      let row = try beginRow(inherited)
      for scalar in parts.scalars { try put(scalar.cell, scalar.name, row) }
      for list in parts.lists where list.elements.count == 1 {
        try put(list.elements[0], list.name, row)
      }
    }

    /// Whether an object's own numbers say more than which run it is of.
    private func hasScores(_ parts: Parts) -> Bool {
      parts.scalars.contains { scalar in
        guard let number = scalar.cell.number, number.isFinite else { return false }
        let name = table.texts[scalar.name].lowercased()
        return !["seed", "run", "trial", "fold", "rank", "id"].contains(name)
      }
    }

    /// Whether scores are in the lists, several of one length, and an object's own numbers are what it was asked for:
    /// a learning rate.
    private func hasListsOfScores(_ parts: Parts) -> Bool {
      func isScore(_ name: Int) -> Bool { ColumnChoice.isScore(table.texts[name]) }
      let longest = parts.lists.map(\.elements.count).max() ?? 0
      let side = parts.lists.filter { $0.elements.count == longest }
      return longest > 2 && side.count > 1 && side.contains { isScore($0.name) }
        && !parts.scalars.contains { isScore($0.name) }
    }

    private func countsSteps(_ row: (place: Int, list: Int?, step: Cell?)) -> Bool {
      guard row.step == nil else { return true }
      guard document.kind(row.place) == CJ_OBJECT else { return false }
      return document.elements(row.place).contains {
        StepNames.rank(String(decoding: document.bytes($0), as: UTF8.self)) != nil
      }
    }

    private mutating func collect(
      _ place: Int, prefix: Int?, into parts: inout Parts
    ) throws(DataError) {
      let keys = document.elements(place)
      if keys.count > 1, keys.allSatisfy({ isStep(document.bytes($0)) }) {
        // Objects by step, or a list that a program has written with its places as names.
        if document.kind(keys[0] + 1) == CJ_OBJECT {
          parts.rows += keys.map { ($0 + 1, nil, .number(stepNumber(document.bytes($0)))) }
          return
        }
        if let prefix, !keys.contains(where: { document.isContainer($0 + 1) }) {
          parts.lists.append((prefix, keys.map { $0 + 1 }))
          return
        }
      }
      for key in keys {
        guard parts.scalars.count <= DataTable.mostColumns else {
          throw DataError(table.source, .manyColumns(most: DataTable.mostColumns))
        }
        let value = key + 1
        var name = try join(prefix, document.bytes(key))
        if document.kind(value) != CJ_OBJECT { name = names.take(name, &table) }
        switch document.kind(value) {
        case CJ_OBJECT: try collect(value, prefix: name, into: &parts)
        case CJ_ARRAY:
          let elements = document.elements(value)
          if elements.contains(where: { document.kind($0) == CJ_OBJECT }) {
            parts.rows += elements.map { ($0, name, nil) }
          } else if !elements.contains(where: document.isContainer) {
            parts.lists.append((name, elements))
          }
        default:
          if let cell = cell(value) { parts.scalars.append((name, cell)) }
        }
      }
    }

    /// `100`, or `step_100`.
    private func isStep(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
      stepNumber(key).isFinite
    }

    private func stepNumber(_ key: UnsafeBufferPointer<UInt8>) -> Double {
      if let number = DataNumber.number(key) { return number }
      let digits = key.reversed().prefix { (0x30...0x39).contains($0) }.count
      let word = key.dropLast(digits).prefix { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
      guard digits > 0, StepNames.rank(String(decoding: word, as: UTF8.self)) != nil else {
        return .nan
      }
      return DataNumber.number(UnsafeBufferPointer(rebasing: key.suffix(digits))) ?? .nan
    }

    private mutating func join(
      _ prefix: Int?, _ key: UnsafeBufferPointer<UInt8>
    ) throws(DataError) -> Int {
      try table.checkName(bytes: key.count + (prefix.map { table.texts.byteCount($0) + 1 } ?? 0))
      let name = table.texts.place(of: key)
      guard let prefix else { return name }
      let pair = prefix << 32 | name
      if let known = joined[pair] { return known }
      let place = table.texts.place(of: table.texts[prefix] + "." + table.texts[name])
      joined[pair] = place
      return place
    }

    private mutating func beginRow(_ cells: [(name: Int, cell: Cell)]) throws(DataError) -> Int {
      let row = try table.beginRow()
      for cell in cells { try put(cell.cell, cell.name, row) }
      return row
    }

    private mutating func put(_ place: Int, _ name: Int, _ row: Int) throws(DataError) {
      if let cell = cell(place) { try put(cell, name, row) }
    }

    private mutating func put(_ cell: Cell, _ name: Int, _ row: Int) throws(DataError) {
      // What stands beside a list of objects is said again in each of its rows.
      cellCount += 1
      guard cellCount <= DataTable.mostCells else {
        throw DataError(table.source, .manyCells(most: DataTable.mostCells))
      }
      let column = try table.column(name)
      table.columns[column].append(cell, row: row)
    }

    private mutating func cell(_ place: Int) -> Cell? {
      switch document.kind(place) {
      case CJ_TRUE: .number(1)
      case CJ_FALSE: .number(0)
      case CJ_NOT_FINITE: .number(.nan)
      case CJ_NUMBER: .number(DataNumber.number(document.bytes(place)) ?? .nan)
      case CJ_TEXT: DataNumber.cell(document.bytes(place), hasDecimalComma: false, &table.texts)
      default: nil
      }
    }
  }
}
