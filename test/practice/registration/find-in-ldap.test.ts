import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findInLdap } from '../../../simulator/practice/registration/find-in-ldap.ts';
import type {
  FoundEntry,
  LdapClient,
  LdapOutcome,
  LdapSearch,
} from '../../../src/platform/ldap-client.ts';

const QUERY = {
  odsCode: 'Z99001',
  service: 'urn:nhs:names:services:gp2gp',
  action: 'RCMR_IN010000UK05',
};
const SYSTEM = entry('999000000001', {
  uniqueIdentifier: '999000000001',
  nhsMHSPartyKey: 'YGM24-820388',
});
const HANDLER = entry('S1', {
  nhsMhsCPAId: 'S20001A000182',
  nhsMHSEndPoint: 'https://practice.example/',
  nhsMhsFQDN: 'practice.example',
  nhsMHSAckRequested: 'always',
  nhsMHSDuplicateElimination: 'always',
  nhsMHSPersistDuration: 'PT4H10M',
  nhsMHSRetries: '2',
  nhsMHSRetryInterval: 'PT2H',
  nhsMHSSyncReplyMode: 'None',
  nhsMHSActor: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH',
});

function entry(id: string, values: Readonly<Record<string, string>>): FoundEntry {
  return {
    dn: `uniqueIdentifier=${id},ou=Services,o=nhs`,
    attributes: Object.entries(values).map(([name, value]) => ({ name, values: [value] })),
  };
}

/** A directory that answers each search with the next outcome. */
function directory(...outcomes: readonly LdapOutcome[]) {
  const searches: LdapSearch[] = [];
  let closed = 0;
  const open = (): LdapClient => ({
    async search(search) {
      searches.push(search);
      return outcomes[searches.length - 1] ?? { entries: [] };
    },
    async close() {
      closed += 1;
    },
  });
  return { finder: findInLdap(open), searches, closed: () => closed };
}

test('asks for the system, then for the message handler of its party key (Q2, Q3)', async () => {
  const asked = directory({ entries: [SYSTEM] }, { entries: [HANDLER] });
  const outcome = await asked.finder.find(QUERY);
  assert.deepEqual(
    asked.searches.map(({ base, filter }) => [base, filter]),
    [
      [
        'ou=services,o=nhs',
        '(&(nhsIDCode=Z99001)(objectClass=nhsAs)(nhsAsSvcIA=urn:nhs:names:services:gp2gp:RCMR_IN010000UK05))',
      ],
      [
        'ou=services,o=nhs',
        '(&(objectClass=nhsMhs)(nhsMHSPartyKey=YGM24-820388)(nhsMhsSvcIA=urn:nhs:names:services:gp2gp:RCMR_IN010000UK05))',
      ],
    ],
  );
  assert.deepEqual(asked.searches[0]?.attributes, ['nhsMHSPartyKey', 'uniqueIdentifier']);
  assert.deepEqual(outcome, {
    kind: 'found',
    system: {
      odsCode: 'Z99001',
      asid: '999000000001',
      partyKey: 'YGM24-820388',
      contract: {
        cpaId: 'S20001A000182',
        partyKey: 'YGM24-820388',
        odsCode: 'Z99001',
        service: QUERY.service,
        action: QUERY.action,
        endpoint: 'https://practice.example/',
        fqdn: 'practice.example',
        acknowledgement: 'synchronous',
        reliability: {
          syncReply: 'None',
          duplicateElimination: 'always',
          ackRequested: 'always',
          actor: 'nextMSH',
          retries: 2,
          retryIntervalMs: 7_200_000,
          persistDurationMs: 15_000_000,
        },
      },
    },
  });
  assert.equal(asked.closed(), 1);
});

test('a code that reads like a filter is looked for as it is written', async () => {
  const asked = directory();
  await asked.finder.find({ ...QUERY, odsCode: 'Z*)(objectClass=\\' });
  assert.match(asked.searches[0]?.filter ?? '', /^\(&\(nhsIDCode=Z\\2a\\29\\28objectClass=\\5c\)/);
});

test('none, several, halves and refusals are told apart, and the connection is always given back', async () => {
  const bare = entry('1', { uniqueIdentifier: '999000000001' });
  const refused: LdapOutcome = { failed: 'result', resultCode: 51, message: 'busy' };
  const cases: readonly (readonly [LdapOutcome[], string, RegExp])[] = [
    [[{ entries: [] }], 'none', /no system of Z99001/],
    [[{ entries: [SYSTEM, SYSTEM] }], 'several', /2 where one system of Z99001/],
    [[{ entries: [bare] }], 'none', /no ASID or no party key/],
    [[refused], 'failed', /SDS could not be asked: busy/],
    [[{ entries: [SYSTEM] }, { entries: [] }], 'none', /no message handler of YGM24-820388/],
    [[{ entries: [SYSTEM] }, { entries: [HANDLER, HANDLER] }], 'several', /message handler/],
    [[{ entries: [SYSTEM] }, refused], 'failed', /busy/],
  ];
  for (const [outcomes, why, because] of cases) {
    const asked = directory(...outcomes);
    const outcome = await asked.finder.find(QUERY);
    assert.ok(outcome.kind === 'not-found');
    assert.equal(outcome.why, why);
    assert.match(outcome.because, because);
    assert.equal(asked.closed(), 1);
  }
});

test('values that are missing or senseless count as the weaker promise', async () => {
  const poor = entry('S2', { nhsMHSRetries: 'many', nhsMHSPersistDuration: 'four hours' });
  const asked = directory({ entries: [SYSTEM] }, { entries: [poor] });
  const outcome = await asked.finder.find(QUERY);
  assert.ok(outcome.kind === 'found');
  assert.deepEqual(outcome.system.contract.reliability, {
    syncReply: 'None',
    duplicateElimination: 'never',
    ackRequested: 'never',
    actor: undefined,
    retries: 0,
    retryIntervalMs: 0,
    persistDurationMs: 0,
  });
});

const KNOWN = { asid: '999000000001', partyKey: 'YGM24-820388' };
const OTHER_SYSTEM = entry('999000000009', {
  uniqueIdentifier: '999000000009',
  nhsMHSPartyKey: 'YGM24-000009',
});

test('who wrote decides between several systems, and stands in where there is none', async () => {
  for (const systems of [[OTHER_SYSTEM, SYSTEM], []]) {
    const { finder } = directory({ entries: systems }, { entries: [HANDLER] });
    const outcome = await finder.find({ ...QUERY, known: KNOWN });
    assert.ok(outcome.kind === 'found');
    assert.equal(outcome.system.asid, KNOWN.asid);
    assert.equal(outcome.system.partyKey, KNOWN.partyKey);
  }
});

test('who wrote takes no precedence over the one system that the directory has', async () => {
  const { finder } = directory({ entries: [OTHER_SYSTEM] }, { entries: [HANDLER] });
  const outcome = await finder.find({ ...QUERY, known: KNOWN });
  assert.ok(outcome.kind === 'found');
  assert.equal(outcome.system.asid, '999000000009');
});
