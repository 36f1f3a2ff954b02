#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Pieces of a file, mostly one behind the other.
struct RowsReader {
  private let path: String
  private let file: Descriptor
  private var buffer: [UInt8] = []
  private var start = 0
  private static let size = 1 << 16

  private final class Descriptor {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { close(number) }
  }

  init(_ rows: RowsFile) throws(FileError) {
    path = rows.path
    let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard number >= 0 else {
      throw FileError(path: path, problem: FileReading.reason())
    }
    file = Descriptor(number)
  }

  mutating func bytes(at place: Int, count: Int) throws(FileError) -> ArraySlice<UInt8> {
    if place < start || place + count > start + buffer.count {
      let wanted = max(count, RowsReader.size)
      var fresh = [UInt8](repeating: 0, count: wanted)
      let read = fresh.withUnsafeMutableBytes {
        pread(file.number, $0.baseAddress, wanted, off_t(place))
      }
      guard read >= count else {
        throw FileError(path: path, problem: .shorterNow)
      }
      fresh.removeLast(wanted - read)
      buffer = fresh
      start = place
    }
    return buffer[(place - start)..<(place - start + count)]
  }
}
