import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { openAmqpClient } from '../../src/platform/amqp-client.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { certificates, removeCertificates } from '../spine/stand.ts';

after(removeCertificates);
const { directory: certificateDirectory } = await certificates();

const PATIENT = '9990000018';
const BEHIND = { port: 0, adaptor: { port: 0, queue: { port: 0 } } };
const STRAIGHT = { port: 0 };

/** The default world with its two practices, those that are named behind an adaptor that is played. */
async function simulator(patch: object): Promise<Simulator> {
  const overrides = {
    ...FREE_SERVICE_PORTS,
    control: { port: 0 },
    organisations: { riverside: STRAIGHT, hillside: STRAIGHT, lakeside: null, ...patch },
  };
  const world = await loadWorld({ overrides });
  return startSimulator({
    world,
    certificateDirectory,
    ...{ keyType: 'p-256', durable: false, logger: silentLogger, control: false },
  });
}

async function transferred(
  { parts, journal }: Simulator,
  attachments: number,
): Promise<{ entries: readonly Entry[]; conversationId: string }> {
  const order = { from: 'Z99002', to: 'Z99001', patient: PATIENT, attachments };
  const { conversationId } = await parts.startTransfer(order);
  await Promise.all(
    ['practice:Z99001', 'practice:Z99002'].map((service) =>
      waitForEntry(
        journal,
        {
          what: `the end at ${service}`,
          kind: 'transfer',
          conversationId,
          matches: (entry) => entry.service === service && entry.facts?.state === 'ended',
        },
        { timeoutMs: 30_000 },
      ),
    ),
  );
  return { entries: await journal.find({ conversationId }), conversationId };
}

function ends(entries: readonly Entry[]): readonly unknown[] {
  return entries
    .filter(({ kind, facts }) => kind === 'transfer' && facts?.state === 'ended')
    .map(({ service, facts }) => [service, facts?.outcome])
    .toSorted();
}

test('a requester behind an adaptor asks by REST and takes the record from the queue', async () => {
  await using running = await simulator({ riverside: BEHIND });
  const { entries } = await transferred(running, 3);
  assert.deepEqual(ends(entries), [
    ['practice:Z99001', 'integrated'],
    ['practice:Z99002', 'transferred'],
  ]);
  const own = entries.filter(({ service }) => service === 'practice:Z99001');
  // Questions to PDS and SDS are asked at their own doors.
  const posted = own.filter(({ kind, interaction = '' }) => {
    return kind === 'delivery' && /^(RCMR|MCCI|COPC|PRPA)/.test(interaction);
  });
  assert.ok(posted.length >= 2, 'request and acknowledgement');
  for (const { response, summary } of posted) {
    assert.equal(response?.status, 202);
    assert.match(summary, /to the adaptor, attempt 1: acknowledged/);
  }
  const came = own.filter(({ kind }) => kind === 'received');
  assert.ok(came.length >= 2, 'acknowledgement and extract');
  assert.ok(came.every(({ request }) => request?.method === 'AMQP'));
  // Spine saw nothing but ebXML of the party, over its own door.
  const spine = entries.filter(({ service, kind }) => service === 'spine' && kind === 'received');
  assert.ok(spine.some(({ fromParty }) => fromParty?.startsWith('Z99001')));
  const [facts] = running.neighbours.adaptors?.desk.adaptors() ?? [];
  assert.equal(facts?.waiting, 0, 'everything was settled');
});

test('both practices behind adaptors transfer a large record, fragment by fragment', async () => {
  await using running = await simulator({ riverside: BEHIND, hillside: BEHIND });
  const { entries } = await transferred(running, 110);
  assert.deepEqual(ends(entries), [
    ['practice:Z99001', 'integrated'],
    ['practice:Z99002', 'transferred'],
  ]);
  const fragments = entries.filter(
    ({ service, kind, interaction }) =>
      service === 'practice:Z99002' && kind === 'delivery' && interaction === 'COPC_IN000001UK01',
  );
  assert.ok(fragments.length > 0, 'some documents travelled alone');
});

test('a message that comes twice is worked on once, and one that is none is a dead letter', async () => {
  await using running = await simulator({ riverside: BEHIND });
  const { entries } = await transferred(running, 0);
  const [facts] = running.neighbours.adaptors?.desk.adaptors() ?? [];
  assert.ok(facts);
  const { journal } = running;
  const extract = entries.find(
    ({ service, kind, interaction }) =>
      service === 'adaptor:Z99001' && kind === 'composed' && interaction === 'RCMR_IN030000UK06',
  );
  assert.ok(extract?.request?.body);
  const body = (await journal.readBody(extract.request.body)).toString('utf8');
  const client = openAmqpClient({ brokers: facts.broker, name: 'again' });
  const put = (text: string) =>
    client.send(facts.queue, {
      id: 'AGAIN',
      contentType: 'application/json',
      ...{ durable: true, deliveryCount: 0, properties: {}, body: text },
    });
  await put(body);
  await put('no JSON');
  const verdict = (wanted: string) =>
    waitForEntry(
      journal,
      {
        what: `a message that is ${wanted}`,
        matches: ({ service, kind, facts: told }) =>
          service === 'practice:Z99001' && kind === 'received' && told?.verdict === wanted,
      },
      { timeoutMs: 30_000 },
    );
  await verdict('duplicate');
  await verdict('unreadable');
  await waitForEntry(
    journal,
    { what: 'a dead letter', matches: ({ facts: told }) => told?.outcome === 'dead-letter' },
    { timeoutMs: 30_000 },
  );
  await client.close();
  const filed = await journal.find({ kind: 'transfer', service: 'practice:Z99001' });
  assert.equal(filed.filter(({ facts: told }) => told?.state === 'ended').length, 1);
});
