import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeOf } from '../../src/gp2gp/content.ts';
import { attachmentBytes } from '../../src/gp2gp/synthetic/attachments.ts';
import { openStage, PATIENT, REQUESTER, SENDER, type Stage } from './stage.ts';

const LARGE = 'COPC_IN000001UK01';
const REQUEST = 'RCMR_IN010000UK05';
const EXTRACT = 'RCMR_IN030000UK06';
const ACKNOWLEDGEMENT = 'MCCI_IN010000UK13';
const RETRY_MS = 2 * 3_600_000;
const SIZES = [5_000, 200_000, 30_000, 10];

/** A record with four documents, each in a message of its own, sent one at a time. */
async function largeStage(): Promise<Stage> {
  const stage = await openStage({}, { transfers: { attachments: 'external', window: 1 } });
  const attachments = { count: 4, sizes: SIZES, contentTypes: ['image/tiff'] };
  stage.records.put(PATIENT, { kind: 'synthetic', options: { seed: 1, attachments } });
  return stage;
}

/** Spine is out of order for the nth message of a kind from a practice, the first time it comes. */
function failOnce(stage: Stage, from: string, interaction: string, nth = 1): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const { partyKey } = stage.party(from);
  const seen = new Set<string>();
  stage.spine.intercept = ({ message: { envelope }, attempt }) => {
    if (envelope.action !== interaction || envelope.from.id !== partyKey) return undefined;
    seen.add(envelope.messageId);
    if (attempt > 1 || seen.size !== nth) return undefined;
    resolve(envelope.messageId);
    return { status: 500, headers: [] };
  };
  return promise;
}

const tried = (stage: Stage, messageId: string) =>
  stage.entry((entry) => entry.kind === 'delivery' && entry.messageId === messageId);

async function finish(stage: Stage, id: string): Promise<void> {
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  const [transfer] = stage.requester.transfers();
  assert.equal(transfer?.outcome?.result, 'integrated');
  assert.equal(stage.sender.transfers()[0]?.outcome?.result, 'transferred');
  const { attachments } = await stage.requester.filed(id);
  assert.deepEqual(
    attachments.map(({ bytes }) => bytes.length),
    SIZES,
  );
  for (const [index, { bytes }] of attachments.entries()) {
    const wanted = wholeOf(attachmentBytes(SIZES[index] ?? 0, 'image/tiff', 1 + index));
    assert.ok(bytes.equals(wanted), `document ${index}`);
  }
}

/** How often each message of an interaction came to Spine, by its id. */
function attempts(stage: Stage, interaction: string, from: string): number[] {
  const { partyKey } = stage.party(from);
  const sent = stage.spine.relayed.filter(
    ({ message: { envelope } }) => envelope.action === interaction && envelope.from.id === partyKey,
  );
  return [...Map.groupBy(sent, ({ message }) => message.envelope.messageId).values()].map(
    (each) => {
      const [first] = each;
      assert.ok(each.every(({ body }) => body.equals(first?.body ?? Buffer.alloc(0))));
      return each.length;
    },
  );
}

test('a request that Spine did not take goes out again after a restart, the same', async () => {
  await using stage = await openStage();
  const failed = failOnce(stage, REQUESTER, REQUEST);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await tried(stage, await failed);
  await stage.restart(REQUESTER);
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  assert.equal(stage.requester.transfers()[0]?.outcome?.result, 'integrated');
  assert.deepEqual(attempts(stage, REQUEST, REQUESTER), [2]);
});

test('a sender that is restarted between extract and continue sends the rest', async () => {
  await using stage = await largeStage();
  const failed = failOnce(stage, REQUESTER, LARGE);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await tried(stage, await failed);
  await stage.restart(SENDER);
  assert.equal(stage.sender.transfers()[0]?.state, 'awaiting-continue');
  await stage.clock.advance(RETRY_MS);
  await finish(stage, id);
});

test('a sender that is restarted among its fragments sends each once, with the same id and bytes', async () => {
  await using stage = await largeStage();
  const failed = failOnce(stage, SENDER, LARGE, 2);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await tried(stage, await failed);
  await stage.restart(SENDER);
  await finish(stage, id);
  assert.deepEqual(attempts(stage, LARGE, SENDER), [1, 2, 1, 1]);
});

test('a requester that is restarted among the fragments goes on with those that it has', async () => {
  await using stage = await largeStage();
  const failed = failOnce(stage, SENDER, LARGE, 3);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await tried(stage, await failed);
  await stage.restart(REQUESTER);
  await stage.clock.advance(RETRY_MS);
  await finish(stage, id);
  assert.deepEqual(attempts(stage, LARGE, REQUESTER), [1]);
});

test('an acknowledgement that Spine did not take goes out after a restart', async () => {
  await using stage = await openStage();
  const failed = failOnce(stage, REQUESTER, ACKNOWLEDGEMENT);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await tried(stage, await failed);
  await stage.restart(REQUESTER);
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  assert.deepEqual(attempts(stage, ACKNOWLEDGEMENT, REQUESTER), [2]);
});

test('a restart takes nothing off the time that has passed', async () => {
  await using stage = await openStage();
  stage.spine.handsOn = false;
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.entry(({ kind, facts }) => kind === 'transfer' && facts?.state === 'waiting');
  await stage.clock.advance(20 * 3_600_000);
  await stage.restart(REQUESTER);
  await stage.clock.advance(4 * 3_600_000 - 1);
  await stage.requester.settled();
  assert.equal(stage.requester.transfers()[0]?.state, 'waiting');
  await stage.clock.advance(1);
  const { facts } = await stage.ended(REQUESTER, id);
  assert.equal(facts?.outcome, 'no-extract');
});

test('what was acknowledged to Spine and not worked on is worked on after the restart', async () => {
  await using stage = await openStage();
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  stage.spine.intercept = ({ message: { envelope } }) => {
    // From here on the test has what the sender sends.
    if (envelope.action === EXTRACT) stage.spine.handsOn = false;
    return undefined;
  };
  await stage.entry(({ kind, interaction }) => kind === 'delivery' && interaction === EXTRACT);
  const extract = stage.spine.relayed.find(({ message }) => message.envelope.action === EXTRACT);
  assert.ok(extract);
  await stage.requester.close();
  stage.spine.handsOn = true;
  const { envelope } = extract.message;
  await stage.journal.append({
    kind: 'received',
    at: stage.clock.now().toISOString(),
    service: `practice:${REQUESTER}`,
    summary: 'taken just before the end',
    conversationId: id,
    messageId: envelope.messageId,
    interaction: EXTRACT,
    request: { method: 'POST', path: '/', headers: extract.headers, body: extract.body },
    facts: { verdict: 'message' },
  });
  await stage.restart(REQUESTER);
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  assert.equal(stage.requester.transfers()[0]?.outcome?.result, 'integrated');
});

test('what was told of patients, and how transfers ended, is known after a restart', async () => {
  await using stage = await openStage();
  await stage.requester.decideFiling(PATIENT, 'reject');
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  const before = await stage.requester.transferStatus(PATIENT);
  assert.deepEqual([before.state, before.code], ['refused', '11']);
  await stage.restart(REQUESTER);
  assert.deepEqual(await stage.requester.transferStatus(PATIENT), before);
  const again = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.ended(REQUESTER, again);
  assert.equal((await stage.requester.transferStatus(PATIENT)).code, '11');
});
