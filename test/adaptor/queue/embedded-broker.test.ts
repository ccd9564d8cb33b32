import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { amqpContainer, writeAmqpMessage } from '../../../src/platform/amqp.ts';
import { openAmqpClient } from '../../../src/platform/amqp-client.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { type EmbeddedStand, embeddedStand, message, QUEUE } from './embedded-stand.ts';
import { inbox } from './inbox.ts';
import { queueBehaviour } from './queue-behaviour.ts';

const stands: EmbeddedStand[] = [];
after(() => Promise.all(stands.map((stand) => stand[Symbol.asyncDispose]())));

queueBehaviour(
  'the embedded broker',
  async () => {
    const stand = await embeddedStand();
    stands.push(stand);
    return { url: stand.url, queue: async () => QUEUE, counts: true };
  },
  { refusesUnknown: true },
);

const about = { conversationId: 'C-1', messageId: 'M-1', interaction: 'RCMR_IN030000UK06' };

test('what waits and what was handed out but not settled is there after a restart, once and in order', async () => {
  await using stand = await embeddedStand();
  for (const text of ['one', 'two', 'three']) await stand.broker.put(QUEUE, message(text), about);
  const before = inbox(stand.client('before'), QUEUE, 2);
  assert.equal(await before.text(), 'one');
  await before.next();
  await stand.entry(({ kind, facts }) => kind === 'settled' && facts?.outcome === 'accepted');
  before.consumption.close();
  await stand.restart();
  assert.equal(stand.broker.waiting(QUEUE), 2);
  const box = inbox(stand.client('later'), QUEUE);
  assert.deepEqual([await box.text(), await box.text()], ['two', 'three']);
  await stand.entry(({ sequence, kind }) => kind === 'settled' && sequence > 4);
});

test('a message, its end and its conversation are in the journal, and the end says who took it', async () => {
  await using stand = await embeddedStand();
  await stand.broker.put(QUEUE, message('{"ebXML":""}'), about);
  await inbox(stand.client('gp-system'), QUEUE).text();
  const end = await stand.entry(({ kind }) => kind === 'settled');
  assert.equal(end.conversationId, 'C-1');
  assert.equal(end.facts?.outcome, 'accepted');
  assert.match(String(end.facts?.consumer), /^gp-system at 127\.0\.0\.1:/);
  const [kept] = await stand.journal.find({ kind: 'composed' });
  assert.equal(kept?.request?.path, `/${QUEUE}`);
  assert.equal(kept?.opens, end.settles);
  assert.deepEqual(await stand.journal.openWork(), []);
});

test('a rejected message leaves the queue for the journal, with the reason of the consumer', async () => {
  await using stand = await embeddedStand();
  await stand.broker.put(QUEUE, message('broken'), about);
  const { arrival } = await inbox(stand.client(), QUEUE).next();
  arrival.reject('amqp:decode-error', 'no JSON at all');
  const end = await stand.entry(({ facts }) => facts?.outcome === 'dead-letter');
  assert.match(String(end.facts?.why), /amqp:decode-error: no JSON at all/);
  assert.equal(stand.broker.waiting(QUEUE), 0);
});

test('a client that never settles holds a hundred messages at most, and it is told', async () => {
  await using stand = await embeddedStand({ unsettledMs: 50 });
  for (let index = 0; index < 150; index++) await stand.broker.put(QUEUE, message(`${index}`));
  const box = inbox(stand.client('hoarder'), QUEUE, 1_000);
  for (let index = 0; index < 100; index++) await box.next();
  const note = await stand.entry(({ summary }) => summary.includes('does not settle it'));
  assert.match(String(note.facts?.consumer), /^hoarder/);
  assert.equal(box.count, 100);
  assert.equal(stand.broker.waiting(QUEUE), 150);
});

test('beside a client that never settles another one gets what comes', async () => {
  await using stand = await embeddedStand();
  for (let index = 0; index < 120; index++) await stand.broker.put(QUEUE, message(`${index}`));
  const hoarder = inbox(stand.client('hoarder'), QUEUE, 1_000);
  const first = await hoarder.next();
  for (let index = 1; index < 100; index++) await hoarder.next();
  const other = inbox(stand.client('other'), QUEUE, 1);
  for (let index = 100; index < 120; index++) assert.equal(await other.text(), `${index}`);
  await stand.broker.put(QUEUE, message('later'));
  assert.equal(await other.text(), 'later');
  other.consumption.close();
  first.arrival.accept();
  await stand.broker.put(QUEUE, message('once there is room'));
  assert.equal((await hoarder.next()).message.body, 'once there is room');
});

test('a message whose time is over is not handed out, and the journal says so', async () => {
  const clock = virtualClock();
  await using stand = await embeddedStand({ clock });
  await stand.broker.put(QUEUE, { ...message('old'), ttlMs: 1_000 });
  await clock.advance(1_001);
  await stand.broker.put(QUEUE, { ...message('new'), ttlMs: 5_000 });
  const { message: came, arrival } = await inbox(stand.client(), QUEUE).next();
  arrival.accept();
  assert.equal(came.body, 'new');
  assert.equal(came.ttlMs, 5_000);
  await stand.entry(({ facts }) => facts?.outcome === 'expired');
});

test('who is not the user that is set does not get in, and gets no message', async () => {
  await using stand = await embeddedStand({ user: { name: 'gp', password: 'secret' } });
  await stand.broker.put(QUEUE, message('private'));
  const { port } = stand;
  for (const wrong of ['', 'gp:guess@', 'other:secret@']) {
    const client = openAmqpClient({
      brokers: `amqp://${wrong}127.0.0.1:${port}`,
      name: 'stranger',
    });
    const outcome = await client.send(QUEUE, message('in'));
    await client.close();
    assert.equal(outcome.kind, 'failed', wrong);
  }
  const client = openAmqpClient({ brokers: `amqp://gp:secret@127.0.0.1:${port}`, name: 'gp' });
  assert.equal(await inbox(client, QUEUE).text(), 'private');
  await client.close();
});

test('a queue is found by the address that a client has of another broker', async () => {
  await using stand = await embeddedStand();
  const seen = stand.entry(({ facts }) => facts?.outcome === 'accepted');
  await stand.broker.put(QUEUE, message('fire'));
  assert.equal(await inbox(stand.client(), `/queue/${QUEUE}`).text(), 'fire');
  await seen;
});

test('a message that is too large, or of a kind that adaptors do not use, is refused and told', async () => {
  await using stand = await embeddedStand({ mostBytes: 1_000 });
  const outcome = await stand.client().send(QUEUE, message('x'.repeat(1_001)));
  assert.equal(outcome.kind, 'rejected');
  assert.match('why' in outcome ? outcome.why : '', /1001 bytes, the most is 1000/);
  await stand.entry(({ summary }) => summary.includes('was refused: its body has 1001 bytes'));
  assert.equal(stand.broker.waiting(QUEUE), 0);
});

test('a reset forgets what waits and what is out', async () => {
  await using stand = await embeddedStand();
  for (const text of ['one', 'two']) await stand.broker.put(QUEUE, message(text));
  const box = inbox(stand.client(), QUEUE, 1);
  const { arrival } = await box.next();
  stand.broker.reset();
  await stand.journal.clear();
  arrival.accept();
  await stand.broker.put(QUEUE, message('after'));
  assert.equal(await box.text(), 'after');
});

test('bytes that are no AMQP end their connection alone, whatever they are, and the queue goes on', async () => {
  await using stand = await embeddedStand();
  const header = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 1, 0, 0]);
  const hostile = fc.oneof(
    fc.uint8Array({ minLength: 8, maxLength: 300 }),
    fc.uint8Array({ minLength: 8, maxLength: 300 }).map((rest) => Buffer.concat([header, rest])),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (bytes) => {
      const socket = connect(stand.port, '127.0.0.1');
      await new Promise<void>((resolve) => {
        socket.on('error', () => undefined);
        socket.once('close', () => resolve());
        socket.resume();
        // What waits for more than comes is ended by the end of the connection.
        socket.end(bytes);
      });
    }),
    { numRuns: 40 },
  );
  await stand.entry(({ summary }) => summary.startsWith('a connection to the queues was ended'));
  const client = stand.client();
  assert.deepEqual(await client.send(QUEUE, message('still')), { kind: 'accepted' });
  assert.equal(await inbox(client, QUEUE).text(), 'still');
});

test('a frame that announces more than any message has is not waited for', async () => {
  await using stand = await embeddedStand({ mostBytes: 100_000 });
  const socket = connect(stand.port, '127.0.0.1');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 1, 0, 0]));
  socket.write(Buffer.from([0x7f, 0xff, 0xff, 0xff, 2, 0, 0, 0, 1, 2, 3, 4]));
  await closed;
  await stand.entry(({ summary }) => summary.includes('without a whole message'));
});

/** A client that need not keep to the rules, connected; nothing it meets is an error of the test. */
async function rudeClient({ port }: EmbeddedStand) {
  const container = amqpContainer('rude');
  for (const event of ['error', 'protocol_error', 'connection_error', 'disconnected'])
    container.on(event, () => undefined);
  const connection = container.connect({ host: '127.0.0.1', port, reconnect: false });
  await new Promise((resolve) => container.once('connection_open', resolve));
  return { container, connection };
}

test('a producer that sends more than it has credit for is cut off, before it fills the memory', async () => {
  await using stand = await embeddedStand();
  const { container, connection } = await rudeClient(stand);
  const sender = connection.open_sender(QUEUE);
  await new Promise((resolve) => container.once('sendable', resolve));
  const gone = new Promise((resolve) => container.once('disconnected', resolve));
  Object.assign(sender, { credit: 100_000 });
  for (let count = 0; count < 500; count++)
    sender.send(writeAmqpMessage(message(`number ${count}`)));
  await gone;
  await stand.entry(({ summary }) => summary.includes('more than it has credit for'));
  assert.ok(stand.broker.waiting(QUEUE) < 500);
  assert.deepEqual(await stand.client().send(QUEUE, message('still')), { kind: 'accepted' });
});

test('a connection has 64 sessions at most', async () => {
  await using stand = await embeddedStand();
  const { container, connection } = await rudeClient(stand);
  const gone = new Promise((resolve) => container.once('disconnected', resolve));
  for (let count = 0; count < 65; count++) connection.create_session().begin();
  await gone;
  await stand.entry(({ summary }) => summary.includes('more than 64 sessions'));
});
