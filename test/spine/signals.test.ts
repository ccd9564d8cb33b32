import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PARTY_TYPE, TO_PARTY_MSH } from '../../src/wire/ebxml/names.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { HILLSIDE, message, type Posting, RIVERSIDE, signal } from './messages.ts';
import { HILLSIDE_FQDN, openStand, RIVERSIDE_FQDN, removeCertificates } from './stand.ts';

const stand = await openStand();
after(async () => {
  await stand[Symbol.asyncDispose]();
  await removeCertificates();
});

const END_TO_END = { service: 'urn:nhs:names:services:itk', action: 'COPC_IN000001GB01' };

/** An end-to-end message that has arrived. */
async function arrived(): Promise<Posting> {
  const posting = message(stand.world.current(), END_TO_END);
  const before = stand.hillside.delivered.length;
  const answer = await stand.send(posting);
  assert.deepEqual([answer.status, answer.body.length], [202, 0]);
  await stand.hillside.count(before + 1);
  return posting;
}

function acknowledgment({ envelope }: Posting, from: string, action = 'Acknowledgment'): Posting {
  const { messageId, conversationId } = envelope;
  const element = {
    timestamp: '2026-01-05T09:00:00Z',
    refToMessageId: messageId,
    from: undefined,
    actor: TO_PARTY_MSH,
    version: '2.0',
  };
  return signal(action, {
    from: { id: from, type: PARTY_TYPE },
    conversationId,
    refToMessageId: messageId,
    acknowledgment: action === 'Acknowledgment' ? element : undefined,
  });
}

test('the final recipient’s acknowledgement reaches the sender', async () => {
  const posting = await arrived();
  const before = stand.riverside.delivered.length;
  const answer = await stand.send(acknowledgment(posting, HILLSIDE), HILLSIDE_FQDN);
  assert.equal(answer.status, 202);
  const relayed = (await stand.riverside.count(before + 1)).at(-1);
  const read = readEbxml(relayed?.body ?? Buffer.alloc(0));
  assert.ok(read.ok);
  assert.equal(read.value.acknowledgment?.refToMessageId, posting.envelope.messageId);
  assert.equal(read.value.from.id, HILLSIDE);
  assert.equal(relayed?.headers['content-type'], 'text/xml');
});

test('an acknowledgement from somebody else reaches nobody', async () => {
  const posting = await arrived();
  const before = stand.riverside.delivered.length;
  const forged = acknowledgment(posting, HILLSIDE);
  const refused = await stand.send(forged, RIVERSIDE_FQDN);
  assert.equal(refused.status, 200);
  assert.match(refused.body.toString(), /SecurityFailure/);
  const own = await stand.send(acknowledgment(posting, RIVERSIDE), RIVERSIDE_FQDN);
  assert.equal(own.status, 202);
  assert.equal(
    await stand.journal.count({ kind: 'composed', messageId: forged.envelope.messageId }),
    0,
  );
  assert.equal(stand.riverside.delivered.length, before);
});

test('a signal whose action would break a header harms nobody', async () => {
  const posting = await arrived();
  const action = 'Acknowledgment\r\nX-Injected: yes';
  const hostile = acknowledgment(posting, HILLSIDE, action);
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', 'urn:a:b/C'],
  ] as const;
  const answer = await stand.send({ ...hostile, headers }, HILLSIDE_FQDN);
  assert.equal(
    answer.headers.some(([name]) => name === 'X-Injected'),
    false,
  );
  const before = stand.riverside.delivered.length;
  await stand.send(acknowledgment(posting, HILLSIDE), HILLSIDE_FQDN);
  await stand.riverside.count(before + 1);
  for (const { headers: got } of stand.riverside.delivered)
    assert.equal(got['x-injected'], undefined);
});

test('Ping brings Pong, and the sender hears how far its message has got', async () => {
  const ping = signal('Ping', {});
  const pong = readEbxml((await stand.send(ping)).body);
  assert.ok(pong.ok && pong.value.action === 'Pong');
  assert.equal(pong.value.refToMessageId, ping.envelope.messageId);

  const posting = message(stand.world.current());
  const { messageId } = posting.envelope;
  await stand.send(posting);
  await stand.entry('the delivery', (e) => e.kind === 'delivery' && e.messageId === messageId);
  const ask = async (id: string, from = RIVERSIDE, fqdn = RIVERSIDE_FQDN) => {
    const asked = { statusRequest: { refToMessageId: id }, from: { id: from, type: PARTY_TYPE } };
    const read = readEbxml((await stand.send(signal('StatusRequest', asked), fqdn)).body);
    return read.ok ? read.value.statusResponse?.status : undefined;
  };
  assert.equal(await ask(messageId), 'Forwarded');
  const request = message(stand.world.current(), {
    to: 'YES-0000806',
    service: 'urn:nhs:names:services:psis',
    action: 'REPC_IN150016UK05',
  });
  await stand.send(request);
  const answered = request.envelope.messageId;
  await stand.entry('the answer', (e) => e.kind === 'composed' && e.refToMessageId === answered);
  assert.equal(await ask(answered), 'Processed');
  assert.equal(await ask('C0000000-0000-4000-8000-000000000009'), 'NotRecognized');
  assert.equal(await ask(messageId, HILLSIDE, HILLSIDE_FQDN), 'UnAuthorized');
});
