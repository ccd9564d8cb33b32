import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { consoleStand } from './stand.ts';

const note = (summary: string) => ({
  ...{ kind: 'note' as const, at: '2026-01-05T09:00:00.000Z', service: 'spine', summary },
});

/** A stream of events; `next` gives the next piece that was told. */
async function follow(port: number) {
  const call = get({ host: '127.0.0.1', port, path: '/console/live' });
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  const pieces = response[Symbol.asyncIterator]();
  return {
    response,
    next: async () => String((await pieces.next()).value),
    end: () => call.destroy(),
  };
}

test('browsers are told that something happened, not what, and at most four times a second', async () => {
  await using stand = await consoleStand();
  const stream = await follow(stand.port);
  assert.match(String(stream.response.headers['content-type']), /^text\/event-stream/);
  assert.equal(await stream.next(), 'retry: 1000\n\n');
  for (let n = 0; n < 20; n++) await stand.journal.append(note('a secret of somebody'));
  await stand.clock.advance(250);
  assert.equal(await stream.next(), 'event: journal\ndata: {}\n\n');
  await stand.journal.append(note('another'));
  await stand.clock.advance(250);
  assert.equal(await stream.next(), 'event: journal\ndata: {}\n\n');
  stream.end();
});

test('a silent stream is kept alive', async () => {
  await using stand = await consoleStand();
  const stream = await follow(stand.port);
  await stream.next();
  await stand.clock.advance(15_000);
  assert.equal(await stream.next(), ': heartbeat\n\n');
  stream.end();
});

test('tasks and runs are told as topics of their own', async () => {
  let tell: () => void = () => undefined;
  const persons = {
    pending: () => [],
    answer: () => false,
    subscribe: (listener: () => void) => {
      tell = listener;
      return () => undefined;
    },
  };
  await using stand = await consoleStand({ parts: { persons } });
  const stream = await follow(stand.port);
  await stream.next();
  tell();
  await stand.clock.advance(250);
  assert.equal(await stream.next(), 'event: tasks\ndata: {}\n\n');
  stream.end();
});

test('browsers that go make room for others; of too many the last is turned away', async () => {
  await using stand = await consoleStand();
  const streams = [];
  for (let n = 0; n < 100; n++) streams.push(await follow(stand.port));
  const late = await stand.ask('/live');
  assert.equal(late.status, 503);
  const [first] = streams;
  first?.end();
  // The server hears of it in its own time: ask until there is room.
  let again = await get({ host: '127.0.0.1', port: stand.port, path: '/console/live' });
  let [answer] = (await once(again, 'response')) as [IncomingMessage];
  while (answer.statusCode === 503) {
    answer.resume();
    await once(answer, 'end');
    again = get({ host: '127.0.0.1', port: stand.port, path: '/console/live' });
    [answer] = (await once(again, 'response')) as [IncomingMessage];
  }
  assert.equal(answer.statusCode, 200);
  again.destroy();
  for (const { end } of streams) end();
});
