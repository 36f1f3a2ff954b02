/// The name that was probably meant, or nil where none is near: at most two letters away, and at
/// most a third of what was written.
///
/// - Complexity: O(n·m) per name, n and m the lengths; what was written is cut to 64 letters.
public func nearestName(to written: String, among names: [String]) -> String? {
  let letters = Array(written.lowercased().unicodeScalars.prefix(64))
  let limit = min(2, max(1, letters.count / 3))
  return
    names
    .map { (name: $0, distance: editDistance(letters, Array($0.lowercased().unicodeScalars))) }
    .filter { $0.distance <= limit }
    .min { $0.distance < $1.distance }?.name
}

/// The least number of letters to insert, delete, replace or, unless that is not wanted, swap with their
/// neighbour.
package func editDistance<Letter: Equatable>(
  _ a: [Letter], _ b: [Letter], swapping: Bool = true
) -> Int {
  var rowBefore = [Int](repeating: 0, count: b.count + 1)
  var row = Array(0...b.count)
  for i in a.indices {
    var next = [i + 1]
    for j in b.indices {
      var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
      if swapping, i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, rowBefore[j - 1] + 1)
      }
      next.append(best)
    }
    rowBefore = row
    row = next
  }
  return row[b.count]
}
