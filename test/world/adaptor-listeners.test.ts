import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';

const adaptorOf = async (overrides: object, environment: Record<string, string> = {}) => {
  const { config } = await loadWorld({ overrides: { ...overrides }, environment });
  const { adaptor } = config.organisations.lakeside ?? {};
  assert.ok(adaptor);
  return [adaptor.host, adaptor.queue.host];
};

test('an adaptor listens on loopback unless told otherwise', async () => {
  assert.deepEqual(await adaptorOf({}), ['127.0.0.1', '127.0.0.1']);
});

test('one variable opens every adaptor, as the image does', async () => {
  const environment = { SPINEBOX_ADAPTORS__HOST: '0.0.0.0' };
  assert.deepEqual(await adaptorOf({}, environment), ['0.0.0.0', '0.0.0.0']);
  const organisations = { lakeside: { adaptor: { queue: { host: '::1' } } } };
  assert.deepEqual(await adaptorOf({ organisations }, environment), ['0.0.0.0', '::1']);
});

test('a variable for adaptors is no matter in a world without any', async () => {
  const { config } = await loadWorld({
    overrides: { base: 'empty' },
    environment: { SPINEBOX_ADAPTORS__HOST: '0.0.0.0' },
  });
  assert.deepEqual(config.organisations, {});
});

test('all of them can be told to take free ports, whatever they name', async () => {
  const { config } = await loadWorld({ overrides: { adaptors: { freePorts: true } } });
  const { lakeside, riverside } = config.organisations;
  assert.deepEqual(
    [lakeside?.port, lakeside?.adaptor?.port, lakeside?.adaptor?.queue.port],
    [0, 0, 0],
  );
  assert.notEqual(riverside?.port, 0);
});
