import SeededNumbers
import Testing

@testable import Documents

@Suite struct ByteSearchTests {
  /// As the definition says, on random bytes of a small alphabet.
  @Test func agreesWithTheDefinition() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        UInt8.random(in: 0...1, using: &generator)
      }
      let needle = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        UInt8.random(in: 0...1, using: &generator)
      }
      let start = Int.random(in: 0...14, using: &generator)
      let places = bytes.indices.filter { Array(bytes[$0...].prefix(needle.count)) == needle }
      #expect(ByteSearch.last(needle, in: bytes) == places.last)
      #expect(
        ByteSearch.first(needle, in: bytes, from: start) == places.first { $0 >= start },
        "\(needle) in \(bytes) from \(start)")
    }
    #expect(ByteSearch.first([], in: [1], from: 0) == nil)
    #expect(ByteSearch.first([1], in: [1], from: -1) == nil)
  }
}
