import ArgumentParser
import Documents
import Forgetting
import Host
import Words

/// `sessions`: what can be taken up again.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "Saved sessions, which --resume takes up again.",
    subcommands: [List.self, Prune.self], defaultSubcommand: List.self)

  static func folder() throws(Failure) -> Sessions {
    guard let sessions = Sessions.ofUser() else {
      throw .usage(.noPlaceForSessions)
    }
    return sessions
  }

  struct List: Verb {
    static let configuration = CommandConfiguration(
      abstract: "A name, an instant, the number of edits and a scenario per line, the newest last.")

    func perform() throws(Failure) {
      let sessions = try SessionsCommand.folder()
      var output = StandardOutput()
      let entries: [Sessions.Entry]
      do throws(FileError) {
        entries = try sessions.entries()
      } catch {
        throw .file("sessions: \(error)")
      }
      var unread: String?
      for entry in entries {
        let line: Report
        do throws(SessionError) {
          let experiment = try sessions.content(entry.name).experiment
          let time = (experiment.time(ofTick: experiment.tick) * 1000).rounded() / 1000
          line = .session(
            entry.name, time: time, edits: experiment.journal.count,
            scenario: experiment.scenario.name, isOpen: entry.isOpen)
        } catch {
          line = .sessionUnread(entry.name, problem: "\(error)")
          if error.isFile { unread = entry.name }
        }
        try output.write("\(line)\n")
      }
      try output.flush()
      if let unread { throw .file(Complaint.unreadSession(unread).description) }
    }
  }

  struct Prune: Verb {
    static let configuration = CommandConfiguration(abstract: "Remove all but the newest.")

    @Option(help: "How many to keep.")
    var keep = 1

    func perform() throws(Failure) {
      guard (0...100_000).contains(keep) else {
        throw .refused("--keep", keep, .wholeNumber(0...100_000))
      }
      let sessions = try SessionsCommand.folder()
      let (removed, problems): ([String], [FileError])
      do throws(FileError) {
        (removed, problems) = try sessions.prune(keeping: keep)
      } catch {
        throw .file("sessions: \(error)")
      }
      var output = StandardOutput()
      for name in removed { try output.write("\(Report.sessionRemoved(name))\n") }
      try output.flush()
      if let problem = problems.first { throw .file("sessions: \(problem)") }
    }
  }
}
