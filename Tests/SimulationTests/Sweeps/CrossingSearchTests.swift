import Testing

@testable import Simulation

/// Crossings of functions that are known.
@Suite struct CrossingSearchTests {
  private typealias Crossing = CrossingSearch.Crossing

  private static let width = 1e-6

  private static func search(
    _ places: [Double], isWhole: Bool = false, _ function: @escaping (Double) -> Double?
  ) -> CrossingSearch.Finding {
    CrossingSearch(
      width: width, isWhole: isWhole, zero: 0, noise: 1e-9, function: function
    ).finding(places)
  }

  private static func values(
    _ places: [Double], _ function: @escaping (Double) -> Double?
  ) throws -> [Crossing] {
    guard case .crossings(let found) = search(places, function) else { return [] }
    return found
  }

  private static let places = (0...10).map { Double($0) }

  /// Smooth functions, however steep or flat, forwards and backwards.
  @Test func smoothFunctionsAreSolved() throws {
    let functions: [(zeros: [Double], function: @Sendable (Double) -> Double)] = [
      ([0.3, 4.7, 9.1], { ($0 - 0.3) * ($0 - 4.7) * ($0 - 9.1) }),
      ([3.3], { $0 < 3.3 ? -(3.3 - $0).squareRoot() : ($0 - 3.3).squareRoot() }),
      ([3.3], { ($0 - 3.3) * ($0 - 3.3) * ($0 - 3.3) }),
      ([3.3], { ($0 - 3.3) * 1e9 }), ([3.3], { ($0 - 3.3) * 1e-9 }),
      ([3.3], { ($0 - 3.3) / (1e-4 + abs($0 - 3.3)) }),
    ]
    for (zeros, function) in functions {
      for places in [Self.places, Self.places.reversed()] {
        let found = try Self.values(places, function)
        #expect(found.count == zeros.count)
        for (crossing, zero) in zip(found, zeros) {
          #expect(abs(crossing.value - zero) <= Self.width && !crossing.isJump)
        }
      }
    }
  }

  /// A zero at a place, also one that is only touched, is one crossing.
  @Test func zerosAtPlacesCountOnce() throws {
    #expect(try Self.values(Self.places) { $0 - 4 } == [Crossing(value: 4)])
    #expect(try Self.values(Self.places) { ($0 - 4) * ($0 - 4) } == [Crossing(value: 4)])
    #expect(try Self.values(Self.places) { -$0 } == [Crossing(value: 0)])
    #expect(try Self.values(Self.places) { $0 - 10 } == [Crossing(value: 10)])
  }

  @Test func jumpsAreTold() throws {
    // As high as a thousandth of what the function does anyway.
    let found = try Self.values(Self.places) { $0 < 4.25 ? $0 - 4.2505 : $0 - 4.2495 }
    #expect(found.count == 1 && found[0].isJump && abs(found[0].value - 4.25) < Self.width)
    let pole = try Self.values(Self.places) { 1 / ($0 - 4.25) }
    #expect(pole.count == 1 && pole[0].isJump)
  }

  /// The ends of a stretch of zeros, as far as they lie between the ends of what is looked at.
  @Test func stretchesHaveEnds() throws {
    let found = try Self.values(Self.places) { $0 < 3.5 ? 3.5 - $0 : $0 > 6.25 ? 6.25 - $0 : 0 }
    #expect(found.count == 2 && found.allSatisfy { !$0.isJump })
    #expect(abs(found[0].value - 3.5) <= Self.width && abs(found[1].value - 6.25) <= Self.width)
    // It begins or ends where nobody looks any more.
    let late = try Self.values(Self.places) { max(0, 3.5 - $0) }
    #expect(late.count == 1 && abs(late[0].value - 3.5) <= Self.width)
    #expect(Self.search(Self.places) { _ in 0 } == .everywhere)
    #expect(Self.search(Self.places) { _ in 1 } == .crossings([]))
  }

  /// Up to where the function ceases to exist crossings are found, and none is made up beside it.
  @Test func gapsAreLookedAtUpToTheirEdges() throws {
    let before = try Self.values(Self.places) { $0 > 4.75 ? nil : $0 - 4.5 }
    #expect(before.count == 1 && abs(before[0].value - 4.5) <= Self.width)
    let behind = try Self.values(Self.places) { $0 < 4.25 ? nil : $0 - 4.5 }
    #expect(behind.count == 1 && abs(behind[0].value - 4.5) <= Self.width)
    // Other signs on both sides of a gap between two places.
    #expect(
      Self.search(Self.places) { $0 < 4.2 ? -1 : $0 > 4.8 ? 1 : nil } == .crossings([]))
    #expect(Self.search(Self.places) { _ in nil } == .nowhere)
  }

  /// Every whole number is either looked at or between two on the same side.
  @Test(arguments: [1, 7, 64]) func wholeNumbers(step: Int) throws {
    let places = stride(from: 0, through: 448, by: step).map(Double.init)
    for places in [places, places.reversed()] {
      func search(_ function: @escaping (Double) -> Double?) -> CrossingSearch.Finding {
        Self.search(places, isWhole: true) { value in
          #expect(value == value.rounded())
          return function(value)
        }
      }
      #expect(search { $0 - 100 } == .crossings([Crossing(value: 100)]))
      #expect(search { $0 - 99.5 } == .crossings([Crossing(value: 100, isJump: true)]))
      #expect(search { 99.5 - $0 } == .crossings([Crossing(value: 100, isJump: true)]))
      #expect(search { max(0, 200 - $0) } == .crossings([Crossing(value: 200)]))
    }
  }
}
