import type { ServerResponse } from 'node:http';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { viewEntry } from './entry-view.ts';

export interface EventStream {
  /** The journal has begun anew: says so, and starts from its first entry. */
  restart(): void;
  end(): void;
}

export interface EventStreamSource {
  readonly response: ServerResponse;
  /** Events behind this sequence. */
  readonly start: number;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly patienceMs: number;
}

const BATCH = 50;

/**
 * Server-sent events of journal entries. Read from the journal at the pace of the client: a slow one lags
 * behind, costs no memory, and is cut off when it takes nothing for `patienceMs`.
 */
export function startEventStream(source: EventStreamSource): EventStream {
  const { response, start, journal, clock, heartbeatMs, patienceMs } = source;
  let sent = start;
  let ended = false;
  let more = false;
  let running = false;
  let anew = false;

  const drained = () =>
    new Promise<void>((resolve) => {
      const timer = clock.after(patienceMs, () => response.destroy());
      const done = () => {
        timer.cancel();
        response.off('drain', done);
        response.off('close', done);
        resolve();
      };
      response.once('drain', done);
      response.once('close', done);
    });

  const write = async (text: string) => {
    if (!ended && !response.write(text)) await drained();
  };

  const pump = async () => {
    more = true;
    if (running) return;
    running = true;
    try {
      while (more && !ended) {
        more = false;
        if (anew) {
          anew = false;
          sent = 0;
          await write('event: reset\ndata: {}\n\n');
        }
        const entries = await journal.find({ after: sent, limit: BATCH });
        for (const entry of entries) {
          if (ended || anew) break;
          const data = JSON.stringify(viewEntry(entry));
          await write(`id: ${entry.sequence}\nevent: entry\ndata: ${data}\n\n`);
          sent = entry.sequence;
        }
        if (entries.length === BATCH || anew) more = true;
      }
    } catch {
      // The journal is closing or the connection is gone: the client resumes where it was.
      response.destroy();
    } finally {
      running = false;
    }
  };

  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  const unsubscribe = journal.subscribe(() => void pump());
  let beat = clock.after(heartbeatMs, onBeat);
  function onBeat(): void {
    // While the client is behind, events are its sign of life.
    if (!running) void write(': heartbeat\n\n');
    beat = clock.after(heartbeatMs, onBeat);
  }
  void pump();

  return {
    restart() {
      anew = true;
      void pump();
    },
    end() {
      if (ended) return;
      ended = true;
      beat.cancel();
      unsubscribe();
      response.end();
    },
  };
}
