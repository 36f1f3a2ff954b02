import Foundation
import Testing
import Words

@testable import Documents

@Suite struct ShellWordsTests {
  static let words = [
    "plain", "", "it's", "a b", "$HOME", "`ls`", "\"", "\\", "~", "=ls", "a=b,c", "{a,b}", "!!",
    "*", "β", "#", "'", "''", "-1.5", "a\\'b", "x;y", "(z)", "[1]", "&&", "a  b", "%s",
  ]

  @Test(arguments: words) func wordsReadBack(word: String) {
    #expect(ShellWords.split("x \(ShellWords.quoted(word)) y") == ["x", word, "y"])
  }

  /// The judge of what a shell reads is a shell.
  @Test(arguments: ["/bin/sh", "/bin/bash", "/bin/zsh"]) func shellsAgree(shell: String) throws {
    guard FileManager.default.isExecutableFile(atPath: shell) else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell)
    process.arguments = [
      "-c", "printf '%s\\n' " + Self.words.map(ShellWords.quoted).joined(separator: " "),
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let read = String(decoding: output, as: UTF8.self)
    #expect(read == Self.words.map { $0 + "\n" }.joined())
  }

  @Test func shellsReadWrappedLines() throws {
    let line =
      "printf '%s\\n' " + Self.words.map(ShellWords.quoted).joined(separator: " ")
      + " " + ShellWords.quoted(String(repeating: "it's a $long ", count: 20))
    for width in [8, 20, 33] {
      let wrapped = ShellWords.wrapped(line, width: width).joined(separator: "\n")
      #expect(ShellWords.split(wrapped) == ShellWords.split(line))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", wrapped]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let words = ShellWords.split(line)!.dropFirst(2)
      #expect(String(decoding: output, as: UTF8.self) == words.map { $0 + "\n" }.joined())
    }
  }

  /// Where no shell reads a line its signs are letters; quotes are quotes.
  @Test func signsAreLettersWithoutAShell() {
    for sign in "$`|&;<>()*?#" {
      #expect(ShellWords.split("a\(sign)b c") == nil)
      #expect(ShellWords.split("a\(sign)b c", isShell: false) == ["a\(sign)b", "c"])
    }
    #expect(ShellWords.split("\"acc ($)\" 'b c'", isShell: false) == ["acc ($)", "b c"])
    #expect(ShellWords.split("Bob's.csv", isShell: false) == nil)
  }
}
