import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagExpression } from '../../cli/commands/conform.ts';
import { parseAnswerSentence } from '../../conformance/engine/answers.ts';
import { bundledProfile } from '../../conformance/engine/bundled-system.ts';
import { timerHabit } from '../../conformance/engine/duration-log.ts';
import { compareDocuments } from '../../conformance/engine/filing.ts';
import { parseShown } from '../../conformance/engine/status.ts';
import { type Lease, systemPool } from '../../conformance/engine/system-pool.ts';

const systemOf = (concurrency: number, index = 0) => ({
  profile: { ...bundledProfile(index), concurrency },
  hooks: { names: [], call: () => Promise.reject(new Error('nothing is called here')) },
});

/** Whether a lease is there once everything that can go on has. */
async function granted(lease: Promise<Lease>): Promise<Lease | undefined> {
  return Promise.race([
    lease,
    new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))),
  ]);
}

test('a system takes as many scenarios as it says, and the next one waits', async () => {
  const pool = systemPool([systemOf(2)]);
  const first = await granted(pool.lease(false));
  const second = await granted(pool.lease(false));
  const third = pool.lease(false);
  assert.ok(first && second);
  assert.equal(await granted(third), undefined);
  first.release();
  assert.ok(await granted(third));
});

test('an exclusive scenario waits for all others, and all others wait for it', async () => {
  const pool = systemPool([systemOf(4)]);
  const shared = await granted(pool.lease(false));
  const exclusive = pool.lease(true);
  const later = pool.lease(false);
  assert.equal(await granted(exclusive), undefined);
  assert.equal(await granted(later), undefined, 'who waits longer was passed over');
  shared?.release();
  const alone = await granted(exclusive);
  assert.ok(alone);
  assert.equal(await granted(later), undefined);
  alone.release();
  alone.release();
  assert.ok(await granted(later));
});

test('scenarios that share crowd together, so that an exclusive one finds a system free', async () => {
  const pool = systemPool([systemOf(3), systemOf(1, 1)]);
  const shared = [await granted(pool.lease(false)), await granted(pool.lease(false))];
  const exclusive = await granted(pool.lease(true));
  assert.deepEqual(
    shared.map((lease) => lease?.system.profile.odsCode),
    ['Z99003', 'Z99003'],
  );
  assert.equal(exclusive?.system.profile.odsCode, 'Z99004');
  assert.equal(pool.capacity, 4);
});

const waited = (contractMs: number, measuredMs: number) => ({
  scenario: 'x',
  contractMs,
  measuredMs,
});

test('timers that follow the contract are told from those that do not', () => {
  assert.equal(timerHabit([waited(1000, 1300), waited(3000, 3200)]), 'contract');
  assert.equal(timerHabit([waited(1000, 10_000), waited(3000, 10_050)]), 'fixed');
  assert.equal(timerHabit([waited(1000, 1000), waited(1200, 1300)]), 'unknown');
  assert.equal(timerHabit([waited(1000, 1000)]), 'unknown');
});

test('a sentence about answers says what they are about and which are right', () => {
  assert.deepEqual(parseAnswerSentence('accepts the extract or refuses it with 21, 30 or 99'), {
    subject: { kind: 'extract' },
    allowed: { accept: true, codes: ['21', '30', '99'], silence: false },
  });
  assert.deepEqual(parseAnswerSentence('refuses "page 12.tif/1" with any code'), {
    subject: { kind: 'labelled', label: 'page 12.tif/1' },
    allowed: { accept: false, codes: 'any', silence: false },
  });
  assert.deepEqual(parseAnswerSentence('leaves the request unanswered or refuses it with 18'), {
    subject: { kind: 'request' },
    allowed: { accept: false, codes: ['18'], silence: true },
  });
  assert.equal(parseAnswerSentence('accepts every fragment')?.subject.kind, 'every-fragment');
});

test('a sentence that refuses without a code, or says nothing, is none', () => {
  for (const text of [
    'refuses the extract',
    'accepts the parcel',
    'eats the extract',
    'accepts the extract with 21',
  ]) {
    assert.equal(parseAnswerSentence(text), undefined, text);
  }
});

test('words for how a transfer is shown are read with their alternatives', () => {
  assert.deepEqual(parseShown('refused with 06 or 99'), [
    { states: ['refused', 'failed'], codes: ['06', '99'] },
  ]);
  assert.deepEqual(parseShown('filed or as failed'), [
    { states: ['filed'] },
    { states: ['failed', 'refused'] },
  ]);
  assert.equal(parseShown('lost'), undefined);
  assert.equal(parseShown('refused with six'), undefined);
});

const sent = (fileName: string, sha256: string, more = {}) => ({
  ...{ fileName, sha256, contentType: 'image/tiff', bytes: 10, absent: false },
  ...more,
});

test('documents with equal names are told apart by their content', () => {
  const both = [sent('Untitled', 'a'), sent('Untitled', 'b')];
  assert.deepEqual(compareDocuments(both, both.toReversed()), []);
  assert.deepEqual(
    compareDocuments(both, [both[0] as (typeof both)[0], both[0] as (typeof both)[0]]),
    ['"Untitled" has 10 bytes with another digest, not the 10'],
  );
});

test('what is wrong with a document is named', () => {
  const one = [sent('a.tif', 'a')];
  assert.deepEqual(compareDocuments(one, []), ['"a.tif" is not there']);
  assert.deepEqual(compareDocuments(one, [sent('b.tif', 'a')]), ['"a.tif" is called "b.tif"']);
  assert.deepEqual(compareDocuments(one, [sent('a.tif', 'a', { contentType: 'text/plain' })]), [
    '"a.tif" is text/plain, not image/tiff',
  ]);
  assert.deepEqual(compareDocuments(one, [sent('a.tif', 'a', { absent: true })]), [
    '"a.tif" is shown as missing',
  ]);
  assert.deepEqual(compareDocuments(one, [...one, sent('c.tif', 'c')]), ['"c.tif" was not sent']);
  assert.deepEqual(
    compareDocuments(one, [sent('a.tif', 'a', { contentType: 'IMAGE/TIFF; x=1' })]),
    [],
  );
});

test('role, ids and tags of the command line all have to hold', () => {
  assert.equal(tagExpression({}), '');
  assert.equal(tagExpression({ role: 'sender' }), '@sender');
  assert.equal(
    tagExpression({ role: 'sender', only: ['A', 'B'], tags: 'not @large' }),
    '(@sender) and (@A or @B) and (not @large)',
  );
});
