/// θ, the trained coordinates of two components, and everything that has their shape: G, velocities,
/// errors. `ParameterLayout` says which entry is what.
///
/// Sixteen doubles in one register file, of which eleven are used: no step allocates, and a pair pays
/// nothing for the room that more components need.
public typealias Coordinates = SIMD16<Double>

/// θ of three to eight components: 47 of 64 entries.
public typealias WideCoordinates = SIMD64<Double>
