/** What says how often and how long a message is sent again. Durations in milliseconds. */
export interface RetryTerms {
  readonly retries: number;
  readonly retryIntervalMs: number;
  /** Zero where the contract sets no end. */
  readonly persistDurationMs: number;
  /** `attempts` counts the first send among the retries: sources differ (mhs 8, number 6). */
  readonly retryCount: 'retries' | 'attempts';
}

/** Sends of one message, the first included. */
export function allowedAttempts({
  retries,
  retryCount,
}: Omit<RetryTerms, 'persistDurationMs'>): number {
  return retryCount === 'retries' ? retries + 1 : Math.max(1, retries);
}

/** When re-sending ends (ebMS 2.0 section 6.4.6); never where the contract sets no end. */
export function persistEnd(
  since: number,
  { persistDurationMs }: Pick<RetryTerms, 'persistDurationMs'>,
): number {
  return persistDurationMs > 0 ? since + persistDurationMs : Number.POSITIVE_INFINITY;
}
