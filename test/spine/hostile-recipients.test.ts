import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Entry } from '../../src/journal/entry.ts';
import { EXTRACT, GP2GP, HILLSIDE, message, RIVERSIDE } from './messages.ts';
import { HILLSIDE_FQDN, openStand, type Reaction, removeCertificates, reply } from './stand.ts';

const stand = await openStand({
  world: {
    policies: { deliveryTimeout: 'PT0.4S' },
    organisations: {
      hillside: {
        contracts: {
          [`${GP2GP}:${EXTRACT}`]: {
            retries: 1,
            retryInterval: 'PT0.05S',
            persistDuration: 'PT60S',
          },
        },
      },
    },
  },
});
after(async () => {
  await stand[Symbol.asyncDispose]();
  await removeCertificates();
});

/** Sends one message to a recipient that reacts so, and tells how its delivery ended. */
async function deliver(react: Reaction) {
  stand.hillside.react = react;
  const { envelope, ...posting } = message(stand.world.current());
  const { messageId } = envelope;
  const answer = await stand.send({ ...posting, envelope });
  assert.equal(answer.status, 202, 'the hop is acknowledged whatever the recipient does');
  const mine = (entry: Entry) => entry.messageId === messageId;
  const ended = await stand.entry('the end of the delivery', (entry) => {
    return mine(entry) && entry.settles?.startsWith('forward:') === true;
  });
  const attempts = await stand.journal.find({ messageId, kind: 'delivery' });
  return { messageId, ended, attempts };
}

const answers = [
  ['garbage instead of HTTP', (_, response) => void response.socket?.end('\0\x01garbage\r\n\r\n')],
  ['a broken connection', (_, response) => void response.destroy()],
  [
    'a redirect',
    (_, response) => void response.writeHead(302, { Location: stand.riverside.url }).end(),
  ],
  [
    'an error with an enormous body',
    (_, response) => void response.writeHead(503).end(Buffer.alloc(20_000_000, 0x78)),
  ],
  ['nothing at all', () => {}],
  [
    'headers and then nothing',
    (_, response) => void response.writeHead(202, { 'Content-Length': '10' }).write('x'),
  ],
] as const satisfies readonly (readonly [string, Reaction])[];

for (const [what, react] of answers) {
  test(`a recipient that answers with ${what} is tried again, then its sender is told`, async () => {
    const before = stand.riverside.delivered.length;
    const { messageId, ended, attempts } = await deliver(react);
    assert.equal(attempts.length, 2);
    assert.equal(ended.kind, 'settled');
    assert.equal(ended.facts?.outcome, 'failed');
    // It may have arrived, so it is not known to have failed: ebMS 2.0 section 6.5.7.
    assert.equal(ended.facts?.severity, 'Warning');
    for (const { response } of attempts) assert.ok((response?.body?.length ?? 0) <= 1_000_000);
    const told = (await stand.riverside.count(before + 1)).at(-1)?.body.toString() ?? '';
    assert.match(told, /DeliveryFailure/);
    assert.match(told, new RegExp(messageId));
    assert.equal(stand.riverside.delivered.length, before + 1, 'a redirect is not followed');
  });
}

test('a recipient that comes to its senses gets the message once more, byte for byte', async () => {
  const before = stand.hillside.delivered.length;
  const { attempts, ended } = await deliver((_, response, count) =>
    reply(response, count === before + 1 ? 500 : 200),
  );
  assert.deepEqual(
    attempts.map(({ facts }) => [facts?.attempt, facts?.outcome, facts?.decision]),
    [
      [1, 'refused', 'retry'],
      [2, 'accepted', 'delivered'],
    ],
  );
  assert.equal(ended.kind, 'delivery');
  const [first, second] = stand.hillside.delivered.slice(before);
  assert.ok(first && second);
  assert.deepEqual(first.body, second.body);
  assert.equal(first.headers['content-type'], second.headers['content-type']);
});

test('one slow recipient delays no other', async () => {
  // Far longer than the test: whatever arrives did not wait for a slow attempt to end.
  await using patient = await openStand({ world: { policies: { deliveryTimeout: 'PT300S' } } });
  patient.hillside.react = () => {};
  const world = patient.world.current();
  const slow = Array.from({ length: 12 }, () => patient.send(message(world)));
  for (const { status } of await Promise.all(slow)) assert.equal(status, 202);
  const other = message(world, { from: HILLSIDE, to: RIVERSIDE });
  await patient.send(other, HILLSIDE_FQDN);
  const [arrived] = await patient.riverside.count(1);
  assert.ok(arrived?.body.equals(other.body));
  assert.equal(patient.spine.pendingDeliveries >= 12, true);
});
