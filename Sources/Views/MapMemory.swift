import Cells
import Simulation

/// The lines of the map that was drawn last: they cost more than all the rest.
package struct MapMemory: Sendable {
  var picture: MapPicture?
  var lines: Chart?
  package init() {}
}
