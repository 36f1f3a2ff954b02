import ArgumentParser
import Host
import Terminal
import Words

/// `watch`: somebody else's run, read-only, on a screen of one's own.
struct Watch: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Follow a run that is shared with --share.",
    discussion: """
      The screen has its own size, symbols and palette. Keys that would change the run do not; v, z, \
      Tab and the others that change the view do, and Esc shows the lecturer's view again. f forks \
      the instant into an explorer of your own, with the same numbers. When the lecturer leaves, the last \
      picture stays, and the watcher goes on with whoever shares a run there next.
      """)

  @Argument(help: "The socket's name, as given to --share.", completion: .file())
  var socket: String
  @Flag(help: "Wait for a lecturer who has not begun yet; Ctrl-C ends the wait.")
  var wait = false
  @OptionGroup var display: DisplayOptions
  @OptionGroup var confinement: KioskOptions

  func perform() throws(Failure) {
    let limits = try confinement.limits()
    let settings = try SettingsArgument.load()
    let client: ShareClient
    do {
      client = try connection(frameRate: limits.budget.frameRate)
    } catch {
      if confinement.kiosk { throw .file(Complaint.nobodyShares.description) }
      throw .file(error.description)
    }
    let terminal: Terminal
    do {
      terminal = try Terminal.open(display.terminal(settings))
    } catch {
      throw .usage(error.description)
    }
    var session = ExplorerSession(following: client, on: terminal, limits: limits)
    let code = session.run()
    confinement.tellEnd(session)
    if code != 0 { throw Failure(line: "", code: code) }
  }

  private func connection(frameRate: Double) throws(FileError) -> ShareClient {
    guard wait else { return try ShareClient(socket, frameRate: frameRate) }
    return try .waiting(for: socket, frameRate: frameRate) {
      // A kiosk repeats no name.
      complain("forgetscope: waiting for a lecturer\(confinement.kiosk ? "" : " at \(socket)")")
    }
  }
}
