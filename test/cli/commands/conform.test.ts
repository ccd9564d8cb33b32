import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseProfile } from '../../../conformance/sut/read-profile.ts';
import { COUNTERPARTS_FQDN } from '../../../simulator/counterpart/open-counterparts.ts';
import { defaultWorld } from '../../../simulator/world/default-world.ts';
import { openCertificateStore } from '../../../src/pki/certificate-store.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { run } from './run-spinebox.ts';

const directory = await mkdtemp(join(tmpdir(), 'spinebox-conform-'));
const certs = join(directory, 'certs');
// Elliptic keys are made in no time; those that are there are taken.
const store = await openCertificateStore({
  directory: certs,
  clock: systemClock(),
  keyType: 'p-256',
});
const { spine, sds, gateway } = defaultWorld();
const systems = ['sut', 'sut-2', 'sut-3', 'sut-4'].map((name) => `${name}.spinebox.test`);
for (const name of [spine.fqdn, sds.ldap.fqdn, gateway.fqdn, COUNTERPARTS_FQDN, ...systems]) {
  await store.identity(name);
}
after(() => rm(directory, { recursive: true, force: true }));

const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [['--role', 'both'], /requester or sender is wanted/],
  [['--shard', '5/4'], /a part as 1\/4 is wanted/],
  [['--only', 'REQ-1'], /an id as GP2GP-REQ-083/],
  [['--seed', 'x'], /a whole number/],
  [['--baseline', join(directory, 'none.yaml')], /none\.yaml is no baseline: it is not there/],
  [['--strict-baseline'], /--strict-baseline wants a baseline/],
  [['--sut', join(directory, 'none.yaml')], /the profile .*none\.yaml cannot be used/],
];

for (const [args, wanted] of WRONG) {
  test(`conform ${args[0]} ${args[1]?.startsWith(directory) ? 'of no file' : args[1]} is a bad command line: 3`, async () => {
    const { code, told } = await run('conform', ...args);
    assert.equal(code, 3);
    assert.match(told, wanted);
  });
}

test('a profile with a slip is told with its line and ends with 3', async () => {
  const file = join(directory, 'slip.yaml');
  await writeFile(file, 'name: x\nodscode: Z99003\n');
  const { code, told } = await run('conform', '--sut', file);
  assert.equal(code, 3);
  assert.match(told, /slip\.yaml:2:1: odscode: is no key here; nearest legal key odsCode/);
});

test('sut init prints a profile that can be read back', async () => {
  const { code, out } = await run('sut', 'init', '--role', 'sender');
  assert.equal(code, 0);
  assert.deepEqual(parseProfile('printed', out).roles, ['sender']);
});

const WORLD = `
spine: { port: 0 }
sds: { ldap: { port: 0, tlsPort: 0 } }
gateway: { port: 0 }
control: { port: 0 }
organisations:
  riverside: { port: 0 }
  hillside: { port: 0 }
`;
const PROFILE = `
name: A system that says yes to everything
odsCode: Z99003
partyKey: Z99003-900003
asid: "999000000003"
fqdn: sut.spinebox.test
endpoint: https://127.0.0.1:9/
roles: [requester]
patience: PT1S
quiet: PT0.1S
`;

/** Judges a system by the world and profile of this file. */
async function judge(hooks: string, ...args: readonly string[]) {
  const [world, sut] = [join(directory, 'world.yaml'), join(directory, 'sut.yaml')];
  await writeFile(world, WORLD);
  await writeFile(sut, `${PROFILE}\nhooks:\n${hooks}`);
  const reports = join(directory, 'reports');
  const common = ['--world', world, '--sut', sut, '--reports', reports, '--certs', certs];
  const { code, out, told } = await run('conform', ...common, ...args);
  const results = await readFile(join(reports, 'results.json'), 'utf8').catch(() => '{}');
  return { code, out, told, results: JSON.parse(results) };
}

const answering = createServer((request, response) => {
  request.resume();
  const broken = request.url === '/broken';
  response
    .writeHead(broken ? 500 : 200)
    .end(broken ? 'no database' : '{"accepted":true,"state":"none"}');
});
answering.listen(0, '127.0.0.1');
await once(answering, 'listening');
after(() => {
  answering.close();
  answering.closeAllConnections();
});
const { port } = answering.address() as AddressInfo;
const hook = (name: string, path: string) =>
  `  ${name}: { http: { url: "http://127.0.0.1:${port}${path}" } }\n`;

test('a system that says yes and does nothing fails: 1, with reason, replay and reports', async () => {
  const hooks = hook('registerPatient', '/yes') + hook('transferStatus', '/yes');
  const { code, out, told, results } = await judge(hooks, '--only', 'GP2GP-REQ-041', '--seed', '5');
  assert.equal(code, 1);
  assert.match(told, /FAIL +GP2GP-REQ-041/);
  assert.match(out, /replay: spinebox conform --only GP2GP-REQ-041 --seed 5 --sut/);
  assert.equal(results.summary.fail, 1);
  assert.equal(results.seed, 5);
});

test('a failure in the baseline is told and ends with 0; at another step it ends with 1', async () => {
  const hooks = hook('registerPatient', '/yes') + hook('transferStatus', '/yes');
  const file = join(directory, 'baseline.yaml');
  const play = ['--only', 'GP2GP-REQ-041', '--seed', '5', '--bundles', 'none'];
  const first = await judge(hooks, ...play, '--write-baseline', file);
  assert.equal(first.code, 1);
  assert.match(first.out, /Baseline: .*baseline\.yaml, 1 known failure\n$/);
  const known = await judge(hooks, ...play, '--baseline', file);
  assert.equal(known.code, 0);
  assert.match(known.out, /GP2GP-REQ-041 known since .*verdict: FAILED AS KNOWN: 1 failed/s);
  assert.equal(known.results.scenarios[0].baseline.status, 'known');
  assert.equal(known.results.summary.fail, 1);

  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/steps:\n +- .*\n/, 'steps: [Then something else]\n'));
  const other = await judge(hooks, ...play, '--baseline', file);
  assert.equal(other.code, 1);
  assert.match(other.out, /GP2GP-REQ-041 counts as new, for another step is failed/);
});

test('a hook that breaks is no fault of the system: 2', async () => {
  const { code, results } = await judge(
    hook('registerPatient', '/broken'),
    '--only',
    'GP2GP-REQ-041',
  );
  assert.equal(code, 2);
  assert.equal(results.summary.error, 1);
  assert.match(results.scenarios[0].reason, /hook registerPatient .*HTTP 500: no database/);
});

test('where nothing could be judged, and where nothing is chosen, that is told: 3', async () => {
  const skipped = await judge('  {}\n', '--only', 'GP2GP-REQ-041', 'GP2GP-SND-001');
  assert.equal(skipped.code, 3);
  assert.deepEqual([skipped.results.summary.skip, skipped.results.summary.notApplicable], [1, 1]);
  const none = await judge('  {}\n', '--tags', '@no-such-tag');
  assert.equal(none.code, 3);
  assert.match(none.told, /no scenario is chosen by @no-such-tag/);
});

test('the bundled practice passes in both roles: 0', async () => {
  const reports = join(directory, 'bundled');
  const { code, out } = await run(
    ...['conform', '--only', 'GP2GP-REQ-083', 'GP2GP-SND-048', '--reports', reports],
    ...['--certs', certs],
  );
  assert.equal(code, 0, out);
  const { summary, scenarios } = JSON.parse(await readFile(join(reports, 'results.json'), 'utf8'));
  assert.equal(summary.pass, 2);
  assert.ok(
    scenarios.every(({ timeline }: { timeline: readonly unknown[] }) => timeline.length > 5),
  );
  assert.match(await readFile(join(reports, 'messages.ndjson'), 'utf8'), /testRunFinished/);
});
