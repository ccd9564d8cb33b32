import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { test } from 'node:test';
import { ask, received, stand } from './stand.ts';

interface Event {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
  readonly comment?: string;
}

/** Follows the stream; each `next` waits for one event. */
async function follow(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers });
  assert.equal(response.status, 200);
  const reader = response.body?.getReader();
  assert.ok(reader);
  const decoder = new TextDecoder();
  let text = '';
  return {
    response,
    async next(): Promise<Event | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const fields = block.split('\n').map((line) => {
            const at = line.indexOf(':');
            return [line.slice(0, at) || 'comment', line.slice(at + 1).trim()];
          });
          return Object.fromEntries(fields) as Event;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += decoder.decode(value, { stream: true });
      }
    },
    cancel: () => reader.cancel(),
  };
}

test('entries are sent as they come on record, with their sequence as id', async () => {
  await using api = await stand();
  await api.journal.append(received({ messageId: 'EARLIER' }));
  const stream = await follow(`${api.url}/events`);
  assert.match(stream.response.headers.get('content-type') ?? '', /^text\/event-stream/);
  await api.journal.append(received({ messageId: 'LATER' }));
  const event = await stream.next();
  assert.deepEqual([event?.id, event?.event], ['2', 'entry']);
  assert.equal((JSON.parse(event?.data ?? '') as { messageId: string }).messageId, 'LATER');
  await stream.cancel();
});

test('a client resumes where it was, without a gap and without a repetition', async () => {
  await using api = await stand();
  const total = 130;
  for (let at = 1; at <= 120; at++) await api.journal.append(received({ messageId: `M${at}` }));
  const stream = await follow(`${api.url}/events`, { 'last-event-id': '3' });
  const appended = (async () => {
    for (let at = 121; at <= total; at++)
      await api.journal.append(received({ messageId: `M${at}` }));
  })();
  const ids: number[] = [];
  while (ids.length < total - 3) ids.push(Number((await stream.next())?.id));
  await appended;
  assert.deepEqual(
    ids,
    Array.from({ length: total - 3 }, (_, at) => at + 4),
  );
  await stream.cancel();
});

test('the query may say where to start when a client cannot set the header', async () => {
  await using api = await stand();
  for (const messageId of ['A', 'B']) await api.journal.append(received({ messageId }));
  const stream = await follow(`${api.url}/events?after=1`);
  assert.equal((await stream.next())?.id, '2');
  await stream.cancel();
});

test('a reset is told, and the new journal follows from its beginning', async () => {
  await using api = await stand();
  await api.journal.append(received());
  await api.journal.append(received());
  const stream = await follow(`${api.url}/events`);
  await ask(`${api.url}/reset`, { method: 'POST' });
  assert.equal((await stream.next())?.event, 'reset');
  await api.journal.append(received({ messageId: 'NEW' }));
  assert.equal((await stream.next())?.id, '1');
  await stream.cancel();
});

test('a quiet stream shows that it lives', async () => {
  await using api = await stand({ heartbeatMs: 1_000 });
  const stream = await follow(`${api.url}/events`);
  await api.clock.advance(2_000);
  assert.equal((await stream.next())?.comment, 'heartbeat');
  assert.equal((await stream.next())?.comment, 'heartbeat');
  await stream.cancel();
});

test('a client that reads nothing is cut off', async () => {
  await using api = await stand({ patienceMs: 5_000, heartbeatMs: 1_000_000 });
  const large = received({ summary: 'x'.repeat(900_000) });
  for (let at = 0; at < 20; at++) await api.journal.append(large);
  const { port } = new URL(api.url);
  const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
  socket.pause();
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  const idle = api.clock.waiting;
  socket.write(`GET /api/v1/events?after=0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  // Heartbeat and patience: the second timer is armed when the connection takes no more.
  while (api.clock.waiting < idle + 2) await new Promise((resolve) => setImmediate(resolve));
  await api.clock.advance(6_000);
  socket.resume();
  await closed;
  assert.ok(socket.bytesRead < 20 * 900_000, 'everything arrived: the client was not cut off');
});

test('closing the control API ends streams', async () => {
  const api = await stand();
  const stream = await follow(`${api.url}/events`);
  const end = stream.next();
  await api[Symbol.asyncDispose]();
  assert.equal(await end, undefined);
});
