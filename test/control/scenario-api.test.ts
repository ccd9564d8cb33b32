import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { processCertificates } from '../../features/support/process-certificates.ts';
import type { SituationView } from '../../simulator/doors/scenario-desk.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { register, told } from '../counterpart/counterpart-stage.ts';
import { B } from '../practice/chain-stage.ts';

let simulator: Simulator;
let api: string;

before(async () => {
  const { directory } = await processCertificates();
  const practice = { port: 0 };
  const overrides = {
    ...FREE_SERVICE_PORTS,
    sds: { ldap: { port: 0, tlsPort: 0 } },
    control: { port: 0 },
    organisations: { riverside: practice, hillside: practice },
  };
  simulator = await startSimulator({
    world: await loadWorld({ overrides }),
    ...{ certificateDirectory: directory, keyType: 'p-256', logger: silentLogger, durable: false },
  });
  api = `${simulator.control?.url}/api/v1/scenarios`;
});
after(() => simulator.stop());

async function ask(method: string, path = '', body?: object) {
  const response = await fetch(`${api}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('files are listed with title, role and parameters, before anything is loaded', async () => {
  const { body } = await ask('GET');
  const refused = body.files.find(({ name }: { name: string }) => name === 'request-refused');
  assert.equal(refused.plays, 'sender');
  assert.ok('code' in refused.parameters);
  assert.deepEqual(body.loaded, []);
});

test('a situation is loaded, says what to do, takes a cue, tells what happened, and goes', async () => {
  const loaded = await ask('POST', '', { file: 'late-fragment', seed: 7, system: B });
  assert.equal(loaded.status, 201);
  const view: SituationView = loaded.body;
  assert.match(view.whatToDo, new RegExp(`^register NHS number ${view.patients.patient} at ${B}`));
  assert.equal(view.replay, `spinebox up --scenario late-fragment --seed 7 --system ${B}`);
  const situation = (await simulator.counterparts()).find(view.id);
  assert.ok(situation);
  const ending = register(simulator, B, view.patients.patient ?? '');
  await told(situation, /sent first\.txt/);
  const end = await ending;
  assert.equal(end.code, '31');
  const cued = await ask('POST', `/${view.id}/cues/${encodeURIComponent('late fragment')}`);
  assert.equal(cued.status, 200);
  const labels = cued.body.messages.map(({ label }: { label: string }) => label);
  assert.deepEqual(labels.slice(-2), ['first.txt', 'second.txt']);
  assert.equal((await ask('DELETE', `/${view.id}`)).status, 204);
  assert.equal((await ask('GET', `/${view.id}`)).status, 404);
});

test('what cannot be loaded or done is refused with what can be done about it', async () => {
  const unknown = await ask('POST', '', { file: 'late-fragmet', system: B });
  assert.equal(unknown.status, 409);
  assert.match(unknown.body.remedy, /late-fragment/);
  const nobody = await ask('POST', '', { file: 'late-fragment', system: 'Z00000' });
  assert.match(nobody.body.message, /no organisation Z00000/);
  const wrong = await ask('POST', '', { file: 'late-fragment', parameters: { a: 1 }, system: B });
  assert.match(wrong.body.message, /is no parameter of this file/);
  const loaded = await ask('POST', '', { file: 'late-fragment', system: B });
  const cue = await ask('POST', `/${loaded.body.id}/cues/soon`);
  assert.equal(cue.status, 409);
  assert.match(cue.body.remedy, /late fragment/);
  assert.equal((await ask('POST', '/s999/start')).status, 404);
});

test('a reset takes situations away, too', async () => {
  await ask('POST', '', { file: 'late-fragment', system: B });
  await fetch(api.replace('/scenarios', '/reset'), { method: 'POST' });
  assert.deepEqual((await ask('GET')).body.loaded, []);
  const parties = simulator.world.current().parties.map(({ fqdn }) => fqdn);
  assert.ok(!parties.includes('counterparts.spinebox.test'));
});
