import { Worker } from 'node:worker_threads';
import type { ExaminedTraffic, TrafficSide } from './examine-traffic.ts';
import type { TrafficAnswer, TrafficTask } from './traffic-worker.ts';

/** Examines what passes in a thread of its own, so that bytes go on meanwhile. */
export interface TrafficThread {
  /** Sides are examined in the order in which they are handed over. Rejects when the thread cannot. */
  examine(side: TrafficSide): Promise<ExaminedTraffic>;
  close(): Promise<void>;
}

export function openTrafficThread(): TrafficThread {
  const waiting = new Map<number, PromiseWithResolvers<ExaminedTraffic>>();
  let tasks = 0;
  let closed = false;
  let thread: Worker | undefined = start();

  function start(): Worker {
    const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    const started = new Worker(new URL(`./traffic-worker${ending}`, import.meta.url), {
      workerData: { traffic: true },
    });
    started.on('message', ({ task, examined, error }: TrafficAnswer) => {
      const asked = waiting.get(task);
      waiting.delete(task);
      if (examined) asked?.resolve(examined);
      else asked?.reject(new Error(error));
    });
    const gone = (error: unknown) => {
      if (thread === started) thread = undefined;
      const told = error instanceof Error ? error : new Error('the thread that examines has ended');
      for (const { reject } of waiting.values()) reject(told);
      waiting.clear();
    };
    started.on('error', gone).on('exit', gone);
    return started;
  }

  return {
    examine(side) {
      if (closed) return Promise.reject(new Error('the thread that examines is closed'));
      thread ??= start();
      const task = ++tasks;
      const asked = Promise.withResolvers<ExaminedTraffic>();
      waiting.set(task, asked);
      thread.postMessage({ task, side } satisfies TrafficTask);
      return asked.promise;
    },
    async close() {
      closed = true;
      await thread?.terminate();
    },
  };
}
