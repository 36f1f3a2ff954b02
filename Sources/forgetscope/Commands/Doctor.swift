import ArgumentParser
import Forgetting
import Host

/// `doctor`: what this machine and terminal can do, for a bug report.
struct Doctor: Verb {
  static let configuration = CommandConfiguration(
    abstract: "What the terminal can do and what was chosen, in ten lines for a bug report.")

  func perform() throws(Failure) {
    var output = StandardOutput()
    try output.write("\(Version.text), kernel \(kernelProcessor)\n")
    let lines: [String]
    do {
      lines = try Diagnosis.terminal()
    } catch {
      lines = ["terminal: \(error)"]
    }
    try output.write(Diagnosis.settings() + "\n")
    for line in lines { try output.write(line + "\n") }
    for line in Diagnosis.simulation() { try output.write(line + "\n") }
    try output.flush()
  }
}
