import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWorld } from '../../simulator/world/build-world.ts';
import { DEFAULT_CONFIG, defaultWorld } from '../../simulator/world/default-world.ts';
import { type WorldPatch, worldConfig } from '../../simulator/world/world-config.ts';

const RIVERSIDE = 'Z99001-900001';

function settingsWith(practice: WorldPatch, more: WorldPatch = {}) {
  const { organisations } = worldConfig.parse(DEFAULT_CONFIG);
  const riverside = { ...organisations.riverside, ...practice };
  const config = { ...DEFAULT_CONFIG, ...more, organisations: { ...organisations, riverside } };
  return buildWorld(worldConfig.parse(config)).practiceSettings(RIVERSIDE);
}

test('a bundled practice asks PDS, registers, and asks SDS over LDAPS unless told otherwise', () => {
  const settings = defaultWorld().practiceSettings(RIVERSIDE);
  assert.deepEqual(settings, {
    records: 'invent',
    lookups: {
      pds: 'hl7v3',
      gpUpdate: 'before-request',
      deceased: 'record',
      sds: 'ldaps',
      senderCheck: { pds: true, sds: true },
      pdsTimeoutMs: 10_000,
      updateTimeoutMs: 300_000,
      sdsTimeoutMs: 3_000,
      sdsCacheMs: 0,
    },
  });
  assert.equal(defaultWorld().practiceSettings('Z99009-900009'), undefined);
});

test('one setting changes alone, and party keys compare without regard to case', () => {
  const settings = settingsWith({ lookups: { sds: 'fhir', senderCheck: { sds: false } } });
  assert.equal(settings?.lookups.sds, 'fhir');
  assert.deepEqual(settings.lookups.senderCheck, { pds: true, sds: false });
  assert.equal(settings.lookups.pds, 'hl7v3');
  assert.ok(defaultWorld().practiceSettings(RIVERSIDE.toLowerCase()));
});

test('only the wait for an answer to an update goes by the world’s time', () => {
  const lookups = {
    pdsTimeout: 'PT2S',
    updateTimeout: 'PT4M',
    sdsTimeout: 'PT1S',
    sdsCache: 'PT15M',
  };
  const settings = settingsWith({ lookups }, { timeScale: 0.01 });
  assert.equal(settings?.lookups.updateTimeoutMs, 2_400);
  assert.equal(settings.lookups.pdsTimeoutMs, 2_000);
  assert.equal(settings.lookups.sdsTimeoutMs, 1_000);
  assert.equal(settings.lookups.sdsCacheMs, 900_000);
});

test('what is not a choice is refused', () => {
  for (const lookups of [{ sds: 'telephone' }, { pds: true }, { gpUpdate: 'later' }, { x: 1 }]) {
    assert.throws(() => settingsWith({ lookups }));
  }
  assert.throws(() => settingsWith({ records: 'some' }));
});
