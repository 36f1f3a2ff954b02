import CNcurses
import Cells

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
  public private(set) var pacer: FramePacer
  /// Whether the input has come to its end: the line is gone, and so is the person.
  public private(set) var inputEnded = false
  /// The descriptor where keys arrive.
  public let inputDescriptor: Int32
  /// The descriptor where signals arrive.
  public let signalDescriptor: Int32

  private let outputDescriptor: Int32
  private let name: String
  private let nearEnd: String?
  private let hasMouse: Bool
  private let hasStatusReports: Bool
  private let isColorless: Bool
  private let largestSize: TerminalOptions.Size
  private var locale: LocaleChoice
  /// Columns of a character of ambiguous width, as measured.
  private var ambiguousWidth: Int?
  private var isMeasuring = false
  /// The size where the terminal knows none.
  private let assumedSize: TerminalOptions.Size
  private var askedDepth: ColorDepth?
  private var askedSymbols: Symbols?
  private var output: OutputQueue
  private var display: Display
  private var decoder: KeyDecoder
  private var isClosed = false
  /// Seconds that closing waits for the first answer of a terminal.
  var patience = 1.5
  private var signalsLeft: [TerminalSignal] = []

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
  public static func open(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError)
    -> Terminal
  {
    // Asked for here, where it can still be said, and not where the last one is missing.
    guard Descriptors.areLeft(16) else { throw .noResources }
    return try Terminal(
      options, input: STDIN_FILENO, output: STDOUT_FILENO, environment: .process)
  }

  init(
    _ options: TerminalOptions, input: Int32, output: Int32, environment: TerminalEnvironment
  ) throws(TerminalError) {
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
  public var colorDepth: ColorDepth {
    get {
      Choice.colorDepth(asked: askedDepth, colors: Int(cn_colors()), noColor: isColorless)
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
  private static let statusRequest = "\u{1b}[5n"
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

  // MARK: - Frames

  /// What a call of `show` has done.
  public struct ShowResult: Hashable, Sendable {
    /// Bytes sent, the status request included.
    public var bytes: Int
    /// Whether the terminal will show the whole grid; if not, call again when `mayShow` says so.
    public var isComplete: Bool
  }

  /// Whether a frame may be sent now: the one before has been shown, and its turn has come.
  ///
  /// - Parameter urgent: for the answer to a key, which need not wait for its turn.
  public func mayShow(at now: Double = Terminal.now(), urgent: Bool = false) -> Bool {
    output.isEmpty && pacer.mayShow(at: now, urgent: urgent)
  }

  /// Whether bytes wait for the terminal; then poll `writeDescriptor` and call `flush()`.
  public var hasPendingOutput: Bool { !output.isEmpty }

  /// The descriptor to poll for writing while `hasPendingOutput`.
  public var writeDescriptor: Int32 { output.descriptor }

  /// Sends what the terminal takes now.
  public func flush() { output.flush() }

  /// Shows a grid by its difference to what is shown; no difference sends no byte.
  ///
  /// On a slow line a frame has a budget of bytes and may be sent in part.
  ///
  /// - Parameters:
  ///   - priority: what comes first, in this order: numbers and verdicts, the focused pane.
  ///   - panes: what comes then, in turns from frame to frame. The rest of the grid is last.
  public func show(
    _ grid: CellGrid, priority: [Region] = [], panes: [Region] = [],
    at now: Double = Terminal.now()
  ) -> ShowResult {
    guard !isClosed, !output.isBroken else { return ShowResult(bytes: 0, isComplete: true) }
    if pacer.wantsProbe(at: now) {
      request(bytes: 0, at: now)
      return ShowResult(bytes: Self.statusRequest.utf8.count, isComplete: false)
    }
    let (bytes, isComplete) = display.update(
      to: grid, priority: priority, panes: panes, budget: pacer.budget(at: now))
    guard !bytes.isEmpty else {
      pacer.skipped(at: now)
      return ShowResult(bytes: 0, isComplete: isComplete)
    }
    let isAsked = pacer.wantsRequest
    // One write a frame: one packet, and the terminal is never seen half painted for long.
    let frame = isAsked ? bytes + Self.statusRequest.utf8 : bytes
    pacer.sent(bytes: frame.count, withRequest: isAsked, at: now)
    output.send(frame)
    return ShowResult(bytes: frame.count, isComplete: isComplete)
  }

  /// Has the next `show` clear and repaint everything (Ctrl-L).
  public func redraw() {
    guard !isClosed else { return }
    display.clear()
  }

  private func request(bytes: Int, at now: Double = Terminal.now()) {
    guard hasStatusReports else { return }
    pacer.sent(bytes: bytes, withRequest: true, at: now)
    output.send(Self.statusRequest.utf8)
  }

  // MARK: - Clipboard

  /// Offers a text to the clipboard of whoever looks at this terminal, over ssh too (OSC 52). The
  /// terminal program decides whether it takes it, and does not say.
  ///
  /// - Returns: whether it was offered: not to terminals that would show it as rubbish, and not more
  ///   than they take.
  public func offerToClipboard(_ text: String) -> Bool {
    guard hasMouse, !isClosed, text.utf8.count <= ClipboardOffer.largest else { return false }
    output.send(ClipboardOffer.bytes(of: text, nearEnd: nearEnd))
    return true
  }

  // MARK: - Input

  /// The keys that have arrived; the terminal's answers go to the pacer.
  public func readKeys() -> [Key] {
    guard !inputEnded else { return [] }
    var codes: [Int32] = []
    // The limit keeps a flood from growing memory; poll reports the rest again.
    while codes.count < 65536, case let code = cn_read_key(), code >= 0 { codes.append(code) }
    if codes.isEmpty { inputEnded = inputEnded || isHungUp }
    let now = Self.now()
    let keys = decoder.keys(from: codes, at: now)
    if isMeasuring, let column = decoder.cursorColumns.first { measured(width: column - 1) }
    for _ in 0..<decoder.reports { pacer.answered(at: now) }
    if decoder.reports > 0 { isMeasuring = false }
    return keys
  }

  /// Characters that are wider than they are counted would shift all that follows them: where they
  /// are, the screen starts again without them.
  private func measured(width: Int) {
    isMeasuring = false
    guard (1...2).contains(width) else { return }
    ambiguousWidth = width
    guard width == 2 else { return }
    display.isASCIIOnly = true
    display.clear()
  }

  /// Whether nothing can be read although `poll` says that reading would not wait.
  private var isHungUp: Bool {
    var state = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&state, 1, 0) > 0 else { return false }
    if state.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return true }
    var count: Int32 = 0
    return ioctl(inputDescriptor, UInt(FIONREAD), &count) != 0 || count == 0
  }

  /// The next signal that has arrived; nil when there is none.
  public func nextSignal() -> TerminalSignal? {
    guard !isClosed else { return nil }
    if !signalsLeft.isEmpty { return signalsLeft.removeFirst() }
    while case let number = cn_signals_next(), number != 0 {
      if let signal = TerminalSignal(number: number) { return signal }
    }
    return nil
  }
}
