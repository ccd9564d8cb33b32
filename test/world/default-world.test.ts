import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { patternOf } from '../../src/domain/contract.ts';
import { GP2GP_INTERACTIONS, GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { parsePartyKey } from '../../src/domain/party-key.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('the default world has Spine, two bundled practices, a slot for a system under test and one behind an MHS adaptor', () => {
  const world = defaultWorld();
  assert.equal(world.spine.partyKey, 'YES-0000806');
  assert.equal(world.spine.asid, '928942012545');
  assert.deepEqual(
    world.parties.map(({ odsCode, played, endpoint }) => [odsCode, played, endpoint]),
    [
      ['Z99001', 'bundled', 'https://127.0.0.1:8451/'],
      ['Z99002', 'bundled', 'https://127.0.0.1:8452/'],
      ['Z99003', 'external', 'https://localhost:9443/'],
      ['Z99050', 'external', 'https://127.0.0.1:8453/'],
    ],
  );
  assert.ok(world.parties.every(({ partyKey }) => parsePartyKey(partyKey)));
});

test('the default world stands without a warning', async () => {
  const { warnings, world } = await loadWorld();
  assert.deepEqual(warnings, []);
  assert.equal(world.parties.length, 4);
});

test('GP2GP contracts have the published reliability values', () => {
  const world = defaultWorld();
  const timing = (action: string) => {
    const contract = world.contractFor('Z99002-900002', GP2GP_SERVICE, action);
    assert.ok(contract, action);
    const { retries, retryIntervalMs, persistDurationMs } = contract.reliability;
    assert.equal(patternOf(contract.reliability, false), 'forward-reliable');
    assert.equal(contract.reliability.syncReply, 'None');
    return [retries, retryIntervalMs, persistDurationMs];
  };
  const extract = [2, 2 * HOUR, 4 * HOUR + 10 * MINUTE];
  assert.deepEqual(GP2GP_INTERACTIONS.map(timing), [
    extract,
    extract,
    extract,
    [2, 2 * HOUR, 7 * HOUR],
    [2, MINUTE, 4 * MINUTE],
  ]);
});

test('every messaging pattern has an example contract', () => {
  const world = defaultWorld();
  const patterns = world.contracts.map(({ reliability, partyKey }) =>
    patternOf(reliability, partyKey === world.spine.partyKey),
  );
  assert.deepEqual([...new Set(patterns)].sort(), [
    'asynchronous-express',
    'asynchronous-reliable',
    'forward-end-party',
    'forward-express',
    'forward-reliable',
    'synchronous',
  ]);
});

test('services of Spine have the path and the contract of their pattern', () => {
  const world = defaultWorld();
  for (const { service, action, pattern } of world.services) {
    const contract = world.contractFor('yes-0000806', service, action);
    assert.ok(contract, action);
    assert.equal(patternOf(contract.reliability, true), pattern);
    assert.match(
      contract.endpoint,
      {
        synchronous: /:8443\/sync-service$/,
        'asynchronous-express': /:8443\/reliablemessaging\/queryrequest$/,
        'asynchronous-reliable': /:8443\/reliablemessaging\/reliablerequest$/,
      }[pattern],
    );
  }
  const upload = world.contractFor(
    'YES-0000806',
    'urn:nhs:names:services:psis',
    'REPC_IN150016UK05',
  );
  assert.equal(upload?.cpaId, 'S20001A000182');
  assert.deepEqual(upload?.reliability, {
    syncReply: 'MSHSignalsOnly',
    duplicateElimination: 'always',
    ackRequested: 'always',
    actor: 'toPartyMSH',
    retries: 2,
    retryIntervalMs: MINUTE,
    persistDurationMs: 5 * MINUTE,
  });
});

test('the intermediary is published under its known CPAIds', () => {
  const world = defaultWorld();
  const [reliable] = world.contractsById('S20001A000192');
  const [express] = world.contractsById('S20001A000190');
  assert.equal(reliable?.action, 'ReliableIntermediary');
  assert.equal(express?.action, 'ExpressIntermediary');
  assert.match(reliable?.endpoint ?? '', /\/reliablemessaging\/intermediary$/);
});

test('CPAIds have the form of SDS, are unique, and are the same at every start', () => {
  const ids = defaultWorld().contracts.map(({ cpaId }) => cpaId);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    ids.filter((id) => !/^S\d+A\d+$/.test(id)),
    [],
  );
  assert.deepEqual(
    defaultWorld().contracts.map(({ cpaId }) => cpaId),
    ids,
  );
});

test('the example answer names what it answers and is addressed to who asked', () => {
  const answers = defaultWorld().services.flatMap(({ answer }) =>
    answer.kind === 'payload' ? [answer] : [],
  );
  assert.equal(answers.length, 1);
  for (const { xml, action } of answers) {
    assert.ok(xml.startsWith(`<${action} xmlns="urn:hl7-org:v3">`));
    for (const name of ['messageId', 'requestHl7Id', 'now', 'senderAsid', 'receiverAsid'])
      assert.ok(xml.includes(`{{${name}}}`), name);
  }
});

test('every answer of PDS has a contract of the practices that it may go to', () => {
  const world = defaultWorld();
  const pds = world.services.filter(({ answer }) => answer.kind === 'pds');
  assert.equal(pds.length, 14);
  const answers = [
    ['urn:nhs:names:services:pds', 'PRPA_IN000201UK01', 'always'],
    ['urn:nhs:names:services:pds', 'PRPA_IN000202UK01', 'always'],
    ['urn:nhs:names:services:pds', 'MCCI_IN010000UK13', 'always'],
    ['urn:nhs:names:services:pdsquery', 'QUPA_IN000011UK02', 'never'],
    ['urn:nhs:names:services:pdsquery', 'QUPA_IN000011UK05', 'never'],
    ['urn:nhs:names:services:pdsquery', 'QUQI_IN010000UK14', 'never'],
    ['urn:nhs:names:services:pdsquery', 'MCCI_IN010000UK13', 'never'],
  ] as const;
  for (const { partyKey } of world.parties) {
    for (const [service, action, acknowledged] of answers) {
      const reliability = world.contractFor(partyKey, service, action)?.reliability;
      assert.equal(reliability?.ackRequested, acknowledged, `${partyKey} ${action}`);
    }
  }
});
