import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startSimulator } from '../../simulator/simulator.ts';
import { recordFor, transferBoard } from '../../simulator/transfers.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { certificates, removeCertificates } from './stand.ts';

after(removeCertificates);
const { directory: certificateDirectory } = await certificates();

const FREE = { ...FREE_SERVICE_PORTS, control: { port: 0 } };
const PRACTICES = { riverside: { port: 0 }, hillside: { port: 0 } };

async function options(patch: object = {}) {
  const world = await loadWorld({ overrides: { ...FREE, organisations: PRACTICES, ...patch } });
  return {
    world,
    certificateDirectory,
    keyType: 'p-256',
    durable: false,
    logger: silentLogger,
  } as const;
}

test('it comes back when it takes traffic, names its parts, and stops once however often it is told', async () => {
  await using simulator = await startSimulator(await options());
  const { ready, checks } = simulator.parts.readiness();
  assert.equal(ready, true);
  assert.deepEqual(
    checks.map(({ name }) => name),
    [
      'spine',
      'directory',
      'gateway',
      'mesh',
      'adaptor Z99050',
      'practice Z99001',
      'practice Z99002',
    ],
  );
  // The world names the ports that are listened on, not the zeros of the configuration.
  for (const [ods, { port }] of simulator.practices) {
    assert.ok(port > 0);
    const endpoint = simulator.world.current().partyByOds(ods)?.endpoint ?? '';
    assert.equal(new URL(endpoint).port, String(port));
  }
  assert.equal(await simulator.parts.explain('NOT-HERE'), undefined);
  await Promise.all([simulator.stop(), simulator.stop()]);
  assert.equal(simulator.parts.readiness().ready, false);
});

test('a start that fails leaves nothing behind that hinders the next', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'spinebox-start-'));
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as { port: number };
  const blocked = await options({ organisations: { ...PRACTICES, hillside: { port } } });
  await assert.rejects(startSimulator({ ...blocked, dataDirectory }), { code: 'SIM_PORT_IN_USE' });
  blocker.close();
  // The journal is locked while somebody holds it.
  const simulator = await startSimulator({ ...(await options()), dataDirectory });
  await simulator.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

test('a reset forgets messages, deliveries and transfers and goes back to the first world', async () => {
  // The sender's endpoint is taken by nobody: the request waits for its retry.
  const organisations = { ...PRACTICES, sut: { endpoint: 'https://127.0.0.1:1/' } };
  await using simulator = await startSimulator(await options({ organisations }));
  const { parts, journal, spine, settings } = simulator;
  const order = { from: 'Z99003', to: 'Z99001', patient: '9990000018', attachments: 0 };
  await parts.startTransfer(order);
  await waitForEntry(
    journal,
    {
      what: 'an attempt to reach the system under test',
      matches: ({ kind, service, interaction }) =>
        kind === 'delivery' && service === 'spine' && interaction === 'RCMR_IN010000UK05',
    },
    { timeoutMs: 10_000 },
  );
  assert.ok(spine.pendingDeliveries > 0);
  await settings.patch({ timeScale: 0.5 });

  await parts.reset();
  // An attempt that was under way ends; it leaves no retry behind.
  await new Promise<void>((resolve) => setImmediate(resolve));
  assert.equal(spine.pendingDeliveries, 0);
  assert.equal(await journal.count({}), 0);
  assert.deepEqual(parts.transfers(), []);
  assert.equal(simulator.world.current().timeScale, 1);
});

test('a certificate that is revoked elsewhere is refused from the next connection on', async () => {
  // Certificates of its own: to revoke one makes new lists for all who share the folder.
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-revoked-'));
  const base = { ...(await options()), certificateDirectory: directory };
  const simulator = await startSimulator({ ...base, practices: false, control: false });
  try {
    const client = openHttpClient({ identity: await simulator.certificates.identity('sut.test') });
    const post = () => client.post(simulator.spine.url, { headers: [], body: Buffer.alloc(0) });
    const before = await post();
    assert.ok('status' in before && before.status === 404);

    const elsewhere = await openCertificateStore({ directory, clock: systemClock() });
    await elsewhere.revoke('sut.test');
    const read = { what: 'new lists', matches: ({ service }: Entry) => service === 'certificates' };
    await waitForEntry(simulator.journal, read, { timeoutMs: 20_000 });
    await client.close();

    const again = openHttpClient({ identity: await elsewhere.identity('sut.test') });
    const answer = await again.post(simulator.spine.url, { headers: [], body: Buffer.alloc(0) });
    assert.ok('failed' in answer, 'a revoked certificate was let in');
    const refused = await waitForEntry(
      simulator.journal,
      { kind: 'handshake' },
      { timeoutMs: 10_000 },
    );
    assert.equal(refused.facts?.cause, 'revoked');
    await again.close();
  } finally {
    await simulator.stop();
    await rm(directory, { recursive: true, force: true });
  }
});

test('an order for no NHS number or for a practice that is not played is refused with a remedy', async () => {
  const board = transferBoard(new Map(), new Map());
  const order = { from: 'Z99002', to: 'Z99001', patient: '9990000019', attachments: 0 };
  await assert.rejects(board.startTransfer(order), {
    code: 'SIM_NOT_AN_NHS_NUMBER',
    remedy: /9990000018/,
  });
  await assert.rejects(board.startTransfer({ ...order, patient: '9990000018' }), /Z99001/);
  assert.deepEqual(board.transfers(), []);
  assert.equal(board.transfer('ANY'), undefined);
});

test('the same order always gives the same record, another order another', () => {
  const order = { from: 'A', to: 'B', patient: '9990000018', attachments: 2 };
  assert.deepEqual(recordFor(order), recordFor({ ...order, from: 'C' }));
  assert.notDeepEqual(recordFor(order), recordFor({ ...order, attachments: 3 }));
  assert.partialDeepStrictEqual(recordFor({ ...order, size: 5000 }), {
    kind: 'synthetic',
    options: { attachments: { count: 2 }, payloadBytes: 5000 },
  });
});
