import Words

/// The stream of a lecturer, cut into messages: whatever arrives, in whatever pieces.
public struct ShareReader: Sendable {
  /// Why a stream cannot be followed.
  public struct Refusal: Error, Equatable, Sendable {
    /// Why the stream is not read any further.
    public var problem: ShareProblem

    public init(problem: ShareProblem) { self.problem = problem }
  }

  private var buffer: [UInt8] = []
  private var start = 0
  private var hasPreamble = false
  private var isBroken = false

  public init() {}

  /// Takes bytes in.
  public mutating func feed(_ bytes: some Collection<UInt8>) {
    if start > 0 {
      buffer.removeSubrange(..<start)
      start = 0
    }
    buffer += bytes
  }

  /// The next whole message; nil where more bytes are needed.
  ///
  /// - Throws: where the stream is none of ours; it gives nothing more then.
  public mutating func next() throws(Refusal) -> ShareMessage? {
    guard !isBroken else { return nil }
    do {
      return try read()
    } catch {
      isBroken = true
      buffer = []
      start = 0
      throw error
    }
  }

  private mutating func read() throws(Refusal) -> ShareMessage? {
    if !hasPreamble {
      guard try takePreamble() else { return nil }
    }
    guard buffer.count - start >= 5 else { return nil }
    var head = ByteReader(buffer[start..<(start + 5)])
    guard let code = try? head.byte(), let kind = ShareMessage.Kind(rawValue: code) else {
      throw Refusal(problem: .unknownKind)
    }
    guard let length = try? head.count(upTo: kind.largestLength) else {
      throw Refusal(problem: .tooLong)
    }
    guard buffer.count - start - 5 >= length else { return nil }
    let payload = buffer[(start + 5)..<(start + 5 + length)]
    start += 5 + length
    do {
      return try ShareMessage(kind, payload: payload)
    } catch {
      throw Refusal(problem: .damaged)
    }
  }

  private mutating func takePreamble() throws(Refusal) -> Bool {
    let expected = ShareMessage.preamble
    let words = expected.prefix { $0 < UInt8(ascii: "0") || $0 > UInt8(ascii: "9") }
    let there = buffer.prefix(words.count)
    guard there.elementsEqual(words.prefix(there.count)) else {
      throw Refusal(problem: .nothingShared)
    }
    guard let end = buffer.prefix(expected.count + 8).firstIndex(of: 0x0A) else {
      guard buffer.count < expected.count + 8 else {
        throw Refusal(problem: .nothingShared)
      }
      return false
    }
    guard buffer[..<end].elementsEqual(expected.dropLast()) else {
      let version = PlainText.shortened(
        String(decoding: buffer[words.count..<max(words.count, end)], as: UTF8.self))
      throw Refusal(problem: .otherVersion(version, own: ShareMessage.version))
    }
    start = end + 1
    hasPreamble = true
    return true
  }
}
