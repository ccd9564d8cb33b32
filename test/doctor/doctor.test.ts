import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { examineAll } from '../../simulator/doctor/doctor.ts';
import type { DoctorFinding } from '../../simulator/doors/doctor.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { listens } from '../../src/platform/listens.ts';
import { authority, certificate, healthyWorld, root, ward } from './doctor-ward.ts';

const told = (findings: readonly DoctorFinding[]) =>
  findings.map(({ severity, id }) => `${severity} ${id}`);
const only = (findings: readonly DoctorFinding[], id: string): DoctorFinding => {
  const [found, ...more] = findings.filter((each) => each.id === id);
  assert.ok(found && more.length === 0, `${id} once in ${told(findings).join(', ') || 'nothing'}`);
  return found;
};
const external = defaultWorld().parties.find(({ played }) => played === 'external');
assert.ok(external);

test('nothing is told of a simulator that is well', async () => {
  await using patient = await ward({ certificates: async () => [root, authority] });
  assert.deepEqual(await examineAll(patient.room), []);
});

test('certificates are told by how many days they have left, worst first', async () => {
  const list = [
    ...[root, authority],
    certificate(29, { fqdn: 'soon.example' }),
    certificate(3, { fqdn: 'urgent.example' }),
    certificate(-1, { fqdn: 'over.example' }),
    certificate(200, { fqdn: 'revoked.example', state: 'revoked' }),
    certificate(200, { fqdn: 'foreign.example', issuer: 'Somebody Else' }),
    certificate(200, { fqdn: 'fine.example' }),
    certificate(-1, { fqdn: 'meant.example', profile: 'wrong-expired' }),
  ];
  await using patient = await ward({ certificates: async () => list });
  const findings = await examineAll(patient.room);
  assert.deepEqual(told(findings), [
    'bad CERTIFICATE-EXPIRES',
    'bad CERTIFICATE-EXPIRED',
    'bad CERTIFICATE-REVOKED',
    'bad CERTIFICATE-OTHER-CA',
    'warning CERTIFICATE-EXPIRES',
  ]);
  assert.equal(
    findings[0]?.message,
    'the certificate of urgent.example ends in 3 days, on 2026-01-08',
  );
  assert.match(findings[3]?.message ?? '', /foreign\.example was issued by Somebody Else/);
});

test('of two certificates for one name the older is of no concern', async () => {
  const list = [root, authority, certificate(-1), certificate(300, { notBefore: new Date() })];
  await using patient = await ward({ certificates: async () => list });
  assert.deepEqual(await examineAll(patient.room), []);
});

test('a peer that was not let in is named with the reason and what to change', async () => {
  await using patient = await ward();
  const refused = () =>
    patient.record({
      kind: 'handshake',
      summary: 'handshake refused: no certificate: the client showed none',
      peer: { address: '192.0.2.7' },
      facts: { cause: 'no-certificate', code: null },
    });
  await refused();
  const { sequence } = await refused();
  assert.deepEqual(await examineAll(patient.room), [
    {
      id: 'PEER-REFUSED',
      severity: 'bad',
      message:
        'spine did not let 192.0.2.7 in: no certificate: the client showed none, 2 times in ten minutes',
      remedy:
        'Let the client show a certificate of this simulator (spinebox certs create NAME, or certs sign --csr FILE): mutual TLS is asked for.',
      sequence,
    },
  ]);
  await patient.clock.advance(11 * 60_000);
  assert.deepEqual(await examineAll(patient.room), [], 'what is over is no finding');
});

test('a peer that has got in since is only worth a note', async () => {
  await using patient = await ward();
  const peer = { address: '192.0.2.7', fqdn: 'hillside.example' };
  await patient.record({ kind: 'handshake', peer, facts: { cause: 'expired' } });
  await patient.clock.advance(1000);
  await patient.record({ kind: 'received', peer, facts: { result: 'taken' } });
  const finding = only(await examineAll(patient.room), 'PEER-REFUSED');
  assert.equal(finding.severity, 'note');
  assert.match(finding.message, /hillside\.example.*it has got in since/);
});

test('deliveries that keep failing are told with what is open, until one gets through', async () => {
  await using patient = await ward();
  const { partyKey, odsCode, endpoint } = external;
  await patient.record({ kind: 'received', toParty: partyKey, opens: 'w1' });
  const attempt = (facts: Readonly<Record<string, string>>) =>
    patient.record({ kind: 'delivery', toParty: partyKey, facts });
  await attempt({ outcome: 'unreachable', why: 'connection refused' });
  await attempt({ outcome: 'unreachable', why: 'connection refused' });
  const finding = only(await examineAll(patient.room), 'DELIVERY-UNREACHABLE');
  assert.equal(
    finding.message,
    `the last 2 attempts to deliver to ${odsCode} at ${endpoint} failed: connection refused; 1 message for it not settled`,
  );
  await attempt({ outcome: 'acknowledged' });
  assert.deepEqual(told(await examineAll(patient.room)), []);
});

test('a delivery that was made to fail on purpose is no failure', async () => {
  await using patient = await ward();
  await patient.record({
    kind: 'delivery',
    toParty: external.partyKey,
    facts: { outcome: 'unreachable', why: 'not reachable: storm' },
    trace: [{ stage: 'disturb', text: 'storm asks for: unreachable' }],
  });
  assert.deepEqual(await examineAll(patient.room), []);
});

test('a party that takes messages and never acknowledges is told of', async () => {
  await using patient = await ward();
  const { partyKey } = external;
  const taken = () =>
    patient.record({
      kind: 'delivery',
      toParty: partyKey,
      interaction: 'RCMR_IN030000UK06',
      facts: { outcome: 'accepted' },
    });
  for (let n = 0; n < 3; n++) await taken();
  const finding = only(await examineAll(patient.room), 'NEVER-ACKNOWLEDGES');
  assert.match(finding.message, /took 3 messages with an empty answer/);
  await patient.record({ kind: 'received', fromParty: partyKey, interaction: 'Acknowledgment' });
  assert.deepEqual(await examineAll(patient.room), []);
});

test('who is refused three times for the same is told what to look at', async () => {
  await using patient = await ward();
  const refuse = (code: string) =>
    patient.record({
      kind: 'received',
      fromParty: 'Z99001-900001',
      facts: { result: `refused: ${code}` },
    });
  await refuse('CPA_ID_UNKNOWN');
  await refuse('CPA_ID_UNKNOWN');
  await refuse('TO_PARTY_UNKNOWN');
  assert.deepEqual(await examineAll(patient.room), []);
  const { sequence } = await refuse('CPA_ID_UNKNOWN');
  const finding = only(await examineAll(patient.room), 'REFUSED-AGAIN');
  assert.match(
    finding.message,
    /Z99001-900001 3 times in ten minutes for the same: CPA_ID_UNKNOWN/,
  );
  assert.match(finding.remedy, new RegExp(`spinebox explain ${sequence}`));
});

test('a silent endpoint is a note, a warning once its system was heard of, bad when something waits', async () => {
  await using patient = await ward({ listens: async () => false });
  const { partyKey, endpoint } = external;
  const severity = async () => only(await examineAll(patient.room), 'ENDPOINT-SILENT').severity;
  assert.equal(await severity(), 'note');
  await patient.record({ kind: 'received', fromParty: partyKey });
  assert.equal(await severity(), 'warning');
  await patient.record({ kind: 'received', toParty: partyKey, opens: 'w1' });
  assert.equal(await severity(), 'bad');
  const finding = only(await examineAll(patient.room), 'ENDPOINT-SILENT');
  assert.ok(finding.message.startsWith(`nothing listens at ${endpoint}`), finding.message);
});

test('whether somebody listens is found out by connecting', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  assert.equal(await listens('127.0.0.1', port, 10_000), true);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await listens('127.0.0.1', port, 10_000), false);
});

test('what goes wrong on purpose is told as such, without naming a patient', async () => {
  const rule = {
    name: 'storm',
    faces: ['spine' as const],
    when: { caller: ['Z99001-900001'] },
    actions: [{ kind: 'drop' as const }],
  };
  const forSome = { ...rule, name: 'patient-slow', when: { nhsNumber: ['9990000018'] } };
  await using patient = await ward({
    world: () => ({ ...healthyWorld(), faults: [rule, forSome] }),
    situations: async () => ['A fragment comes late'],
  });
  const findings = await examineAll(patient.room);
  assert.deepEqual(told(findings), [
    'note FAULT-ACTIVE',
    'note FAULT-FOR-PATIENTS',
    'note SITUATION-LOADED',
  ]);
  assert.equal(
    findings[0]?.message,
    'on purpose: the fault storm makes drop happen at spine; caller Z99001-900001',
  );
  assert.doesNotMatch(JSON.stringify(findings), /9990000018/);
});

test('warnings of world and directory, scaled time and a full journal are told', async () => {
  await using patient = await ward({
    world: () => ({ ...healthyWorld(), timeScale: 0.01 }),
    worldProblems: () => [
      {
        severity: 'warning',
        path: ['sds', 'ldap', 'listen'],
        text: 'leaves out ldap',
        nearest: '"both"',
      },
    ],
    directoryRemarks: () => [
      { rule: 'two-systems', dn: 'uniqueIdentifier=1', text: 'shares interactions' },
      { rule: 'two-systems', dn: 'uniqueIdentifier=2', text: 'shares interactions' },
    ],
    journal: {
      openByParty: async () => [],
      usage: () => ({ bytes: 96, maxBytes: 100 }),
    },
  });
  const findings = await examineAll(patient.room);
  assert.deepEqual(told(findings), [
    'bad JOURNAL-NEAR-LIMIT',
    'warning WORLD-WARNING',
    'warning DIRECTORY-TWO-SYSTEMS',
    'note TIME-SCALED',
  ]);
  assert.match(findings[1]?.remedy ?? '', /Set it to "both"/);
  assert.match(findings[2]?.message ?? '', /1 more of the kind/);
});

test('an examination that fails is told, and the others are made', async () => {
  await using patient = await ward({
    certificates: async () => Promise.reject(new Error('the directory is gone')),
    world: () => ({ ...healthyWorld(), timeScale: 0.5 }),
  });
  const findings = await examineAll(patient.room);
  assert.deepEqual(told(findings), ['warning NOT-EXAMINED', 'note TIME-SCALED']);
  assert.match(findings[0]?.message ?? '', /certificates.*the directory is gone/);
});

test('every finding has a remedy and says where', async () => {
  await using patient = await ward({
    certificates: async () => [certificate(2), certificate(-3, { fqdn: 'b', kind: 'signed' })],
    listens: async () => false,
  });
  for (const { message, remedy } of await examineAll(patient.room)) {
    assert.match(remedy, /^[A-Z].*\.$/);
    assert.ok(message.length > 20);
  }
});
