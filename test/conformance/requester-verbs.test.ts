import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { expectCopyAnsweredAlike } from '../../conformance/engine/copies.ts';
import { NotApplicable, SystemDeviation } from '../../conformance/engine/departures.ts';
import { expectEarlyFragmentSettled } from '../../conformance/engine/early-fragment.ts';
import {
  expectContents,
  expectMissingShownOrRefused,
  expectSafeName,
} from '../../conformance/engine/held-records.ts';
import {
  expectJoinedOrRefused,
  expectRefused,
  expectWholeOrRefused,
} from '../../conformance/engine/joined-or-refused.ts';
import { expectGivenUpAfter } from '../../conformance/engine/overall-time.ts';
import {
  expectAnsweredOnce,
  expectFinalAfterFragments,
  expectNoEarlyRefusal,
  expectNotAccepted,
  expectSomeFragmentRefused,
} from '../../conformance/engine/refused-parts.ts';
import {
  expectAskedOnce,
  expectSecondRequest,
  expectTriesAreOneMessage,
} from '../../conformance/engine/request-messages.ts';
import type { HeldRecord, TransferStatus } from '../../conformance/sut/hook-calls.ts';
import type { CounterpartRecord } from '../../simulator/counterpart/situation-view.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { answer, message, type Script, scriptedTrial } from './scripted-trial.ts';

const REQUEST = message(1, 'request', { nhsNumber: '9990000018' });
const EXTRACT = message(2, 'extract', { from: 'counterpart' });
const FRAGMENT = message(3, 'fragment', { from: 'counterpart' });
const document = {
  ...{ fileName: 'a.txt', contentType: 'text/plain', bytes: 3 },
  ...{ sha256: 'aa', absent: false },
};
const RECORD: CounterpartRecord = {
  documents: [document],
  ...{ payloadSha256: 'ff', folders: 1, compositions: 2, redactedEntries: 0 },
};
const HELD: HeldRecord = { ...RECORD, documents: [document] };
const FILED: TransferStatus = { state: 'filed', record: HELD };
const OTHER: TransferStatus = {
  state: 'filed',
  record: { ...HELD, documents: [{ ...document, sha256: 'bb' }] },
};
const FAILED: TransferStatus = { state: 'refused', code: '31' };

type Verb = (trial: ReturnType<typeof scriptedTrial>['trial']) => Promise<void>;

async function passes(verb: Verb, script: Script): Promise<readonly string[]> {
  const { trial, chosen } = scriptedTrial(script);
  await verb(trial);
  return chosen;
}

async function departs(verb: Verb, script: Script): Promise<SystemDeviation> {
  let thrown: unknown;
  await verb(scriptedTrial(script).trial).catch((error: unknown) => {
    thrown = error;
  });
  assert.ok(thrown instanceof SystemDeviation, `it did not depart: ${String(thrown)}`);
  return thrown;
}

const refusedFragment = answer(5, 3, '30', 'fragment-acknowledgement');
const acceptedFragment = answer(5, 3, undefined, 'fragment-acknowledgement');
const nothing: readonly TranscriptMessage[] = [REQUEST, EXTRACT, FRAGMENT];

suite('a record that is hard to put together', () => {
  const verb: Verb = (trial) => expectJoinedOrRefused(trial, ['29', '30']);

  test('may be whole', async () => {
    const messages = [...nothing, acceptedFragment, answer(6, 2)];
    assert.deepEqual(await passes(verb, { messages, status: FILED, record: RECORD }), [
      'put together byte for byte',
    ]);
  });
  test('may be refused with one of the codes', async () => {
    await passes(verb, {
      messages: [...nothing, refusedFragment, answer(6, 2, '31')],
      status: FAILED,
    });
  });
  test('is not accepted with other bytes', async () => {
    const messages = [...nothing, acceptedFragment, answer(6, 2)];
    const { weight } = await departs(verb, { messages, status: OTHER, record: RECORD });
    assert.equal(weight, 'unsafe');
  });
  test('is not refused with another code', async () => {
    await departs(verb, { messages: [...nothing, answer(6, 2, '11')], status: FAILED });
  });
  test('is not filed although it was refused', async () => {
    const messages = [...nothing, refusedFragment, answer(6, 2, '31')];
    const { weight } = await departs(verb, { messages, status: FILED });
    assert.equal(weight, 'unsafe');
  });
  test('is not left without an answer', async () => {
    await departs(verb, { messages: nothing });
  });
});

suite('a record after something went wrong', () => {
  const verb: Verb = (trial) => expectWholeOrRefused(trial, ['31', '99'], ['25']);

  test('is whole, or refused and the rest with its code', async () => {
    await passes(verb, { messages: [...nothing, answer(6, 2)], status: FILED, record: RECORD });
    const late = answer(8, 3, '25', 'fragment-acknowledgement');
    await passes(verb, { messages: [...nothing, answer(6, 2, '31'), late], status: FAILED });
  });
  test('has no hole, no other code, and its rest no other code', async () => {
    await departs(verb, { messages: [...nothing, answer(6, 2)], status: OTHER, record: RECORD });
    await departs(verb, { messages: [...nothing, answer(6, 2, '12')], status: FAILED });
    await departs(verb, {
      messages: [...nothing, refusedFragment, answer(6, 2, '31')],
      status: FAILED,
    });
  });
  test('a refusal is no acceptance', async () => {
    await departs((trial) => expectRefused(trial, ['31']), {
      messages: [...nothing, refusedFragment, answer(6, 2)],
    });
    await passes((trial) => expectRefused(trial, ['30']), {
      messages: [...nothing, refusedFragment, answer(6, 2, '31')],
    });
  });
});

suite('parts', () => {
  test('some fragment is refused with one of the codes', async () => {
    const verb: Verb = (trial) => expectSomeFragmentRefused(trial, ['29']);
    await departs(verb, { messages: [...nothing, acceptedFragment] });
    await departs(verb, { messages: [...nothing, refusedFragment] });
    await passes(verb, {
      messages: [...nothing, answer(5, 3, '29', 'fragment-acknowledgement')],
    });
  });
  test('nothing is refused before the time is over', async () => {
    await departs(expectNoEarlyRefusal, {
      messages: [...nothing, refusedFragment, answer(6, 2, '31')],
    });
    await passes(expectNoEarlyRefusal, {
      messages: [...nothing, acceptedFragment, answer(6, 2, '31')],
    });
  });
  test('the extract is answered once, and after its last fragment', async () => {
    await departs(expectAnsweredOnce, {
      messages: [...nothing, answer(6, 2, '31'), answer(7, 2)],
    });
    await passes(expectAnsweredOnce, { messages: [...nothing, answer(6, 2, '31')] });
    const late = message(8, 'fragment', { from: 'counterpart' });
    await departs(expectFinalAfterFragments, { messages: [...nothing, answer(6, 2), late] });
    await departs(expectFinalAfterFragments, { messages: [REQUEST, EXTRACT, answer(6, 2)] });
    await passes(expectFinalAfterFragments, { messages: [...nothing, answer(6, 2)] });
  });
  test('what must not be accepted may be refused or left', async () => {
    const verb: Verb = (trial) => expectNotAccepted(trial, 'M3');
    await departs(verb, { messages: [...nothing, acceptedFragment] });
    await passes(verb, { messages: [...nothing, refusedFragment] });
    assert.deepEqual(await passes(verb, { messages: nothing }), ['left unanswered']);
  });
  test('what the scenario never sent is our error, not the system’s', async () => {
    const { trial } = scriptedTrial({ messages: nothing });
    await assert.rejects(expectNotAccepted(trial, 'unknown'), /did not reach Spine/);
  });
  test('a fragment before the core is kept or refused, and then the record is not accepted', async () => {
    const verb: Verb = (trial) => expectEarlyFragmentSettled(trial, 'M3');
    const whole = { status: FILED, record: RECORD };
    await passes(verb, { messages: [...nothing, acceptedFragment, answer(6, 2)], ...whole });
    await passes(verb, { messages: [...nothing, answer(6, 2)], ...whole });
    await passes(verb, { messages: [...nothing, refusedFragment, answer(6, 2, '31')] });
    await departs(verb, { messages: [...nothing, refusedFragment, answer(6, 2)], ...whole });
    await departs(verb, { messages: nothing });
  });
});

suite('requests', () => {
  const again = message(7, 'request', { nhsNumber: '9990000018' });
  const copy = { ...again, messageId: 'M1', duplicate: true };

  test('a copy is the same request, another message is a second one', async () => {
    await passes(expectAskedOnce, { messages: [REQUEST, copy] });
    await departs(expectAskedOnce, { messages: [REQUEST, again] });
    await departs(expectAskedOnce, { messages: [] });
    await passes(expectTriesAreOneMessage, { messages: [REQUEST, copy] });
    await departs(expectTriesAreOneMessage, { messages: [REQUEST, again] });
    await departs(expectTriesAreOneMessage, { messages: [] });
  });
  test('a later registration has a conversation of its own', async () => {
    const apart = { ...again, conversationId: 'C2' };
    await passes(expectSecondRequest, { messages: [REQUEST, apart] });
    await departs(expectSecondRequest, { messages: [REQUEST, again] });
    await departs(expectSecondRequest, { messages: [REQUEST, copy] });
  });
});

suite('what is held', () => {
  const done = [...nothing, answer(6, 2)];

  test('contents count, and only those that were sent', async () => {
    await passes(expectContents, { messages: done, status: FILED, record: RECORD });
    await departs(expectContents, { messages: done, status: OTHER, record: RECORD });
    const twice = { ...HELD, documents: [document, document] };
    await departs(expectContents, {
      messages: done,
      status: { state: 'filed', record: twice },
      record: RECORD,
    });
  });
  test('a document that is not there is shown as missing, or the record refused', async () => {
    const verb: Verb = (trial) => expectMissingShownOrRefused(trial, ['21', '31']);
    const shown = { ...HELD, documents: [{ ...document, absent: true }] };
    await passes(verb, { messages: done, status: { state: 'filed', record: shown } });
    await departs(verb, { messages: done, status: FILED });
    await passes(verb, { messages: [...nothing, answer(6, 2, '21')] });
    await departs(verb, { messages: [...nothing, answer(6, 2, '11')] });
    await departs(verb, { messages: nothing });
  });
  test('a name does not lead out of where documents are kept', async () => {
    const named = (fileName: string): TransferStatus => ({
      state: 'filed',
      record: { ...HELD, documents: [{ ...document, fileName }] },
    });
    for (const name of ['../../x.txt', '..\\x.txt', '/x.txt']) {
      await departs(expectSafeName, { messages: done, status: named(name), record: RECORD });
    }
    await passes(expectSafeName, { messages: done, status: named('x.txt'), record: RECORD });
    await passes(expectSafeName, { messages: done, status: named('a..b.txt'), record: RECORD });
  });
  test('a copy of the extract is answered alike or not at all', async () => {
    await passes(expectCopyAnsweredAlike, { messages: done });
    await passes(expectCopyAnsweredAlike, { messages: [...done, answer(8, 2)] });
    await departs(expectCopyAnsweredAlike, { messages: [...done, answer(8, 2, '12')] });
    await departs(expectCopyAnsweredAlike, { messages: nothing });
  });
});

suite('the overall time', () => {
  const after = (seconds: number, code: string | undefined = '31') => ({
    messages: [REQUEST, EXTRACT, answer(2 + seconds, 2, code)],
  });
  const verb: Verb = (trial) => expectGivenUpAfter(trial, 'PT1S', 'PT1S', 3);

  test('is that of the contracts', async () => {
    await passes(verb, after(4));
    await passes(verb, after(5));
  });
  test('is not shorter, not much longer, and does not end in an acceptance', async () => {
    await departs(verb, after(1));
    await departs(verb, after(3));
    await departs(verb, after(9));
    await departs(verb, { messages: [REQUEST, EXTRACT, answer(6, 2)] });
    await departs(verb, { messages: [REQUEST, EXTRACT] });
  });
  test('says nothing of a system with times of its own', async () => {
    const { trial } = scriptedTrial({ ...after(1), timers: 'fixed' });
    await assert.rejects(verb(trial), NotApplicable);
  });
});
