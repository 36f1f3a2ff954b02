import Foundation
import Testing

@testable import Host

/// A folder of its own for each test, gone afterwards.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "forgetscope-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    _ = chmod(path, 0o700)
    try? FileManager.default.removeItem(atPath: path)
  }

  var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}

@Suite struct AtomicFileTests {
  @Test func writesWholeAndLeavesNothingElse() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.txt"
    #expect(try AtomicFile.write(Array("hello".utf8), to: path) == path)
    #expect(folder.names == ["a.txt"])
    #expect(try folder.text("a.txt") == "hello")
  }

  @Test func neverOverwritesUnlessTold() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.txt"
    try AtomicFile.write([65], to: path)
    let error = #expect(throws: FileError.self) { try AtomicFile.write([66], to: path) }
    #expect(error?.description == "\(path): is there already; --force replaces it")
    #expect(try folder.text("a.txt") == "A")
    #expect(try AtomicFile.write([67], to: path, ifExists: .freshName) == folder.path + "/a-2.txt")
    #expect(try AtomicFile.write([68], to: path, ifExists: .freshName) == folder.path + "/a-3.txt")
    try AtomicFile.write([69], to: path, ifExists: .replace)
    #expect(folder.names == ["a-2.txt", "a-3.txt", "a.txt"])
    #expect(try folder.text("a.txt") == "E")
    #expect(try folder.text("a-3.txt") == "D")
  }

  @Test func freshNamesStandBeforeTheExtension() throws {
    let folder = try TemporaryFolder()
    for (name, next) in [("plain", "plain-2"), (".hidden", ".hidden-2"), ("a.b.c", "a.b-2.c")] {
      try AtomicFile.write([], to: folder.path + "/" + name)
      let path = try AtomicFile.write([], to: folder.path + "/" + name, ifExists: .freshName)
      #expect(path == folder.path + "/" + next)
    }
  }

  @Test func errorsNameThePathAndLeaveNothing() throws {
    let folder = try TemporaryFolder()
    func problem(_ path: String, _ bytes: [UInt8] = [1]) -> String? {
      do {
        try AtomicFile.write(bytes, to: path, ifExists: .replace)
        return nil
      } catch { return "\(error)" }
    }
    #expect(problem(folder.path) == "\(folder.path): is a folder; a file's name is needed")
    #expect(problem(folder.path + "/") == "\(folder.path)/: is a folder; a file's name is needed")
    #expect(problem("") == "\"\": is a folder; a file's name is needed")
    #expect(problem("/nowhere/a.txt") == "/nowhere/a.txt: no such folder")
    #expect(problem(folder.path + "/\u{1b}[2J/x") == "\(folder.path)/?[2J/x: no such folder")
    if FileManager.default.fileExists(atPath: "/dev/full") {
      #expect(problem("/dev/full") == "/dev/full: no space left on the disk")
    }
    let long = folder.path + "/" + String(repeating: "x", count: 300)
    #expect(problem(long) == "\(long): the name is too long")
    if geteuid() != 0 {
      _ = chmod(folder.path, 0o500)
      #expect(problem(folder.path + "/a") == "\(folder.path)/a: not allowed to write there")
    }
    #expect(folder.names == [])
  }

  /// What a long run could not write at its end is refused before it.
  @Test func placesAreCheckedBefore() throws {
    let folder = try TemporaryFolder()
    func problem(_ path: String, _ conflict: AtomicFile.Conflict = .refuse) -> String? {
      do {
        try AtomicFile.checkPlace(path, conflict)
        return nil
      } catch { return "\(error)" }
    }
    try AtomicFile.write([65], to: folder.path + "/a.txt")
    #expect(problem(folder.path + "/b.txt") == nil && problem("b-\(getpid()).txt") == nil)
    #expect(problem("/nowhere/b.txt") == "/nowhere/b.txt: no such folder")
    let inside = folder.path + "/a.txt/b.txt"
    #expect(problem(inside, .replace) == "\(inside): no such folder")
    #expect(problem(folder.path + "/a.txt")?.hasSuffix("--force replaces it") == true)
    #expect(problem(folder.path + "/a.txt", .replace) == nil && problem("/dev/null") == nil)
    if geteuid() != 0 {
      _ = chmod(folder.path, 0o500)
      #expect(problem(folder.path + "/b")?.hasSuffix(": not allowed to write there") == true)
      #expect(problem(folder.path + "/a.txt", .replace) == nil)
    }
    #expect(folder.names == ["a.txt"])
  }

  /// Writers at the same time each get a name of their own, and every file is whole.
  @Test func writersDoNotDamageEachOther() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.txt"
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for _ in 0..<5 {
            let bytes = [UInt8](repeating: UInt8(65 + writer), count: 10_000)
            _ = try? AtomicFile.write(bytes, to: path, ifExists: .freshName)
          }
        }
      }
    }
    #expect(folder.names.count == 40)
    for name in folder.names {
      let text = try folder.text(name)
      #expect(text.utf8.count == 10_000 && Set(text.utf8).count == 1, "\(name)")
    }
  }
}
