import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { isPlain } from '../../simulator/world/merge-patch.ts';
import { compareConfigs } from '../../simulator/world/profiles/compare-configs.ts';
import { PROFILE_NAMES } from '../../simulator/world/profiles/profile-names.ts';
import { PROFILES } from '../../simulator/world/profiles/profiles.ts';
import { WorldError } from '../../simulator/world/world-problem.ts';
import { worldSettings } from '../../simulator/world/world-settings.ts';
import { worldStore } from '../../simulator/world/world-store.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spinebox-profiles-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function worldFile(text: string): Promise<string> {
  const file = join(folder, 'world.yaml');
  await writeFile(file, text);
  return file;
}

const settingAt = (config: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((here, key) => (isPlain(here) ? here[key] : undefined), config);

describe('every profile', () => {
  for (const name of PROFILE_NAMES) {
    test(`${name} stands over the default world without a warning, and each of its settings is in force`, async () => {
      const { config, warnings, world } = await loadWorld({ overrides: { profile: name } });
      assert.deepEqual(warnings, []);
      assert.equal(world.profile, name);
      for (const { path, value } of PROFILES[name].settings)
        assert.deepEqual(settingAt(config, path), value, path);
    });

    test(`${name} gives a source for every setting and every address that it has`, () => {
      const { settings, places } = PROFILES[name];
      for (const { path, source, why } of settings) {
        assert.match(source, /^(mhs|sds-ods|pds-identity|mesh-nhais|gp2gp) \d/, path);
        assert.ok(why.length >= 10, path);
      }
      for (const { what, there, standing, source } of places) {
        if (there === undefined) assert.equal(standing, 'unknown', what);
        else assert.match(source, /^(mhs|sds-ods|pds-identity|mesh-nhais) \d/, what);
      }
      const paths = settings.map(({ path }) => path);
      assert.equal(new Set(paths).size, paths.length, 'a setting stands twice');
    });

    test(`${name} names no host of the NHS on a certificate of ours`, async () => {
      const { config } = await loadWorld({ overrides: { profile: name } });
      const names = [
        config.spine.fqdn,
        config.gateway.fqdn,
        config.sds.ldap.fqdn,
        config.mesh.fqdn,
        ...Object.values(config.organisations).map(({ fqdn }) => fqdn),
      ];
      for (const fqdn of names) assert.match(fqdn, /\.spinebox\.test$/);
    });
  }
});

test('without a word of it the world is local, and local changes nothing', async () => {
  const plain = await loadWorld();
  assert.equal(plain.config.profile, 'local');
  assert.deepEqual((await loadWorld({ overrides: { profile: 'local' } })).config, plain.config);
});

test('int is stricter than local, and training has the codes and paths of production', async () => {
  const { config: int } = await loadWorld({ overrides: { profile: 'int' } });
  assert.equal(int.pds.fhir.authentication, 'enforce');
  assert.equal(int.sds.ldap.listen, 'tls-only');
  assert.equal(int.mesh.testEndpoints, false);
  const { world } = await loadWorld({ overrides: { profile: 'training' } });
  assert.equal(world.spine.odsCode, 'YEA');
  const at = (service: string, action: string) =>
    new URL(world.contractFor('YEA-801248', service, action)?.endpoint ?? '').pathname;
  assert.equal(at('urn:nhs:names:services:pdsquery', 'QUPA_IN000008UK02'), '/syncservice-pds/pds');
  assert.equal(
    at('urn:nhs:names:services:tms', 'ReliableIntermediary'),
    '/reliablemessaging/forwardreliable',
  );
});

test('the world file may name a profile, and what the file says has the last word over it', async () => {
  const file = await worldFile('profile: int\npds: { fhir: { authentication: off } }\n');
  const { config } = await loadWorld({ file });
  assert.equal(config.profile, 'int');
  assert.equal(config.pds.fhir.authentication, 'off');
  assert.equal(config.pds.fhir.ratePerSecond, 5);
});

test('the environment names a profile over the file, and an option over both', async () => {
  const file = await worldFile('profile: int\n');
  const environment = { SPINEBOX_PROFILE: 'dep' };
  assert.equal((await loadWorld({ file, environment })).config.profile, 'dep');
  const loaded = await loadWorld({ file, environment, overrides: { profile: 'training' } });
  assert.equal(loaded.config.spine.odsCode, 'YEA');
});

test('a profile that is none is told with the nearest one', async () => {
  await assert.rejects(loadWorld({ overrides: { profile: 'imt' } }), (error) => {
    assert.ok(error instanceof WorldError);
    assert.match(error.message, /profile: is not one of local, int, dep, training.*"int"/);
    return true;
  });
});

test('what clashes with a profile is blamed on the profile', async () => {
  const organisations = { riverside: { lookups: { sds: 'ldap' } } };
  const { warnings } = await loadWorld({ overrides: { profile: 'int', organisations } });
  assert.deepEqual(
    warnings.map(({ source, text }) => `${source}: ${text}`),
    ['profile int: leaves out ldap, by which riverside asks the directory: it takes ldaps instead'],
  );
});

test('a profile lies over Spine alone, too', async () => {
  const { config } = await loadWorld({ overrides: { base: 'empty', profile: 'int' } });
  assert.deepEqual(Object.keys(config.organisations), []);
  assert.equal(config.sds.ldap.clientCertificate, 'require');
});

test('a change in a running simulator keeps the profile; only a whole configuration brings another', async () => {
  const loaded = await loadWorld({ overrides: { profile: 'int' } });
  const settings = worldSettings({ store: worldStore(loaded.world), loaded });
  const { config } = await settings.patch({ pds: { fhir: { ratePerSecond: 9 } } });
  assert.equal(config.profile, 'int');
  assert.equal(config.pds.fhir.ratePerSecond, 9);
  assert.equal(config.sds.fhir.cacheSeconds, 1800);
  await assert.rejects(settings.patch({ profile: 'dep' }), /profile: is chosen at the start/);
  assert.equal((await settings.replace({ profile: 'dep' })).config.sds.fhir.cacheSeconds, 1800);
  assert.equal((await settings.replace({})).config.sds.fhir.cacheSeconds, 0);
});

test('a comparison names every leaf that differs, and what only one side has', () => {
  const left = { a: 1, b: { c: [1, 2], d: 'x' }, e: 'left' };
  const right = { a: 1, b: { c: [1, 3], d: 'x' }, f: { g: 2 } };
  assert.deepEqual(compareConfigs(left, right), [
    { path: 'b.c', left: [1, 2], right: [1, 3] },
    { path: 'e', left: 'left' },
    { path: 'f', right: { g: 2 } },
  ]);
  assert.deepEqual(compareConfigs(left, left), []);
});
