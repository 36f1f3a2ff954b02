/// Why a sweep could not be handed to Slurm.
public enum SlurmProblem: Error, Hashable, Sendable {
  /// There is no sbatch.
  case missing
  /// What sbatch said.
  case told(String)
}
