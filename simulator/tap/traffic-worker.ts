import { parentPort, workerData } from 'node:worker_threads';
import { type ExaminedTraffic, type TrafficSide, trafficExaminer } from './examine-traffic.ts';

/** What the thread is asked, and what it answers. */
export interface TrafficTask {
  readonly task: number;
  readonly side: TrafficSide;
}

export interface TrafficAnswer {
  readonly task: number;
  readonly examined?: ExaminedTraffic;
  readonly error?: string;
}

// The thread is no module of the main one: it runs only when a tap has started it.
if (parentPort && (workerData as { readonly traffic?: boolean } | null)?.traffic) {
  const port = parentPort;
  const examine = trafficExaminer();
  port.on('message', ({ task, side }: TrafficTask) => {
    try {
      port.postMessage({ task, examined: examine(side) } satisfies TrafficAnswer);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      port.postMessage({ task, error: text } satisfies TrafficAnswer);
    }
  });
}
