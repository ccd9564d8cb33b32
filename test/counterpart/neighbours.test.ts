import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MissingNeighbourError } from '../../simulator/counterpart/counterpart-errors.ts';
import { guestsOf } from '../../simulator/counterpart/guests-of.ts';
import {
  type NeighbourDesks,
  placeNeighbours,
} from '../../simulator/counterpart/place-neighbours.ts';
import type { MeshDraft, MeshMessageView } from '../../simulator/doors/mailbox-desk.ts';
import type { SpontaneousTransaction } from '../../simulator/doors/nhais-desk.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { practice, registerStand } from '../ods/stand.ts';

const ACTORS = {
  counterpart: { odsCode: 'Z98001', partyKey: 'Z98001-980001', asid: '980000000001' },
  stranger: { odsCode: 'Z98002', partyKey: 'Z98002-980002', asid: '980000000002' },
  system: { odsCode: 'Z99003', partyKey: 'Z99003-900003', asid: '999000000003' },
};
const NAMES: Readonly<Record<string, string>> = {
  'counterpart.ods': 'Z98001',
  'elsewhere.ods': 'Z98003',
  'system.ods': 'Z99003',
};

/** A situation over a real register, with desks that remember what they are told. */
async function stage(yaml: string, has: 'all' | 'ods-only' = 'all') {
  const register = await registerStand();
  const file = readScenario(`title: A\nplays: sender\n${yaml}`, 'a.yaml');
  const drafts: MeshDraft[] = [];
  const sent: SpontaneousTransaction[] = [];
  const collected: string[] = [];
  const mailboxes = {
    send: async (draft: MeshDraft) => `m${drafts.push(draft)}`,
    message: (id: string) => ({ id, status: 'accepted' }) as MeshMessageView,
    acknowledge: async (mailbox: string, id: string) => void collected.push(`${mailbox} ${id}`),
  };
  const nhais = {
    send: async (transaction: SpontaneousTransaction) => sent.push(transaction),
    interchanges: () => [{ direction: 'out', sequence: 1, meshMessageId: 'n1' }],
    links: () => [{ name: 'sut', gpMailbox: 'Z99003GP1' }],
  };
  const desks = {
    organisations: register.organisations,
    ...(has === 'all' && { mailboxes, nhais }),
  } as unknown as NeighbourDesks;
  const neighbours = placeNeighbours(file, {
    ...{ desks, world: register.world, clock: register.clock, system: 'Z99003' },
    names: (name) => NAMES[name],
    numbers: new Map([['patient', '9990000018']]),
  });
  return {
    ...{ ...register, file, neighbours, drafts, sent, collected },
    [Symbol.asyncDispose]: register[Symbol.asyncDispose],
  };
}

const MERGED = `organisations:
  - { ods: '{counterpart.ods}', closed: '2024-04-01', successor: '{elsewhere.ods}' }
  - { ods: '{elsewhere.ods}', name: New Surgery, opened: '2024-04-01', predecessor: '{counterpart.ods}' }
`;

test('a merged practice is in ODS while the situation lasts, and gone afterwards', async () => {
  await using stand = await stage(MERGED);
  const { organisations, neighbours } = stand;
  const before = organisations.all();
  await neighbours.place();
  const old = organisations.find('Z98001');
  assert.equal(old?.status, 'Inactive');
  assert.deepEqual(
    old?.successions.map(({ type, target, date }) => [type, target, date]),
    [['Successor', 'Z98003', '2024-04-01']],
  );
  assert.equal(organisations.find('Z98003')?.name, 'NEW SURGERY');
  assert.deepEqual(
    organisations.find('Z98003')?.successions.map(({ type, target }) => [type, target]),
    [['Predecessor', 'Z98001']],
  );
  await neighbours.remove();
  assert.deepEqual(organisations.all(), before);
});

test('what ODS said before it says again: of the world, and of the operator', async () => {
  await using stand = await stage('');
  const { organisations, neighbours, file } = stand;
  const own = practice('Y00001', { name: 'BY THE OPERATOR' });
  await organisations.put(own);
  const world = organisations.find('Z99001');
  const closed = (ods: string) =>
    readScenario(
      `title: A\nplays: sender\norganisations: [{ ods: ${ods}, closed: '2024-03-31' }]`,
      'b',
    ).organisations[0];
  for (const ods of ['Z99001', 'Y00001', 'Z99001']) {
    const shape = closed(ods);
    assert.ok(shape);
    assert.equal(await neighbours.know(shape), `ODS: ${ods} is closed since 2024-03-31`);
    assert.equal(organisations.find(ods)?.status, 'Inactive');
  }
  await neighbours.remove();
  assert.deepEqual(organisations.find('Z99001'), world);
  assert.deepEqual(organisations.find('Y00001'), own);
  assert.deepEqual(file.organisations, []);
});

const MESH = `mailboxes:
  - { id: NEIGHBOUR1, ods: Z98001, workflows: [NEIGHBOUR] }
  - { id: NEIGHBOUR2, ods: Z99003, workflows: [NEIGHBOUR, NHAIS_REG] }
steps:
  - when: start
    do:
      - mesh: { from: NEIGHBOUR1, to: NEIGHBOUR2, workflow: NEIGHBOUR, text: 'for {system.ods}', pad: 20 }
      - nhais: { code: F2, patient: patient, reason: '8' }
`;

test('messages and transactions go through the desks, and what nobody collects is collected at the end', async () => {
  await using stand = await stage(MESH);
  const { neighbours, file } = stand;
  for (const action of file.steps[0]?.do ?? []) {
    if ('mesh' in action)
      assert.equal(
        await neighbours.post(action.mesh),
        'MESH: NEIGHBOUR of 20 bytes from NEIGHBOUR1 lies in NEIGHBOUR2',
      );
    if ('nhais' in action)
      assert.equal(
        await neighbours.announce(action.nhais),
        'NHAIS: F2 went out on sut as interchange 1',
      );
  }
  const [draft] = stand.drafts;
  assert.equal(Buffer.from(draft?.body ?? []).toString(), 'for Z99003'.padEnd(20));
  assert.deepEqual(stand.sent, [{ code: 'F2', link: 'sut', nhsNumber: '9990000018', reason: '8' }]);
  await neighbours.remove();
  assert.deepEqual(stand.collected, ['NEIGHBOUR2 m1', 'Z99003GP1 n1']);
});

test('its mailboxes stand in the world while it lasts', async () => {
  await using stand = await stage(MESH);
  const { world, file, neighbours } = stand;
  assert.deepEqual(neighbours.mailboxes(), ['Z99003GP1', 'NEIGHBOUR1', 'NEIGHBOUR2']);
  const { counterpart, stranger, system } = ACTORS;
  const actor = (each: typeof counterpart) => ({ ...each });
  const dismiss = world.invite(
    's1',
    guestsOf(world.current(), {
      ...{ file, listed: 'once', fqdn: 'counterparts.spinebox.test', faults: [], interactions: [] },
      endpoint: 'https://127.0.0.1:1/',
      cast: {
        ...{ counterpart: actor(counterpart), stranger: actor(stranger), elsewhere: 'Z98003' },
        earlier: [],
      } as never,
      system: actor(system),
    }),
  );
  const { mailboxes, workflowIds } = world.current().mesh;
  assert.equal(mailboxes.NEIGHBOUR1?.ods, 'Z98001');
  assert.equal(mailboxes.X26ABC1?.ods, 'X26');
  assert.deepEqual(workflowIds.NEIGHBOUR?.senders, ['NEIGHBOUR1', 'NEIGHBOUR2']);
  assert.ok(workflowIds.NHAIS_REG?.senders.includes('Z99003GP1'));
  assert.ok(workflowIds.NHAIS_REG?.receivers.includes('NEIGHBOUR2'));
  // ODS has the practice of the situation, too.
  assert.equal(stand.organisations.find('Z98001')?.status, 'Active');
  dismiss();
  assert.equal(world.current().mesh.mailboxes.NEIGHBOUR1, undefined);
  assert.equal(stand.organisations.find('Z98001'), undefined);
});

test('without MESH a message has nowhere to lie, and it is said what to do', async () => {
  await using stand = await stage(MESH, 'ods-only');
  const actions = stand.file.steps[0]?.do ?? [];
  assert.ok(actions.length > 0);
  for (const action of actions)
    await assert.rejects(
      'mesh' in action
        ? stand.neighbours.post(action.mesh)
        : stand.neighbours.announce((action as { nhais: never }).nhais),
      (error) => error instanceof MissingNeighbourError && /mesh\.enabled/.test(error.remedy),
    );
});
