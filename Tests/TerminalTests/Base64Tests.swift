import Foundation
import Testing

@testable import Terminal

@Suite struct Base64Tests {
  @Test func agreesWithFoundation() {
    for count in 0..<200 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      let expected = Data(bytes).base64EncodedString()
      #expect(String(decoding: Base64.bytes(of: bytes), as: UTF8.self) == expected)
    }
  }
}
