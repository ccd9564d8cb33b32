import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Situation } from '../../simulator/counterpart/situation-view.ts';
import { A, B, start } from '../practice/chain-stage.ts';
import { partyOf, patientOf, register, told } from './counterpart-stage.ts';

const SENDING = ['small-record-sent', 'chunks-in-another-order', 'large-record-sent'] as const;

test('sixty-four situations at once, of both roles, touch neither each other nor what is left of the world', async () => {
  await using simulator = await start();
  const counterparts = await simulator.counterparts();
  const before = {
    parties: simulator.world.current().parties.length,
    patients: simulator.services.register.size,
  };
  const load = (index: number): Promise<Situation> => {
    const sends = index % 2 === 0;
    const file = sends ? (SENDING[index % 3] ?? SENDING[0]) : 'small-record-asked-for';
    const parameters = file === 'large-record-sent' ? { bytes: '30000', chunk: '20000' } : {};
    return counterparts.load(file, {
      ...{ parameters, seed: index, system: partyOf(simulator, sends ? B : A) },
    });
  };
  const situations = await Promise.all(Array.from({ length: 64 }, (_, index) => load(index)));
  const keys = new Set(
    situations.flatMap(({ parties }) => [parties.counterpart, ...parties.strangers]),
  );
  assert.equal(keys.size, 128);
  const patients = new Set(situations.map((situation) => patientOf(situation)));
  assert.equal(patients.size, 64);

  await Promise.all(
    situations.map(async (situation) => {
      const patient = patientOf(situation);
      if (situation.plays === 'sender') {
        const end = await register(simulator, B, patient);
        assert.equal(end.outcome, 'integrated', `${situation.file} ${situation.seed}`);
        return;
      }
      const options = { seed: situation.seed, entries: 1 };
      simulator.shelves.get(A)?.put(patient, { kind: 'synthetic', options });
      await situation.start();
      await told(situation, /sent final-acknowledgement/);
    }),
  );

  for (const situation of situations) {
    const [conversation, ...others] = situation.conversations();
    assert.equal(others.length, 0, 'every situation has its own transfer and no other');
    const about = conversation?.came.flatMap(({ nhsNumber }) => nhsNumber ?? []) ?? [];
    assert.ok(about.every((number) => number === patientOf(situation)));
    assert.deepEqual(situation.problems(), []);
    assert.ok(situation.sent().every(({ outcome }) => outcome === 'acknowledged'));
  }
  await Promise.all(situations.map((situation) => situation[Symbol.asyncDispose]()));
  assert.equal(simulator.world.current().parties.length, before.parties);
  assert.equal(simulator.services.register.size, before.patients);
});

test('putting a situation in place and taking it away again costs little', async () => {
  await using simulator = await start();
  const counterparts = await simulator.counterparts();
  const system = partyOf(simulator, B);
  const kept = await Promise.all(
    Array.from({ length: 63 }, (_, seed) =>
      counterparts.load('small-record-sent', { system, seed }),
    ),
  );
  const { directory } = simulator.services;
  const began = performance.now();
  for (let seed = 100; seed < 120; seed++) {
    const situation = await counterparts.load('small-record-sent', { system, seed });
    assert.ok(directory.find({ ods: situation.counterpart.odsCode }).length > 0);
    await situation[Symbol.asyncDispose]();
  }
  const each = (performance.now() - began) / 20;
  // Beside sixty-three others, the directory looked at each time; a busy machine is given ten times what it takes.
  assert.ok(each < 400, `${each} ms`);
  console.log(`${Math.round(each)} ms each`);
  await Promise.all(kept.map((situation) => situation[Symbol.asyncDispose]()));
});
