import Explorer
import Forgetting

/// A lecture's scene as those who follow get it, beside its way back. Texts travel as Markdown.
extension ByteWriter {
  mutating func write(_ scene: ShownScene) {
    write(scene.isBlank)
    write(scene.showsAnswer)
    switch scene.panes {
    case nil: write(UInt8(0))
    case .view(let view):
      write(UInt8(1))
      write(UInt8(clamping: view.rawValue))
    case .shown(let shares):
      write(UInt8(2))
      write(count: shares.count)
      for share in shares {
        write(UInt8(clamping: share.pane.rawValue))
        write(share.height)
      }
    }
    write(scene.pointer != nil)
    if let pointer = scene.pointer {
      write(UInt8(clamping: pointer.pane.rawValue))
      write(plain: pointer.text)
    }
    write(scene.question != nil)
    guard let question = scene.question else { return }
    write(question.text.source)
    write(question.answer.source)
    write(count: Int(question.conceals.rawValue))
    write(question.plays)
    switch question.guess {
    case nil: write(UInt8(0))
    case .lane: write(UInt8(1))
    case .oldWeight(let lane):
      write(UInt8(2))
      write(UInt8(clamping: lane))
    case .oldDrift(let lane):
      write(UInt8(3))
      write(UInt8(clamping: lane))
    }
  }
}

extension ByteReader {
  mutating func shownScene() throws(Refusal) -> ShownScene {
    var scene = ShownScene()
    scene.isBlank = try flag()
    scene.showsAnswer = try flag()
    scene.panes = try panes()
    if try flag() {
      let pane = try pane()
      scene.pointer = Scene.Pointer(at: pane, try plain(try text(upTo: Self.largestLine)))
    }
    guard try flag() else { return scene }
    let question = try markdown()
    let answer = try markdown()
    let conceals = Concealment(rawValue: UInt16(try count(upTo: Int(UInt16.max))))
    let plays = try flag()
    scene.question = Scene.Question(
      question, answer: answer, conceals: conceals, guess: try guess(), plays: plays)
    return scene
  }

  private mutating func pane() throws(Refusal) -> Pane {
    guard let pane = Pane(rawValue: Int(try byte())) else { throw Refusal() }
    return pane
  }

  private mutating func panes() throws(Refusal) -> Scene.Panes? {
    switch try byte() {
    case 0: return nil
    case 1:
      guard let view = ScreenView(rawValue: Int(try byte())) else { throw Refusal() }
      return .view(view)
    case 2:
      let count = try count(upTo: Pane.allCases.count)
      guard count > 0 else { throw Refusal() }
      var shares: [Scene.Share] = []
      for _ in 0..<count {
        let pane = try pane()
        let height = try number()
        guard (0.1...10).contains(height), !shares.contains(where: { $0.pane == pane }) else {
          throw Refusal()
        }
        shares.append(Scene.Share(pane, height))
      }
      return .shown(shares)
    default: throw Refusal()
    }
  }

  private mutating func guess() throws(Refusal) -> Guess? {
    switch try byte() {
    case 0: return nil
    case 1: return .lane
    case 2: return .oldWeight(lane: try lane())
    case 3: return .oldDrift(lane: try lane())
    default: throw Refusal()
    }
  }

  private mutating func lane() throws(Refusal) -> Int {
    let lane = Int(try byte())
    guard lane < Scenario.largestLaneCount else { throw Refusal() }
    return lane
  }

  private mutating func markdown() throws(Refusal) -> Scene.Text {
    let source = try text(upTo: Markdown.largestSize)
    guard let prose = try? Markdown.prose(of: source) else { throw Refusal() }
    return Scene.Text(source: source, prose: prose)
  }
}
