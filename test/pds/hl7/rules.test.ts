import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { removeCertificates } from '../../spine/stand.ts';
import {
  at,
  author,
  born,
  gender,
  historic,
  named,
  provision,
  query,
  searchType,
  update,
} from './requests.ts';
import { openPdsStand, type PdsStand } from './stand.ts';

let pds: PdsStand;
before(async () => {
  pds = await openPdsStand();
});
after(async () => {
  await pds[Symbol.asyncDispose]();
  await removeCertificates();
});

const UPDATE = 'PRPA_IN000203UK03';
const NUMBER = '9991001247';
const span = (name: string, from: string, to: string) =>
  `<${name}><low value="${from}"/><high value="${to}"/></${name}>`;
const name = (parts: string, use = 'A') => `<name use="${use}" updateMode="added">${parts}</name>`;
const lines = (count: number) => '<streetAddressLine>X</streetAddressLine>'.repeat(count);
const address = (parts: string, use = 'TMP') =>
  `<addr use="${use}" updateMode="added">${parts}<postalCode>ZZ1 1AA</postalCode></addr>`;
const telecom = (attributes: string, parts = '') =>
  `<telecom ${attributes} updateMode="added">${parts}</telecom>`;
const given = (count: number) => '<given>X</given>'.repeat(count);

type Changes = Parameters<typeof update>[2];

/** Rules of pds-identity 1.8 with what is just beyond them, and what still keeps them. */
const RULES: readonly (readonly [what: string, rule: RegExp, wrong: Changes, right?: Changes])[] = [
  [
    'a name has five given at most',
    /FIELD_ERROR.*6 given/,
    { person: name(`${given(6)}<family>Y</family>`) },
    { person: name(`${given(5)}<family>Y</family>`) },
  ],
  ...['prefix', 'family', 'suffix'].map(
    (part) =>
      [
        `a name has one ${part} at most`,
        new RegExp(`FIELD_ERROR.*2 ${part}`),
        { person: name(`${`<${part}>X</${part}>`.repeat(2)}`) },
      ] as const,
  ),
  [
    'a name has a use of the list',
    /FIELD_ERROR.*name/,
    { person: name('<family>X</family>', 'ZZ') },
  ],
  [
    'a name does not end before it begins',
    /HIGH_TIME_NOT_GREATER_THAN_LOW_TIME/,
    { person: name(`<family>X</family>${span('validTime', '20200102', '20200101')}`) },
    { person: name(`<family>X</family>${span('validTime', '20200101', '20200102')}`) },
  ],
  [
    'an address has five lines at most',
    /FIELD_ERROR.*6 lines/,
    { role: address(lines(6)) },
    { role: address(lines(5)) },
  ],
  [
    'an address has one line at least, or a postcode',
    /FIELD_ERROR.*0 lines/,
    { role: '<addr use="TMP" updateMode="added"/>' },
    { role: address('') },
  ],
  [
    'only a temporary address has a description',
    /FIELD_ERROR.*description/,
    { role: address(lines(1), 'PST').replace('</addr>', '<desc>X</desc></addr>') },
    { role: address(lines(1), 'TMP').replace('</addr>', '<desc>X</desc></addr>') },
  ],
  ['an address has a use of the list', /FIELD_ERROR.*address/, { role: address(lines(1), 'WP') }],
  [
    'an address does not end before it begins',
    /HIGH_TIME_NOT_GREATER_THAN_LOW_TIME/,
    {
      role: address(lines(1)).replace('</addr>', `${span('useablePeriod', '2021', '2020')}</addr>`),
    },
  ],
  [
    'a telecom has a use and a value',
    /FIELD_ERROR.*telecom/,
    { after: '', role: telecom('value="tel:01632960999"') },
    { after: '', role: telecom('use="H" value="tel:01632960999"') },
  ],
  ['a telecom has a value', /FIELD_ERROR.*value/, { role: telecom('use="H"') }],
  [
    'a telecom does not end before it begins',
    /HIGH_TIME_NOT_GREATER_THAN_LOW_TIME/,
    { role: telecom('use="H" value="tel:1"', span('useablePeriod', '20200102', '20200101')) },
  ],
  [
    'a care provision has a code',
    /UNSUPPORTED_PATIENT_CARE/,
    { person: provision({ code: 'P9' }) },
  ],
  [
    'a care provision does not end before it begins',
    /HIGH_TIME_NOT_GREATER_THAN_LOW_TIME/,
    {
      person: provision().replace(
        '<performer',
        `${span('effectiveTime', '20260102', '20260101')}$&`,
      ),
    },
  ],
  [
    'a gender is of the list',
    /FIELD_ERROR.*gender/,
    { person: '<administrativeGenderCode code="3" updateMode="altered"/>' },
    { person: '<administrativeGenderCode code="9" updateMode="altered"/>' },
  ],
  [
    'a birth time is a time',
    /FIELD_ERROR.*birth time/,
    { person: '<birthTime value="1955-01-02" updateMode="altered"/>' },
    { person: '<birthTime value="195501" updateMode="altered"/>' },
  ],
];

for (const [what, rule, wrong, right] of RULES)
  test(`${what}, or the update is refused and changes nothing`, async () => {
    const before = pds.register.get(NUMBER);
    const order = { author: author() };
    const refused = await pds.converse(UPDATE, update(NUMBER, before?.scn, wrong), order);
    assert.equal(refused.answer?.typeCode, 'AE');
    assert.equal(refused.answer.reasons[0], '15 WG');
    assert.match(refused.answer.reasonTexts[1] ?? '', rule);
    assert.equal(pds.register.get(NUMBER), before);
    if (!right) return;
    const taken = await pds.converse(UPDATE, update(NUMBER, before?.scn, right), order);
    assert.equal(taken.answer?.typeCode, 'AA', taken.answer?.reasonTexts.join());
  });

test('an update is for exactly one good NHS number and a serial number that is a number', async () => {
  const good = update(NUMBER, pds.register.get(NUMBER)?.scn, { person: provision() });
  const id = `<id root="2.16.840.1.113883.2.1.4.1" extension="${NUMBER}"/>`;
  for (const [content, rule] of [
    [good.replace(id, ''), /FAILED_MOD11_CHECK/],
    [good.replace(id, id + id), /FAILED_MOD11_CHECK/],
    [good.replaceAll(NUMBER, '9991001010'), /FAILED_MOD11_CHECK/],
    [good.replaceAll(NUMBER, '999100124'), /FAILED_MOD11_CHECK/],
    [good.replace('113883.2.1.4.1"', '113883.2.1.3.2.4.3"'), /FAILED_MOD11_CHECK/],
    [
      good.replace(/<value value="\d+"\/>/, '<value value="twelve"/>'),
      /INVALID_SERIAL_CHANGE_NUMBER/,
    ],
  ] as const) {
    assert.notEqual(content, good);
    const { answer } = await pds.converse(UPDATE, content);
    assert.equal(answer?.typeCode, 'AE', String(rule));
    assert.match(answer.reasonTexts[1] ?? '', rule);
  }
  const nobody = await pds.converse(UPDATE, good.replaceAll(NUMBER, '9991001409'));
  assert.deepEqual(nobody.answer?.reasons, ['15 WG', '1 ER']);
});

/** Conformance rules for clients: PDS takes the message, the journal says what was not right with it. */
const WARNINGS: readonly (readonly [check: string, changes: Changes])[] = [
  ['PDSUPD-FAMILY', { person: name(`<family>${'X'.repeat(36)}</family>`) }],
  ['PDSUPD-GIVEN', { person: name(`<given>X</given><given>${'X'.repeat(101)}</given>`) }],
  ['PDSUPD-PERIOD', { role: address(lines(5), 'PST') }],
  [
    'PDSUPD-HOME',
    {
      role: address(lines(5), 'H').replace(
        '</addr>',
        `${span('useablePeriod', '20200101', '20200102')}</addr>`,
      ),
    },
  ],
  ['PDSUPD-MODE', { role: address(lines(5)).replace(' updateMode="added"', '') }],
  ['PDSUPD-KEPT', { person: '<birthplace><addr><city>X</city></addr></birthplace>' }],
];

for (const [check, changes] of WARNINGS)
  test(`an update is taken with the warning ${check}, and without it when all is well`, async () => {
    const found = async (content: string) => {
      const { answer, envelope } = await pds.converse(UPDATE, content);
      assert.equal(answer?.typeCode, 'AA', answer?.reasonTexts.join());
      const entry = await pds.stand.entry('the answer', (each) => {
        return each.messageId === envelope.messageId;
      });
      return (entry.findings ?? []).map((each) => each.check);
    };
    const scn = () => pds.register.get(NUMBER)?.scn;
    assert.ok((await found(update(NUMBER, scn(), changes))).includes(check));
    const fine = { role: address(lines(5)), person: name('<given>X</given><family>Y</family>') };
    assert.deepEqual(await found(update(NUMBER, scn(), fine)), []);
  });

test('a trace is answered with a warning of what a client had better not send', async () => {
  const SIMPLE = 'QUPA_IN000005UK01';
  const found = async (...fields: readonly string[]) => {
    assert.ok((await pds.ask(SIMPLE, query(...fields))).interaction);
    return pds.findings();
  };
  const person = [gender('2'), born('19800229'), named('TESTPATIENT', 'ALPHA')];
  assert.deepEqual(await found(at('ZZ1 1AA'), ...person), []);
  assert.deepEqual(await found(at('ZZ11AA'), ...person), ['TRCPDS-7']);
  const unborn = [gender('2'), born('20990101'), named('TESTPATIENT')];
  assert.deepEqual(await found(...unborn), ['TRCPDS-BIRTH']);

  const advanced = (family: string) =>
    query(historic('0'), gender('2'), born('19800229'), named(family), searchType('1'));
  const later = async (family: string) => {
    const { envelope, answer } = await pds.converse('QUPA_IN000006UK02', advanced(family));
    const entry = await pds.stand.entry('the answer', (each) => {
      return each.messageId === envelope.messageId;
    });
    return [answer?.typeCode, ...(entry.findings ?? []).map(({ check }) => check)];
  };
  assert.deepEqual(await later('TE*'), ['AA']);
  assert.deepEqual(await later('T*'), ['AA', 'TRCPDS-5.1']);
});
