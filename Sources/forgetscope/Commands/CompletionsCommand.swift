import ArgumentParser

/// `completions`: what a shell reads to complete words. Not shown in the help.
struct CompletionsCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "A shell's completions.", shouldDisplay: false)

  @Argument(help: "The shell.")
  var shell: ShellScript

  func perform() throws(Failure) {
    var output = StandardOutput()
    try output.write(shell.text)
    try output.flush()
  }
}
