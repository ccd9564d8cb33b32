import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defaultWorld } from '../../../simulator/world/default-world.ts';
import type { WorldPatch } from '../../../simulator/world/world-config.ts';
import { openJournal } from '../../../src/journal/open-journal.ts';
import { openHttpClient } from '../../../src/platform/http-client.ts';
import { message } from '../../spine/messages.ts';
import {
  certificates,
  openEndpoint,
  RIVERSIDE_FQDN,
  removeCertificates,
} from '../../spine/stand.ts';
import { delivery, syncAnswer } from './answers.ts';
import { hl7, provision, QUERY, retrieve, soap, update } from './requests.ts';

after(removeCertificates);

const NUMBER = '9991001158';
const RETRIEVAL = 'QUPA_IN000008UK02';
const HOUR = 3_600_000;
const isAt = (attempts: { from: number; to?: number }): WorldPatch => ({
  faults: {
    late: {
      ...{ when: { nhsNumber: [NUMBER] }, attempts, faces: ['pds-hl7'] },
      actions: [{ kind: 'delay', ms: HOUR }],
    },
  },
});

/** A simulator that is killed and started again over the same data, and a practice that talks to it. */
async function openKillable() {
  const { store, directory } = await certificates();
  const data = await mkdtemp(join(tmpdir(), 'spinebox-pds-kill-'));
  const riverside = await openEndpoint(RIVERSIDE_FQDN);
  const client = openHttpClient({ identity: await store.identity(RIVERSIDE_FQDN) });
  let child: ChildProcess | undefined;
  let url = '';
  const kill = async () => {
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    child = undefined;
  };
  const post = async (
    path: string,
    headers: readonly (readonly [string, string])[],
    body: Buffer,
  ) => {
    const answer = await client.post(`${url}${path}`, { headers, body });
    assert.ok('status' in answer);
    return answer;
  };
  return {
    ...{ data, riverside, kill },
    async start(patch: WorldPatch = {}) {
      const world = {
        organisations: {
          riverside: { played: 'external', endpoint: riverside.url },
          hillside: { played: 'external', endpoint: 'https://localhost:1/' },
        },
        ...patch,
      };
      child = fork(join(import.meta.dirname, 'simulator-process.ts'), {
        env: {
          ...process.env,
          SIMULATOR: JSON.stringify({ certificates: directory, data, world }),
        },
      });
      const [told] = await once(child, 'message');
      url = `https://localhost:${(told as { port: number }).port}`;
    },
    async update(scn: number, ods: string) {
      const { path, headers, body, envelope } = message(defaultWorld(), {
        ...{ to: 'YES-0000806', service: 'urn:nhs:names:services:pds' },
        action: 'PRPA_IN000203UK03',
        payload: hl7('PRPA_IN000203UK03', update(NUMBER, scn, { person: provision({ ods }) })),
      });
      const { status } = await post(path, headers, body);
      assert.equal(status, 202);
      return envelope.messageId;
    },
    async retrieve() {
      const headers = [
        ['Content-Type', 'text/xml'],
        ['SOAPAction', `${QUERY}/${RETRIEVAL}`],
      ] as const;
      const body = Buffer.from(soap(RETRIEVAL, hl7(RETRIEVAL, retrieve(NUMBER))));
      const { scn, practices } = syncAnswer(await post('/sync-service', headers, body));
      return [scn, ...practices];
    },
    async answer(at: number) {
      const come = (await riverside.count(at))[at - 1];
      assert.ok(come);
      return delivery(come);
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await client.close();
      await riverside[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function answersOnRecord(data: string) {
  await using journal = await openJournal({ directory: data });
  const composed = await journal.find({ kind: 'composed' });
  return composed.map(({ interaction, findings = [] }) => [
    interaction,
    ...findings.map(({ check }) => check),
  ]);
}

test('an update that was acknowledged before a crash is answered after it, once, and is in force', async () => {
  await using killable = await openKillable();
  await killable.start(isAt({ from: 1 }));
  const messageId = await killable.update(9, 'Z99002');
  await killable.kill();
  assert.equal(killable.riverside.delivered.length, 0);
  await killable.start();
  const { answer, envelope } = await killable.answer(1);
  assert.equal(envelope.refToMessageId, messageId);
  assert.deepEqual([answer?.typeCode, answer?.scn], ['AA', '10']);
  assert.deepEqual(await killable.retrieve(), ['10', 'Z99002']);
  await killable.kill();
  assert.deepEqual(await answersOnRecord(killable.data), [['PRPA_IN000202UK01', 'PDS-RESTART-01']]);
});

test('an update that built on one that a crash took away is told so: retrieve again', async () => {
  await using killable = await openKillable();
  await killable.start(isAt({ from: 2 }));
  await killable.update(9, 'Z99002');
  assert.equal((await killable.answer(1)).answer?.scn, '10');
  await killable.update(10, 'Z99003');
  await killable.kill();
  await killable.start();
  const { answer } = await killable.answer(2);
  assert.deepEqual(answer?.reasons, ['15 WG', 'IU000-SCN ER']);
  assert.deepEqual(await killable.retrieve(), ['9', 'Z99001'], 'the register began anew');
  await killable.kill();
  assert.deepEqual(await answersOnRecord(killable.data), [
    ['PRPA_IN000202UK01'],
    ['MCCI_IN010000UK13', 'PDS-RESTART-01'],
  ]);
});
