import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type AttemptOutcome,
  type DeliveryDecision,
  decideDelivery,
  expiredAt,
} from '../../../simulator/spine/delivery/decide-delivery.ts';
import type { Delivery } from '../../../simulator/spine/delivery/delivery.ts';
import { ACCEPTED_AT, delivery, MINUTE } from './delivery-specimen.ts';

const NOW = ACCEPTED_AT + MINUTE;
const refused: AttemptOutcome = { kind: 'refused', why: 'HTTP 503' };
const lost: AttemptOutcome = { kind: 'unreachable', why: 'no route', sent: false };
const inTwoHours = { kind: 'retry', at: NOW + 120 * MINUTE } as const;

interface Row {
  readonly says: string;
  readonly given: Delivery;
  readonly outcome: AttemptOutcome;
  readonly expected: Partial<DeliveryDecision>;
}

const ROWS: readonly Row[] = [
  {
    says: 'an acknowledged message is delivered',
    given: delivery(),
    outcome: { kind: 'acknowledged' },
    expected: { kind: 'delivered' },
  },
  {
    says: 'any 2xx is enough, even on the last attempt',
    given: delivery({ attempts: 3 }),
    outcome: { kind: 'accepted' },
    expected: { kind: 'delivered' },
  },
  {
    says: 'a refusal that may pass is tried again after the interval of the contract',
    given: delivery(),
    outcome: refused,
    expected: inTwoHours,
  },
  {
    says: 'an unreachable recipient is tried again',
    given: delivery(),
    outcome: lost,
    expected: inTwoHours,
  },
  {
    says: 'retries count re-sends: two of them make three attempts',
    given: delivery({ attempts: 2 }),
    outcome: lost,
    expected: inTwoHours,
  },
  {
    says: 'after the last attempt the delivery is given up',
    given: delivery({ attempts: 3 }),
    outcome: lost,
    expected: { kind: 'give-up', at: NOW, severity: 'Error' },
  },
  {
    says: 'counted as attempts, two make two',
    given: delivery({ attempts: 2 }, { retryCount: 'attempts' }),
    outcome: lost,
    expected: { kind: 'give-up', at: NOW },
  },
  {
    says: 'no retries still mean one attempt, after which nothing follows',
    given: delivery({}, { retries: 0, retryCount: 'attempts' }),
    outcome: lost,
    expected: { kind: 'give-up', at: NOW },
  },
  {
    says: 'rejection with severity Error ends it at once, whatever is left',
    given: delivery({ reached: true }),
    outcome: { kind: 'rejected', why: 'MessageError' },
    expected: { kind: 'give-up', at: NOW, severity: 'Error', why: 'MessageError' },
  },
  {
    says: 'giving up is only a Warning when the message may have arrived',
    given: delivery({ attempts: 3, reached: true }),
    outcome: refused,
    expected: { kind: 'give-up', severity: 'Warning' },
  },
  {
    says: 'when the next attempt lies beyond the persist duration, the sender is told at its end',
    given: delivery({}, { persistDurationMs: 100 * MINUTE }),
    outcome: lost,
    expected: { kind: 'give-up', at: ACCEPTED_AT + 100 * MINUTE },
  },
  {
    says: 'a persist duration that has passed already does not lie about the time',
    given: delivery({}, { persistDurationMs: 10 }),
    outcome: lost,
    expected: { kind: 'give-up', at: NOW },
  },
  {
    says: 'a contract without persist duration is bound by its retries alone',
    given: delivery({}, { persistDurationMs: 0 }),
    outcome: lost,
    expected: inTwoHours,
  },
  {
    says: 'an attempt at the very end of the persist duration is still allowed',
    given: delivery({}, { persistDurationMs: 121 * MINUTE }),
    outcome: lost,
    expected: inTwoHours,
  },
  {
    says: 'no attempt is planned for the moment at which TimeToLive ends',
    given: delivery({ expiresAt: NOW + 120 * MINUTE }),
    outcome: lost,
    expected: { kind: 'give-up', at: NOW + 120 * MINUTE },
  },
  {
    says: 'what expired while it waited is an Error when it cannot have arrived',
    given: delivery(),
    outcome: { kind: 'expired', why: 'TimeToLive passed' },
    expected: { kind: 'give-up', at: NOW, severity: 'Error', why: 'TimeToLive passed' },
  },
  {
    says: 'what expired while it waited is a Warning when it may have arrived',
    given: delivery({ reached: true }),
    outcome: { kind: 'expired', why: 'TimeToLive passed' },
    expected: { kind: 'give-up', severity: 'Warning' },
  },
];

for (const { says, given, outcome, expected } of ROWS) {
  test(says, () => assert.partialDeepStrictEqual(decideDelivery(given, outcome, NOW), expected));
}

test('giving up says how many attempts were made and which limit was met', () => {
  const told = decideDelivery(delivery({}, { persistDurationMs: 100 * MINUTE }), refused, NOW);
  assert.equal(
    told.kind === 'give-up' && told.why,
    'HTTP 503; 1 of 3 attempts made; the persist duration ends before the next attempt',
  );
  const late = decideDelivery(delivery({ expiresAt: NOW + 1 }), refused, NOW);
  assert.match(late.kind === 'give-up' ? late.why : '', /TimeToLive ends before/);
});

test('a first attempt is bound by TimeToLive only, a re-send by the persist duration too', () => {
  const late = ACCEPTED_AT + 300 * MINUTE;
  assert.equal(expiredAt(delivery({ attempts: 0 }), late), undefined);
  assert.match(expiredAt(delivery({ attempts: 1 }), late) ?? '', /persist duration/);
  assert.match(expiredAt(delivery({ attempts: 0, expiresAt: late }), late) ?? '', /TimeToLive/);
  assert.equal(expiredAt(delivery({ attempts: 0, expiresAt: late + 1 }), late), undefined);
});

const terms = fc.record({
  retries: fc.integer({ min: 0, max: 12 }),
  retryIntervalMs: fc.integer({ min: 0, max: 10_000 }),
  persistDurationMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60_000 })),
  retryCount: fc.constantFrom('retries' as const, 'attempts' as const),
});
const failing = fc.constantFrom<AttemptOutcome>(refused, lost, { ...lost, sent: true });

test('a message that always fails is tried within its limits and then given up once', () => {
  const property = fc.property(
    terms,
    fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined }),
    fc.infiniteStream(failing),
    fc.infiniteStream(fc.integer({ min: 0, max: 5_000 })),
    (chosen, livesMs, outcomes, tookMs) => {
      const deadline = livesMs === undefined ? Number.POSITIVE_INFINITY : ACCEPTED_AT + livesMs;
      const expiresAt = livesMs === undefined ? undefined : deadline;
      let current = delivery({ attempts: 0, expiresAt }, chosen);
      const started: number[] = [];
      let now = ACCEPTED_AT;
      for (;;) {
        started.push(now);
        current = { ...current, attempts: current.attempts + 1 };
        now += tookMs.next().value ?? 0;
        const decided = decideDelivery(current, outcomes.next().value ?? lost, now);
        if (decided.kind === 'give-up') {
          assert.ok(decided.at >= now);
          break;
        }
        assert.equal(decided.kind, 'retry');
        assert.equal(decided.kind === 'retry' && decided.at, now + chosen.retryIntervalMs);
        now += chosen.retryIntervalMs;
      }
      const { retries, retryCount, persistDurationMs } = chosen;
      const allowed = retryCount === 'retries' ? retries + 1 : Math.max(1, retries);
      assert.ok(started.length <= allowed, `${started.length} attempts, ${allowed} allowed`);
      const ends = persistDurationMs > 0 ? ACCEPTED_AT + persistDurationMs : Number.MAX_VALUE;
      for (const at of started.slice(1)) {
        assert.ok(at <= ends, 'an attempt after the persist duration');
        assert.ok(at < deadline, 'an attempt after TimeToLive');
      }
    },
  );
  fc.assert(property, { numRuns: 500 });
});
