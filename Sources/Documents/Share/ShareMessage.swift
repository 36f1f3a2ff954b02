import Explorer
import Forgetting
import Simulation

/// What travels from a lecturer to those who follow: never a picture.
///
/// A stream begins with `preamble`; then come messages, each a byte for its kind, four for its length,
/// the lowest first, and its payload. An instant ends what belongs together, and is answered by one
/// byte (`acknowledgement`): the next is sent after the answer.
public enum ShareMessage: Equatable, Sendable {
  /// Scenario and journal, as a session's lines; the instant in it is not the one shown.
  case experiment(Experiment)
  /// What the curves have got since the last time.
  case curves(SeriesPiece)
  /// The curves of before; empty for none.
  case ghost(SeriesPiece)
  case stretch(Stretch)
  case view(ShownView)
  case instant(Instant)

  static let version = 1
  /// What a lecturer's program says first, in ASCII: its version is the protocol's.
  public static let preamble = Array("forgetscope share \(version)\n".utf8)
  /// The byte by which a follower asks for the next instant (ASCII ACK).
  public static let acknowledgement: UInt8 = 0x06

  /// Measures that a peer may record beyond those of 0.1.
  static let largestAdditionCount = 32

  enum Kind: UInt8 {
    case experiment = 1
    case curves, ghost, stretch, view, instant

    /// Longer payloads are refused before they are read.
    var largestLength: Int {
      switch self {
      case .experiment: 1 << 20
      // 2049 instants of eight lanes, with what measures beyond those of 0.1 add.
      case .curves, .ghost: 1_100_000 + ShareMessage.largestAdditionCount * 132_000
      // 32 stages of eight lanes of eight components (100 kB), their tasks (200 kB) and batches (60 kB).
      case .instant: 1 << 19
      case .stretch: 1 << 12
      // A question and its answer.
      case .view: 1 << 16
      }
    }
  }

  var kind: Kind {
    switch self {
    case .experiment: .experiment
    case .curves: .curves
    case .ghost: .ghost
    case .stretch: .stretch
    case .view: .view
    case .instant: .instant
    }
  }

  /// The message with its kind and length.
  ///
  /// - Returns: nothing where it would be longer than anybody takes: a journal of megabytes.
  var bytes: [UInt8] {
    var payload = ByteWriter()
    switch self {
    case .experiment(let experiment):
      // The whole payload: it needs no length of its own.
      let text = Array(SessionFile.lines(to: experiment, from: nil).utf8)
      return framed(text)
    case .curves(let piece), .ghost(let piece): payload.write(piece)
    case .stretch(let stretch):
      payload.write(stretch.time)
      payload.write(count: stretch.models.count)
      for model in stretch.models { payload.write(model) }
    case .view(let view): payload.write(view)
    case .instant(let instant): payload.write(instant)
    }
    return framed(payload.bytes)
  }

  private func framed(_ payload: [UInt8]) -> [UInt8] {
    guard payload.count <= kind.largestLength else { return [] }
    var writer = ByteWriter()
    writer.write(kind.rawValue)
    writer.write(count: payload.count)
    return writer.bytes + payload
  }

  init(_ kind: Kind, payload: ArraySlice<UInt8>) throws(ByteReader.Refusal) {
    var reader = ByteReader(payload)
    switch kind {
    case .experiment:
      let bytes = Array(payload)
      guard let content = try? SessionFile.content(of: bytes, source: "share"),
        content.damagedLine == nil, content.length == bytes.count
      else { throw ByteReader.Refusal() }
      self = .experiment(content.experiment)
      return
    case .curves: self = .curves(try reader.seriesPiece())
    case .ghost: self = .ghost(try reader.seriesPiece())
    case .stretch:
      let time = try reader.number()
      let count = try reader.count(upTo: Scenario.largestLaneCount)
      var models: [Mixture] = []
      for _ in 0..<count { models.append(try reader.mixture()) }
      self = .stretch(Stretch(time: time, models: models))
    case .view: self = .view(try reader.shownView())
    case .instant: self = .instant(try reader.instant())
    }
    guard reader.isAtEnd else { throw ByteReader.Refusal() }
  }
}
