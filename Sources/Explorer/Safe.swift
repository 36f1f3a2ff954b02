extension Array {
  /// The element at an index, or nil outside.
  package subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
