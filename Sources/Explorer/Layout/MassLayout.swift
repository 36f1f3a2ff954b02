import Cells

/// Where weights lie in the pane of mass.
enum MassLayout {
  /// Its rows; columns are the run's affair.
  static func frame(_ region: Region) -> PlotFrame {
    let plot = region.inset(top: 1)
    return PlotFrame(
      region: plot, x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1), leftMargin: 5,
      showsXLabels: CurveRows.showsXLabels(plot))
  }
}

/// What plots over time have room for.
package enum CurveRows {
  /// Whether there are labels below the axis.
  package static func showsXLabels(_ region: Region) -> Bool { region.height >= 9 }
}
