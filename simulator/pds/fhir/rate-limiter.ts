/** Counts requests within each second of the clock. */
export interface RateLimiter {
  /** Whether one more of this client still fits into the second; 0 is no limit. */
  admit(client: string, perSecond: number, at: Date): boolean;
}

export function rateLimiter(): RateLimiter {
  let second = 0;
  const counts = new Map<string, number>();
  return {
    admit(client, perSecond, at) {
      if (perSecond === 0) return true;
      const now = Math.floor(at.getTime() / 1000);
      // Only one second is ever remembered, so memory is that of one second's clients.
      if (now !== second) counts.clear();
      second = now;
      const count = (counts.get(client) ?? 0) + 1;
      counts.set(client, count);
      return count <= perSecond;
    },
  };
}
