import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// The kiosk behind a real sshd, configured as docs/classroom.md says. `make test-all` brings sshd.
@Suite(.serialized) struct SecureShellTests {
  private static let daemon: String? = {
    guard ProcessInfo.processInfo.environment["FORGETSCOPE_TEST_ALL"] == "1" else { return nil }
    return ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }()
  static let isThere =
    daemon != nil && Program.isInPath("ssh") && Program.isInPath("ssh-keygen")

  /// The lines of the document's configuration, for another program, keys and account.
  static func documented(
    program: String, keys: String
  ) throws -> [String] {
    let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/classroom.md")
    let text = try String(contentsOf: document, encoding: .utf8)
    let start = try #require(text.range(of: "```sshd\n"))
    let end = try #require(text[start.upperBound...].range(of: "\n```"))
    return text[start.upperBound..<end.lowerBound].split(separator: "\n").map { line in
      line.replacingOccurrences(of: "/usr/local/bin/forgetscope", with: program)
        .replacingOccurrences(of: "/etc/ssh/forgetscope_keys", with: keys)
        .replacingOccurrences(of: "Match User forgetscope", with: "Match User \(NSUserName())")
    }
  }

  /// A server in the foreground on a port of the loopback, with keys of its own.
  final class Server {
    let folder: String
    let port: Int
    private let daemon: TerminalProgram

    init() throws {
      folder = "/tmp/forgetscope-sshd-\(getpid())-\(UInt32.random(in: 0..<1_000_000))"
      port = Int.random(in: 20_000..<60_000)
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      // Where root's sshd keeps its unprivileged half; the system makes it when its own one starts.
      if getuid() == 0 { mkdir("/run/sshd", 0o755) }
      for name in ["host", "user"] {
        try Self.run(
          "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(name)"])
      }
      try FileManager.default.copyItem(atPath: folder + "/user.pub", toPath: folder + "/keys")
      let lines =
        [
          "Port \(port)", "ListenAddress 127.0.0.1", "HostKey \(folder)/host", "PidFile none",
          "UsePAM no", "StrictModes no", "PermitUserEnvironment no",
          "PermitRootLogin prohibit-password",
        ] + (try SecureShellTests.documented(program: Program.path, keys: folder + "/keys"))
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(
        to: URL(fileURLWithPath: folder + "/config"))
      daemon = try TerminalProgram(
        ["-D", "-e", "-f", folder + "/config"], executable: SecureShellTests.daemon!)
      // It is there when it answers.
      let end = Date().addingTimeInterval(10)
      while Date() < end, !answers { usleep(50_000) }
    }

    deinit {
      daemon.signal(SIGTERM)
      _ = daemon.exitCode()
      try? FileManager.default.removeItem(atPath: folder)
    }

    private var answers: Bool {
      (try? Self.run("ssh-keyscan", ["-T", "1", "-p", "\(port)", "127.0.0.1"]))?
        .contains("ed25519") ?? false
    }

    @discardableResult
    static func run(_ name: String, _ arguments: [String]) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["timeout", "20", name] + arguments
      let output = Pipe()
      process.standardOutput = output
      process.standardError = output
      process.standardInput = FileHandle(forReadingAtPath: "/dev/null")
      try process.run()
      let bytes = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: bytes, as: UTF8.self)
    }

    var options: [String] {
      [
        "-F", "none", "-p", "\(port)", "-i", folder + "/user", "-o", "IdentitiesOnly=yes", "-o",
        "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
        "-o", "BatchMode=yes", "-o", "ConnectTimeout=10",
      ]
    }

    var address: String { "\(NSUserName())@127.0.0.1" }

    /// A client in a terminal.
    func session(
      _ more: [String] = [], command: [String] = [], environment: [String: String] = [:]
    ) throws -> TerminalProgram {
      try TerminalProgram(
        options + ["-tt"] + more + [address] + command, environment: environment,
        executable: "/usr/bin/ssh")
    }

    /// A client without one: all that it prints.
    func output(_ more: [String], command: [String] = []) throws -> String {
      try Self.run("ssh", options + more + [address] + command)
    }
  }

  @Test(.enabled(if: SecureShellTests.isThere)) func theKioskIsAllThereIs() throws {
    let server = try Server()
    let session = try server.session()
    #expect(session.wait { $0.contains("Forward KL forgets") && $0.contains("quit") })
    session.type("]")
    #expect(session.wait { $0.contains("separation") && $0.contains("4.2") })
    for key in ["s", "w", "\u{1a}"] {
      session.type(key)
      #expect(session.wait { $0.contains("not in a kiosk") }, "\(key)")
      session.type("g")
      #expect(session.wait { !$0.contains("not in a kiosk") })
    }
    session.type("q")
    #expect(session.exitCode() == 0)
    #expect(session.leftovers == [])

    // A preset may be asked for; nothing else is run.
    let preset = try server.session(command: ["overlap"])
    #expect(preset.wait { $0.contains("Overlap") })
    preset.type("q")
    #expect(preset.exitCode() == 0)
    for command in [["sh"], ["overlap; id"], ["/bin/cat", "/etc/passwd"], ["--", "--plain"]] {
      let other = try server.session(command: command)
      #expect(other.wait { $0.contains("the command that was asked for is not run") })
      other.type("q")
      #expect(other.exitCode() == 0)
      #expect(!String(decoding: other.bytes, as: UTF8.self).contains("root:"))
    }

    // What the client's environment says does not come in, or does nothing.
    let variables = ["LC_ALL": "/etc/passwd", "LD_PRELOAD": "/tmp/x.so", "TERMINFO": "/tmp"]
    let sent = try server.session(
      variables.keys.flatMap { ["-o", "SendEnv=\($0)"] }, environment: ["LC_ALL": "/etc/passwd"])
    #expect(sent.wait { $0.contains("quit") })
    sent.type("q")
    #expect(sent.exitCode() == 0)
    #expect(!String(decoding: sent.bytes, as: UTF8.self).contains("/tmp/x.so"))
  }

  @Test(.enabled(if: SecureShellTests.isThere)) func nothingElseIsServed() throws {
    let server = try Server()
    // Without a terminal: one line.
    for command in [[], ["sh", "-c", "id"], ["cat /etc/passwd"], ["scp -f /etc/passwd"]] {
      let text = try server.output(["-T"], command: command)
      #expect(
        text.contains("standard input is not a terminal") && !text.contains("uid=")
          && !text.contains("root:"), "\(command): \(text)")
    }
    // Files.
    let sftp = try server.output(["-s"], command: ["sftp"])
    #expect(sftp.contains("subsystem request failed"), "\(sftp)")
    // Tunnels: to a port, and the server's own one is as good as any.
    let direct = try server.output(["-W", "127.0.0.1:\(server.port)"])
    #expect(direct.contains("stdio forwarding failed"), "\(direct)")
    let back = try server.output(
      ["-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:\(server.port)"])
    #expect(back.contains("forwarding failed"), "\(back)")
  }

  /// Fifty log in and out; a client that is cut off leaves no session behind.
  @Test(.enabled(if: SecureShellTests.isThere)) func aClientThatIsCutOffEndsItsSession() throws {
    let server = try Server()
    let session = try server.session(command: ["correlated"])
    #expect(session.wait { $0.contains("quit") })
    let before = try Self.kiosks()
    #expect(before > 0)
    session.signal(SIGKILL)
    #expect(session.exitCode() == 128 + SIGKILL)
    let end = Date().addingTimeInterval(8)
    while Date() < end, try Self.kiosks() >= before { usleep(100_000) }
    #expect(try Self.kiosks() < before)
  }

  /// How many kiosks of this binary there are.
  private static func kiosks() throws -> Int {
    let list = try Server.run("ps", ["-eo", "args"])
    return list.split(separator: "\n").count { $0.hasPrefix(Program.path + " explore --kiosk") }
  }

  /// Without a server at hand, too: the document's lines are those that are tested.
  @Test func theDocumentedConfigurationIsComplete() throws {
    let lines = try Self.documented(program: "/bin/x", keys: "/k").map {
      $0.split(separator: " ").map(String.init)
    }
    let words = Dictionary(
      uniqueKeysWithValues: lines.map { ($0[0], $0.dropFirst().joined(separator: " ")) })
    #expect(words["ForceCommand"] == "/bin/x explore --kiosk")
    for name in [
      "AllowTcpForwarding", "AllowStreamLocalForwarding", "AllowAgentForwarding", "X11Forwarding",
      "PermitTunnel", "PermitUserRC", "PasswordAuthentication", "KbdInteractiveAuthentication",
    ] {
      #expect(words[name] == "no", "\(name)")
    }
    #expect(words["DisableForwarding"] == "yes" && words["PermitTTY"] == "yes")
    #expect(words["MaxSessions"] == "1" && words["AcceptEnv"] == nil && words["Subsystem"] == nil)
  }
}
