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

  /// Nobody follows what has no screen.
  ///
  /// - Parameter others: options that take the screen away, and whether they are given.
  func refuse(beside others: [(name: String, isGiven: Bool)]) throws(Failure) {
    guard share != nil || shareGroup != nil, let other = others.first(where: \.isGiven) else {
      return
    }
    throw .usage(.withoutScreen("--share", beside: other.name))
  }

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
