/// A value in its range as a handle on a track: `──────◆─────`. The caller maps values to fractions,
/// linearly or by logarithms.
public struct Slider: Hashable, Sendable {
  /// Where the handle stands, 0…1; clipped, NaN shows no handle.
  var fraction: Double
  /// Whether it is the control under the cursor: another handle, in the focus' ink.
  var isFocused: Bool
  /// Where the value came from, shown as a tick.
  var origin: Double?
  /// Fractions with the mark of an event.
  var events: [Double]
  var track: Track
  /// The handle's ink while it has no focus.
  var ink: Ink

  /// What the track looks like.
  public enum Track: Hashable, Sendable {
    /// Thin on both sides.
    case plain
    /// Heavy up to the handle and dashed behind it: time that has passed, and time to come.
    case progress
  }

  public init(
    fraction: Double, isFocused: Bool = false, origin: Double? = nil, events: [Double] = [],
    track: Track = .plain, ink: Ink = .plain
  ) {
    self.fraction = fraction
    self.isFocused = isFocused
    self.origin = origin
    self.events = events
    self.track = track
    self.ink = ink
  }

  /// Draws the slider into the first row of a region, over its whole width.
  public func draw(into painter: inout Painter, region: Region) {
    guard !region.isEmpty else { return }
    let handle = Self.offset(of: fraction, width: region.width)
    for offset in 0..<region.width {
      let isPast = offset < (handle ?? 0)
      let glyph: Glyph =
        switch track {
        case .plain: .sliderTrack
        case .progress: isPast ? .heavyRule : .dashedRule
        }
      let trackInk: Ink = track == .progress && isPast ? ink : .dim
      painter.put(glyph, row: region.row, column: region.column + offset, ink: trackInk)
    }
    if let origin, let offset = Self.offset(of: origin, width: region.width) {
      painter.put(.sliderOrigin, row: region.row, column: region.column + offset, ink: .dim)
    }
    for event in events where event >= 0 && event <= 1 {
      guard let offset = Self.offset(of: event, width: region.width) else { continue }
      painter.put(.event, row: region.row, column: region.column + offset, ink: .strong)
    }
    guard let handle else { return }
    painter.put(
      isFocused || track == .progress ? .sliderFocus : .sliderHandle, row: region.row,
      column: region.column + handle, ink: isFocused ? .focus : ink)
  }

  /// The fraction that a pointer means.
  ///
  /// - Parameter column: of the grid; left and right of the region are the ends.
  public static func fraction(atColumn column: Int, region: Region) -> Double {
    guard region.width > 1 else { return 0 }
    return min(max(0, Double(column - region.column) / Double(region.width - 1)), 1)
  }

  private static func offset(of fraction: Double, width: Int) -> Int? {
    guard !fraction.isNaN, width > 0 else { return nil }
    return Int((min(max(0, fraction), 1) * Double(width - 1)).rounded())
  }
}
