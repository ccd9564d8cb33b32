import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberSystems } from '../../../simulator/practice/registration/remember-systems.ts';
import {
  notFound,
  type SystemOutcome,
} from '../../../simulator/practice/registration/system-finder.ts';
import { defaultWorld } from '../../../simulator/world/default-world.ts';
import { virtualClock } from '../../../src/platform/clock.ts';

const QUERY = {
  odsCode: 'Z99001',
  service: 'urn:nhs:names:services:gp2gp',
  action: 'RCMR_IN010000UK05',
};

function counting(timeToLiveMs: number) {
  const contract = defaultWorld().contractFor('Z99001-900001', QUERY.service, QUERY.action);
  assert.ok(contract);
  let asked = 0;
  const clock = virtualClock();
  const state: { known: boolean; timeToLiveMs: number } = { known: true, timeToLiveMs };
  const finder = {
    async find({ odsCode }: typeof QUERY): Promise<SystemOutcome> {
      asked += 1;
      if (!state.known) return notFound('none', 'no longer there');
      const system = { odsCode, asid: String(asked), partyKey: 'Z99001-900001', contract };
      return { kind: 'found', system };
    },
  };
  const remembering = rememberSystems(finder, clock, () => state.timeToLiveMs);
  const ask = async (odsCode = 'Z99001') => {
    const outcome = await remembering.find({ ...QUERY, odsCode });
    return outcome.kind === 'found' ? outcome.system.asid : outcome.why;
  };
  return { ask, clock, remembering, state };
}

test('an answer is used again for its time: a change of the directory is not seen before', async () => {
  const { ask, clock, state } = counting(900_000);
  assert.equal(await ask(), '1');
  state.known = false;
  await clock.advance(899_999);
  assert.equal(await ask(), '1');
  await clock.advance(1);
  assert.equal(await ask(), 'none');
  state.known = true;
  assert.equal(await ask(), '3', 'what was not found is asked again at once');
});

test('other questions have answers of their own', async () => {
  const { ask } = counting(900_000);
  assert.deepEqual(
    [await ask('Z99001'), await ask('Z99002'), await ask('Z99001')],
    ['1', '2', '1'],
  );
});

test('without a time to live every question is asked, also when it is taken away later', async () => {
  const { ask, state } = counting(0);
  assert.deepEqual([await ask(), await ask()], ['1', '2']);
  state.timeToLiveMs = 1_000;
  assert.deepEqual([await ask(), await ask()], ['3', '3']);
  state.timeToLiveMs = 0;
  assert.equal(await ask(), '4');
});

test('what is forgotten while it is asked for is not remembered', async () => {
  const { ask, remembering } = counting(900_000);
  const asking = ask();
  remembering.forget();
  assert.equal(await asking, '1');
  assert.equal(await ask(), '2');
});

test('what is forgotten is asked again', async () => {
  const { ask, remembering } = counting(900_000);
  await ask();
  remembering.forget();
  assert.equal(await ask(), '2');
});

test('questions that are asked at the same time are one question, and the next is another', async () => {
  const { ask } = counting(0);
  assert.deepEqual(await Promise.all([ask(), ask(), ask('Z99002')]), ['1', '1', '2']);
  assert.equal(await ask(), '3');
});
