import Foundation
import Testing

private let hasReleaseBinary =
  ProcessInfo.processInfo.environment["FORGETSCOPE_TEST_ALL"] == "1"
  && ProcessInfo.processInfo.environment["FORGETSCOPE_BINARY"] != nil

/// What `make install` and `make deb` make of the release binary. `make test-all` names it.
@Suite(.enabled(if: hasReleaseBinary)) struct PackageTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Standard output and standard error of a command in the project's folder.
  @discardableResult
  private func shell(_ command: String, _ environment: [String: String] = [:]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exec 2>&1; \(command)"]
    process.currentDirectoryURL = URL(fileURLWithPath: Self.root)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command): \(text)")
    return text
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "forgetscope-package-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test func installPutsEverythingInPlaceAndUninstallTakesItAway() throws {
    try withFolder { folder in
      let place = ["DESTDIR": folder, "PREFIX": "/opt/f"]
      // Everybody can enter and read, whoever installs.
      try shell("umask 077 && .ci/place install '\(Program.path)'", place)
      #expect(try shell("find '\(folder)/opt' ! -perm -444 -o -type d ! -perm -555") == "")
      let files = try shell("cd '\(folder)' && find . -type f | sort").split(separator: "\n")
        .map(String.init)
      #expect(files.allSatisfy { $0.hasPrefix("./opt/f/") })
      for name in [
        "bin/forgetscope", "share/man/man1/forgetscope.1", "share/man/man1/forgetscope-run.1",
        "share/man/man5/forgetscope.5", "share/bash-completion/completions/forgetscope",
        "share/zsh/site-functions/_forgetscope", "share/fish/vendor_completions.d/forgetscope.fish",
        "share/doc/forgetscope/README.md", "share/doc/forgetscope/presets/replay.yaml",
        "share/doc/forgetscope/lectures/one-factor.yaml",
      ] {
        #expect(files.contains("./opt/f/\(name)"), "\(name)")
      }
      let documents = "\(folder)/opt/f/share/doc/forgetscope"
      let there = try #require(FileManager.default.subpaths(atPath: documents))
      #expect(DocumentLinks.dead(in: documents, among: there) == [])
      let installed = "\(folder)/opt/f/bin/forgetscope"
      let preset = "\(folder)/opt/f/share/doc/forgetscope/presets/replay.yaml"
      let rows = try shell("'\(installed)' run '\(preset)' --until 0 | wc -l")
      #expect(rows.split(separator: " ").first.map { Int($0.filter(\.isNumber)) } == 4)
      #if os(Linux)
        let size = try FileManager.default.attributesOfItem(atPath: installed)[.size] as? Int ?? 0
        #expect(size <= 20_000_000, "\(size) bytes")
      #endif
      try shell(".ci/place uninstall '\(Program.path)'", place)
      #expect(try shell("find '\(folder)' -type f") == "")
    }
  }

  #if os(Linux)
    /// Of the binary that people get, installed and stripped: PIE, full RELRO, no code on the stack, no search
    /// beside itself, guarded stacks and checked buffers.
    @Test(.enabled(if: Program.isInPath("readelf")))
    func theInstalledBinaryIsHardened() throws {
      try withFolder { folder in
        try shell(
          ".ci/place install '\(Program.path)'", ["DESTDIR": folder, "PREFIX": "/opt/f"])
        try checkHardening(of: "\(folder)/opt/f/bin/forgetscope")
      }
    }

    private func checkHardening(of binary: String) throws {
      let headers = try shell("readelf -hlW '\(binary)'")
      #expect(headers.contains("DYN (Position-Independent Executable file)"))
      #expect(headers.contains("GNU_RELRO"))
      let stack = headers.split(separator: "\n").first { $0.contains("GNU_STACK") }
      #expect(stack?.contains(" RW ") == true, "\(stack ?? "no GNU_STACK")")
      let writable = headers.split(separator: "\n").filter {
        $0.contains("LOAD") && $0.contains("RWE")
      }
      #expect(writable.isEmpty, "\(writable)")
      let dynamic = try shell("readelf -dW '\(binary)'")
      #expect(dynamic.contains("BIND_NOW"), "\(dynamic)")
      #expect(dynamic.contains("Flags: NOW PIE"), "\(dynamic)")
      #expect(!dynamic.contains("(RUNPATH)") && !dynamic.contains("(RPATH)"), "\(dynamic)")
      let imported = try shell("readelf --dyn-syms -W '\(binary)' | grep ' UND '")
      #expect(imported.contains("__stack_chk_fail"), "\(imported)")
      #expect(imported.contains(/__\w+_chk@/), "\(imported)")
      // Others' libraries inside the binary have them, too: our own C must.
      let objects = (Program.path as NSString).deletingLastPathComponent
      for (object, symbols) in [
        ("CNcurses.build/CNcurses.c.o", ["__stack_chk_fail"]),
        ("CNcurses.build/Rescue.c.o", ["__stack_chk_fail", "__memcpy_chk"]),
      ] {
        let names = try shell("nm -u '\(objects)/\(object)'")
        for symbol in symbols { #expect(names.contains(symbol), "\(object): \(names)") }
      }
    }

    @Test(.enabled(if: Program.isInPath("dpkg-deb")))
    func thePackageHasWhatItNeeds() throws {
      try withFolder { folder in
        let package = try shell(".ci/deb '\(Program.path)' '\(folder)' | tail -1")
          .trimmingCharacters(in: .whitespacesAndNewlines)
        let depends = try shell("dpkg-deb --field '\(package)' Depends")
        for library in ["libc6 (>= ", "libncursesw6 (>= "] {
          #expect(depends.contains(library), "\(depends)")
        }
        // Addresses in the short form need the C library that first reads them.
        if try shell("readelf -W --version-info '\(Program.path)'").contains("GLIBC_ABI_DT_RELR") {
          #expect(!depends.contains(/libc6 \(>= 2\.([0-2]\d|3[0-5])\)/), "\(depends)")
        }
        try shell("dpkg-deb --extract '\(package)' '\(folder)/x'")
        let documents = "\(folder)/x/usr/share/doc/forgetscope"
        let there = try #require(FileManager.default.subpaths(atPath: documents))
        #expect(DocumentLinks.dead(in: documents, among: there) == [])
        let files = try shell("dpkg-deb --contents '\(package)'")
        #expect(files.contains("./usr/bin/forgetscope"))
        #expect(files.contains("./usr/share/man/man1/forgetscope-run.1.gz"))
        #expect(files.contains("./usr/share/doc/forgetscope/copyright"))
        if Program.isInPath("lintian") {
          let said = try shell("lintian --allow-root --fail-on error '\(package)'")
          #expect(!said.contains("E: "), "\(said)")
        }
      }
    }
  #endif
}
