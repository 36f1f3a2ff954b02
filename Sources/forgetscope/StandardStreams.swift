#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Standard output in large pieces; a full disk is an error, a closed pipe ends the program silently.
struct StandardOutput {
  private var buffer: [UInt8] = []

  mutating func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  mutating func write(_ bytes: [UInt8]) throws(Failure) {
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  mutating func flush() throws(Failure) {
    var start = 0
    while start < buffer.count {
      let count = buffer[start...].withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
        #elseif canImport(Glibc)
          Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
        #else
          Musl.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
        #endif
      }
      if count >= 0 {
        start += count
      } else if errno == EPIPE {
        // Whoever read has read enough.
        throw Failure(line: "", code: 0)
      } else if errno != EINTR {
        throw .file("standard output: \(String(cString: strerror(errno)))")
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Where a document was standard input, keys come from the terminal that the screen is on.
func takeKeysFromTerminal() {
  guard isatty(STDIN_FILENO) == 0, let name = ttyname(STDOUT_FILENO) else { return }
  let terminal = open(name, O_RDWR | O_CLOEXEC)
  guard terminal >= 0 else { return }
  dup2(terminal, STDIN_FILENO)
  close(terminal)
}

/// One line on standard error.
func complain(_ line: String) {
  writeToStandardError(printable(line) + "\n")
}

/// One line on a terminal that the explorer has given back, or on what stands in its place. The line may be gone, or
/// may take nothing any more: then there is nobody to tell, and nobody to wait for.
func tell(_ line: String, on descriptor: Int32) {
  let bytes = Array((printable(line) + "\n").utf8)
  // Opened anew: the modes of the one that is there belong to the shell, too.
  let name = ttyname(descriptor)
  let terminal = name.map { open($0, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) } ?? -1
  let output = terminal >= 0 ? terminal : descriptor
  defer { if terminal >= 0 { close(terminal) } }
  var start = 0
  while start < bytes.count {
    var ready = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
    guard poll(&ready, 1, 300) > 0 else { return }
    let count = bytes[start...].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
    guard count >= 0 || errno == EINTR else { return }
    start += max(0, count)
  }
}

/// Without what terminals take for orders (C0, DEL and C1).
private func printable(_ line: String) -> String {
  let clean = line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
  return String(String.UnicodeScalarView(clean))
}

func writeToStandardError(_ text: String) {
  var text = text
  text.withUTF8 { bytes in
    #if canImport(Darwin)
      _ = Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    #elseif canImport(Glibc)
      _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    #else
      _ = Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    #endif
  }
}

/// Whether standard output is a terminal.
var standardOutputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
