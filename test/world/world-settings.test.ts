import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { type SettingsOptions, worldSettings } from '../../simulator/world/world-settings.ts';
import { worldStore } from '../../simulator/world/world-store.ts';

async function start(options: Partial<SettingsOptions> = {}) {
  const store = worldStore(defaultWorld());
  const loaded = await loadWorld({ overrides: { spine: { port: 0 } } });
  return { store, settings: worldSettings({ store, loaded, ...options }) };
}

const codes = (store: ReturnType<typeof worldStore>) =>
  store.current().parties.map(({ odsCode }) => odsCode);

test('a patch is in force at once and keeps what it does not name', async () => {
  const { store, settings } = await start();
  const change = await settings.patch({ timeScale: 0.5, organisations: { sut: { name: 'Ours' } } });
  assert.equal(store.current().timeScale, 0.5);
  assert.equal(store.current().partyByOds('Z99003')?.name, 'Ours');
  assert.equal(store.current().partyByOds('Z99001')?.name, 'Riverside Surgery');
  assert.deepEqual(change.restartNeeded, []);
  assert.equal(settings.config().timeScale, 0.5);
});

test('an organisation that was taken away does not come back with the next patch', async () => {
  const { store, settings } = await start();
  await settings.patch({ organisations: { hillside: null } });
  await settings.patch({ timeScale: 0.5 });
  assert.deepEqual(codes(store), ['Z99001', 'Z99003', 'Z99050']);
});

test('a replacement starts from the default world, not from what was in force', async () => {
  const { store, settings } = await start();
  await settings.patch({ timeScale: 0.5, organisations: { hillside: null } });
  await settings.replace({ organisations: { riverside: null } });
  assert.equal(store.current().timeScale, 1);
  assert.deepEqual(codes(store), ['Z99002', 'Z99003', 'Z99050']);
});

test('restoring goes back to the configuration of the start', async () => {
  const { store, settings } = await start();
  await settings.replace({ base: 'empty' });
  assert.deepEqual(codes(store), []);
  await settings.restore();
  assert.deepEqual(codes(store), ['Z99001', 'Z99002', 'Z99003', 'Z99050']);
  assert.equal(settings.config().spine.port, 0);
});

test('a wrong patch changes nothing and does not stop the next one', async () => {
  const { store, settings } = await start();
  const before = store.current();
  await assert.rejects(
    settings.patch({ timeScale: 0 }),
    /request body: timeScale: must be at least/,
  );
  assert.equal(store.current(), before);
  await settings.patch({ timeScale: 2 });
  assert.equal(store.current().timeScale, 2);
});

test('patches that arrive together are all in force in the end', async () => {
  const { settings } = await start();
  await Promise.all([
    settings.patch({ timeScale: 0.5 }),
    settings.patch({ organisations: { sut: { name: 'Ours' } } }),
    settings.patch({ policies: { timeToLive: 'enforce' } }),
  ]);
  const { timeScale, organisations, policies } = settings.config();
  assert.deepEqual(
    [timeScale, organisations.sut?.name, policies.timeToLive],
    [0.5, 'Ours', 'enforce'],
  );
});

test('listeners stay where they are, and the change says what needs a restart', async () => {
  const ports = { spine: 40_001, organisations: { riverside: 40_002 } };
  const { store, settings } = await start({ ports });
  const change = await settings.patch({
    spine: { port: 9000 },
    log: { level: 'debug' },
    organisations: { riverside: { port: 9001 }, hillside: { name: 'Hill' } },
  });
  assert.deepEqual(change.restartNeeded, ['spine.port', 'log', 'organisations.riverside.port']);
  assert.equal(store.current().spine.listen.port, 40_001);
  assert.equal(store.current().partyByOds('Z99001')?.endpoint, 'https://127.0.0.1:40002/');
});

test('where an adaptor listens needs a restart, its habits do not', async () => {
  const { settings } = await start();
  const lakeside = {
    adaptor: { port: 9482, queue: { name: 'other' }, habits: { duplicates: 'every' as const } },
  };
  const change = await settings.patch({ organisations: { lakeside } });
  assert.deepEqual(change.restartNeeded, [
    'organisations.lakeside.adaptor.port',
    'organisations.lakeside.adaptor.queue',
  ]);
});

test('what the directory was started with needs a restart, what it looks up at each request does not', async () => {
  const { settings } = await start({});
  const started = {
    ...{ host: '127.0.0.2', port: 1, tlsPort: 2, listen: 'both', fqdn: 'other.test' },
    ...{ clientCertificate: 'require', maxConnections: 3 },
  };
  const asked = {
    ...{ plain: 'refuse', namedBind: 'accept', writeResult: 'unwillingToPerform', sizeLimit: 1 },
    ...{ timeLimitSeconds: 1, attributeNames: 'requested', order: 'shuffle' },
    ...{ maxMessageBytes: 2048, idleTimeoutSeconds: 1 },
  };
  const fhir = {
    ...{ apiKeys: ['k'], cacheSeconds: 1, quotaPerMinute: 1, spikePerSecond: 1 },
    ...{ slowDirectory: 'timeout', hide5xx: true },
  };
  const change = await settings.patch({
    sds: { strictMatching: false, ldap: { ...started, ...asked }, fhir: { prefix: '/x', ...fhir } },
  });
  const needed = Object.keys(started).filter((key) => key !== 'listen');
  assert.deepEqual(
    [...change.restartNeeded].sort(),
    ['sds.fhir.prefix', ...needed.map((key) => `sds.ldap.${key}`)].sort(),
  );
  // Every setting of the two faces is one or the other.
  const { ldap, fhir: ofFhir } = settings.config().sds;
  assert.deepEqual(Object.keys(ldap).sort(), Object.keys({ ...started, ...asked }).sort());
  assert.deepEqual(Object.keys(ofFhir).sort(), ['prefix', ...Object.keys(fhir)].sort());
});

test('nothing takes effect before it is on record, and not at all when that fails', async () => {
  const seen: number[] = [];
  const { store, settings } = await start({
    async before({ config }) {
      seen.push(store.current().timeScale);
      if (config.timeScale === 3) throw new Error('the journal is full');
    },
  });
  await settings.patch({ timeScale: 2 });
  await assert.rejects(settings.patch({ timeScale: 3 }), /the journal is full/);
  assert.deepEqual(seen, [1, 2]);
  assert.equal(store.current().timeScale, 2);
  assert.equal(settings.config().timeScale, 2);
});
