import type { ServerResponse } from 'node:http';
import type { Clock } from '../../src/platform/clock.ts';
import type { ControlParts } from '../doors/control-parts.ts';

/** What may have changed. A page names those that it shows. */
export const LIVE_TOPICS = ['journal', 'tasks', 'runs'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** Streams that tell browsers that something has happened, not what: each fetches again what it shows. */
export interface Live {
  /** Answers with server-sent events until the browser goes. `false` when there are too many. */
  open(response: ServerResponse): boolean;
  close(): void;
}

/** However much happens, browsers are told so often at most. */
const AT_MOST_EVERY_MS = 250;
const HEARTBEAT_MS = 15_000;
const MOST_STREAMS = 100;

export function openLive(
  { journal, persons, runs }: Pick<ControlParts, 'journal' | 'persons' | 'runs'>,
  clock: Clock,
): Live {
  const streams = new Set<ServerResponse>();
  const changed = new Set<LiveTopic>();
  let timer: { cancel(): void } | undefined;

  const send = (text: string) => {
    for (const stream of streams) {
      // A browser that takes nothing needs no second telling: it fetches everything when it is back.
      if (!stream.writableNeedDrain) stream.write(text);
    }
  };
  const tell = (topic: LiveTopic) => {
    if (streams.size === 0) return;
    changed.add(topic);
    timer ??= clock.after(AT_MOST_EVERY_MS, () => {
      timer = undefined;
      const topics = [...changed];
      changed.clear();
      send(topics.map((each) => `event: ${each}\ndata: {}\n\n`).join(''));
    });
  };
  const ends = [
    journal.subscribe(() => tell('journal')),
    persons?.subscribe(() => tell('tasks')),
    runs?.subscribe(() => tell('runs')),
  ];
  let beat = clock.after(HEARTBEAT_MS, onBeat);
  function onBeat(): void {
    send(': heartbeat\n\n');
    beat = clock.after(HEARTBEAT_MS, onBeat);
  }

  return {
    open(response) {
      if (streams.size >= MOST_STREAMS) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.write('retry: 1000\n\n');
      streams.add(response);
      response.once('close', () => streams.delete(response));
      return true;
    },
    close() {
      beat.cancel();
      timer?.cancel();
      for (const end of ends) end?.();
      for (const stream of streams) stream.end();
      streams.clear();
    },
  };
}
