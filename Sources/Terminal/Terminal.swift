import CNcurses
import Cells
import Words

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The terminal: shows grids, reads keys, paces frames, and is given back on every way out.
///
/// One at a time, on one thread. Nothing here waits for the terminal, except `close` and `suspend`
/// for the last answers (three seconds at most, on a line that is that slow).
public final class Terminal {
  /// When the next frame may be sent, and what is known of the line.
  public internal(set) var pacer: FramePacer
  /// Whether the input has come to its end: the line is gone, and so is the person.
  public internal(set) var inputEnded = false
  /// The descriptor where keys arrive.
  public let inputDescriptor: Int32
  /// The descriptor where signals arrive.
  public let signalDescriptor: Int32

  private let outputDescriptor: Int32
  private let name: String
  let nearEnd: String?
  let hasMouse: Bool
  let hasStatusReports: Bool
  private let isColorless: Bool
  /// Whether colours can be told as red, green and blue, and whether COLORTERM says so.
  private let canMix: Bool
  private let mixesUnasked: Bool
  private let largestSize: TerminalOptions.Size
  private var locale: LocaleChoice
  /// Columns of a character of ambiguous width, as measured.
  var ambiguousWidth: Int?
  var isMeasuring = false
  /// The size where the terminal knows none.
  private let assumedSize: TerminalOptions.Size
  private var askedDepth: ColorDepth?
  private var askedSymbols: Symbols?
  var output: OutputQueue
  var display: Display
  var decoder: KeyDecoder
  var isClosed = false
  /// Seconds that closing waits for the first answer of a terminal.
  var patience = 1.5
  var signalsLeft: [TerminalSignal] = []

  /// Seconds on a clock that does not jump: the `now` of everything here.
  public static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Has a crash end without a word, from now on: no backtrace, which names files.
  public static func keepQuietOnCrash() { cn_rescue_set_quiet(true) }

  // MARK: - Open and close

  /// Takes over the terminal on standard input and output.
  ///
  /// - Throws: when there is none that can be used; nothing has been changed or written then.
  public static func open(_ options: TerminalOptions = TerminalOptions()) throws(TerminalProblem)
    -> Terminal
  {
    // Asked for here, where it can still be said, and not where the last one is missing.
    guard Descriptors.areLeft(16) else { throw .noResources }
    return try Terminal(
      options, input: STDIN_FILENO, output: STDOUT_FILENO, environment: .process)
  }

  init(
    _ options: TerminalOptions, input: Int32, output: Int32, environment: TerminalEnvironment
  ) throws(TerminalProblem) {
    guard isatty(input) == 1 else { throw .notATerminal(stream: "standard input") }
    guard isatty(output) == 1 else { throw .notATerminal(stream: "standard output") }
    guard let term = environment["TERM"] else { throw .noTerminalType }
    guard term != "dumb" else { throw .dumb(term) }
    locale = LocaleChoice(environment.locale, symbols: options.symbols)

    // Read before curses starts, which must not see them.
    assumedSize = Choice.size(environment)
    let size = Self.size(of: output, else: assumedSize, atMost: options.largestSize)
    // Before curses starts, which then leaves these signals alone, and after, for the one it takes.
    let signals = cn_signals_install()
    let opened = cn_open(input, output, term, Int32(size.rows), Int32(size.columns))
    let queue = signals >= 0 && opened == CN_OPENED ? OutputQueue(terminal: output) : nil
    guard let queue else {
      if opened == CN_OPENED { cn_close() }
      cn_signals_restore()
      switch opened {
      case CN_UNKNOWN_TERMINAL: throw .unknownTerminal(term)
      case CN_TOO_SIMPLE: throw .dumb(term)
      default: throw .noResources
      }
    }
    _ = cn_signals_install()

    let isANSI = cn_capability("cup").map { String(cString: $0).hasPrefix("\u{1b}[") } ?? false
    name = term
    nearEnd = Choice.nearEnd(term: term, environment: environment)
    // The Linux console has no reports of its own: its entry means gpm.
    hasMouse = cn_capability("kmous") != nil && !term.hasPrefix("linux")
    hasStatusReports = isANSI
    isColorless = environment["NO_COLOR"] != nil
    // Direct colour has numbers of its own, and GNU screen garbles what is mixed.
    canMix = isANSI && !cn_has_direct_color()
    mixesUnasked = nearEnd != "screen" && ["truecolor", "24bit"].contains(environment["COLORTERM"])
    inputDescriptor = input
    outputDescriptor = output
    signalDescriptor = signals
    askedDepth = options.colorDepth
    askedSymbols = options.symbols
    largestSize = options.largestSize
    palette = options.palette
    mouse = options.mouse
    self.output = queue
    pacer = FramePacer(asksForReports: isANSI)
    decoder = KeyDecoder(isUTF8: locale.isUTF8)
    display = Display(rows: size.rows, columns: size.columns, isFiltered: isANSI)
    display.isUTF8 = locale.isUTF8
    display.setStyles(palette: palette, depth: colorDepth)
    // The answer comes before the one to the first status request, or never.
    isMeasuring = isANSI && symbols != .ascii
    cn_rescue_prepare(input, self.output.descriptor)
    take()
  }

  deinit { close() }

  /// Gives the terminal back. May be called again, and is called by every other way out.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    finishOutput()
    cn_rescue_give_back()
    cn_signals_restore()
    cn_close()
  }

  /// What Ctrl-Z asks for: gives the terminal back, stops the process group, and when it has been
  /// continued takes the terminal again; the next `show` repaints.
  public func suspend() {
    guard !isClosed else { return }
    finishOutput()
    cn_rescue_give_back()
    cn_stop()
    while let signal = nextSignal() {
      if signal != .continued && signal != .suspended { signalsLeft.append(signal) }
    }
    resume()
  }

  /// Takes the terminal again after a stop from outside (`.continued`).
  public func resume() {
    guard !isClosed else { return }
    pacer.forgetFlight()
    take()
    resize()
  }

  private func take() {
    setRescueSequence()
    cn_rescue_take()
    var start = Array(String(cString: cn_enter_sequence()).utf8)
    if hasMouse {
      start += Array(Self.pasteOn.utf8)
      if mouse { start += Array(Self.mouseOn.utf8) }
    }
    if isMeasuring { start += Array(Self.widthRequest.utf8) }
    output.send(start)
    // Asked right away, this tells the round trip before the first frame is measured.
    request(bytes: 0)
    display.clear()
  }

  private func setRescueSequence() {
    let leave = String(cString: cn_leave_sequence(Int32(display.rows)))
    cn_rescue_set_sequence((hasMouse ? Self.mouseOff + Self.pasteOff : "") + leave)
  }

  /// Sends what is left, and waits for answers: read by nobody, they would reach the shell.
  private func finishOutput() {
    output.drain(patience: 100)
    while !inputEnded, !output.isBroken, output.isEmpty, case let now = Self.now(),
      let end = pacer.answersEnd(patience: patience), now < end
    {
      var readable = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&readable, 1, Int32((end - now) * 1000) + 1)
      _ = readKeys()
    }
  }

  // MARK: - Settings that change live

  /// Turns inks into colours.
  public var palette: Palette {
    didSet { display.setStyles(palette: palette, depth: colorDepth) }
  }

  /// How many colours are used. Setting asks; the terminal type and nothing else limits it.
  var colorDepth: ColorDepth {
    get {
      Choice.colorDepth(
        asked: askedDepth, colors: Int(cn_colors()), noColor: isColorless, canMix: canMix,
        mixesUnasked: mixesUnasked)
    }
    set {
      askedDepth = newValue
      display.setStyles(palette: palette, depth: colorDepth)
    }
  }

  /// The alphabet of plots. Setting another than ASCII turns a locale without UTF-8 into one.
  public var symbols: Symbols {
    get {
      let canShow = locale.isUTF8 && ambiguousWidth != 2
      return Choice.symbols(asked: askedSymbols, term: name, isUTF8: canShow)
    }
    set {
      askedSymbols = newValue
      locale.use(newValue)
      decoder.isUTF8 = locale.isUTF8
      display.isUTF8 = locale.isUTF8
      display.forget()
    }
  }

  /// Whether the pointer is reported to us; off, the terminal's own selection works.
  public var mouse: Bool {
    didSet {
      guard hasMouse, mouse != oldValue, !isClosed else { return }
      output.send((mouse ? Self.mouseOn : Self.mouseOff).utf8)
    }
  }

  /// What the terminal can do, and what was chosen for it.
  public var capabilities: Capabilities {
    var capabilities = Capabilities(
      name: name, isUTF8: locale.isUTF8, symbols: symbols, colorDepth: colorDepth,
      hasMouse: hasMouse, hasStatusReports: hasStatusReports, nearEnd: nearEnd, rows: size.rows,
      columns: size.columns)
    if locale.chosen != locale.asked {
      capabilities.localeInstead = locale.chosen
      capabilities.localeAsked = locale.asked
    }
    capabilities.colorForm = Choice.colorForm(
      cn_capability("setaf").map { String(cString: $0) }, isDirect: cn_has_direct_color())
    capabilities.ambiguousWidth = ambiguousWidth
    return capabilities
  }

  // Presses, drags, wheel; in decimal, so that columns beyond 223 work.
  private static let mouseOn = "\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h"
  private static let mouseOff = "\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l"
  private static let pasteOn = "\u{1b}[?2004h"
  private static let pasteOff = "\u{1b}[?2004l"
  static let statusRequest = "\u{1b}[5n"
  // A line's glyph at the beginning of a row, and where the cursor is then. Not the first row, whose
  // answer looks like a key (Shift-F3).
  private static let widthRequest = "\u{1b}[2;1H\u{2500}\u{1b}[6n"

  // MARK: - Size

  /// Rows and columns, 1 at least.
  public var size: (rows: Int, columns: Int) { (display.rows, display.columns) }

  /// Follows the terminal to its new size after `.resized`; the next `show` repaints.
  public func resize() {
    guard !isClosed else { return }
    let size = Self.size(of: outputDescriptor, else: assumedSize, atMost: largestSize)
    display.resize(rows: size.rows, columns: size.columns)
    setRescueSequence()
  }

  private static func size(
    of terminal: Int32, else assumed: TerminalOptions.Size, atMost largest: TerminalOptions.Size
  ) -> (rows: Int, columns: Int) {
    var window = winsize()
    let isKnown =
      ioctl(terminal, UInt(TIOCGWINSZ), &window) == 0 && window.ws_row > 0 && window.ws_col > 0
    // A size that nobody has would only cost memory.
    return (
      min(isKnown ? Int(window.ws_row) : assumed.rows, largest.rows),
      min(isKnown ? Int(window.ws_col) : assumed.columns, largest.columns)
    )
  }
}
