import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patternOf, type Reliability } from '../../src/domain/contract.ts';
import { pathOf, patternsAt, SPINE_PATHS } from '../../src/domain/spine-path.ts';

function reliability(
  syncReply: Reliability['syncReply'],
  ackRequested: Reliability['ackRequested'],
  actor: Reliability['actor'],
): Reliability {
  const times = { retries: 0, retryIntervalMs: 0, persistDurationMs: 0 };
  return { syncReply, ackRequested, actor, duplicateElimination: ackRequested, ...times };
}

const signals = 'MSHSignalsOnly';
for (const [terms, spine, pattern] of [
  [reliability('None', 'never', undefined), true, 'synchronous'],
  [reliability(signals, 'never', undefined), true, 'asynchronous-express'],
  [reliability(signals, 'always', 'toPartyMSH'), true, 'asynchronous-reliable'],
  [reliability('None', 'always', 'nextMSH'), false, 'forward-reliable'],
  [reliability('None', 'always', undefined), false, 'forward-reliable'],
  [reliability('None', 'always', 'toPartyMSH'), false, 'forward-end-party'],
  [reliability('None', 'never', undefined), false, 'forward-express'],
  [reliability(signals, 'never', 'nextMSH'), false, 'forward-express'],
] as const) {
  const { syncReply, ackRequested, actor } = terms;
  const to = spine ? 'Spine' : 'a party';
  test(`${syncReply}, ${ackRequested}, ${actor ?? 'no actor'} to ${to} is ${pattern}`, () => {
    assert.equal(patternOf(terms, spine), pattern);
  });
}

test('every pattern has a path that serves it', () => {
  for (const pattern of [
    'synchronous',
    'asynchronous-express',
    'asynchronous-reliable',
    'forward-reliable',
    'forward-end-party',
    'forward-express',
  ] as const) {
    assert.ok(patternsAt(pathOf(pattern))?.includes(pattern), pattern);
  }
});

test('both names of the forward path take the three forward patterns, and no others', () => {
  for (const path of ['/reliablemessaging/forwardreliable', '/reliablemessaging/intermediary']) {
    assert.deepEqual(patternsAt(path), [
      'forward-reliable',
      'forward-end-party',
      'forward-express',
    ]);
    assert.deepEqual(patternsAt(path.toUpperCase()), patternsAt(path));
  }
});

test('what is not on the list of paths is not served', () => {
  for (const path of ['/', '', '/reliablemessaging/../sync-service', '/sync-service/']) {
    assert.equal(patternsAt(path), undefined, path);
  }
  for (const path of SPINE_PATHS) assert.ok(patternsAt(path), path);
});
