import ArgumentParser
import Forgetting
import Host
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The program: an oscilloscope for forgetting.
@main
struct Forgetscope: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forgetscope",
    abstract: "An oscilloscope for forgetting: how generative models forget when trained on.",
    discussion: """
      Without a verb it opens the explorer. Exit status: 0 done, 1 a check failed, 2 bad use or \
      input, 69 a helper program is missing, 70 a defect, 74 a file could not be read or written, 128+n a signal.
      """,
    version: Version.text,
    subcommands: [
      Explore.self, Watch.self, Run.self, SnapshotCommand.self, Record.self, Evaluate.self,
      Verify.self, SweepCommand.self, DataCommand.self, FitCommand.self,
      PresetsCommand.self, LectureCommand.self, SessionsCommand.self, Doctor.self,
      ManualCommand.self, CompletionsCommand.self, CompleteCommand.self,
    ],
    defaultSubcommand: Explore.self)

  /// In place of the parser's own: its exit code 64 and its usage text become 2 and one line.
  static func main() {
    // A closed pipe is told by `write`, which then ends the program silently.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that may grow no further.
    signal(SIGXFSZ, SIG_IGN)
    // Before anything is read, and whatever else the arguments say.
    if CommandLine.arguments.dropFirst().contains("--kiosk") { Confinement.enterKiosk() }
    // The parser's own option writes JSON with Foundation, without which a release is linked.
    let dump = "--experimental-dump-help"
    if CommandLine.arguments.dropFirst().contains(dump) {
      complain("forgetscope: \(misuse("Unknown option '\(dump)'"))")
      leave(2)
    }
    do {
      try StartConditions.check()
      try checkVerb(CommandLine.arguments.dropFirst())
      var command = try parseAsRoot(joiningNumbers(Array(CommandLine.arguments.dropFirst())))
      if let verb = command as? any DescribingVerb {
        try verb.perform(for: Forgetscope.self)
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      end(with: failure)
    } catch {
      if exitCode(for: error) == .success { tell(fullMessage(for: error)) }
      complain("forgetscope: \(presentable(line(for: error)))")
      leave(2)
    }
  }

  /// Help and version, which the parser would print without looking whether anybody got them.
  private static func tell(_ text: String) -> Never {
    var output = StandardOutput()
    do throws(Failure) {
      if !text.isEmpty { try output.write(text + "\n") }
      try output.flush()
    } catch {
      end(with: error)
    }
    leave(0)
  }

  private static func end(with failure: Failure) -> Never {
    if !failure.line.isEmpty { complain("forgetscope: \(presentable(failure.line))") }
    leave(failure.code)
  }

  private static func names(_ parts: [any ParsableCommand.Type]) -> [String] {
    parts.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
  }

  /// Refuses a verb that there is not, in the verb's place and behind `help`: the parser takes the one for a
  /// scenario and shows the help of all for the other.
  private static func checkVerb(_ arguments: ArraySlice<String>) throws(Failure) {
    guard let first = arguments.first, !first.hasPrefix("-"), !Confinement.isKiosk else { return }
    guard first == "help" else {
      let verbs = names(configuration.subcommands)
      let isKnown = configuration.subcommands.contains { $0._commandName == first }
      guard !isKnown, Presets.preset(first) == nil, !first.hasPrefix("{"),
        !ScenarioArgument.isFile(first)
      else { return }
      throw .refused("SCENARIO", first, ScenarioArgument.allowed(for: first, verbs: verbs))
    }
    var parts = configuration.subcommands
    for word in arguments.dropFirst() where !word.hasPrefix("-") {
      guard let part = parts.first(where: { $0._commandName == word }) else {
        let verbs = names(parts)
        throw .refused(
          "help", word, .verb(.help(nearest: nearestName(to: word, among: verbs), verbs: verbs)))
      }
      parts = part.configuration.subcommands
    }
  }

  /// The parser's message in one line: a list below it goes behind it, its usage text is left out.
  private static func line(for error: any Error) -> String {
    let paragraph = message(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty && !$0.hasPrefix("Usage:") }
    let items = paragraph.dropFirst().map { line in
      String(line.drop { $0 == " " || $0 == "-" })
    }
    let words = [paragraph.first.map(String.init) ?? "", items.joined(separator: ", ")]
      .filter { !$0.isEmpty }.joined(separator: " ")
    return misuse(paragraph.isEmpty ? nil : words)
  }

  private static func misuse(_ words: String?) -> String {
    // The part of a verb that was asked for, as far as there is one.
    var path: [String] = []
    var parts = configuration.subcommands
    for word in CommandLine.arguments.dropFirst() {
      guard let part = parts.first(where: { $0._commandName == word }) else { break }
      path.append(word)
      parts = part.configuration.subcommands
    }
    let help = (["forgetscope"] + path + ["--help"]).joined(separator: " ")
    return Complaint.misused(words.map(ParserMessage.withGuess), help: help).description
  }

  /// `--size -1x5` as `--size=-1x5`: no option is a number, and the parser would miss the value.
  private static func joiningNumbers(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { return joined + arguments[index...] }
      let number = argument.dropFirst()
      let isNegative =
        argument.hasPrefix("-")
        && (number.first.map { $0.isASCII && ($0.isNumber || $0 == ".") } == true
          || ["inf", "nan"].contains(number))
      if isNegative, let option = joined.last, option.hasPrefix("--"), !option.contains("=") {
        joined[joined.count - 1] = "\(option)=\(argument)"
      } else {
        joined.append(argument)
      }
    }
    return joined
  }
}

/// What may be said: in a kiosk nothing that names a file, whoever wrote its name.
private func presentable(_ line: String) -> String {
  Confinement.isKiosk && line.contains("/") ? Complaint.kiosk.description : line
}

/// `exit`, under a name that the parser's own does not hide.
private func leave(_ code: Int32) -> Never { exit(code) }
