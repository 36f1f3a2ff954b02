import Cells

extension Painter {
  /// A text in a column of its own, cut or filled.
  package func filled(_ text: String, to width: Int) -> String {
    let fitted = fit(text, width: width)
    return fitted + String(repeating: " ", count: max(0, width - self.width(of: fitted)))
  }
}
