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
  const { transfers, ...settings } = defaultWorld().practiceSettings(RIVERSIDE) ?? {};
  assert.ok(transfers);
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

test('a bundled practice takes part in large messaging, with the timers of the specification', () => {
  const transfers = settingsWith({})?.transfers;
  assert.equal(transfers?.largeMessaging, true);
  assert.equal(transfers.chunkBytes, 4_500_000);
  assert.deepEqual(transfers.timers, {
    extractWeight: 1,
    partWeight: 1,
    capMs: undefined,
    scanMs: 0,
    extractWaitMs: 86_400_000,
    finalAcknowledgementWaitMs: 691_200_000,
  });
});

test('the timers of transfers go by the world’s time; a wait by contract is none of its own', () => {
  const timers = { cap: 'PT48H', scan: 'PT2H', extractWait: 'contract' };
  const settings = settingsWith({ transfers: { timers } }, { timeScale: 0.001 });
  assert.deepEqual(settings?.transfers.timers, {
    extractWeight: 1,
    partWeight: 1,
    capMs: 172_800,
    scanMs: 7_200,
    extractWaitMs: 'contract',
    finalAcknowledgementWaitMs: 691_200,
  });
});

test('chunks that would tear base64 apart are refused', () => {
  assert.throws(() => settingsWith({ transfers: { chunkBytes: 4_500_001 } }));
});
