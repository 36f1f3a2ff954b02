import Cells

/// Where weights lie in the pane of mass.
package enum MassLayout {
  /// Its rows; columns are the run's affair.
  package static func frame(_ region: Region, isLogarithmic: Bool = false) -> PlotFrame {
    let plot = region.inset(top: 1)
    return PlotFrame(
      region: plot, x: Axis(lower: 0, upper: 1), y: axis(isLogarithmic: isLogarithmic),
      leftMargin: 5, showsXLabels: CurveRows.showsXLabels(plot))
  }

  /// Of shares; zero lies below a logarithmic one.
  package static func axis(isLogarithmic: Bool) -> Axis {
    isLogarithmic ? Axis(lower: 1e-3, upper: 1, isLogarithmic: true) : Axis(lower: 0, upper: 1)
  }
}

/// What plots over time have room for.
package enum CurveRows {
  /// Whether there are labels below the axis.
  ///
  /// - Parameter isAlone: whether no other plot of the same axis has any.
  package static func showsXLabels(_ region: Region, isAlone: Bool = false) -> Bool {
    region.height >= (isAlone ? 7 : 9)
  }
}
