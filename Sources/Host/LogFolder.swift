import Measured

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which files of a folder are a log.
enum LogFolder {
  /// Whether a path names a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The file itself, or the logs of a folder in the order of their names.
  static func files(of path: String) throws(DataError) -> [String] {
    guard isFolder(path) else { return [path] }
    let found = logs(in: path)
    if !found.isEmpty { return found }
    let metrics = metrics(in: path)
    if !metrics.isEmpty { return metrics }
    let below = entries(of: path).filter { name in
      isFolder(path + "/" + name) && !logs(in: path + "/" + name).isEmpty
    }
    if let files = ofOneRun(below.map { path + "/" + $0 }) { return files }
    throw DataError(path, .noLogs(below: Array(below.prefix(8))))
  }

  private static func logs(in folder: String) -> [String] {
    let names = entries(of: folder)
    let events = names.filter { name in
      name.indices.contains { name[$0...].hasPrefix("tfevents") }
    }
    if !events.isEmpty { return events.map { folder + "/" + $0 } }
    let states = names.filter { $0 == "trainer_state.json" }
    // lm-evaluation-harness writes one of each model.
    let results = names.filter { $0.hasPrefix("results") && $0.hasSuffix(".json") }
    return (states.isEmpty ? results : states).map { folder + "/" + $0 }
  }

  /// The logs of folders that belong to one run: results of its checkpoints, or the last of its states, which has what
  /// those before it have. Event files in several folders are of several runs.
  private static func ofOneRun(_ folders: [String]) -> [String]? {
    let found = folders.flatMap(logs)
    guard !found.isEmpty else { return nil }
    let names = found.map { String($0.split(separator: "/").last ?? "") }
    if names.allSatisfy({ $0.hasPrefix("results") }) { return found }
    guard names.allSatisfy({ $0 == "trainer_state.json" }) else { return nil }
    let numbers = folders.map { folder -> Int? in
      let name = folder.split(separator: "/").last ?? ""
      return name.hasPrefix("checkpoint-") ? Int(name.dropFirst("checkpoint-".count)) : nil
    }
    guard numbers.allSatisfy({ $0 != nil }),
      let last = zip(numbers, found).max(by: { $0.0! < $1.0! })
    else { return nil }
    return [last.1]
  }

  /// MLflow's files of one run, one for each metric; a name with a stroke is a folder.
  private static func metrics(in folder: String) -> [String] {
    let isOne = folder.split(separator: "/").last == "metrics"
    let place = isOne ? folder : folder + "/metrics"
    func files(_ folder: String, _ depth: Int) -> [String] {
      entries(of: folder).flatMap { name -> [String] in
        let path = folder + "/" + name
        if isFolder(path) { return depth > 0 ? files(path, depth - 1) : [] }
        return isDocument(name) ? [] : [path]
      }
    }
    return isFolder(place) ? files(place, 3) : []
  }

  /// Whether a name says what is in it: somebody's own file.
  private static func isDocument(_ name: String) -> Bool {
    ["csv", "tsv", "json", "jsonl", "txt", "md", "log", "yaml", "yml", "png", "svg"].contains {
      name.hasSuffix("." + $0)
    }
  }

  private static func entries(of folder: String) -> [String] {
    (FileListing.names(in: folder) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }
}
