/// The panes, in the order that Tab visits them.
public enum Pane: Int, CaseIterable, Sendable {
  case density, mass, place, parameters, why, samples, theory
}
