import Explorer
import Foundation
import Synchronization
import Testing

@testable import Host

/// Pieces of work beside the screen: so many at a time, in their order, and none that nobody wants.
@Suite struct BackgroundWorkTests {
  private func words(_ actions: [ExplorerAction]) -> [String] {
    actions.map { if case .reported(let remark, _) = $0 { remark.description } else { "?" } }
  }

  @Test func answersComeInTheirOrder() {
    let work = BackgroundWork<Int>(mostThreads: 1, wake: WakePipe())
    for number in 0..<20 { work.start(number) { .reported(.told("\(number)"), isError: false) } }
    work.finish(within: 10)
    #expect(words(work.takeAnswers()) == (0..<20).map { "\($0)" })
    #expect(work.takeAnswers().isEmpty)
  }

  @Test func nobodyWaitsForWhatTakesLong() {
    let gate = Gate()
    let work = BackgroundWork<Int>(mostThreads: 2, wake: WakePipe())
    for number in 0..<3 {
      work.start(number) {
        if number < 2 { gate.wait() }
        return .reported(.told("\(number)"), isError: false)
      }
    }
    // Two wait, the third waits for one of them.
    work.finish(within: 0.05)
    #expect(work.takeAnswers().isEmpty)
    work.giveUp(0)
    work.giveUp(2)
    gate.open()
    work.finish(within: 10)
    #expect(words(work.takeAnswers()) == ["1"])
  }

  /// What is given up while it is done learns of it, and its place is free again.
  @Test func whatIsGivenUpEnds() {
    let work = BackgroundWork<Int>(mostThreads: 1, wake: WakePipe())
    work.start(
      0,
      asking: { isWanted in
        while isWanted() { usleep(1000) }
        return .reported(.told("0"), isError: false)
      })
    work.start(1) { .reported(.told("1"), isError: false) }
    work.finish(within: 0.05)
    #expect(work.takeAnswers().isEmpty)
    work.giveUp(0)
    work.finish(within: 10)
    #expect(words(work.takeAnswers()) == ["1"])
  }

  /// Open or not.
  private final class Gate: Sendable {
    private let isOpen = Atomic(false)
    func open() { isOpen.store(true, ordering: .releasing) }
    func wait() { while !isOpen.load(ordering: .acquiring) { usleep(1000) } }
  }
}
