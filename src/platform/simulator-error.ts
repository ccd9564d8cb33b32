/** The operator asked for something that cannot be done. Never thrown for what a peer sent. */
export abstract class SimulatorError extends Error {
  /** Stable, for scripts: `SIM_...`. */
  abstract readonly code: string;
  /** What the operator can do about it, one or two sentences. */
  abstract readonly remedy: string;
}
