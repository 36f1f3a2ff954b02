import Documents
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// PNG and PDF from SVG, by librsvg's `rsvg-convert`.
public enum FigureConverter {
  /// The figure in another format, without its caption.
  ///
  /// - Parameters:
  ///   - format: `.png` or `.pdf`.
  ///   - dotsPerInch: of a picture whose SVG is sized in millimetres.
  ///   - zoom: of a picture whose SVG is sized in pixels.
  static func bytes(
    of svg: [UInt8], as format: FigureFormat, dotsPerInch: Int = 96, zoom: Int = 1
  ) throws(ConverterProblem) -> [UInt8] {
    precondition(format.isConverted, "only png and pdf are converted")
    guard !Confinement.isKiosk else { throw .file(.kiosk) }
    switch readiness {
    case .ready: break
    case .withoutFont: throw .noFont
    case .silent: throw .noAnswer(seconds: longestWait)
    }
    return try converted(svg, as: format, dotsPerInch: dotsPerInch, zoom: zoom)
  }

  /// What there is to convert with.
  private enum Readiness { case ready, withoutFont, silent }

  /// Whether two letters look different: without a font a converter is silent, and succeeds. One that does not
  /// answer is not asked again, since whoever waits for a figure waits with it.
  private static let readiness: Readiness = {
    var pictures: [[UInt8]?] = []
    for letter in ["i", "W"] {
      let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">"
        + "<text x=\"2\" y=\"30\" font-family=\"monospace\" font-size=\"24\">\(letter)</text></svg>"
      do throws(ConverterProblem) {
        pictures.append(try converted(Array(svg.utf8), as: .png, dotsPerInch: 96, zoom: 1))
      } catch {
        if case .noAnswer = error { return .silent }
        // What else is wrong is told when the figure is made.
        return .ready
      }
    }
    return pictures[0] != pictures[1] ? .ready : .withoutFont
  }()

  private static func converted(
    _ svg: [UInt8], as format: FigureFormat, dotsPerInch: Int, zoom: Int
  ) throws(ConverterProblem) -> [UInt8] {
    // Files without names: no pipe can fill up, and nothing is left behind.
    guard let input = temporaryFile(), let output = temporaryFile(), let errors = temporaryFile()
    else { throw .noTemporaryFile(reason: String(cString: strerror(errno))) }
    defer { for file in [input, output, errors] { close(file) } }
    if let problem = AtomicFile.writeAll(svg, to: input) { throw .file(problem) }
    lseek(input, 0, SEEK_SET)
    var arguments = ["rsvg-convert", "--format", format.rawValue]
    if format == .png {
      arguments += [
        "--dpi-x", "\(dotsPerInch)", "--dpi-y", "\(dotsPerInch)", "--zoom", "\(zoom)",
      ]
    }
    let status = try run(arguments, input: input, output: output, errors: errors)
    guard status == 0 else {
      let words = String(decoding: contents(of: errors, limit: 4096), as: UTF8.self)
      guard let line = words.split(separator: "\n").last else { throw .endedWith(status: status) }
      throw .told(String(line))
    }
    return contents(of: output, limit: .max)
  }

  /// Seconds: a figure takes less than one, and the explorer waits for it.
  private static let longestWait = 10

  private static func run(
    _ arguments: [String], input: Int32, output: Int32, errors: Int32
  ) throws(ConverterProblem) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (file, target) in [(input, 0), (output, 1), (errors, 2)] {
      posix_spawn_file_actions_adddup2(&actions, file, Int32(target))
    }
    // What the explorer blocks or ignores is not the converter's business.
    var none = sigset_t()
    sigemptyset(&none)
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    sigaddset(&usual, SIGXFSZ)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = variables().map { strdup($0) } + [nil]
    defer { for pointer in words + environment { free(pointer) } }
    var process = pid_t()
    let result = posix_spawnp(&process, "rsvg-convert", &actions, &attributes, &words, &environment)
    if result == ENOENT { throw .missing }
    guard result == 0 else { throw .told(String(cString: strerror(result))) }
    var status: Int32 = 0
    var waits = 0
    while true {
      let result = waitpid(process, &status, WNOHANG)
      if result == process { break }
      guard result == 0 || errno == EINTR else { throw .told(String(cString: strerror(errno))) }
      waits += 1
      guard waits < longestWait * 100 else {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        throw .noAnswer(seconds: longestWait)
      }
      usleep(10_000)
    }
    let signal = status & 0x7F
    let code = signal == 0 ? status >> 8 & 0xFF : 128 + signal
    // What a shell says of a program that is not there; so do some C libraries.
    if code == 127 { throw .missing }
    return code
  }

  /// What fonts are found by, and a time of day that never changes: it would stand in the PDF.
  private static func variables() -> [String] {
    let kept = [
      "PATH", "HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
      "XDG_DATA_DIRS", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH",
    ]
    return kept.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
      + ["LC_ALL=C.UTF-8", "SOURCE_DATE_EPOCH=0"]
  }

  private static func temporaryFile() -> Int32? {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/forgetscope-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { return nil }
    unlink(name)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    return file
  }

  private static func contents(of file: Int32, limit: Int) -> [UInt8] {
    lseek(file, 0, SEEK_SET)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while bytes.count < limit {
      let count = read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
