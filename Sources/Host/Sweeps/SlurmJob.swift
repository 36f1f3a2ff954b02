import Documents
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A sweep's folder as an array of Slurm's: each task takes a node and makes the runs of one shard with
/// all of its cores.
public struct SlurmJob {
  private let folder: String
  private let tasks: Int
  private let program: String
  /// Further words for sbatch, as a shell reads them.
  private let options: String

  /// Tasks that an array has at most.
  public static let largestCount = 1000

  /// - Parameter program: how the nodes call this program.
  public init(folder: String, tasks: Int, options: String, program: String) {
    self.folder = folder
    self.tasks = tasks
    self.options = options
    self.program = program
  }

  /// Where the script is.
  public var path: String { folder + "/job.sbatch" }

  /// The script. A task that is started again goes on where it was.
  var script: String {
    let words = [program, "sweep", folder + "/sweep.yaml", "-o", folder].map(ShellWords.quoted)
    return """
      #!/bin/sh
      #SBATCH --job-name=forgetscope
      #SBATCH --array=1-\(tasks)
      #SBATCH --nodes=1
      #SBATCH --ntasks=1
      #SBATCH --exclusive
      #SBATCH --requeue
      #SBATCH --output=\(folder)/slurm-%A_%a.log
      # The shard is the task's place in the array.
      exec \(words.joined(separator: " "))

      """
  }

  /// The command that submits it, for a shell.
  public var command: String {
    "sbatch --parsable" + (options.isEmpty ? "" : " " + options) + " " + ShellWords.quoted(path)
  }

  /// Whether there is an sbatch here.
  public static var canSubmit: Bool { output(of: "command -v sbatch").status == 0 }

  /// Writes the script.
  public func write() throws(FileError) {
    try AtomicFile.write(Array(script.utf8), to: path, ifExists: .replace)
  }

  /// Submits it.
  ///
  /// - Returns: the job's number.
  public func submit() throws(SlurmProblem) -> String {
    let (text, status) = SlurmJob.output(of: command)
    if status == 127 { throw .missing }
    let word = text.split(separator: "\n").last.map(String.init) ?? ""
    let number = word.split(separator: ";").first.map(String.init) ?? ""
    guard status == 0, Int(number) != nil else { throw .told(PlainText.oneLine(word)) }
    return number
  }

  /// Whether tasks of a job wait or run; true where nobody can say.
  public static func isWaited(for number: String) -> Bool {
    let (text, status) = output(of: "squeue --noheader --jobs=\(number) 2>/dev/null")
    // A job that has been forgotten is over.
    return status == 0 && !text.allSatisfy(\.isWhitespace)
  }

  /// What a command says, and how it ends.
  private static func output(of command: String) -> (text: String, status: Int32) {
    guard let pipe = popen(command + " 2>&1", "r") else { return ("", 127) }
    var bytes: [UInt8] = []
    let size = 4096
    var buffer = [UInt8](repeating: 0, count: size)
    while bytes.count < 1 << 16 {
      let count = fread(&buffer, 1, size, pipe)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    let status = pclose(pipe)
    return (String(decoding: bytes, as: UTF8.self), status >> 8 & 0xFF)
  }
}
