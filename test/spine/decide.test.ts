import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideRefusal, decideTaken, type Taking } from '../../simulator/spine/decide.ts';
import { type Refusal, refuse } from '../../simulator/spine/refusal.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { contractOf } from './messages.ts';

const world = defaultWorld();
const contract = contractOf(world);
const rule = world.serviceRule('urn:nhs:names:services:psis', 'REPC_IN150016UK05');
const later = { ...contract, acknowledgement: 'asynchronous' } as const;

const ROWS: readonly [Taking, string, readonly string[]][] = [
  [{ contract, pattern: 'forward-reliable', rule: undefined }, 'acknowledgment', ['forward']],
  [
    { contract: later, pattern: 'forward-reliable', rule: undefined },
    'accepted',
    ['acknowledge-later', 'forward'],
  ],
  [{ contract, pattern: 'forward-express', rule: undefined }, 'accepted', ['forward']],
  [{ contract: later, pattern: 'forward-express', rule: undefined }, 'accepted', ['forward']],
  [{ contract, pattern: 'forward-end-party', rule: undefined }, 'accepted', ['forward']],
  [{ contract, pattern: 'asynchronous-reliable', rule }, 'acknowledgment', ['serve']],
  [{ contract, pattern: 'asynchronous-express', rule }, 'accepted', ['serve']],
];

for (const [taking, reply, effects] of ROWS) {
  const how = taking.contract.acknowledgement;
  test(`${taking.pattern}, acknowledged ${how}: ${reply}, then ${effects.join(' and ')}`, () => {
    const decision = decideTaken(taking);
    assert.equal(decision.reply.kind, reply);
    assert.deepEqual(
      decision.effects.map(({ kind }) => kind),
      effects,
    );
    assert.match(decision.trace[0]?.text ?? '', new RegExp(`^${taking.pattern}: `));
    assert.equal(decision.trace[0]?.facts?.contract, contract.cpaId);
  });
}

const fault = refuse('SERVICE_NOT_SUPPORTED', 'x', '/', {});
const error = refuse('CPA_ID_UNKNOWN', 'x', 'CPAId', {});
const another = refuse('ACK_REQUESTED_ACTOR_INVALID', 'y', 'AckRequested', {});
const constants = (told: readonly Refusal[]) => told.map(({ constant }) => constant);

test('a SOAP fault tells one reason, a MessageError all that go its way', () => {
  assert.deepEqual(constants(decideRefusal([fault, error, another], undefined).told), [
    'SERVICE_NOT_SUPPORTED',
  ]);
  assert.deepEqual(constants(decideRefusal([error, fault, another], undefined).told), [
    'CPA_ID_UNKNOWN',
    'ACK_REQUESTED_ACTOR_INVALID',
  ]);
});

test('the trace of a refusal has its reason and the nearest contract', () => {
  const [step] = decideRefusal([error], 'Z99002-900002 a:b with CPAId c').trace;
  assert.match(step?.text ?? '', /^refused: CPA_ID_UNKNOWN/);
  assert.deepEqual(step?.facts, {
    channel: 'messageError',
    code: 'ValueNotRecognized',
    nearest: 'Z99002-900002 a:b with CPAId c',
  });
  assert.equal(decideRefusal([error], undefined).trace[0]?.facts?.nearest, undefined);
});
