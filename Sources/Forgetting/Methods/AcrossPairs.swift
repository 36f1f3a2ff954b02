/// Appends one mixture for every mode of the one beside every mode of the other, for methods whose k
/// holds log(a + b): it is singular where a + b = 0, which no pair within a or within b tells. Where
/// the four modes meet two of them outweigh the rest, so that the poles of pairs are those of the sum.
func appendPairs(of a: Mixture, and b: Mixture, to list: inout [Mixture]) {
  for (own, logOwn) in [(a.old, a.logOldWeight), (a.new, a.logNewWeight)] {
    for (other, logOther) in [(b.old, b.logOldWeight), (b.new, b.logNewWeight)] {
      list.append(
        Mixture(
          dimension: a.dimension, logitWeight: logOwn - logOther, old: own, new: other))
    }
  }
}
