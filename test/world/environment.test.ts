import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentLayer } from '../../simulator/world/environment.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';

test('variables are keys of the world, two underscores going down a level', () => {
  const { value } = environmentLayer({
    SPINEBOX_TIME_SCALE: '0.001',
    SPINEBOX_SPINE__PLAIN_PORT: '0',
    SPINEBOX_ORGANISATIONS__SUT__ENDPOINT: 'https://sut:1/',
    SPINEBOX_ORGANISATIONS__NORTH_SIDE__ODS: 'Z99004',
    SPINEBOX_ORGANISATIONS__SUT__INTERACTIONS: 'urn:a:B, urn:a:C',
    SPINEBOX_POLICIES__DOUBLED_URN_IN_SIGNALS: 'true',
    SPINEBOX_CONTROL__TOKEN: '0123456789012345',
    SPINEBOX_JOURNAL: '{"maxBytes": 1000}',
    PATH: '/bin',
  });
  assert.deepEqual(value, {
    timeScale: 0.001,
    spine: { plainPort: 0 },
    organisations: {
      sut: { endpoint: 'https://sut:1/', interactions: ['urn:a:B', 'urn:a:C'] },
      'north-side': { ods: 'Z99004' },
    },
    policies: { doubledUrnInSignals: true },
    control: { token: '0123456789012345' },
    journal: { maxBytes: 1000 },
  });
});

test('a variable that names no key is refused with the nearest that does', () => {
  assert.throws(
    () => environmentLayer({ SPINEBOX_TIME_SCLAE: '1', SPINEBOX_SPINE__PROT: '1' }),
    (error: Error) => {
      assert.deepEqual(error.message.split('\n').slice(1), [
        'environment SPINEBOX_SPINE__PROT: names no key of the world; nearest legal value SPINEBOX_SPINE__PORT',
        'environment SPINEBOX_TIME_SCLAE: names no key of the world; nearest legal value SPINEBOX_TIME_SCALE',
      ]);
      return true;
    },
  );
});

test('a value that does not fit is refused with the name of its variable', async () => {
  const environment = {
    SPINEBOX_TIME_SCALE: 'fast',
    SPINEBOX_SPINE__PORT: '70000',
    SPINEBOX_POLICIES__DOUBLED_URN_IN_SIGNALS: 'yes',
    SPINEBOX_JOURNAL: '{broken',
  };
  await assert.rejects(loadWorld({ environment }), (error: Error) => {
    assert.deepEqual(error.message.split('\n').slice(1).sort(), [
      'environment SPINEBOX_JOURNAL: journal: must be a mapping of keys; got "{broken"',
      'environment SPINEBOX_POLICIES__DOUBLED_URN_IN_SIGNALS: policies.doubledUrnInSignals: must be true or false; got "yes"',
      'environment SPINEBOX_SPINE__PORT: spine.port: must be at most 65535; got 70000; nearest legal value 65535',
      'environment SPINEBOX_TIME_SCALE: timeScale: must be a number; got "fast"',
    ]);
    return true;
  });
});

test('what Kubernetes sets for a service called spinebox is left alone', () => {
  const { value } = environmentLayer({
    SPINEBOX_SERVICE_HOST: '10.0.0.1',
    SPINEBOX_SERVICE_PORT: '8443',
    SPINEBOX_PORT: 'tcp://10.0.0.1:8443',
    SPINEBOX_PORT_8443_TCP_ADDR: '10.0.0.1',
  });
  assert.deepEqual(value, {});
});
