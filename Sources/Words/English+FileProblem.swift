extension English {
  static func words(for problem: FileProblem) -> String {
    switch problem {
    case .noSuchFile: "no such file"
    case .noSuchFolder: "no such folder"
    case .unreadable: "not allowed to read it"
    case .isFolder: "is a folder, not a file"
    case .isNoFolder: "is a file, not a folder"
    case .longer(let kilobytes): "longer than \(kilobytes) kB"
    case .shorterNow: "has become shorter while it was read"
    case .nobodyWrites: "a pipe that nobody writes to"
    case .givenUp: "given up while it was read"

    case .unwritable: "not allowed to write there"
    case .readOnly: "the file system can only be read"
    case .diskFull: "no space left on the disk"
    case .tooLarge: "larger than files may be here (ulimit -f)"
    case .quota: "the quota of the disk is used up"
    case .nameOfFolder: "is a folder; a file's name is needed"
    case .nobodyReads: "nobody reads it any more"
    case .longName: "the name is too long"
    case .isThere: "is there already; --force replaces it"
    case .manyOfThatName(let count): "\(count) files of this name are there already"
    case .noEnding(let allowed): "needs an ending, one of \(allowed)"
    case .kiosk: "not in a kiosk"

    case .noSessionName: "no session's name"
    case .openElsewhere: "is open in another explorer"
    case .manySessions: "too many sessions of this second"
    case .manyEdits(let megabytes): "more than \(megabytes) MB of edits"

    case .unknownVariable(let nearest): "is no setting; did you mean \(nearest)?"

    case .otherColumns: "its columns are those of another sweep"
    case .isAtWork: "another forgetscope is at work on it"
    case .rowsWithoutSweep: "holds rows of a sweep, but no sweep.yaml"
    case .noSweep: "has no sweep.yaml; it is no folder of a sweep"
    case .otherVersion(let version, let own):
      "was begun by \(version), and this is \(own): another version may compute other digits"
    case .otherSweep(let line, let own):
      "holds another sweep: \(line ?? "nothing") there, \(own ?? "nothing") here"
    case .manyRows(let count): "holds more than \(count) files of rows"

    case .noSuchGroup: "no such group"
    case .notGivenToGroup(let reason): "cannot be given to the group: \(words(for: reason))"
    case .noSocketButThere: "is there already and is no socket; another name is needed"
    case .sharedAlready: "somebody shares a run there already"
    case .leftBehind(let reason):
      "left by another run and cannot be removed: \(words(for: reason))"
    case .socketName(let longest): "a socket's name has 1 to \(longest) bytes"
    case .socket(let reason): words(for: reason)
    case .noAnswer: words(for: FileProblem.SocketReason.noAnswer)
    case .noWatchers: "no watchers are let in"
    case .lecturerLeft: "the lecturer has left"
    case .stream(let problem): words(for: problem)
    case .told(let text): text
    }
  }

  private static func words(for reason: FileProblem.SocketReason) -> String {
    switch reason {
    case .missing: "no such socket or folder"
    case .noSocket: "is no socket"
    case .nobodyThere: "nobody shares a run there any more"
    case .notAllowed: "not allowed"
    case .isThere: "is there already"
    case .noAnswer: "the lecturer does not answer"
    case .told(let text): text
    }
  }

  static func words(for problem: ConverterProblem) -> String {
    switch problem {
    case .missing: "rsvg-convert is not installed (Debian's librsvg2-bin, Homebrew's librsvg)"
    case .noFont: "rsvg-convert finds no font (Debian's fonts-dejavu-core)"
    case .noTemporaryFile(let reason): "rsvg-convert: no temporary file: \(reason)"
    case .noAnswer(let seconds): "rsvg-convert: no answer within \(seconds) s"
    case .endedWith(let status): "rsvg-convert: exit status \(status)"
    case .file(let problem): "rsvg-convert: \(words(for: problem))"
    case .told(let text): "rsvg-convert: \(text)"
    }
  }

  static func words(for problem: TerminalProblem) -> String {
    switch problem {
    case .notATerminal(let stream):
      "\(stream) is not a terminal; run in one, or use --plain for lines of numbers"
    case .noTerminalType:
      "TERM is not set; set it to the type of the terminal, such as xterm-256color"
    case .dumb(let name):
      "terminal type \"\(name)\" (TERM) cannot show a full screen; use --plain"
    case .unknownTerminal(let name):
      "terminal type \"\(name)\" (TERM) has no terminfo entry here; try TERM=xterm-256color"
    case .noResources:
      "no file descriptors or memory left to open the terminal"
    }
  }
}
