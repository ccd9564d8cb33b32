import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import { readEhrRequest, writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import { inventAttachments } from '../../src/gp2gp/synthetic/attachments.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import { seededIds } from '../../src/platform/ids.ts';
import { type Random, seededRandom } from '../../src/platform/random.ts';
import { FACTS } from './extract-facts.ts';
import { receivingPractice } from './large/received-record.ts';
import { sendRecord } from './large/sent-record.ts';
import { PLAN } from './message-plan.ts';

/** The bytes with a few of them changed, cut out or doubled. */
function damaged(bytes: Uint8Array, random: Random): Buffer {
  let damage = Buffer.from(bytes);
  for (let times = random.int(1, 6); times > 0; times--) {
    const at = random.int(0, damage.length - 1);
    const length = random.int(1, 40);
    const [before, after] = [damage.subarray(0, at), damage.subarray(at + length)];
    const middle = random.pick([
      Buffer.from(random.bytes(length)),
      Buffer.alloc(0),
      Buffer.from('\r\n--=_MIME-Boundary'),
      Buffer.from('"><&amp;<!--'),
    ]);
    damage = Buffer.concat([before, middle, after]);
  }
  return damage;
}

const EXTRACT = synthesizeRecord({ seed: 1, entries: 1, attachments: { count: 1 } }, FACTS).payload;
const REQUEST = Buffer.from(
  writeEhrRequest(
    { id: FACTS.id, nhsNumber: '9990000018', requesterOds: 'Z99001', senderOds: 'Z99002' },
    FACTS,
  ),
);

test('no damage to a payload makes its reader throw', () => {
  const random = seededRandom(4711);
  let unreadable = 0;
  for (let round = 0; round < 300; round++) {
    if (!readEhrExtract(damaged(EXTRACT, random)).ok) unreadable += 1;
    if (!readEhrRequest(damaged(REQUEST, random)).ok) unreadable += 1;
  }
  assert.ok(unreadable > 100, `only ${unreadable} were unreadable`);
});

test('no damage to a message makes its reader throw, nor opening what came out of it', () => {
  const { headers, body } = buildMessage({
    ...PLAN,
    payload: REQUEST,
    attachments: inventAttachments({ count: 2 }, 1, seededIds(seededRandom(1))),
  });
  const [, contentType] = headers[0] ?? [];
  const random = seededRandom(815);
  let readable = 0;
  for (let round = 0; round < 300; round++) {
    const read = readMessage(contentType, damaged(body, random));
    if (!read.ok) continue;
    readable += 1;
    for (const { open } of read.value.attachments) open();
  }
  assert.ok(readable > 30 && readable < 300, `${readable} were readable`);
});

test('no damage to a large message makes its reader or its receiver throw', async () => {
  const record = [
    { bytes: Buffer.alloc(3_000, 'text'), compressed: true },
    {
      bytes: Buffer.alloc(5_000, 'scan'),
      compressed: false,
      shape: { travels: 'vision' as const },
    },
  ];
  const limits = { messageBytes: 100_000, parts: 10, attachmentChars: 50_000 };
  const sent = sendRecord(record, 0, { attachments: 'external', chunkChars: 3_000 }, limits);
  assert.ok(typeof sent !== 'string');
  const random = seededRandom(4242);
  const ends = new Set<string>();
  for (let round = 0; round < 60; round++) {
    const practice = receivingPractice();
    await practice.arrive(sent.extract);
    for (const part of sent.parts) {
      const body = random.int(0, 2) === 0 ? damaged(part.body, random) : part.body;
      const read = readMessage(part.headers[0]?.[1], body);
      // What Spine could not read does not come.
      if (read.ok) await practice.arrive({ ...part, envelope: read.value.envelope, body });
    }
    ends.add(practice.state().outcome?.result ?? practice.state().phase);
  }
  assert.ok(ends.has('parts-failed') && ends.has('filing'), [...ends].join());
});
