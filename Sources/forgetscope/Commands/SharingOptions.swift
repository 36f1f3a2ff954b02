import ArgumentParser
import Host
import Words

/// Letting others follow, for the verbs that take a terminal over.
struct SharingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let others on this machine follow with forgetscope watch SOCKET.", valueName: "socket"))
  var share: String?
  @Option(
    help: ArgumentHelp(
      "With --share: let the members of a group follow, too.", valueName: "group"))
  var shareGroup: String?

  /// The lecturer's side; nil where nothing is shared.
  func server() throws(Failure) -> ShareServer? {
    guard let share else {
      guard shareGroup == nil else {
        throw .usage(.groupAlone)
      }
      return nil
    }
    do {
      return try ShareServer(share, group: shareGroup)
    } catch {
      throw .file("--share: \(error)")
    }
  }
}
