import Host

/// Where a time series goes: standard output as it comes, or a file that appears when it is whole.
struct SeriesOutput {
  private var standardOutput = StandardOutput()
  private var file: AtomicFileWriter?
  private var buffer: [UInt8] = []

  init(path: String?, isForced: Bool) throws(Failure) {
    guard let path, path != "-" else { return }
    do {
      file = try AtomicFileWriter(path, ifExists: isForced ? .replace : .refuse)
    } catch {
      throw .file(error.description)
    }
  }

  mutating func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  mutating func write(_ bytes: [UInt8]) throws(Failure) {
    guard file != nil else { return try standardOutput.write(bytes) }
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  mutating func finish() throws(Failure) {
    try standardOutput.flush()
    try flush()
    do {
      try file?.commit()
    } catch {
      throw .file(error.description)
    }
  }

  private mutating func flush() throws(Failure) {
    do {
      try file?.write(buffer)
    } catch {
      throw .file(error.description)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
