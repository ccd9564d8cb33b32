/** How much of a file is read. What is larger is refused before it is taken apart. */
export interface EdifactLimits {
  readonly bytes: number;
  readonly segments: number;
  /** Components of one segment, all elements together. */
  readonly components: number;
}

export const DEFAULT_EDIFACT_LIMITS: EdifactLimits = {
  bytes: 4 * 1024 * 1024,
  segments: 100_000,
  components: 200,
};
