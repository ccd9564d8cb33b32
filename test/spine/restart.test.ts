import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { virtualClock } from '../../src/platform/clock.ts';
import { EXTRACT, GP2GP, message, requestBytes } from './messages.ts';
import { openStand, removeCertificates, reply } from './stand.ts';

after(removeCertificates);

const contract = (differences: object) => ({
  organisations: { hillside: { contracts: { [`${GP2GP}:${EXTRACT}`]: differences } } },
});

test('what was taken before the open work goes out is delivered once, after it', async () => {
  await using stand = await openStand({ resume: false });
  const first = message(stand.world.current());
  const { conversationId } = first.envelope;
  await stand.send(first);
  await stand.stop();

  await stand.start();
  const second = message(stand.world.current(), { envelope: { conversationId } });
  await stand.send(second);
  assert.equal(stand.hillside.delivered.length, 0);
  assert.equal(await stand.spine.resume(), 1);
  await stand.entry('the second', ({ kind, messageId }) => {
    return kind === 'delivery' && messageId === second.envelope.messageId;
  });
  const bodies = stand.hillside.delivered.map(({ body }) => body);
  assert.equal(bodies.length, 2);
  assert.ok(bodies[0]?.equals(first.body), 'the conversation keeps its order');
  assert.ok(bodies[1]?.equals(second.body));
});

test('stopping in the middle of an attempt does not count as one: no retry is lost', async () => {
  await using stand = await openStand({ world: contract({ retries: 0 }) });
  stand.hillside.react = () => {};
  const { envelope, ...posting } = message(stand.world.current());
  await stand.send({ ...posting, envelope });
  await stand.hillside.count(1);
  await stand.stop();

  stand.hillside.react = (_, response) => reply(response, 202);
  await stand.start();
  const { messageId } = envelope;
  const entry = await stand.entry(
    'the delivery',
    (e) => e.kind === 'delivery' && e.messageId === messageId,
  );
  assert.deepEqual([entry.facts?.attempt, entry.facts?.decision], [1, 'delivered']);
  assert.equal(stand.riverside.delivered.length, 0, 'no DeliveryFailure');
});

test('a duplicate after a restart gets the same acknowledgement and no second delivery', async () => {
  await using stand = await openStand();
  const sent = message(stand.world.current());
  const first = await stand.send(sent);
  await stand.hillside.count(1);
  await stand.stop();
  await stand.start();
  const again = await stand.send(sent);
  assert.ok(again.body.equals(first.body));
  assert.equal(again.status, first.status);
  const other = message(stand.world.current());
  await stand.send(other);
  await stand.hillside.count(2);
  assert.ok(stand.hillside.delivered[1]?.body.equals(other.body));
});

test('a retry that comes due while Spine is down is made at the start, unless its time has passed', async () => {
  const clock = virtualClock();
  await using stand = await openStand({
    clock,
    world: contract({ retries: 3, retryInterval: 'PT2H', persistDuration: 'PT5H' }),
  });
  stand.hillside.react = (_, response) => reply(response, 503);
  const { envelope, ...posting } = message(stand.world.current());
  const { messageId } = envelope;
  await stand.send({ ...posting, envelope });
  await stand.entry('the first attempt', (e) => e.kind === 'delivery' && e.messageId === messageId);
  await stand.stop();
  await clock.advance(6 * 3_600_000);
  await stand.start();
  const end = await stand.entry(
    'the end',
    (e) => e.kind === 'settled' && e.messageId === messageId,
  );
  assert.equal(end.facts?.outcome, 'failed');
  assert.match(end.summary, /persist duration passed/);
  assert.equal(stand.hillside.delivered.length, 1, 'nothing is sent after the persist duration');
  const [failure] = await stand.riverside.count(1);
  assert.match(failure?.body.toString() ?? '', /DeliveryFailure/);
});

test('a journal that is full refuses with SOAP fault 200, acknowledges and delivers nothing', async () => {
  await using stand = await openStand({ journalBytes: 40_000 });
  const posted: { status: number; body: Buffer }[] = [];
  for (let n = 0; n < 30; n++) posted.push(await stand.send(message(stand.world.current())));
  const taken = posted.filter(({ status }) => status === 202).length;
  assert.ok(taken > 0 && taken < 30, `${taken} taken`);
  for (const { status, body } of posted.slice(taken)) {
    assert.equal(status, 500);
    assert.match(body.toString(), />200</);
    assert.doesNotMatch(body.toString(), /Acknowledgment/);
  }
  await stand.hillside.count(taken);
  const whole = requestBytes(message(stand.world.current(), { payload: 'x'.repeat(300_000) }));
  using peer = await stand.raw();
  peer.write(whole);
  assert.match((await peer.answer())?.body ?? '', />200</);
  assert.equal(stand.hillside.delivered.length, taken);
});

test('an acknowledgement that finds the journal full does not undo what was taken', async () => {
  for (let bytes = 5_000; bytes < 12_000; bytes += 700) {
    await using stand = await openStand({
      journalBytes: bytes,
      world: contract({ acknowledgement: 'asynchronous' }),
    });
    const sent = message(stand.world.current());
    const { messageId } = sent.envelope;
    const { status } = await stand.send(sent);
    const took = (await stand.journal.find({ messageId })).some(
      ({ facts }) => facts?.taken === true,
    );
    assert.equal(status, took ? 202 : 500, `with ${bytes} bytes`);
    if (took) await stand.hillside.count(1);
  }
});
