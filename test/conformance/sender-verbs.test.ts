import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { SystemDeviation } from '../../conformance/engine/departures.ts';
import { expectEachOwnExtract } from '../../conformance/engine/many-requests.ts';
import { expectSecondExtract } from '../../conformance/engine/second-extract.ts';
import {
  expectExtractOrRefusal,
  expectNoSecondExtract,
  expectNotOver,
  expectNotTransferred,
  expectRefusedOrShownAsFailed,
} from '../../conformance/engine/sender-answers.ts';
import {
  expectOneConversation,
  expectOwnNumbers,
  expectSizes,
} from '../../conformance/engine/sent-messages.ts';
import { expectTransferredOrNoted } from '../../conformance/engine/transferred.ts';
import type { Trial } from '../../conformance/engine/trial.ts';
import { expectNoTryAfter, expectSpacing } from '../../conformance/engine/tries.ts';
import type { TransferStatus } from '../../conformance/sut/hook-calls.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { answer, message, scriptedTrial } from './scripted-trial.ts';

const REQUEST = message(1, 'request', {
  from: 'counterpart',
  nhsNumber: '9990000018',
  requestId: 'R',
});
const ACCEPTED = answer(2, 1, undefined, 'request-acknowledgement');
const EXTRACT = message(3, 'extract', { nhsNumber: '9990000018', requestId: 'R' });
const refused = (code: string) => answer(2, 1, code, 'request-acknowledgement');

type Verb = (trial: Trial) => unknown;
interface Script {
  readonly messages: readonly TranscriptMessage[];
  readonly status?: TransferStatus;
}

async function passes(verb: Verb, script: Script): Promise<readonly string[]> {
  const { trial, chosen } = scriptedTrial(script);
  await verb(trial);
  return chosen;
}

async function departs(verb: Verb, script: Script): Promise<SystemDeviation> {
  let thrown: unknown;
  try {
    await verb(scriptedTrial(script).trial);
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof SystemDeviation, `it did not depart: ${String(thrown)}`);
  return thrown;
}

suite('an answer where several are right', () => {
  const verb: Verb = (trial) => expectExtractOrRefusal(trial, ['06']);
  test('may be an extract or the code, and which one is on record', async () => {
    assert.equal((await passes(verb, { messages: [REQUEST, ACCEPTED, EXTRACT] })).length, 1);
    assert.match((await passes(verb, { messages: [REQUEST, refused('06')] }))[0] ?? '', /06/);
  });
  test('is no other code, and not silence', async () => {
    assert.match((await departs(verb, { messages: [REQUEST, refused('99')] })).observed, /99/);
    await departs(verb, { messages: [REQUEST] });
  });
});

suite('a record that Spine never takes', () => {
  const verb: Verb = (trial) => expectRefusedOrShownAsFailed(trial, ['99']);
  test('ends in a refusal or in a failure that is shown', async () => {
    await passes(verb, { messages: [REQUEST, refused('99')] });
    await passes(verb, { messages: [REQUEST], status: { state: 'failed' } });
  });
  test('does not go on, and was not transferred', async () => {
    await departs(verb, { messages: [REQUEST], status: { state: 'sending' } });
    await departs(verb, { messages: [REQUEST], status: { state: 'transferred' } });
  });
});

suite('a transfer that nothing has settled', () => {
  test('goes on', async () => {
    await passes(expectNotOver, { messages: [], status: { state: 'sent' } });
    const early = await departs(expectNotOver, { messages: [], status: { state: 'transferred' } });
    assert.equal(early.weight, 'unsafe');
    await departs(expectNotOver, { messages: [], status: { state: 'none' } });
  });
  test('is not taken for transferred, nor forgotten', async () => {
    const messages = [REQUEST, EXTRACT];
    await passes(expectNotTransferred, { messages, status: { state: 'failed' } });
    await departs(expectNotTransferred, { messages, status: { state: 'transferred' } });
    await departs(expectNotTransferred, { messages, status: { state: 'none' } });
  });
});

suite('a success', () => {
  const coded: Verb = (trial) => expectTransferredOrNoted(trial, { code: '15' });
  test('may show the code that counts as one', async () => {
    await passes(coded, { messages: [], status: { state: 'transferred', code: '15' } });
    await passes(coded, { messages: [], status: { state: 'transferred' } });
    await departs(coded, { messages: [], status: { state: 'transferred', code: '11' } });
    await departs(coded, { messages: [], status: { state: 'refused', code: '15' } });
  });
  const lenient: Verb = (trial) => expectTransferredOrNoted(trial, { lenient: true });
  test('by a number that the system need not know may be left open, not refused', async () => {
    await passes(lenient, { messages: [], status: { state: 'transferred' } });
    await passes(lenient, { messages: [], status: { state: 'sent' } });
    await departs(lenient, { messages: [], status: { state: 'refused', code: '11' } });
  });
});

suite('one extract in all', () => {
  test('is neither none nor two', async () => {
    await passes(expectNoSecondExtract, { messages: [REQUEST, EXTRACT] });
    await departs(expectNoSecondExtract, { messages: [REQUEST] });
    const twice = [REQUEST, EXTRACT, message(4, 'extract')];
    assert.equal((await departs(expectNoSecondExtract, { messages: twice })).weight, 'unsafe');
  });
  test('sent again by an operator is a new message in the old conversation', async () => {
    const again = message(4, 'extract');
    await passes(expectSecondExtract, { messages: [REQUEST, EXTRACT, again] });
    await departs(expectSecondExtract, { messages: [REQUEST, EXTRACT] });
    const elsewhere = { ...again, conversationId: 'C2' };
    await departs(expectSecondExtract, { messages: [REQUEST, EXTRACT, elsewhere] });
    const same = { ...again, messageId: EXTRACT.messageId };
    await departs(expectSecondExtract, { messages: [REQUEST, EXTRACT, same] });
  });
});

suite('numbers and sizes', () => {
  const id = (n: number) => `0000000${n}-AAAA-4AAA-8AAA-00000000000${n}`;
  const own = (n: number, more: Partial<TranscriptMessage> = {}) =>
    message(n, 'fragment', { messageId: id(n), hl7Id: id(n), ...more });
  test('are unique and in capitals', async () => {
    await passes(expectOwnNumbers, { messages: [own(1), own(2)] });
    await departs(expectOwnNumbers, { messages: [own(1), own(2, { messageId: id(1) })] });
    await departs(expectOwnNumbers, { messages: [own(1), own(2, { hl7Id: id(1) })] });
    await departs(expectOwnNumbers, { messages: [own(1, { messageId: id(1).toLowerCase() })] });
  });
  test('belong to the conversation of the request', async () => {
    await passes(expectOneConversation, { messages: [REQUEST, EXTRACT] });
    await departs(expectOneConversation, {
      messages: [REQUEST, { ...EXTRACT, conversationId: 'C2' }],
    });
    await departs(expectOneConversation, { messages: [REQUEST] });
  });
  test('stay below what Spine takes', async () => {
    await passes(expectSizes, { messages: [own(1, { bytes: 4_999_999 })] });
    await departs(expectSizes, { messages: [own(1, { bytes: 5_242_881 })] });
  });
});

suite('tries of one message', () => {
  const at = (ms: number) => new Date(1_800_000_000_000 + ms).toISOString();
  const tries = (...times: readonly number[]) => ({
    messages: times.map((ms, index) =>
      message(index + 1, 'request', { messageId: 'M', at: at(ms) }),
    ),
  });
  test('are as far apart as the contract says', async () => {
    const verb: Verb = (trial) => expectSpacing(trial, 1000);
    await passes(verb, tries(0, 1000, 2010));
    assert.match((await departs(verb, tries(0, 200, 1200))).observed, /200 ms/);
    await departs(verb, tries(0));
  });
  test('end with the contract', async () => {
    const verb: Verb = (trial) => expectNoTryAfter(trial, 2000);
    await passes(verb, tries(0, 1000, 2000));
    await departs(verb, tries(0, 1000, 3000));
    await departs(verb, { messages: [] });
  });
});

test('an extract of another patient in the place of the right one is unsafe', async () => {
  const other = { ...EXTRACT, nhsNumber: '9990000026' };
  const departure = await departs(expectEachOwnExtract, { messages: [REQUEST, other] });
  assert.equal(departure.weight, 'unsafe');
  await passes(expectEachOwnExtract, { messages: [REQUEST, EXTRACT] });
});
