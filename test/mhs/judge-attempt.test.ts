import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextStep } from '../../simulator/mhs/judge-attempt.ts';
import { CONTRACT } from '../gp2gp/message-plan.ts';

const HOUR = 3_600_000;

/** Two hours between attempts, two re-sends, as published for extracts (gp2gp 2.1). */
function sent(attempts: number, persistDurationMs = 5 * HOUR) {
  const reliability = { ...CONTRACT.reliability, persistDurationMs };
  const contract = { ...CONTRACT, reliability };
  return { attempts, since: 0, contract };
}

const FAILED = { kind: 'failed', why: 'refused connection' } as const;
const TAKEN = { kind: 'taken', why: 'status 202' } as const;

test('retries are counted after the first attempt, or with it where the operator says so', () => {
  assert.equal(nextStep(sent(2), FAILED, 2 * HOUR, 'retries').kind, 'wait');
  assert.equal(nextStep(sent(2), FAILED, 2 * HOUR, 'attempts').kind, 'end');
});

test('no attempt is made after the persist duration', () => {
  const step = nextStep(sent(1, HOUR), FAILED, 0, 'retries');
  assert.deepEqual(step, {
    kind: 'end',
    outcome: 'delivery-failure',
    detail: 'refused connection; given up after 1 of 3 attempts',
  });
  assert.equal(nextStep(sent(1, 2 * HOUR), FAILED, 0, 'retries').kind, 'wait');
});

test('a contract without a persist duration does not limit the time', () => {
  assert.equal(nextStep(sent(2, 0), FAILED, 100 * HOUR, 'retries').kind, 'wait');
});

test('what Spine has taken is waited for once more after the last attempt', () => {
  assert.deepEqual(nextStep(sent(3), TAKEN, 4 * HOUR, 'retries'), {
    kind: 'wait',
    delayMs: 2 * HOUR,
    last: {
      outcome: 'delivery-failure',
      detail: 'status 202; given up after 3 of 3 attempts',
    },
  });
});

test('an acknowledgement and a refusal end it whatever is left', () => {
  const acknowledged = nextStep(sent(1), { kind: 'acknowledged', why: 'ok' }, 0, 'retries');
  const refused = nextStep(sent(1), { kind: 'refused', why: 'no' }, 0, 'retries');
  assert.deepEqual(acknowledged, { kind: 'end', outcome: 'acknowledged', detail: 'ok' });
  assert.deepEqual(refused, { kind: 'end', outcome: 'refused', detail: 'no' });
});
