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
  let clean = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
  writeToStandardError(String(String.UnicodeScalarView(clean)) + "\n")
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
