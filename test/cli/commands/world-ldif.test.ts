import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { worldCommand } from '../../../cli/commands/world.ts';
import { loadWorld } from '../../../simulator/world/load-world.ts';
import { SimulatorError } from '../../../src/platform/simulator-error.ts';
import { readLdif } from '../../../src/wire/ldif/read-ldif.ts';
import { SANDBOX } from '../../sds/sandbox.ts';

/** Runs `spinebox world ...` in a folder of its own. */
async function stage(files: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-ldif-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    at: (name: string) => join(folder, name),
    async run(...words: string[]): Promise<string> {
      const printed: string[] = [];
      const command = worldCommand({ environment: {}, print: (text) => void printed.push(text) });
      command.exitOverride();
      await command.parseAsync(words, { from: 'user' });
      return printed.join('');
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

test('the directory of the default world is printed as LDIF', async () => {
  await using scene = await stage();
  const { records, problems } = readLdif(await scene.run('export', '--ldif'));
  assert.deepEqual(problems, []);
  assert.equal(records[0]?.dn, 'o=nhs');
  assert.ok(records.some(({ dn }) => dn === 'uniqueIdentifier=999000000001,ou=Services,o=nhs'));
});

const identifier = (name: string, value: string) => ({
  system: `https://fhir.nhs.uk/Id/${name}`,
  value,
});
const INTERACTION = {
  url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
  valueReference: {
    identifier: identifier(
      'nhsServiceInteractionId',
      'urn:nhs:names:services:gp2gp:RCMR_IN010000UK05',
    ),
  },
};
const OWNER = { identifier: identifier('ods-organization-code', 'Z99055') };
const PARTY = identifier('nhsMhsPartyKey', 'Z99055-900055');

test('an answer of the SDS FHIR API becomes a world file', async () => {
  const resources = [
    {
      resourceType: 'Device',
      identifier: [identifier('nhsSpineASID', '999000000055'), PARTY],
      extension: [INTERACTION],
      owner: OWNER,
    },
    {
      resourceType: 'Endpoint',
      address: 'https://practice.test/',
      managingOrganization: OWNER,
      identifier: [
        ...[identifier('nhsMhsFQDN', 'practice.test'), PARTY],
        ...[identifier('nhsMhsCPAId', 'S55'), identifier('nhsMHSId', 'S55')],
      ],
      extension: [INTERACTION],
    },
  ];
  const entry = resources.map((resource) => ({ resource }));
  await using scene = await stage({
    'answer.json': JSON.stringify({ resourceType: 'Bundle', entry }),
    'wrong.json': '{"resourceType":"Device"}',
  });
  const out = scene.at('made.yaml');
  await scene.run('import', '--ldif', scene.at('answer.json'), '--out', out);
  const { world } = await loadWorld({ file: out });
  const party = world.partyByOds('Z99055');
  assert.deepEqual([party?.asid, party?.endpoint], ['999000000055', 'https://practice.test/']);
  assert.equal(world.contractsById('S55')[0]?.action, 'RCMR_IN010000UK05');
  await assert.rejects(
    scene.run('import', '--ldif', scene.at('wrong.json'), '--out', out),
    /wrong\.json cannot be read: is neither a list of records nor a Bundle/,
  );
});

test('LDIF becomes a world file with the rest beside it, and the world stands', async () => {
  await using scene = await stage({ 'sandbox.ldif': SANDBOX });
  const out = scene.at('made.yaml');
  const told = await scene.run('import', '--ldif', scene.at('sandbox.ldif'), '--out', out);
  assert.match(told, /^8 entries read: 0 organisations with 0 contracts\n/);
  assert.match(told, /2 entries are Spine's own and left out/);
  assert.match(told, /6 entries stay LDIF in .*made\.ldif/);
  const { world } = await loadWorld({ file: out });
  assert.deepEqual(
    world.directoryFiles.map(({ file }) => file),
    ['made.ldif'],
  );
  const exported = readLdif(await scene.run('export', out)).records.map(({ dn }) => dn);
  assert.ok(exported.includes('uniqueIdentifier=227319907549,ou=Services,o=nhs'));
});

test('a round trip through LDIF makes practices of the export external', async () => {
  await using scene = await stage();
  await writeFile(scene.at('all.ldif'), await scene.run('export'));
  const out = scene.at('again.yaml');
  await scene.run('import', '--ldif', scene.at('all.ldif'), '--out', out);
  const { world } = await loadWorld({ file: out });
  assert.deepEqual(
    world.parties.map(({ odsCode, played }) => [odsCode, played]),
    ['Z99001', 'Z99002', 'Z99003', 'Z99050'].map((ods) => [ods, 'external']),
  );
  assert.ok(!(await readFile(out, 'utf8')).includes('entries'));
});

test('a folder that is not there is told, with what to do', async () => {
  await using scene = await stage({ 'a.ldif': SANDBOX });
  const words = ['import', '--ldif', scene.at('a.ldif'), '--out', scene.at('no/world.yaml')];
  await assert.rejects(scene.run(...words), { code: 'SIM_FILE_NOT_WRITTEN' });
});

test('files that are there are not overwritten unless it is asked for', async () => {
  await using scene = await stage({ 'a.ldif': SANDBOX, 'world.yaml': 'base: empty\n' });
  const words = ['import', '--ldif', scene.at('a.ldif'), '--out', scene.at('world.yaml')];
  await assert.rejects(scene.run(...words), { code: 'SIM_FILE_EXISTS' });
  assert.equal(await readFile(scene.at('world.yaml'), 'utf8'), 'base: empty\n');
  await scene.run(...words, '--force');
});

test('a wrong line, or no file, is told of', async () => {
  await using scene = await stage({ 'bad.ldif': 'dn: o=nhs\noops\n' });
  await assert.rejects(scene.run('import', '--ldif', scene.at('bad.ldif')), (error: unknown) => {
    assert.ok(error instanceof SimulatorError);
    assert.match(error.message, /bad\.ldif:2: a line is "name: value"/);
    return true;
  });
  await assert.rejects(scene.run('import', '--ldif', scene.at('none.ldif')), {
    code: 'SIM_LDIF_FILE',
  });
});

test('a check of a world remarks on its directory', async () => {
  const world = 'base: empty\nsds:\n  entries: [a.ldif]\n';
  await using scene = await stage({ 'a.ldif': SANDBOX, 'world.yaml': world });
  const told = await scene.run('check', scene.at('world.yaml'));
  assert.match(
    told,
    /^directory: uniqueIdentifier=918999199246,ou=Services,o=nhs: its organisation X26 has no entry$/m,
  );
  assert.doesNotMatch(await scene.run('check'), /^directory:/m);
});
