import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface EventLoopDelay {
  /** Seconds by quantile, since the last reading. */
  read(): { readonly p50: number; readonly p99: number; readonly max: number };
  stop(): void;
}

const RESOLUTION_MS = 10;

/** How long the process keeps everything waiting while it is busy with one thing. */
export function watchEventLoop(): EventLoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  // What is measured is the time between two ticks: without a delay it is the resolution.
  const seconds = (nanoseconds: number) =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000) : 0;
  return {
    read() {
      if (histogram.count === 0) return { p50: 0, p99: 0, max: 0 };
      const read = {
        p50: seconds(histogram.percentile(50)),
        p99: seconds(histogram.percentile(99)),
        max: seconds(histogram.max),
      };
      histogram.reset();
      return read;
    },
    stop: () => void histogram.disable(),
  };
}
