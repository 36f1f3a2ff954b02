extension VectorFrame {
  /// The labels at their places, without those that would run into one before.
  var labelsApart: [(text: String, x: Double, y: Double)] {
    chart.labels.reduce(into: []) { kept, label in
      guard let point = place(label.x, label.y) else { return }
      let isApart = kept.allSatisfy { other in
        let room = (Self.width(of: [label.text]) + Self.width(of: [other.text])) / 2
        return abs(other.x - point.x) > room + 0.4
          || abs(other.y - point.y) > VectorFrame.smallFontSize * 0.9
      }
      if isApart { kept.append((label.text, point.x, point.y)) }
    }
  }
}
