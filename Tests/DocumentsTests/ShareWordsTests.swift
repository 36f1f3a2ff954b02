import Testing
import Words

@testable import Documents

/// What a lane says travels in the words of 0.1, which programs of that version show as they are.
@Suite struct ShareWordsTests {
  @Test(arguments: [
    (LaneFailure.diverged(step: 60), "diverged: a step of 60.0 is too long here"),
    (.diverged(step: 1e-300), "diverged: a step of 1e-300 is too long here"),
    (.coincidingModes, "the modes coincide: natural gradient undefined"),
    (.vanishedWeight, "a weight has vanished: natural gradient undefined"),
    (
      .unresolved(nodes: 1_650_000, limit: 1_048_576),
      "not resolved: 1650000 nodes are needed, 1048576 are the most"
    ),
    (.shortLag(1e-9, step: 0.05), "a lag of 1e-09 is too short for a step of 0.05"),
  ])
  func failuresTravelInTheWordsOfTheFirstVersion(_ failure: LaneFailure, _ text: String) {
    #expect(failure.shared == text)
    #expect(LaneFailure(shared: text) == failure)
  }

  /// What nobody here has written is shown as it came, and is no other failure than it says.
  @Test(arguments: [
    "diverged", "diverged: a step of 1 is too long here", "out of memory", "0.5 0.25",
    "the modes coincide", "a lag of 1.0 is too short for a step of x",
  ])
  func wordsOfAnotherVersionStayAsTheyCame(_ text: String) {
    #expect(LaneFailure(shared: text) == .told(text))
    #expect(LaneFailure(shared: text)?.description == text)
    #expect(Note(shared: text) == .told(text))
  }

  @Test func nothingSaidIsNothing() {
    #expect(LaneFailure(shared: "") == nil)
    #expect(Note(shared: "") == nil)
  }

  @Test func aRemarkComesBackAsItsCase() {
    #expect(Note.saturated.shared == "η saturated")
    #expect(Note(shared: "η saturated") == .saturated)
  }
}
