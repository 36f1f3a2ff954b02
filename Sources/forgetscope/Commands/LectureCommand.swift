import ArgumentParser
import Cells
import Documents
import Explorer
import Forgetting
import Host
import Terminal
import Views
import Words

/// `lecture`: scenes with notes, given with the explorer.
struct LectureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lecture", abstract: "Give a lecture: scenes with notes, in the explorer.",
    subcommands: [Give.self, List.self, Show.self], defaultSubcommand: Give.self)

  struct Give: Verb {
    static let configuration = CommandConfiguration(
      abstract: "Give a lecture (the default).",
      discussion: """
        PgDn or n goes on, PgUp or N back, S lists the scenes, b blanks the screen, ? shows the \
        other keys. Whatever is changed, Esc comes back to the script.
        """)

    @Argument(
      help: "A shipped lecture (forgetscope lecture list), a YAML file, or -.",
      completion: .list(ShippedLectures.all.map(\.id)))
    var lecture: String
    @Option(help: "The scene to begin with, counted from 1.")
    var scene = 1
    @Flag(help: "Show elapsed and planned times, and tell them at the end.")
    var rehearse = false
    @Flag(help: "Print the notes as Markdown, with the screen at the end of each scene.")
    var notesOnly = false
    @Flag(help: "With --notes-only: print one HTML page, with pictures of the screens.")
    var html = false
    @Option(
      help: ArgumentHelp(
        "With --notes-only: write the screens as SVG into a folder.", valueName: "folder"))
    var pictures: String?
    @OptionGroup var display: DisplayOptions
    @Option(
      help: ArgumentHelp(
        "Type for the user, as in 'nn<Wait 2>q', without a terminal; prints the last screen.",
        valueName: "keys"))
    var script: String?
    @Option(help: "The screen's size with --script and --notes-only.")
    var size: ScreenSize = ScreenSize(rows: 24, columns: 80)
    @OptionGroup var sharing: SharingOptions
    @Option(
      help:
        "With --share: followers see the scene (panes, questions, blank screens) or the run alone.")
    var shareView = SharedView.scene
    @OptionGroup var confinement: KioskOptions

    func perform() throws(Failure) {
      try confinement.refuse([
        ("--notes-only", notesOnly), ("--pictures", pictures != nil),
        ("--script", script != nil), ("--share", sharing.share != nil),
      ])
      try sharing.refuse(beside: [
        ("--script", script != nil), ("--notes-only", notesOnly || html),
        ("--pictures", pictures != nil),
      ])
      let limits = try confinement.limits()
      let lecture = try LectureCommand.read(lecture)
      let count = lecture.scenes.count
      guard (1...count).contains(scene) else {
        throw .refused("--scene", scene, .verb(.scene(count: count)))
      }
      let settings = try SettingsArgument.load()
      if notesOnly || html || pictures != nil {
        return try Patience.during { () throws(Failure) in try printNotes(of: lecture, settings) }
      }
      var state = LectureState(
        lecture, scene: scene - 1, rehearses: rehearse, sharesScene: shareView == .scene)
      let experiment = state.beginning()
      let plays = state.current.plays
      if let script {
        return try ScriptedRun(
          experiment: experiment, script: script, size: size, plays: plays, isForced: false,
          display: display.scripted(settings), lecture: state
        ).perform()
      }
      let share = try sharing.server()
      let terminal: Terminal
      do {
        terminal = try Terminal.open(display.terminal(settings))
      } catch {
        throw .usage(error.description)
      }
      var session: ExplorerSession
      do {
        session = try ExplorerSession(
          experiment, on: terminal, plays: plays, lecture: state, share: share, limits: limits)
      } catch {
        terminal.close()
        throw .usage(error.description)
      }
      let code = session.run()
      confinement.tellEnd(session)
      if rehearse, let lecture = session.lecture { try? tellTimes(lecture) }
      if code != 0 { throw Failure(line: "", code: code) }
    }

    private func printNotes(of lecture: Lecture, _ settings: SettingsFile) throws(Failure) {
      var display = self.display.scripted(settings)
      // Paper is white; text has no colours.
      if self.display.palette == nil, settings.palette == nil { display.palette = .light }
      display.isMonochrome = display.palette == .mono || !html && pictures == nil
      let handOut: HandOut
      do {
        handOut = try HandOut(
          of: lecture, rows: size.rows, columns: size.columns, display: display)
      } catch {
        throw .usage("\(error)")
      }
      if let pictures {
        do {
          let isNew = try Folders.make(pictures)
          defer { if isNew { Folders.removeEmpty(pictures) } }
          for picture in handOut.pictures {
            try AtomicFile.write(
              picture.bytes, to: "\(pictures)/\(picture.name)", ifExists: .replace)
          }
        } catch {
          throw .file(error.description)
        }
      }
      var output = StandardOutput()
      try output.write(
        html ? handOut.html(picturesIn: pictures) : handOut.markdown(picturesIn: pictures))
      try output.flush()
    }

    private func tellTimes(_ lecture: LectureState) throws(Failure) {
      var output = StandardOutput()
      for line in RehearsalTimes.lines(of: lecture) { try output.write(line + "\n") }
      try output.flush()
    }
  }

  struct List: Verb {
    static let configuration = CommandConfiguration(
      abstract: "An id, the number of scenes, the time and a title per line.")

    func perform() throws(Failure) {
      var output = StandardOutput()
      for shipped in ShippedLectures.all {
        let lecture = try LectureCommand.parsed(Array(shipped.text.utf8), source: shipped.id)
        let minutes = lecture.minutes.map { "  \(NumberText.shortest($0)) min" } ?? ""
        try output.write(
          "\(shipped.id)  \(lecture.scenes.count) scenes\(minutes)  \(lecture.title)\n")
      }
      try output.flush()
    }
  }

  struct Show: Verb {
    static let configuration = CommandConfiguration(
      abstract: "A shipped lecture as YAML that can be edited.")

    @Argument(
      help: "The lecture's id.", completion: .list(ShippedLectures.all.map(\.id)))
    var id: String

    func perform() throws(Failure) {
      guard let shipped = ShippedLectures.lecture(id) else {
        throw .refused("ID", id, .oneOf(ShippedLectures.all.map(\.id)))
      }
      var output = StandardOutput()
      try output.write(shipped.text + "\n")
      try output.flush()
    }
  }

  /// What those who follow see of a lecture.
  enum SharedView: String, ExpressibleByArgument, CaseIterable {
    case scene, run
  }

  // MARK: - Reading

  static func read(_ name: String) throws(Failure) -> Lecture {
    if let shipped = ShippedLectures.lecture(name) {
      return try parsed(Array(shipped.text.utf8), source: shipped.id)
    }
    let ids = ShippedLectures.all.map(\.id)
    guard !Confinement.isKiosk else { throw .usage(.lectureInKiosk(shipped: ids)) }
    let looksLikePath =
      name == "-" || name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
      || FileReading.exists(name)
    guard looksLikePath else {
      let parts = configuration.subcommands.map { $0._commandName }
      let nearest = nearestName(to: name, among: ids + parts)
      throw .refused("LECTURE", name, .verb(.lecture(nearest: nearest, shipped: ids)))
    }
    let bytes: [UInt8]
    do {
      bytes = try FileReading.bytes(of: name)
    } catch {
      throw .file(error.description)
    }
    return try parsed(bytes, source: name == "-" ? "standard input" : name)
  }

  static func parsed(_ bytes: [UInt8], source: String) throws(Failure) -> Lecture {
    do {
      return try Documents.lecture(fromYAML: bytes, source: source)
    } catch {
      throw .usage(error.description)
    }
  }
}
