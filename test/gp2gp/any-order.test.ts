import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide, type TransferState } from '../../src/gp2gp/transfer.ts';
import type { TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { REQUESTER_EVENTS, REQUESTER_STATES } from './table/requester-rows.ts';
import { SENDER_EVENTS, SENDER_STATES } from './table/sender-rows.ts';

type Named = readonly [name: string, event: TransferEvent];

/** Any events in any order, from the beginning. */
function anything(events: readonly Named[]): fc.Arbitrary<readonly Named[]> {
  return fc.array(fc.constantFrom(...events), { maxLength: 40 });
}

interface Told {
  readonly state: TransferState;
  readonly effects: readonly { readonly effect: TransferEffect; readonly after: string }[];
}

function tell(start: TransferState, events: readonly Named[], plain = false): Told {
  let state = start;
  const effects: { effect: TransferEffect; after: string }[] = [];
  for (const [after, event] of events) {
    const decided = decide(state, event);
    state = plain ? JSON.parse(JSON.stringify(decided.state)) : decided.state;
    effects.push(...decided.effects.map((effect) => ({ effect, after })));
  }
  return { state, effects };
}

function answers(told: Told, about: string): string[] {
  return told.effects.flatMap(({ effect }) =>
    effect.kind === 'send-acknowledgement' && effect.about === about
      ? [`${effect.code ?? 'AA'} ${effect.refTo}`]
      : [],
  );
}

const [, , REQUESTER] = REQUESTER_STATES.find(([phase]) => phase === 'requesting') ?? [];
const [, , SENDER] = SENDER_STATES.find(([phase]) => phase === 'new') ?? [];

test('whatever comes, in whatever order: a requester accepts an extract only once it is filed', () => {
  assert.ok(REQUESTER);
  const ends = new Set<string | undefined>();
  fc.assert(
    fc.property(anything(REQUESTER_EVENTS), (events) => {
      const told = tell(REQUESTER, events);
      ends.add(told.state.outcome?.result);
      for (const { effect, after } of told.effects) {
        if (effect.kind !== 'send-acknowledgement' || effect.about !== 'extract') continue;
        if (effect.code === undefined) assert.equal(after, 'the record is filed');
      }
      const accepted = answers(told, 'extract').filter((text) => text.startsWith('AA'));
      assert.ok(accepted.length <= 1, accepted.join());
      const { outcome } = told.state;
      if (outcome?.result === 'integrated') assert.equal(accepted.length, 1);
    }),
    { numRuns: 2_000, seed: 3 },
  );
  for (const result of ['integrated', 'timed-out', 'parts-failed', 'extract-refused'] as const) {
    assert.ok(ends.has(result), `nothing ended ${result}`);
  }
});

test('whatever comes, in whatever order: a requester asks for parts once for each extract it takes', () => {
  assert.ok(REQUESTER);
  fc.assert(
    fc.property(anything(REQUESTER_EVENTS), (events) => {
      const told = tell(REQUESTER, events);
      const kinds = told.effects.map(({ effect }) => effect.kind);
      const continues = kinds.filter((kind) => kind === 'send-continue').length;
      const timers = told.effects.filter(
        ({ effect, after }) =>
          effect.kind === 'start-timer' &&
          effect.timer === 'overall' &&
          after.startsWith('an extract'),
      ).length;
      assert.ok(continues <= timers);
      // Whatever was started stops when the extract is answered.
      if (told.state.phase === 'answering' || told.state.phase === 'ended') {
        const clock = told.effects.findLast(
          ({ effect }) =>
            (effect.kind === 'start-timer' || effect.kind === 'stop-timer') &&
            effect.timer === 'overall',
        );
        assert.notEqual(clock?.effect.kind, 'start-timer');
      }
    }),
    { numRuns: 1_000 },
  );
});

test('whatever comes, in whatever order: a sender answers the request once and sends each part once', () => {
  assert.ok(SENDER);
  const once = SENDER_EVENTS.filter(([name]) => name !== 'an operator has it sent again');
  fc.assert(
    fc.property(anything(once), (events) => {
      const told = tell(SENDER, events);
      assert.ok(answers(told, 'request').length <= 1, answers(told, 'request').join());
      const parts = told.effects.flatMap(({ effect }) =>
        effect.kind === 'send-fragment' ? [effect.messageId] : [],
      );
      assert.equal(new Set(parts).size, parts.length, parts.join());
      const extracts = told.effects.filter(({ effect }) => effect.kind === 'send-extract');
      assert.ok(extracts.length <= 1);
      if (parts.length > 0) {
        assert.ok(events.some(([name]) => name === 'the continue comes'));
        assert.equal(extracts.length, 1);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('whatever comes, in whatever order: no state holds more than plain data', () => {
  for (const [start, events] of [
    [REQUESTER, REQUESTER_EVENTS],
    [SENDER, SENDER_EVENTS],
  ] as const) {
    assert.ok(start);
    fc.assert(
      fc.property(anything(events), (chosen) => {
        const plain = (told: Told) => JSON.parse(JSON.stringify(told));
        assert.deepEqual(plain(tell(start, chosen, true)), plain(tell(start, chosen)));
      }),
      { numRuns: 200 },
    );
  }
});
