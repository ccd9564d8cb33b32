import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPorts } from '../../simulator/world/bound-ports.ts';
import { buildWorld, localAddress } from '../../simulator/world/build-world.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';

const GP2GP = 'urn:nhs:names:services:gp2gp';

test('party keys and host names are found whatever their case', () => {
  const world = defaultWorld();
  assert.equal(world.party('z99001-900001')?.name, 'Riverside Surgery');
  assert.deepEqual(world.partyKeysOf('Riverside.SPINEBOX.test'), ['Z99001-900001']);
  assert.deepEqual(world.partyKeysOf('MSG.spinebox.test'), ['YES-0000806']);
  assert.ok(world.contractFor('z99001-900001', GP2GP, 'RCMR_IN010000UK05'));
});

test('ODS codes, interactions and ASIDs are found only as they are written', () => {
  const world = defaultWorld();
  assert.equal(world.partyByOds('Z99001')?.asid, '999000000001');
  assert.equal(world.partyByOds('z99001'), undefined);
  assert.equal(world.partyByAsid('999000000002')?.odsCode, 'Z99002');
  assert.equal(world.contractFor('Z99001-900001', GP2GP, 'rcmr_in010000uk05'), undefined);
  assert.equal(world.serviceRule('urn:nhs:names:services:psis', 'MCCI_IN010000UK13'), undefined);
});

test('a host name may speak for several party keys', async () => {
  const { world } = await loadWorld({
    overrides: { organisations: { hillside: { fqdn: 'RIVERSIDE.spinebox.test' } } },
  });
  assert.deepEqual(world.partyKeysOf('riverside.spinebox.test'), [
    'Z99001-900001',
    'Z99002-900002',
  ]);
});

test('timeScale shrinks every advertised duration and delay by the same factor', async () => {
  const service = 'urn:nhs:names:services:psis:REPC_IN150016UK05';
  const overrides = { services: { [service]: { delay: 'PT20S' } } };
  const real = (await loadWorld({ overrides })).world;
  const fast = (await loadWorld({ overrides: { ...overrides, timeScale: 0.01 } })).world;
  assert.equal(fast.timeScale, 0.01);
  assert.ok(real.contracts.some(({ reliability }) => reliability.persistDurationMs > 0));
  for (const [at, { reliability }] of real.contracts.entries()) {
    const scaled = fast.contracts[at]?.reliability;
    assert.equal(scaled?.retryIntervalMs, reliability.retryIntervalMs / 100);
    assert.equal(scaled?.persistDurationMs, reliability.persistDurationMs / 100);
    assert.equal(scaled?.retries, reliability.retries);
  }
  assert.equal(
    real.serviceRule('urn:nhs:names:services:psis', 'REPC_IN150016UK05')?.delayMs,
    20_000,
  );
  assert.equal(fast.serviceRule('urn:nhs:names:services:psis', 'REPC_IN150016UK05')?.delayMs, 200);
  assert.equal(fast.policies.deliveryTimeoutMs, real.policies.deliveryTimeoutMs);
});

test('a written contract term replaces the published one and leaves the others', async () => {
  const interaction = `${GP2GP}:RCMR_IN030000UK06`;
  const { world } = await loadWorld({
    overrides: {
      organisations: {
        sut: {
          contracts: {
            [interaction]: {
              retries: 5,
              retryInterval: 'PT3S',
              actor: 'toPartyMSH',
              acknowledgement: 'asynchronous',
              cpaId: 'S1A2',
              endpoint: 'https://localhost:9999/extracts',
            },
          },
        },
      },
    },
  });
  const contract = world.contractFor('Z99003-900003', GP2GP, 'RCMR_IN030000UK06');
  assert.deepEqual(contract?.reliability, {
    syncReply: 'None',
    duplicateElimination: 'always',
    ackRequested: 'always',
    actor: 'toPartyMSH',
    retries: 5,
    retryIntervalMs: 3_000,
    persistDurationMs: 15_000_000,
  });
  assert.equal(contract?.acknowledgement, 'asynchronous');
  assert.equal(contract?.endpoint, 'https://localhost:9999/extracts');
  assert.deepEqual(world.contractsById('S1A2'), [contract]);
});

test('a system is accredited only for the interactions that are listed', async () => {
  const { world } = await loadWorld({
    overrides: { organisations: { sut: { interactions: [`${GP2GP}:COPC_IN000001UK01`] } } },
  });
  const contracts = world.contracts.filter(({ odsCode }) => odsCode === 'Z99003');
  assert.deepEqual(
    contracts.map(({ action }) => action),
    ['COPC_IN000001UK01'],
  );
});

test('ports that listeners were given show in endpoints and contracts', async () => {
  const { config, payloads } = await loadWorld({
    overrides: { spine: { port: 0 }, organisations: { riverside: { port: 0 } } },
  });
  const world = buildWorld(
    withPorts(config, { spine: 40_001, organisations: { riverside: 40_002 } }),
    payloads,
  );
  assert.equal(world.spine.listen.port, 40_001);
  assert.equal(world.partyByOds('Z99001')?.endpoint, 'https://127.0.0.1:40002/');
  const contract = world.contractFor('Z99001-900001', GP2GP, 'RCMR_IN010000UK05');
  assert.equal(contract?.endpoint, 'https://127.0.0.1:40002/');
  assert.match(world.contractsById('S20001A000192')[0]?.endpoint ?? '', /^https:..127.0.0.1:40001/);
});

test('an address that means every interface is published as localhost', () => {
  assert.equal(localAddress('0.0.0.0', 1), 'https://localhost:1');
  assert.equal(localAddress('::', 1), 'https://localhost:1');
  assert.equal(localAddress('::1', 1), 'https://[::1]:1');
  assert.equal(localAddress('spine.example', 1), 'https://spine.example:1');
});
