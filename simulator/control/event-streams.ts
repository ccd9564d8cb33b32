import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { ApiError } from './api-error.ts';
import { type EventStream, startEventStream } from './event-stream.ts';
import type { Reply } from './route.ts';

export interface EventStreams {
  /** Events behind a sequence; from now on when it is `undefined`. Throws ApiError when there are too many. */
  open(after: number | undefined): Promise<Reply>;
  /** Tells every listener that the journal has begun anew. */
  restart(): void;
  /** Ends every stream. */
  close(): void;
}

export interface EventStreamOptions {
  readonly journal: Journal;
  readonly clock: Clock;
  /** A comment is sent so often, so that proxies and clients see a living stream. Milliseconds. */
  readonly heartbeatMs?: number;
  /** A client that takes nothing for so long is cut off; it may resume. Milliseconds. */
  readonly patienceMs?: number;
  readonly maxStreams?: number;
}

/** Keeps the streams that follow a journal. */
export function eventStreams(options: EventStreamOptions): EventStreams {
  const { journal, clock, heartbeatMs = 15_000, patienceMs = 30_000, maxStreams = 100 } = options;
  const streams = new Set<EventStream>();

  const newest = async () =>
    (await journal.find({ newestFirst: true, limit: 1 }))[0]?.sequence ?? 0;

  return {
    async open(after) {
      if (streams.size >= maxStreams)
        throw new ApiError(
          503,
          'TOO_MANY_STREAMS',
          `${maxStreams} clients follow the journal already`,
          'Close one of them.',
        );
      const last = await newest();
      // A number from before a reset means nothing in the journal of today.
      const start = after === undefined ? last : after > last ? 0 : after;
      return {
        stream: (response) =>
          new Promise((resolve) => {
            const stream = startEventStream({
              response,
              start,
              journal,
              clock,
              heartbeatMs,
              patienceMs,
            });
            streams.add(stream);
            response.once('close', () => {
              streams.delete(stream);
              stream.end();
              resolve();
            });
          }),
      };
    },
    restart() {
      for (const stream of streams) stream.restart();
    },
    close() {
      for (const stream of streams) stream.end();
    },
  };
}
