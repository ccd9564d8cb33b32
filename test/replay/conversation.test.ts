import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { replayConversation } from '../../conformance/replay/replay-conversation.ts';
import { rivalNamed } from '../../conformance/replay/rival.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { type Captured, capture, WAITS } from './captured.ts';

const directory = await mkdtemp(join(tmpdir(), 'spinebox-captured-'));
const place = { directory, certificateDirectory: join(directory, 'certs') };
after(() => rm(directory, { recursive: true, force: true }));

async function again({ path, judged, conversationId }: Captured, against: string) {
  await using bundle = await openBundle(path);
  return await replayConversation({
    ...{ bundle, conversationId, judged, source: rivalNamed(against, WAITS) },
    ...{ certificateDirectory: place.certificateDirectory, keyType: 'p-256' },
  });
}

test('a broken part on record is sent with its bytes: the system refuses it as it did, and hides it as it did', async () => {
  const captured = await capture('part-failure-kept-quiet', 'GP2GP-REQ-113', place);
  const same = await again(captured, 'part-failure-kept-quiet');
  assert.deepEqual([same.outcome, same.difference], ['reproduced', undefined]);
  assert.ok(same.was.findings.length > 0);
  assert.deepEqual(same.now?.findings, same.was.findings);
  const good = await again(captured, 'bundled');
  assert.equal(good.outcome, 'different');
  assert.equal(
    good.difference,
    'message 4 of the system: then "final acknowledgement AA", now "final acknowledgement AE 31"',
  );
});

test('a message that is sound and means something else is found by what it means', async () => {
  const captured = await capture('names-another-system', 'GP2GP-REQ-001', place);
  assert.equal((await again(captured, 'names-another-system')).outcome, 'reproduced');
  const { outcome, difference } = await again(captured, 'bundled');
  assert.equal(outcome, 'different');
  assert.match(
    difference ?? '',
    /^message 1 of the system, "request", .*communicationFunctionRcv.*: then 999999999999, now 9998\d+$/,
  );
});

test('a request that names a user is played with a user at the desk: the same practice says the same again', async () => {
  const captured = await capture('bundled', 'GP2GP-REQ-015', place);
  const { outcome, difference, was } = await again(captured, 'bundled');
  assert.equal(was.conversation.byUser, true);
  assert.deepEqual([outcome, difference], ['reproduced', undefined]);
});

test('of a sending system what it sends to the same request is compared, a finding that is gone is not reproduced', async () => {
  const captured = await capture('extract-answers-another-request', 'GP2GP-SND-003', place);
  assert.equal((await again(captured, 'extract-answers-another-request')).outcome, 'reproduced');
  const { outcome, difference } = await again(captured, 'bundled');
  assert.equal(outcome, 'not-reproduced');
  assert.match(difference ?? '', /^finding extract CONVERSATION-\d+ only then$/);
});
