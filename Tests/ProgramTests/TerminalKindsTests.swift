import Foundation
import ScreenEmulation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// The program on kinds of terminals whose entries or limits are unusual.
@Suite(.serialized) struct TerminalKindsTests {
  /// What terminfo says of colours on foot and hterm, and on terminals of direct colour.
  private static let entries = """
    colon|colours as foot and hterm have them,
    \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38\\:5\\:%p1%d%;m,
    \tuse=xterm-256color,
    direct|colours as xterm-direct has them,
    \tRGB, colors#0x1000000, pairs#0x7fff,
    \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38\\:2\\:\\:%p1%{65536}%/%d\\:%p1%{256}%/%{255}%&%d\\:%p1%{255}%&%d%;m,
    \tuse=xterm-256color,

    """

  private func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "terminfo-\(UUID().uuidString)"
    ).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.entries.write(toFile: folder + "/source", atomically: true, encoding: .utf8)
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/tic")
    compiler.arguments = ["-x", "-o", folder, folder + "/source"]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    return folder
  }

  /// Colours 33, 130 and 244 of the default palette: the second lane, the first, and what is dim.
  @Test(arguments: [
    ("colon", ["33", "130", "244"]), ("direct", ["#0087ff", "#af5f00", "#808080"]),
  ])
  func coloursArriveHoweverTheyAreNamed(term: String, colors: [String]) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try TerminalProgram(["--play"], term: term, environment: ["TERMINFO": folder])
    #expect(program.wait { $0.contains("Forward KL forgets") && $0.contains("q quit") })
    let seen = Set(program.screen.glyphs.joined().map(\.color))
    #expect(seen.isSuperset(of: colors), "\(seen)")
    #expect(program.screen.unknown == [])
    program.type("q")
    #expect(program.exitCode() == 0)
    #expect(program.leftovers == [])
  }

  @Test func aLimitOnFilesIsToldAndTheScreenIsThere() throws {
    let program = try TerminalProgram(
      ["-c", "ulimit -f 0; exec '\(Program.path)' --play"], executable: "/bin/bash")
    #expect(program.wait { $0.contains("the session is not saved:") })
    #expect(program.wait { $0.contains("Forward KL forgets") && $0.contains("KL(q‖p)") })
    #expect(program.screen.unknown == [])
    program.type("?")
    #expect(program.wait { $0.contains("┌ keys") })
    program.signal(SIGXFSZ)
    program.type("\u{1b}")
    #expect(program.wait { !$0.contains("┌ keys") })
    program.type("q")
    #expect(program.exitCode() == 0)
    #expect(program.leftovers == [])
  }

  @Test(arguments: [8, 9, 12, 16])
  func tooFewDescriptorsAreNotTheTerminalsFault(limit: Int) throws {
    let program = try TerminalProgram(
      ["-c", "ulimit -n \(limit); exec '\(Program.path)'"], executable: "/bin/bash")
    #expect(program.exitCode() == 2)
    let text = String(decoding: program.bytes, as: UTF8.self)
    #expect(text.contains("no file descriptors or memory left"), "\(text)")
    #expect(program.leftovers == [])
  }

  @Test func theFooterNamesTheKeyForOtherSymbolsAtFirst() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("g mends boxes") && $0.contains("q quit") })
    program.type("]")
    #expect(program.wait { !$0.contains("g mends boxes") && $0.contains("q quit") })
    let plain = try TerminalProgram([], locale: "C")
    #expect(plain.wait { $0.contains("q quit") && !$0.contains("g mends boxes") })
  }

  @Test func altWithALetterIsNotTheLetter() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("δ 4.0") })
    program.type("\u{1b}q")
    program.type("]")
    #expect(program.wait { $0.contains("δ 4.25") || $0.contains("δ 4.2") })
    program.type(":q\r")
    #expect(program.exitCode() == 0)
  }
}
