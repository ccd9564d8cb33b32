import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  asAdaptor,
  ldapsearch,
  type TlsFiles,
  tlsFiles,
  withoutLdap3,
  withoutLdapsearch,
} from './commands.ts';
import { COPC, REQUEST } from './seed.ts';
import { type LdapStand, ldapStand } from './stand.ts';

/** What clients of SDS put on the wire, in their own spellings (sds-ods 1.6). */
let stand: LdapStand;
let files: TlsFiles;
before(async () => {
  stand = await ldapStand();
  files = await tlsFiles(stand.folder, stand.supplier);
});
after(() => stand[Symbol.asyncDispose]());

const SERVICES = 'ou=services,o=nhs';
const SYSTEM = 'uniqueIdentifier=200000000149,ou=Services,o=nhs';
const HANDLER = 'uniqueIdentifier=S20001A000999,ou=Services,o=nhs';
const TWO_OF_X26 = ['S918999508766', 'cb238429762210af860b'].map(
  (id) => `uniqueIdentifier=${id},ou=Services,o=nhs`,
);

/** The number of the query, its base, its filter and what is found. */
const QUERIES: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['Q1', SERVICES, `(&(objectclass=nhsAS)(nhsIDCode=M85019)(nhsASSvcIA=${REQUEST}))`, [SYSTEM]],
  ['Q1', SERVICES, `(&(objectclass=nhsAS)(nhsIDCode=M85019)(nhsASSvcIA=${COPC}))`, []],
  ['Q2', SERVICES, `(&(nhsIDCode=M85019) (objectClass=nhsAs) (nhsAsSvcIA=${REQUEST}))`, [SYSTEM]],
  [
    'Q3',
    SERVICES,
    `(&(objectClass=nhsMhs) (nhsMHSPartyKey=YGM24-820388) (nhsMhsSvcIA=${REQUEST}))`,
    [HANDLER],
  ],
  ['Q4', SERVICES, `(&(nhsIDCode=X26)(objectClass=nhsMhs)(nhsMhsSvcIA=${COPC}))`, TWO_OF_X26],
  [
    'Q4',
    SERVICES,
    `(&(objectClass=nhsMhs)(nhsMhsSvcIA=${COPC})(nhsMHSPartyKey=X26-820918))`,
    TWO_OF_X26.slice(1),
  ],
  [
    'Q5',
    SERVICES,
    `(&(nhsIDCode=M85019)(objectClass=nhsAs)(nhsAsSvcIA=${REQUEST})(nhsMhsManufacturerOrg=YGM24)(nhsMHSPartyKey=YGM24-820388))`,
    [SYSTEM],
  ],
  ['Q5', SERVICES, `(&(nhsIDCode=M85019)(objectClass=nhsAs)(nhsMhsManufacturerOrg=X26))`, []],
  [
    'Q6',
    'ou=services, o=nhs',
    `(&(objectclass=nhsMHS)(nhsMHSSvcIA=${REQUEST})(nhsIDcode=M85019))`,
    [HANDLER],
  ],
  [
    'Q6',
    'o=nhs',
    `(&(objectclass=nhsMHS)(nhsMHSSvcIA=${COPC})(nhsIDcode=X26)(nhsMhsPartyKey=X26-9199246))`,
    TWO_OF_X26.slice(0, 1),
  ],
  [
    'Q7',
    'o=nhs',
    `(&(objectclass=nhsAS)(nhsASSvcIA=${REQUEST})(nhsIDcode=M85019)(nhsMhsPartyKey=YGM24-820388))`,
    [SYSTEM],
  ],
  ['Q8', SERVICES, '(&(nhsIDCode=M85019)(objectClass=nhsAs))', [SYSTEM]],
  ['Q8', SERVICES, `(&(nhsIDCode=M85019)(nhsMhsSvcIA=${REQUEST}))`, [HANDLER]],
  ['Q9', 'o=nhs', '(nhsIDCode=M85019)', [SYSTEM, HANDLER]],
  [
    'Q10',
    SERVICES,
    '(&(nhsIDCode=TEST)(objectClass=nhsMhs)(nhsMhsSvcIA=TEST)(nhsMHSPartyKey=TEST))',
    [],
  ],
  [
    'Q10',
    SERVICES,
    '(&(nhsIDCode=TEST)(objectClass=nhsAs)(nhsAsSvcIA=TEST)(nhsMHSPartyKey=TEST))',
    [],
  ],
  ['Q11', '', '(objectClass=*)', ['']],
  ['Q12', 'cn=Subschema', '(objectClass=*)', ['cn=Subschema']],
  ['Q12', 'cn=schema', '(objectClass=subschema)', ['cn=schema']],
];

test('ldapsearch finds what each client looks for', { skip: withoutLdapsearch }, async () => {
  for (const [number, base, filter, expected] of QUERIES) {
    const scope = number === 'Q11' || number === 'Q12' ? ['-s', 'base'] : [];
    // As people write them in a shell; the client itself takes no space between components.
    const args = ['-a', 'always', ...scope, '-b', base, filter.replaceAll(') (', ')('), '*', '+'];
    const { code, entries, out, err } = await ldapsearch(stand, files, 'plain', args);
    assert.equal(code, 0, `${number} ${err}`);
    if (number === 'Q11') assert.match(out, /^dn:\n/);
    else
      assert.deepEqual(
        entries.map(({ dn }) => dn),
        expected,
        `${number} ${filter}`,
      );
  }
});

test('the adaptors’ way with ldap3: bound anew before each search, aliases followed, names checked against the schema', {
  skip: withoutLdap3,
}, async () => {
  const searches = QUERIES.filter(([number]) => /^Q([1-9]|10)$/.test(number));
  const found = await asAdaptor(
    stand,
    searches.map(([, base, filter]) => ({ base: base.replaceAll(' ', ''), filter })),
  );
  assert.deepEqual(
    found.map((entries) => entries.map(({ dn }) => dn)),
    searches.map(([, , , expected]) => expected),
  );
  // The published schema decides what is a text and what is a list: a list would be pasted into the next filter.
  const kinds = (dn: string) => found.flat().find((entry) => entry.dn === dn)?.kinds;
  assert.deepEqual(kinds(SYSTEM), {
    ...{ uniqueIdentifier: 'list', nhsIDCode: 'str', nhsMHSPartyKey: 'str', nhsAsClient: 'list' },
    ...{ nhsMhsManufacturerOrg: 'str', nhsAsSvcIA: 'list' },
  });
  assert.deepEqual(kinds(HANDLER), {
    ...{ uniqueIdentifier: 'list', nhsIDCode: 'str', nhsMHSPartyKey: 'str', nhsMhsSvcIA: 'str' },
    ...{ nhsMHsSN: 'str', nhsMHsIN: 'str', nhsMhsCPAId: 'str', nhsMHSEndPoint: 'list' },
    ...{ nhsMHSPersistDuration: 'str', nhsMHSRetries: 'str', nhsMHSRetryInterval: 'str' },
    ...{ nhsMHSAckRequested: 'str', nhsMHSDuplicateElimination: 'str', nhsMHSSyncReplyMode: 'str' },
  });
});
