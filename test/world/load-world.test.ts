import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { WorldError, WorldFileError } from '../../simulator/world/world-problem.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spinebox-world-'));
});
after(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function worldFile(text: string, name = `world-${files++}.yaml`): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** The lines of the refusal, with the file's folder cut off. */
async function refusal(text: string): Promise<string[]> {
  const file = await worldFile(text, 'world.yaml');
  try {
    await loadWorld({ file });
  } catch (error) {
    assert.ok(error instanceof WorldError);
    assert.equal(error.code, 'SIM_WORLD_INVALID');
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(file, 'world.yaml'));
  }
  return assert.fail('the world was taken');
}

test('a file changes what it names and leaves the rest of the default world', async () => {
  const file = await worldFile(`
timeScale: 0.5
organisations:
  sut:
    endpoint: https://localhost:7000/in
  hillside: null
  north:
    ods: Z99004
    partyKey: Z99004-900004
    asid: "999000000004"
    fqdn: north.spinebox.test
    endpoint: https://localhost:7001/
`);
  const { world, config } = await loadWorld({ file });
  assert.equal(config.timeScale, 0.5);
  assert.deepEqual(
    world.parties.map(({ odsCode, endpoint }) => [odsCode, endpoint]),
    [
      ['Z99001', 'https://127.0.0.1:8451/'],
      ['Z99003', 'https://localhost:7000/in'],
      ['Z99050', 'https://127.0.0.1:8453/'],
      ['Z99004', 'https://localhost:7001/'],
    ],
  );
  assert.equal(world.partyByOds('Z99004')?.name, 'Z99004');
});

test('a file may be JSON, and may name its schema', async () => {
  const file = await worldFile(
    JSON.stringify({ $schema: './world.schema.json', spine: { port: 9001 } }, null, '\t'),
    'world.json',
  );
  assert.equal((await loadWorld({ file })).world.spine.listen.port, 9001);
});

test('an empty file is the default world; base empty is Spine alone', async () => {
  assert.equal((await loadWorld({ file: await worldFile('') })).world.parties.length, 4);
  const { world } = await loadWorld({ file: await worldFile('base: empty\n') });
  assert.deepEqual([world.parties, world.services], [[], []]);
  assert.equal(world.spine.odsCode, 'YES');
});

test('every problem is named with file, line, column, value and the nearest legal value', async () => {
  assert.deepEqual(
    await refusal(`timeScal: 1
timeScale: -1
spine:
  port: 99999
organisations:
  Bad Name: {}
  sut:
    played: externl
    asid: 999000000003
  new:
    ods: z99004
    partyKey: Z99004
    asid: "12"
services:
  gp2gp:X: { pattern: synchronous, answer: { kind: nothing } }
  urn:nhs:names:services:pdsquery:QUPA_IN000008UK02:
    answer: { kind: payloat }
policies: { deliveryTimeout: 30s, partyIdentity: enforced }
limits: { requestTimeout: PT }
control: { token: short, port: 1.5 }
`),
    [
      'world.yaml:1:1: timeScal: is no key of the world; got 1; nearest legal value timeScale',
      'world.yaml:2:12: timeScale: must be at least 0.000001; got -1; nearest legal value 0.000001',
      'world.yaml:4:9: spine.port: must be at most 65535; got 99999; nearest legal value 65535',
      'world.yaml:6:3: organisations["Bad Name"]: is not a legal name; got "Bad Name"; nearest legal value "bad-name"',
      'world.yaml:8:13: organisations.sut.played: is not one of bundled, external; got "externl"; nearest legal value "external"',
      'world.yaml:9:11: organisations.sut.asid: must be text, in quotes if it looks like a number; got 999000000003; nearest legal value "999000000003"',
      'world.yaml:11:5: organisations.new.fqdn: is missing; nearest legal value "riverside.spinebox.test"',
      'world.yaml:11:10: organisations.new.ods: does not have the right shape; got "z99004"; nearest legal value "Z99004"',
      'world.yaml:12:15: organisations.new.partyKey: does not have the right shape; got "Z99004"; nearest legal value "Z99001-900001"',
      'world.yaml:13:11: organisations.new.asid: does not have the right shape; got "12"; nearest legal value "000000000012"',
      'world.yaml:15:3: services["gp2gp:X"]: is not a legal name; got "gp2gp:X"; nearest legal value "urn:nhs:names:services:gp2gp:X"',
      'world.yaml:17:21: services["urn:nhs:names:services:pdsquery:QUPA_IN000008UK02"].answer.kind: is not one of acknowledge, payload, fault, pds, nothing; got "payloat"; nearest legal value "payload"',
      'world.yaml:18:30: policies.deliveryTimeout: does not have the right shape; got "30s"; nearest legal value "PT30S"',
      'world.yaml:18:50: policies.partyIdentity: is not one of enforce, warn, off; got "enforced"; nearest legal value "enforce"',
      'world.yaml:19:27: limits.requestTimeout: does not have the right shape; got "PT"; nearest legal value "PT4H10M"',
      'world.yaml:20:19: control.token: must have at least 16 characters; got (hidden)',
      'world.yaml:20:32: control.port: must be a whole number; got 1.5; nearest legal value 2',
    ],
  );
});

test('an unknown key of an answer is measured against the keys of its kind', async () => {
  const lines = await refusal(`services:
  urn:nhs:names:services:psis:REPC_IN150016UK05:
    answer: { kind: acknowledge, typecode: AE }
`);
  assert.deepEqual(lines, [
    'world.yaml:3:34: services["urn:nhs:names:services:psis:REPC_IN150016UK05"].answer.typecode: is no key of the world; got "AE"; nearest legal value typeCode',
  ]);
});

test('broken YAML and a file that is no mapping are named with their line', async () => {
  const [broken] = await refusal('spine:\n  port: [1\n');
  assert.match(broken ?? '', /^world\.yaml:\d+:\d+: \S/);
  assert.deepEqual(await refusal('- 1\n'), ['world.yaml:1:1: must be a mapping of keys']);
});

test('a file that cannot be read is named with a remedy', async () => {
  const file = join(folder, 'absent.yaml');
  await assert.rejects(loadWorld({ file }), (error) => {
    assert.ok(error instanceof WorldFileError);
    assert.ok(error.message.includes(file));
    assert.match(error.remedy, /SPINEBOX_WORLD/);
    return true;
  });
});

test('an answer of another kind takes the place of the whole answer before it', async () => {
  const file = await worldFile(`services:
  urn:nhs:names:services:pdsquery:QUPA_IN000008UK02:
    answer: { kind: fault, code: "200", text: System failure }
`);
  const { world } = await loadWorld({ file });
  const rule = world.serviceRule('urn:nhs:names:services:pdsquery', 'QUPA_IN000008UK02');
  assert.deepEqual(rule?.answer, { kind: 'fault', code: '200', text: 'System failure' });
});

test('a payload is read from a file beside the world file', async () => {
  await mkdir(join(folder, 'answers'), { recursive: true });
  await writeFile(join(folder, 'answers', 'one.xml'), '<a>{{now}}</a>');
  const file = await worldFile(`services:
  urn:nhs:names:services:pdsquery:QUPA_IN000008UK02:
    answer: { kind: payload, action: QUPA_IN000009UK03, file: answers/one.xml }
`);
  const { world } = await loadWorld({ file });
  const rule = world.serviceRule('urn:nhs:names:services:pdsquery', 'QUPA_IN000008UK02');
  assert.equal(rule?.answer.kind === 'payload' && rule.answer.xml, '<a>{{now}}</a>');
});

test('a payload may not lie outside the folder of the world file, by name or by link', async (t) => {
  const service = 'urn:nhs:names:services:pdsquery:QUPA_IN000008UK02';
  const asking = (name: string) => `services:
  ${service}:
    answer: { kind: payload, action: X, file: ${name} }
`;
  const expected = /answer\.file: must lie in or below the folder of the world file; got/;
  assert.match((await refusal(asking('../outside.xml'))).join(), expected);
  assert.match((await refusal(asking('absent.xml'))).join(), /answer\.file: cannot be read/);
  const outside = await mkdtemp(join(tmpdir(), 'spinebox-outside-'));
  t.after(() => rm(outside, { recursive: true, force: true }));
  await writeFile(join(outside, 'secret.xml'), 'secret');
  try {
    await symlink(join(outside, 'secret.xml'), join(folder, 'link.xml'));
  } catch {
    return t.diagnostic('this system does not let the test make links');
  }
  assert.match((await refusal(asking('link.xml'))).join(), expected);
});

test('a payload needs exactly one of xml and file', async () => {
  const [line] = await refusal(`services:
  urn:nhs:names:services:pdsquery:QUPA_IN000008UK02:
    answer: { kind: payload, action: X }
`);
  assert.match(line ?? '', /^world\.yaml:3:13: .*answer: needs exactly one of xml and file$/);
});

test('the environment lies over the file, and overrides over both', async () => {
  const file = await worldFile('timeScale: 0.5\nspine: { port: 1001 }\ncontrol: { port: 1002 }\n');
  const { config } = await loadWorld({
    environment: {
      SPINEBOX_WORLD: file,
      SPINEBOX_SPINE__PORT: '2001',
      SPINEBOX_CONTROL__PORT: '2002',
    },
    overrides: { control: { port: 3002 } },
  });
  assert.deepEqual([config.timeScale, config.spine.port, config.control.port], [0.5, 2001, 3002]);
});

test('a clash is blamed on the layer that brought it in', async () => {
  const file = await worldFile('spine:\n  port: 5000\n');
  await assert.rejects(
    loadWorld({ file, environment: { SPINEBOX_CONTROL__PORT: '5000' } }),
    /environment SPINEBOX_CONTROL__PORT: control\.port: is the port of spine already; got 5000; nearest legal value 5001/,
  );
});
