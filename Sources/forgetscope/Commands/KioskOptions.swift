import ArgumentParser
import Explorer
import Host
import Simulation
import Words

/// `--kiosk` and what goes with it, for the verbs that take a terminal over.
struct KioskOptions: ParsableArguments {
  @Flag(
    help: "For an open account: no file is read or written, nothing is suspended.")
  var kiosk = false
  @Option(
    help: ArgumentHelp(
      "End after so many seconds without a key (in a kiosk 600; 0: never).", valueName: "seconds"))
  var idle: Double?
  @Option(help: "Frames per second, 1 to 30 (in a kiosk 10).")
  var fps: Double?

  /// The share of a processor that a kiosk's run may step for.
  private static let stepShare = 0.25

  func limits() throws(Failure) -> SessionLimits {
    let seconds = idle ?? (kiosk ? 600 : 0)
    guard seconds == 0 || (2...86_400).contains(seconds) else {
      throw .refused("--idle", seconds, .verb(.secondsOrNever))
    }
    let rate = fps ?? (kiosk ? 10 : FrameBudget.fullRate)
    guard (1...30).contains(rate) else {
      throw .refused("--fps", rate, .count(1...30))
    }
    return SessionLimits(
      permissions: Permissions(isKiosk: kiosk), idle: seconds == 0 ? nil : seconds,
      budget: FrameBudget(
        frameRate: rate, stepShare: kiosk ? Self.stepShare : FrameBudget.full.stepShare))
  }

  /// Refuses what a kiosk has no use for.
  ///
  /// - Parameter options: names, and whether each was given.
  func refuse(_ options: [(name: String, isGiven: Bool)]) throws(Failure) {
    guard kiosk, let given = options.first(where: \.isGiven) else { return }
    throw .usage(.optionInKiosk(given.name))
  }

  /// What is said when a session has ended by itself.
  func tellEnd(_ session: ExplorerSession) {
    for line in session.unheard { complain("forgetscope: \(line)") }
    guard session.endedIdle else { return }
    var output = StandardOutput()
    try? output.write("\(Report.endedUnused)\n")
    try? output.flush()
  }
}
