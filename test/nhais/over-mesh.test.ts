import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type MeshStand, meshStand } from '../../features/support/mesh-stand.ts';
import { DEDUCTION, practiceFile, TRANSFER_IN } from '../../features/support/practice-files.ts';
import { type Authorities, openAuthorities } from '../../simulator/nhais/authorities.ts';
import { patientRegistrations } from '../../simulator/patient-registrations.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { until } from '../until.ts';
import { gpSystem } from './gp-system.ts';

const GP = 'Z99001GP1';
const HA = 'SO01HA1';
const SOON: WorldPatch = { receiptDelay: 'PT0S', replies: { delay: 'PT0S' } };

async function authoritiesOver({
  mesh,
  journal,
  world,
  clock,
}: MeshStand): Promise<Authorities & AsyncDisposable> {
  const register = memoryRegister({ now: clock.now });
  const authorities = await openAuthorities({
    ...{ world, journal, clock, mailboxes: mesh.desk, ids: systemIds(), logger: silentLogger },
    ...{ faults: faultBook(() => world.current().faults), random: seededRandom(1) },
    registrations: patientRegistrations(register, clock, () => false, 'NHAIS'),
  });
  await authorities.resume();
  return { ...authorities, [Symbol.asyncDispose]: () => authorities.stop() };
}

test('N32 end to end over MESH with mutual TLS: each side acknowledges only after its RECEP is queued', async () => {
  await using stand = await meshStand({ nhais: { links: { riverside: SOON } } });
  await using authorities = await authoritiesOver(stand);
  const client = stand.client(GP);
  const practice = gpSystem(client, HA, 'TES1');
  const { journal } = stand;
  const entry = (what: string, matches: (entry: Entry) => boolean) =>
    waitForEntry(journal, { what, matches }, { timeoutMs: 30_000 });
  // N24: what belongs to others stays in the mailbox of the practice.
  const other = await stand.mesh.desk.send({
    ...{ from: HA, to: GP, workflowId: 'TEST_WORKFLOW', body: Buffer.from('not ours') },
  });
  const sent = await practice.send([['G1', TRANSFER_IN]]);
  await entry(
    'the approval',
    ({ kind, interaction }) => kind === 'delivery' && interaction === 'F4',
  );
  const came = await practice.poll();
  assert.deepEqual(
    came.map(({ messages }) => messages[0]?.kind),
    ['receipt', 'registration'],
  );
  assert.deepEqual(await practice.inbox(), [other]);
  await entry(
    'the RECEP of the practice',
    ({ settles, service }) => service === 'nhais:riverside' && /^nhais-open:/.test(settles ?? ''),
  );
  await until(() => stand.mesh.desk.inbox(HA).every(({ status }) => status === 'acknowledged'));
  assert.deepEqual(authorities.desk.links()[0]?.unreceipted, []);

  // By the journal of MESH: what was done to which message, in the order in which it was done.
  const names = new Map([
    [other, 'other'],
    [sent, 'acceptance'],
    ...stand.mesh.desk
      .inbox(GP)
      .map(({ id, workflowId }) => [id, workflowId] as const)
      .slice(1),
    ...stand.mesh.desk
      .inbox(HA)
      .map(({ id }) => [id, 'closing RECEP'] as const)
      .slice(1),
  ]);
  const done = (await stand.entries())
    .map(({ interaction, summary }) => {
      const id = [...names.keys()].find((name) => summary.includes(name));
      return `${interaction?.replace('mesh.', '')} ${names.get(id ?? '') ?? ''}`.trim();
    })
    // The authority takes the closing RECEP when it likes.
    .filter((text) => !/other|handshake|list|acknowledge closing/.test(text));
  assert.deepEqual(done, [
    'send acceptance',
    'send NHAIS_RECEP',
    'acknowledge acceptance',
    'send NHAIS_REG',
    'download NHAIS_RECEP',
    'acknowledge NHAIS_RECEP',
    'download NHAIS_REG',
    'send closing RECEP',
    'acknowledge NHAIS_REG',
  ]);
  const handshakes = (await stand.entries()).filter(
    ({ interaction }) => interaction === 'mesh.handshake',
  );
  assert.equal(handshakes.length, 3);
  assert.ok(handshakes.every(({ peer }) => peer?.fqdn === 'server1.x26.api.mesh-client.nhs.uk'));
});

test('a file that was sent packed is read, and a report that nobody collected is told', async () => {
  const clock = virtualClock(new Date());
  await using stand = await meshStand({ nhais: { links: { riverside: SOON } } }, { clock });
  await using _authorities = await authoritiesOver(stand);
  const client = stand.client(GP);
  const file = practiceFile([['G5', DEDUCTION]], { sender: 'TES1' });
  await client.send(HA, 'NHAIS_REG', gzipSync(file), { 'Content-Encoding': 'gzip' });
  const taken = await waitForEntry(
    stand.journal,
    { kind: 'received', service: 'nhais:riverside' },
    { timeoutMs: 30_000 },
  );
  assert.equal(taken.facts?.codes, 'G5');
  assert.deepEqual(taken.findings, []);
  await until(
    () => stand.mesh.desk.inbox(GP).length >= 2,
    () => clock.advance(0),
  );
  await clock.advance(6 * 86_400_000);
  const told = await waitForEntry(
    stand.journal,
    { finding: 'NHAIS-COLLECT-01' },
    { timeoutMs: 30_000 },
  );
  assert.match(told.summary, /NHAIS_RE(?:CEP|G) in SO01HA1 has no effect: Message not collected/);
});

test('authorities go on after MESH and journal were stopped between RECEP and answer', async () => {
  const clock = virtualClock(new Date());
  const link = { receiptDelay: 'PT0S', replies: { delay: 'PT1H' } };
  await using stand = await meshStand({ nhais: { links: { riverside: link } } }, { clock });
  const first = await authoritiesOver(stand);
  await gpSystem(stand.client(GP), HA, 'TES1').send([['G1', TRANSFER_IN]]);
  await until(
    () => stand.mesh.desk.inbox(GP).length >= 1,
    () => clock.advance(0),
  );
  await first.stop();
  await stand.restart();
  await using second = await authoritiesOver(stand);
  await clock.advance(3_600_000);
  await waitForEntry(
    stand.journal,
    {
      what: 'the approval',
      matches: ({ kind, interaction }) => kind === 'delivery' && interaction === 'F4',
    },
    { timeoutMs: 30_000 },
  );
  assert.deepEqual(
    stand.mesh.desk.inbox(GP).map(({ workflowId }) => workflowId),
    ['NHAIS_RECEP', 'NHAIS_REG'],
  );
  assert.deepEqual(
    stand.mesh.desk.inbox(HA).map(({ status }) => status),
    ['acknowledged'],
  );
  await until(() => second.desk.links()[0]?.unreceipted.length === 1);
  assert.deepEqual(second.desk.links()[0]?.unreceipted, [2]);
});
