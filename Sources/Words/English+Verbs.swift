extension English {
  static func words(for allowed: AllowedOfVerb) -> String {
    switch allowed {
    case .fileName: "a file's name"
    case .logOrOff: "FILE and its options, or off"
    case .shard(let most): "i/n with 1 <= i <= n <= \(most)"
    case .shardPerRun(let runs): "there are only \(runs) runs"
    case .scene(let count): "a scene from 1 to \(count)"
    case .scenario(let nearest):
      guess(nearest, before: "a preset (forgetscope presets lists them), a verb, a file, or -")
    case .lecture(let nearest, let ids):
      guess(nearest, before: "a shipped lecture (\(list(ids))), a file, or -")
    case .help(let nearest, let verbs):
      guess(
        nearest,
        before: verbs.isEmpty ? "nothing behind a verb without parts" : "one of \(list(verbs))")
    case .secondsOrNever: "0, or 2 to 86400 seconds"
    case .sizeInMillimetres: "single, double or millimetres as in 180x62"
    case .sizeInCells: "columns and rows as in 120x40, up to 1000x500"
    case .utf8: "text in UTF-8 (a file of any name can be read as -)"
    case .stack(let kilobytes): "a stack of \(kilobytes) kB or more"
    case .goalToo: "--for 'lane 1: kept = 0.9' says what is wanted"
    case .parameterToo: "--solve says what to change"
    }
  }

  static func words(for complaint: Complaint) -> String {
    switch complaint {
    case .refused(let option, let value, let allowed):
      words(for: Remark.refused(field: option, value: value, allowed))
    case .misused(let text, let help): "\(text ?? "bad use") (\(help) lists what is allowed)"

    case .kiosk: words(for: FileProblem.kiosk)
    case .optionInKiosk(let option): "\(option): \(words(for: FileProblem.kiosk))"
    case .scenarioInKiosk(let ids): "SCENARIO: not in a kiosk; a preset: \(list(ids))"
    case .lectureInKiosk(let ids): "LECTURE: not in a kiosk; a shipped lecture: \(list(ids))"
    case .nobodyShares: "nobody shares a run now"

    case .noPlaceToResume: "--resume: neither XDG_STATE_HOME nor HOME says where sessions are"
    case .noPlaceForSessions: "sessions: neither XDG_STATE_HOME nor HOME says where they are"
    case .besideResume: "--resume: --set, --edit and --at are not allowed beside it"
    case .noSession: "--resume: there is no session; forgetscope sessions lists them"
    case .sessionsOpen:
      "--resume: every session is open in another explorer; forgetscope sessions lists them"
    case .unreadSession(let name): "sessions: \(name) cannot be read"
    case .withoutScreen(let option, let other): "\(option): is not allowed beside \(other)"
    case .groupAlone: "--share-group: is not allowed alone; with --share SOCKET"

    case .laneFailed(let lane, let seed, let failure):
      "lane \(lane + 1)\(seed.map { " with seed \($0)" } ?? ""): \(words(for: failure))"

    case .manyRuns(let count, let most): "\(count) runs: -o DIR is needed for more than \(most)"
    case .shardWithoutFolder: "--shard needs -o DIR: its rows are one part of a table"
    case .stopped(let done, let count): "stopped after \(done) of \(count) runs"
    case .stoppedInFolder(let folder, let done, let count, let shard):
      "stopped: \(done) of \(count) runs\(of(shard)) are in \(folder); the same command goes on"
    case .failedRows(let count):
      "\(count) row\(count == 1 ? " tells" : "s tell") of a lane that failed: the column status "
        + "says why"
    case .missingRuns(let count, let all, let points, let isCut, let first):
      "\(count) of \(all) runs are missing: points \(list(points))\(isCut ? ", ..." : "")"
        + (first.isEmpty ? "" : "; the first is \(first)")
    case .severalProcessors(let names):
      "forgetscope: rows are from several kinds of processors (\(list(names))): "
        + "their last digits differ"

    case .columnsWithoutData: "--data FILE is missing; the other options say how it is read"

    case .outputWithoutFormat(let output, let endings):
      "--output: \(output) is not allowed without --format; an ending, one of \(endings)"
    case .formatOfFigure(let format):
      "--format: \(format) is not allowed with --figure; svg, png or pdf"
    case .slurmGoesOn(let job, let folder):
      "job \(job) goes on; forgetscope sweep status \(folder) follows it, scancel \(job) ends it"
    case .slurmStopped(let job, let done, let count, let folder):
      "job \(job) is over with \(done) of \(count) runs; the same command goes on, logs are in \(folder)"
    case .folderForSlurm: "--on slurm needs a folder that all nodes see (-o)"
    case .withoutEngine(let option):
      "\(option): is not allowed alone; with --on slurm, whose jobs it is for"
    case .besideEngine(let option):
      "\(option): is not allowed beside --on slurm; --tasks says how many shards there are, each on all of a "
        + "node"
    case .plotWithoutAxis: "a sweep without an axis has no picture"
    case .plotWithoutRows(let folder): "\(folder): no row has a number there yet"
    case .pointsWithoutBoth(let folder, let option):
      "\(option): \(folder) is not allowed; a sweep with the measures kept and learned"
    case .viewOfFigure(let view, let others):
      "--view: \(view) is not allowed with --figure of this scenario; " + list(others)
    case .figureLeft(let path, let problem): "\(problem); the figure is in \(path)"
    }
  }

  static func words(for report: Report) -> String {
    switch report {
    case .sessionGoesOn(let name): "forgetscope --resume \(name) takes this session up again"
    case .commandIgnored: "this is a kiosk: the command that was asked for is not run"
    case .endedUnused: "forgetscope: ended, since no key was pressed for long"
    case .sessionRemoved(let name): "removed \(name)"
    case .session(let name, let time, let edits, let scenario, let isOpen):
      "\(name)  t \(time)  \(edits) edit\(s(edits))  \(scenario)\(isOpen ? "  (open)" : "")"
    case .sessionUnread(let name, let problem): "\(name)  cannot be read: \(problem)"

    case .sweepMade(let made, let before, let shard, let failures, let time, let folder):
      "\(made) runs made, \(before) were there\(of(shard)), \(failed(failures)), in \(time); "
        + "forgetscope sweep merge \(folder)"
    case .slurmWritten(let path, let command): "\(path) is written, nothing submitted; \(command)"
    case .slurmSubmitted(let job, let folder): "job \(job) submitted; its rows go to \(folder)"
    case .slurmMerged(let path): "all runs are there; the table is \(path)"
    case .someRuns(let count, let all): "\(count) of \(all) runs"
    case .sweepState(let runs, let done, let percent, let failures):
      "\(runs) runs: \(done) done (\(percent) %), \(runs - done) missing, \(failed(failures))"
    case .shardState(let name, let done, let count, let held, let failures, let work):
      "\(name)  \(done) of \(count) runs"
        + (held < done ? " (\(held) in this file)" : "") + ", \(failed(failures))"
        + (work.map { ", " + words(for: $0) } ?? "")
    case .axis(let name, let count, let first, let last):
      "axis    \(name): \(count) value\(s(count)), " + (count == 1 ? first : "\(first) to \(last)")
    case .points(let count, let seeds, let areAlike):
      "points  \(count)\(seeds > 1 ? " with \(seeds) seeds each" : "")"
        + (seeds > 1 && areAlike
          ? ", which are alike: no lane draws samples, and each is run once" : "")
    case .runs(let count, let until, let rows, let size):
      "runs    \(count), until \(until), about \(rows) rows, \(size)"
    case .columns(let names): "columns \(list(names))"
    case .time(let time, let processors, let perRun, let tried):
      "time    about \(time) on \(processors) processor\(s(processors)): \(perRun) ms a run, "
        + "\(tried) tried"
    }
  }

  private static func words(for work: Report.Work) -> String {
    switch work {
    case .going(let left): "at work\(left.map { ", \($0) left" } ?? "")"
    case .lastWritten(let time): "last written \(time) ago"
    }
  }

  private static func of(_ shard: Complaint.Shard?) -> String {
    shard.map { " of shard \($0.number)/\($0.count)" } ?? ""
  }

  private static func failed(_ rows: Int) -> String { "\(rows) failed row\(s(rows))" }

  private static func s(_ count: Int) -> String { count == 1 ? "" : "s" }

  private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
