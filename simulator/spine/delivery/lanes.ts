/** Something that waits for its turn: one at a time within `key`. */
export interface Queued {
  readonly lane: string;
  readonly key: string;
}

export interface Lanes<Job extends Queued> {
  add(job: Job): void;
  /** Jobs that wait or run. */
  readonly size: number;
  /** Forgets the jobs that wait. */
  clear(): void;
  /** Resolves when nothing runs; what waits is left. */
  stop(): Promise<void>;
}

interface Lane<Job> {
  running: number;
  /** Jobs by key; the first of each list is running or next. */
  readonly lines: Map<string, Job[]>;
  /** Keys whose first job may start. */
  readonly ready: string[];
}

/**
 * Runs jobs lane by lane, so that a slow recipient holds up nobody else, and within a lane one job of
 * a key at a time in the order of arrival, so that a conversation keeps its order.
 */
export function openLanes<Job extends Queued>(
  width: () => number,
  run: (job: Job) => Promise<void>,
): Lanes<Job> {
  const lanes = new Map<string, Lane<Job>>();
  let size = 0;
  let stopped = false;
  let idle: (() => void) | undefined;
  let running = 0;

  const finish = (name: string, lane: Lane<Job>, key: string) => {
    running--;
    size--;
    lane.running--;
    const line = lane.lines.get(key);
    line?.shift();
    if (line?.length) lane.ready.push(key);
    else lane.lines.delete(key);
    if (lane.lines.size === 0) lanes.delete(name);
    if (stopped && running === 0) idle?.();
    drain(name, lane);
  };

  const drain = (name: string, lane: Lane<Job>) => {
    while (!stopped && lane.running < width() && lane.ready.length > 0) {
      const key = lane.ready.shift();
      const job = key === undefined ? undefined : lane.lines.get(key)?.[0];
      if (key === undefined || job === undefined) continue;
      lane.running++;
      running++;
      void run(job).finally(() => finish(name, lane, key));
    }
  };

  return {
    add(job) {
      const lane: Lane<Job> = lanes.get(job.lane) ?? { running: 0, lines: new Map(), ready: [] };
      lanes.set(job.lane, lane);
      size++;
      const line = lane.lines.get(job.key);
      if (line) line.push(job);
      else {
        lane.lines.set(job.key, [job]);
        lane.ready.push(job.key);
      }
      drain(job.lane, lane);
    },
    get size() {
      return size;
    },
    clear() {
      for (const lane of lanes.values()) {
        const ready = new Set(lane.ready.splice(0));
        for (const [key, line] of lane.lines) {
          // The first of a line that is not ready is running: it stays until it ends.
          const kept = ready.has(key) ? 0 : 1;
          size -= line.length - kept;
          line.length = kept;
          if (kept === 0) lane.lines.delete(key);
        }
      }
      for (const [name, lane] of lanes) if (lane.lines.size === 0) lanes.delete(name);
    },
    async stop() {
      stopped = true;
      if (running > 0) await new Promise<void>((resolve) => (idle = resolve));
    },
  };
}
