import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type AdaptorStage, adaptorStage, LAKESIDE } from '../../features/support/lakeside.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type BuiltMessage, buildMessage } from '../../src/gp2gp/build-message.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { type HttpAnswer, openHttpClient } from '../../src/platform/http-client.ts';
import { buildMessageError, UNKNOWN_TO_PARTY } from '../../src/wire/ebxml/build-message-error.ts';
import { judgeAnswer } from '../../src/wire/ebxml/judge-answer.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';

/** What Spine delivers, and what the system behind the adaptor gets of it (mhs 4.1, 7.3). */

const CONVERSATION = '0C0C0C0C-0000-4000-8000-000000000001';
const ACTION = 'RCMR_IN030000UK06';
const PAYLOAD = '<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3">é &amp; ü</RCMR_IN030000UK06>';

function message(stage: AdaptorStage, messageId: string): BuiltMessage {
  const service = 'urn:nhs:names:services:gp2gp';
  const contract = stage.simulator.world.current().contractFor(LAKESIDE.partyKey, service, ACTION);
  assert.ok(contract);
  return buildMessage({
    contract,
    fromPartyKey: 'Z99002-900002',
    conversationId: CONVERSATION,
    messageId,
    time: new Date('2026-01-05T09:00:00Z'),
    payload: Buffer.from(PAYLOAD),
    documents: [
      {
        kind: 'inline',
        documentId: 'D1',
        contentId: 'd1@spine.nhs.uk',
        partType: 'application/pdf',
        content: Buffer.from('JVBE\r\nRi0='),
        description: 'Filename="a.pdf" ContentType=application/pdf Compressed=No',
      },
      {
        ...{ kind: 'inline', documentId: 'D2', contentId: 'd2@spine.nhs.uk' },
        ...{ partType: 'text/plain', transferEncoding: '8bit', description: 'a "note" & more' },
        content: Buffer.from('naïve'),
      },
      {
        ...{ kind: 'inline', documentId: 'D3', contentId: 'd3@spine.nhs.uk' },
        ...{ partType: 'image/png', transferEncoding: 'binary', description: 'bytes' },
        content: Buffer.from([0x89, 0x50, 0xff, 0x00]),
      },
      { kind: 'external', documentId: 'D4', messageId: 'OTHER-MESSAGE', description: 'elsewhere' },
    ],
  });
}

/** Posts to the adaptor as Spine does. */
async function asSpine(
  stage: AdaptorStage,
  { headers, body }: Pick<BuiltMessage, 'headers' | 'body'>,
): Promise<HttpAnswer> {
  const { certificates, neighbours, world } = stage.simulator;
  const identity = await certificates.identity(world.current().spine.fqdn);
  const client = openHttpClient({ identity });
  const port = neighbours.adaptors?.ports.lakeside?.inbound;
  const answer = await client.post(`https://127.0.0.1:${port}/`, { headers, body });
  await client.close();
  assert.ok('status' in answer, JSON.stringify(answer));
  return answer;
}

const judged = ({ status, body }: HttpAnswer, messageId: string) =>
  judgeAnswer({ status, contentType: 'text/xml', body }, messageId).kind;

const habits = (given: object): WorldPatch => ({
  organisations: { lakeside: { adaptor: { habits: given } } },
});

test('a message is queued whole before it is acknowledged: base64 stays, text is text, bytes become base64', async () => {
  await using stage = await adaptorStage();
  const answer = await asSpine(stage, message(stage, 'M-1'));
  assert.equal(judged(answer, 'M-1'), 'acknowledged');
  const { message: got, properties } = await stage.next();
  assert.equal(properties['message-id'], 'M-1');
  assert.equal(properties['correlation-id'], CONVERSATION);
  const envelope = readEbxml(Buffer.from(got.ebXml ?? ''));
  assert.ok(envelope.ok && envelope.value.messageId === 'M-1');
  assert.equal(got.payload, PAYLOAD);
  assert.deepEqual(got.attachments, [
    {
      payload: 'JVBE\r\nRi0=',
      isBase64: true,
      contentId: 'd1@spine.nhs.uk',
      contentType: 'application/pdf',
      description: 'Filename="a.pdf" ContentType=application/pdf Compressed=No',
    },
    {
      payload: 'naïve',
      isBase64: false,
      contentId: 'd2@spine.nhs.uk',
      contentType: 'text/plain',
      description: 'a "note" & more',
    },
    {
      payload: 'iVD/AA==',
      isBase64: true,
      contentId: 'd3@spine.nhs.uk',
      contentType: 'image/png',
      description: 'bytes',
    },
  ]);
  assert.deepEqual(got.externalAttachments, [
    { documentId: '_D4', messageId: 'OTHER-MESSAGE', description: 'elsewhere', title: undefined },
  ]);
});

test('a message that comes twice is acknowledged twice and queued once', async () => {
  await using stage = await adaptorStage();
  for (const _ of [1, 2])
    assert.equal(judged(await asSpine(stage, message(stage, 'M-2')), 'M-2'), 'acknowledged');
  await asSpine(stage, message(stage, 'M-3'));
  assert.equal((await stage.next()).properties['message-id'], 'M-2');
  assert.equal((await stage.next()).properties['message-id'], 'M-3');
});

test('with the habit of the known adaptor it is queued twice', async () => {
  await using stage = await adaptorStage(habits({ duplicates: 'every' }));
  for (const _ of [1, 2]) await asSpine(stage, message(stage, 'M-2'));
  assert.equal((await stage.next()).properties['message-id'], 'M-2');
  assert.equal((await stage.next()).properties['message-id'], 'M-2');
});

test('without its broker nothing is acknowledged, and what comes again is no duplicate', async () => {
  // Nothing listens there.
  const queue = { broker: 'amqp://127.0.0.1:1' };
  await using stage = await adaptorStage({ organisations: { lakeside: { adaptor: { queue } } } });
  for (const attempt of [1, 2]) {
    const answer = await asSpine(stage, message(stage, 'M-4'));
    assert.equal(answer.status, 500);
    assert.equal(judged(answer, 'M-4'), 'soapFault');
    const entries = await stage.simulator.journal.find({
      ...{ kind: 'received', service: LAKESIDE.service, messageId: 'M-4' },
    });
    assert.equal(entries.length, attempt);
    // Not a duplicate: what was not taken has not come yet.
    assert.equal(entries.at(-1)?.facts?.verdict, 'not-taken');
    assert.match(JSON.stringify(entries.at(-1)?.trace), /did not take a message for inbound/);
  }
});

test('what nobody has settled waits in the queue over a restart of the simulator', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'spinebox-adaptor-'));
  try {
    {
      await using stage = await adaptorStage({}, { dataDirectory });
      await asSpine(stage, message(stage, 'M-5'));
    }
    await using stage = await adaptorStage({}, { dataDirectory });
    assert.equal((await stage.next()).properties['message-id'], 'M-5');
    const [work] = stage.simulator.neighbours.adaptors?.desk.work(LAKESIDE.ods) ?? [];
    assert.deepEqual(
      [work?.messageId, work?.direction, work?.state],
      ['M-5', 'inbound', 'UNSOLICITED_INBOUND_RESPONSE_SUCCESSFULLY_PROCESSED'],
    );
    // It is known again, too.
    assert.equal(judged(await asSpine(stage, message(stage, 'M-5')), 'M-5'), 'acknowledged');
    await asSpine(stage, message(stage, 'M-6'));
    assert.equal((await stage.next()).properties['message-id'], 'M-6');
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

test('an error that nobody waits for is queued, or refused where the known adaptor refuses', async () => {
  const signalOf = (stage: AdaptorStage) => {
    const { envelope } = message(stage, 'M-7');
    const from = { ...envelope, from: envelope.to, to: envelope.from };
    const stamp = { messageId: 'S-7', now: new Date('2026-01-05T09:00:00Z') };
    const body = writeEbxml(buildMessageError(from, [UNKNOWN_TO_PARTY], stamp));
    return { headers: [['Content-Type', 'text/xml']] as const, body };
  };
  {
    await using stage = await adaptorStage();
    assert.equal((await asSpine(stage, signalOf(stage))).status, 202);
    const { message: got, properties } = await stage.next();
    assert.equal(properties['message-id'], 'M-7');
    assert.equal(got.payload, '');
    assert.match(got.ebXml ?? '', /ErrorList/);
  }
  await using stage = await adaptorStage(habits({ signals: 'refuse' }));
  assert.equal((await asSpine(stage, signalOf(stage))).status, 500);
});

test('a message for another party is not queued', async () => {
  await using stage = await adaptorStage();
  const { headers, body } = message(stage, 'M-8');
  const text = body.toString('latin1').replaceAll(LAKESIDE.partyKey, 'Z99001-900001');
  const answer = await asSpine(stage, { headers, body: Buffer.from(text, 'latin1') });
  assert.equal(answer.status, 200);
  assert.match(String(answer.body), /501314/);
  await asSpine(stage, message(stage, 'M-9'));
  assert.equal((await stage.next()).properties['message-id'], 'M-9');
});

test('answers can be withheld, doubled and cut off on their way to the queue', async () => {
  await using stage = await adaptorStage({
    faults: {
      withheld: {
        ...{ faces: ['adaptor'], when: { message: ['M-10'] } },
        actions: [{ kind: 'no-answer' }],
      },
      cut: {
        ...{ faces: ['adaptor'], when: { message: ['M-13'] } },
        ...{ attempts: { to: 1 }, actions: [{ kind: 'drop' }] },
      },
      doubled: {
        ...{ faces: ['adaptor'], when: { message: ['M-11'] } },
        actions: [{ kind: 'duplicate-answer' }],
      },
    },
  });
  for (const id of ['M-10', 'M-11'])
    assert.equal(judged(await asSpine(stage, message(stage, id)), id), 'acknowledged');
  assert.equal((await stage.next()).properties['message-id'], 'M-11');
  assert.equal((await stage.next()).properties['message-id'], 'M-11');
  const [entry] = await stage.simulator.journal.find({
    ...{ kind: 'received', service: LAKESIDE.service, messageId: 'M-10' },
  });
  assert.equal(entry?.facts?.queued, false);
  assert.match(JSON.stringify(entry?.trace), /the fault withheld asks for: no-answer/);
  // Cut off at first, taken when it comes again.
  await assert.rejects(asSpine(stage, message(stage, 'M-13')));
  const [cut] = await stage.simulator.journal.find({
    ...{ kind: 'received', service: LAKESIDE.service, messageId: 'M-13' },
  });
  assert.equal(cut?.response, undefined);
  assert.equal(cut?.facts?.verdict, 'not-taken');
  await asSpine(stage, message(stage, 'M-13'));
  assert.equal((await stage.next()).properties['message-id'], 'M-13');
});

test('a certificate that is not that of Spine gets in nowhere', async () => {
  await using stage = await adaptorStage();
  const { certificates, neighbours } = stage.simulator;
  const client = openHttpClient({
    identity: await certificates.identity('hillside.spinebox.test'),
  });
  const port = neighbours.adaptors?.ports.lakeside?.inbound;
  const { headers, body } = message(stage, 'M-12');
  const answer = await client.post(`https://127.0.0.1:${port}/`, { headers, body });
  await client.close();
  assert.ok('failed' in answer);
  const { journal } = stage.simulator;
  const handshake = { kind: 'handshake', service: LAKESIDE.service } as const;
  await waitForEntry(journal, handshake, { timeoutMs: 30_000 });
  assert.equal(await journal.count({ service: LAKESIDE.service, messageId: 'M-12' }), 0);
});
