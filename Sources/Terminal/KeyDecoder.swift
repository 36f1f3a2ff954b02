import CNcurses
import Cells

/// Turns the codes that curses hands out (bytes, and numbers for sequences it knows) into keys.
///
/// Nothing that arrives can make it fail: what is no key is left out. Text in a paste, the tail of
/// a mouse event and a UTF-8 character may be spread over several batches.
struct KeyDecoder {
  /// Whether bytes from 128 on are UTF-8; otherwise each is a character by itself.
  var isUTF8: Bool
  /// Answers of the terminal to status requests in the last batch.
  private(set) var reports = 0
  /// Columns in which the terminal has said that its cursor stands, in the last batch.
  private(set) var cursorColumns: [Int] = []

  /// The text of a paste that has begun, and when its last batch arrived.
  private var paste: (text: String, count: Int, last: Double)?
  /// The head of a sequence whose rest has not arrived.
  private var partial: [Int32] = []
  private var scalar: UInt32 = 0
  private var continuationsLeft = 0

  /// Characters of a paste that are delivered; what is beyond them is dropped.
  static let pasteLimit = 4096
  /// Seconds of silence after which a paste without an end is over.
  static let pasteTimeout = 2.0
  /// Longest tail of a mouse event, and longest unfinished sequence that is waited for.
  private static let sequenceLimit = 24

  init(isUTF8: Bool) { self.isUTF8 = isUTF8 }

  /// The keys in a batch of codes, `now` in seconds.
  mutating func keys(from batch: [Int32], at now: Double) -> [Key] {
    reports = 0
    cursorColumns = []
    var keys: [Key] = []
    if let paste, now - paste.last > Self.pasteTimeout {
      keys.append(.paste(paste.text))
      self.paste = nil
    }
    let codes = partial + batch
    partial = []
    var index = 0
    while index < codes.count {
      let code = codes[index]
      index += 1
      if paste != nil {
        pasted(code, into: &keys, at: now)
      } else if code == CN_KEY_MOUSE.code || code == CN_KEY_OLD_MOUSE.code {
        let isOld = code == CN_KEY_OLD_MOUSE.code
        let tail = codes[index...]
        guard let length = isOld ? oldMouseLength(tail) : mouseLength(tail) else {
          // Kept for the next batch, unless it can no longer become an event.
          if tail.count < Self.sequenceLimit { partial = Array(codes[(index - 1)...]) }
          return keys
        }
        if length <= Self.sequenceLimit {
          let event = tail.prefix(length)
          if let mouse = isOld ? oldMouse(event) : mouse(event) { keys.append(.mouse(mouse)) }
        }
        index += length
      } else if code == 0x1b {
        let tail = codes[index...]
        switch escape(tail) {
        case .key: keys.append(.escape)
        case .unknownSequence(let length):
          if reports == 0, let column = cursorColumn(tail.prefix(length)) {
            cursorColumns.append(column)
          }
          index += length
        case .unfinished:
          partial = Array(codes[(index - 1)...])
          return keys
        }
      } else if code >= 0x100 {
        continuationsLeft = 0
        named(code, into: &keys, at: now)
      } else if let character = character(UInt8(truncatingIfNeeded: code)) {
        keys.append(key(for: character))
      }
    }
    return keys
  }

  // MARK: - Characters

  /// The scalar that a byte completes.
  private mutating func character(_ byte: UInt8) -> Unicode.Scalar? {
    if byte < 0x80 || !isUTF8 {
      continuationsLeft = 0
      return Unicode.Scalar(byte)
    }
    if byte & 0xc0 == 0x80 {
      guard continuationsLeft > 0 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3f)
      continuationsLeft -= 1
      // Overlong forms are no characters: they would smuggle control codes in.
      guard continuationsLeft == 0, scalar >= 0x80 else { return nil }
      return Unicode.Scalar(scalar)
    }
    switch byte {
    case 0xc2...0xdf: (scalar, continuationsLeft) = (UInt32(byte & 0x1f), 1)
    case 0xe0...0xef: (scalar, continuationsLeft) = (UInt32(byte & 0x0f), 2)
    case 0xf0...0xf4: (scalar, continuationsLeft) = (UInt32(byte & 0x07), 3)
    default: continuationsLeft = 0
    }
    return nil
  }

  private func key(for scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 0x09: return .tab
    case 0x0a, 0x0d: return .enter
    case 0x08, 0x7f: return .backspace
    case 0x00: return .control(" ")
    case 0x01...0x1a: return .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
    case 0x1c...0x1f: return .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x40)))
    default: return .character(Character(scalar))
    }
  }

  // MARK: - Named keys

  private static let named: [Int32: Key] = [
    CN_KEY_UP.code: .up, CN_KEY_DOWN.code: .down,
    CN_KEY_LEFT.code: .left, CN_KEY_RIGHT.code: .right,
    CN_KEY_SHIFT_UP.code: .shiftUp, CN_KEY_SHIFT_DOWN.code: .shiftDown,
    CN_KEY_SHIFT_LEFT.code: .shiftLeft, CN_KEY_SHIFT_RIGHT.code: .shiftRight,
    CN_KEY_HOME.code: .home, CN_KEY_END.code: .end,
    CN_KEY_PAGE_UP.code: .pageUp, CN_KEY_PAGE_DOWN.code: .pageDown,
    CN_KEY_ENTER.code: .enter, CN_KEY_BACKSPACE.code: .backspace,
    CN_KEY_DELETE.code: .delete, CN_KEY_INSERT.code: .insert,
    CN_KEY_BACK_TAB.code: .backTab,
  ]

  private mutating func named(_ code: Int32, into keys: inout [Key], at now: Double) {
    if code == CN_KEY_REPORT.code {
      reports += 1
    } else if code == CN_KEY_PASTE_BEGIN.code {
      paste = ("", 0, now)
    } else if let key = Self.named[code] {
      keys.append(key)
    } else if code > CN_KEY_FUNCTION.code, code <= CN_KEY_FUNCTION.code + 63 {
      keys.append(.function(Int(code - CN_KEY_FUNCTION.code)))
    }
  }

  private mutating func pasted(_ code: Int32, into keys: inout [Key], at now: Double) {
    paste?.last = now
    if code == CN_KEY_PASTE_END.code {
      keys.append(.paste(paste?.text ?? ""))
      paste = nil
    } else if code == CN_KEY_REPORT.code {
      reports += 1
    } else if code == 0x0a || code == 0x0d {
      // Line ends stay, as one character: who takes a paste takes its first line.
      guard paste?.count ?? 0 < Self.pasteLimit else { return }
      paste?.text.unicodeScalars.append("\n")
      paste?.count += 1
    } else if code < 0x100, let scalar = character(UInt8(truncatingIfNeeded: code)),
      scalar.properties.generalCategory != .control, paste?.count ?? 0 < Self.pasteLimit
    {
      paste?.text.unicodeScalars.append(scalar)
      paste?.count += 1
    }
  }

  // MARK: - Sequences

  private enum Escape {
    case key
    case unknownSequence(length: Int)
    case unfinished
  }

  /// What an ESC with `tail` behind it is. curses has waited 25 ms for what belongs to it, so that
  /// a bracket right behind it was not typed by hand.
  private func escape(_ tail: ArraySlice<Int32>) -> Escape {
    guard let head = tail.first else { return .key }
    let body = tail.dropFirst()
    switch head {
    case 0x5b:  // CSI: parameters, then one final byte.
      guard let final = body.firstIndex(where: { !(0x20...0x3f).contains($0) }) else {
        return body.isEmpty || body.count > Self.sequenceLimit ? .key : .unfinished
      }
      guard (0x40...0x7e).contains(body[final]) else {
        return .unknownSequence(length: final - tail.startIndex)
      }
      // The Linux console's function keys: ESC [ [ A.
      let isConsole = body[final] == 0x5b && final == body.startIndex && body.count > 1
      return .unknownSequence(length: final - tail.startIndex + (isConsole ? 2 : 1))
    case 0x4f:  // SS3: one byte.
      guard let final = body.first, (0x40...0x7e).contains(final) else { return .key }
      return .unknownSequence(length: 2)
    case 0x5d, 0x50, 0x5f, 0x5e:  // OSC, DCS, APC, PM: up to BEL or ESC \.
      for index in body.indices {
        let isEnd = body[index] == 0x5c && index > body.startIndex && body[index - 1] == 0x1b
        if isEnd || body[index] == 0x07 {
          return .unknownSequence(length: index - tail.startIndex + 1)
        }
      }
      return .key
    // Alt with a key, which means nothing here; least of all the key by itself.
    case 0x20...0x7e: return .unknownSequence(length: 1)
    default: return .key
    }
  }

  /// The column in the answer to a request for the cursor's place, `[row;columnR`.
  private func cursorColumn(_ codes: ArraySlice<Int32>) -> Int? {
    guard codes.first == 0x5b, codes.last == 0x52, codes.count < 16 else { return nil }
    let text = String(decoding: codes.dropFirst().dropLast().map(UInt8.init), as: UTF8.self)
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false)
    return numbers.count == 2 && Int(numbers[0]) != nil ? Int(numbers[1]) : nil
  }

  // MARK: - Mouse

  private func mouseLength(_ tail: ArraySlice<Int32>) -> Int? {
    guard let end = tail.firstIndex(where: { !isDigit($0) && $0 != 0x3b }) else { return nil }
    return end - tail.startIndex + 1
  }

  private func oldMouseLength(_ tail: ArraySlice<Int32>) -> Int? { tail.count >= 3 ? 3 : nil }

  private func isDigit(_ code: Int32) -> Bool { (0x30...0x39).contains(code) }

  /// `button;column;row`, then `M`, or `m` for a release.
  private func mouse(_ codes: ArraySlice<Int32>) -> Key.Mouse? {
    guard let final = codes.last, final == 0x4d || final == 0x6d else { return nil }
    var numbers = [0]
    for code in codes.dropLast() {
      if isDigit(code) {
        numbers[numbers.count - 1] = min(numbers.last! * 10 + Int(code - 0x30), 100_000)
      } else {
        numbers.append(0)
      }
    }
    guard numbers.count == 3 else { return nil }
    return mouse(
      button: numbers[0], column: numbers[1], row: numbers[2], isRelease: final == 0x6d)
  }

  /// Three bytes, each 32 more than its number; a release does not say of which button.
  private func oldMouse(_ codes: ArraySlice<Int32>) -> Key.Mouse? {
    let numbers = codes.map { Int($0) - 32 }
    guard numbers.allSatisfy({ (0..<224).contains($0) }) else { return nil }
    let isRelease = numbers[0] & 0x63 == 3
    return mouse(
      button: isRelease ? 0 : numbers[0], column: numbers[1], row: numbers[2],
      isRelease: isRelease)
  }

  private func mouse(button: Int, column: Int, row: Int, isRelease: Bool) -> Key.Mouse? {
    guard column >= 1, row >= 1 else { return nil }
    let event: Key.Mouse.Event
    if button & 0x40 != 0 {
      guard !isRelease, button & 3 < 2 else { return nil }
      event = button & 3 == 0 ? .wheelUp : .wheelDown
    } else {
      // Other buttons belong to the terminal (menus, pasting the selection).
      guard button & 3 == 0, button & 0x80 == 0 else { return nil }
      event = isRelease ? .release : button & 0x20 != 0 ? .drag : .press
    }
    return Key.Mouse(event, row: row - 1, column: column - 1)
  }
}

extension cn_key {
  /// The number as `cn_read_key` returns it.
  var code: Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: rawValue)) }
}
