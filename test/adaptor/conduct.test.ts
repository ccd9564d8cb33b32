import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adaptorConduct, lastWords } from '../../simulator/adaptor/adaptor-conduct.ts';
import { answerOfSending } from '../../simulator/adaptor/answer-of-sending.ts';
import { answerStore } from '../../simulator/adaptor/answer-store.ts';
import { judgeAttempt, nextStep } from '../../simulator/mhs/judge-attempt.ts';
import { adaptorConfig } from '../../simulator/world/adaptor-config.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import type { HttpOutcome } from '../../src/platform/http-client.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import { CONTRACT } from '../gp2gp/message-plan.ts';

/** What an adaptor does with what Spine says (mhs 7.2, 7.7), by its habits. */

const IDS = { messageId: 'M-1', correlationId: 'C-1' };

const fault = (code: string): HttpOutcome => ({
  status: 500,
  headers: [['Content-Type', 'text/xml']],
  body: writeSoapFault(buildSoapFault(code, 'told')),
  truncated: false,
});
const empty = (status: number): HttpOutcome => ({
  ...{ status, headers: [], body: Buffer.alloc(0), truncated: false },
});
const broken: HttpOutcome = { failed: 'refused', message: 'nobody listens' };

/** The attempts that a message gets when Spine always answers so, and the waits between them. */
function attemptsOf(answer: HttpOutcome, habits: object) {
  const settings = adaptorConfig.parse({ habits });
  const words = lastWords();
  words.await('M-1');
  const conduct = adaptorConduct(() => settings, words);
  const waits: number[] = [];
  for (let attempts = 1; ; attempts++) {
    const attempt = conduct.judgeAnswer({ answer, messageId: 'M-1', contract: CONTRACT }, (asked) =>
      judgeAttempt(asked.answer, asked.messageId, asked.contract),
    );
    const sent = { messageId: 'M-1', attempts, since: 0, contract: CONTRACT };
    const step = conduct.nextStep({ sent, attempt, now: 0, retryCount: 'retries' }, (asked) =>
      nextStep(asked.sent, asked.attempt, asked.now, asked.retryCount),
    );
    if (step.kind === 'end' || step.last) return { attempts, waits, words: words.of('M-1'), step };
    waits.push(step.delayMs);
  }
}

test('by the contract every failure is tried again as often as the contract says', () => {
  const { retries, retryIntervalMs } = CONTRACT.reliability;
  for (const answer of [broken, fault('200'), empty(503)]) {
    const { attempts, waits } = attemptsOf(answer, {});
    assert.equal(attempts, retries + 1);
    assert.deepEqual(new Set(waits), new Set([retryIntervalMs]));
  }
  assert.equal(attemptsOf(fault('300'), {}).attempts, 1);
});

test('the known adaptor tries a broken connection three times at once, and only faults that pass again', () => {
  const few = { retries: 'few' };
  assert.deepEqual(attemptsOf(broken, few).waits, [100, 100]);
  const { retries, retryIntervalMs } = CONTRACT.reliability;
  const passing = attemptsOf(fault('206'), few);
  assert.equal(passing.attempts, retries + 1);
  assert.deepEqual(new Set(passing.waits), new Set([retryIntervalMs]));
  assert.equal(attemptsOf(fault('300'), few).attempts, 1);
  assert.equal(attemptsOf(empty(503), few).attempts, 1);
});

test('with 202 alone accepted, anything else is an error', () => {
  const strict = { accepts: '202-only' };
  assert.equal(attemptsOf(empty(202), strict).step.kind, 'end');
  const { step } = attemptsOf(empty(200), strict);
  assert.ok(step.kind === 'end' && step.outcome === 'refused', JSON.stringify(step));
  assert.match(step.detail, /only 202 counts/);
});

test('every end of a sending has its text', () => {
  const refused = { outcome: 'refused', detail: 'why' } as const;
  const text = (answer: HttpOutcome | undefined) => {
    const { reply } = answerOfSending(refused, { answer }, IDS);
    return `${reply.status} ${Buffer.from(reply.body ?? []).toString()}`;
  };
  assert.equal(text(broken), '500 Error making outbound request');
  assert.equal(text(empty(202)), "500 Didn't get expected response from Spine");
  assert.equal(text(empty(503)), '500 Unable to handle response returned from Spine');
  assert.match(text(fault('300')), /"process_key":"SOAP_ERROR_HANDLER0002"/);
  const taken = answerOfSending({ outcome: 'acknowledged', detail: 'ok' }, {}, IDS);
  assert.equal(taken.reply.status, 202);
  assert.equal(taken.reply.body, undefined);
});

test('an answer is looked for as often as is set, and found when it is there', async () => {
  const looks = { retries: 3, intervalMs: 1_000, initialDelayMs: 500 };
  const clock = virtualClock();
  const store = answerStore(clock);
  store.expect('m-1');
  const found = store.look('M-1', looks);
  assert.equal(store.store('M-1', { payload: Buffer.from('x') }), true);
  await clock.advance(500);
  assert.equal(String((await found)?.payload), 'x');
  // Nobody waits any more: it is for the queue.
  assert.equal(store.store('M-1', { payload: Buffer.from('y') }), false);

  store.expect('M-2');
  const never = store.look('M-2', looks);
  await clock.advance(3_499);
  assert.equal(clock.waiting, 1, 'the last look is still to come');
  await clock.advance(1);
  assert.equal(await never, undefined);
  assert.equal(clock.waiting, 0);
});
