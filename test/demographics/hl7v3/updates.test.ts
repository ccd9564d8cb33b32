import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { applyUpdate } from '../../../src/demographics/hl7v3/apply-update.ts';
import { checkUpdate } from '../../../src/demographics/hl7v3/check-update.ts';
import { judgeUpdate } from '../../../src/demographics/hl7v3/judge-update.ts';
import { contentOf, readPdsMessage } from '../../../src/demographics/hl7v3/pds-message.ts';
import { readQuery } from '../../../src/demographics/hl7v3/read-query.ts';
import { readUpdate } from '../../../src/demographics/hl7v3/read-update.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import {
  at,
  author,
  born,
  gender,
  historic,
  hl7,
  named,
  provision,
  query,
  searchType,
  update,
} from '../../pds/hl7/requests.ts';
import { closeSchemas, violationsOf, withoutSchemas } from './pds-schema.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const PATIENTS = specialPatients(NOW);
after(closeSchemas);

function bravo(): Patient {
  const found = PATIENTS.find(({ nhsNumber }) => nhsNumber === '9991001026');
  assert.ok(found);
  return found;
}

function messageOf(interaction: string, content: string) {
  const xml = hl7(interaction, content, { author: author() });
  const read = readXml(Buffer.from(xml));
  assert.ok(read.ok, xml);
  return { xml, message: readPdsMessage(read.value) };
}

function readChange(changes: Parameters<typeof update>[2], interaction = 'PRPA_IN000203UK03') {
  const { xml, message } = messageOf(interaction, update('9991001026', 37, changes));
  const content = contentOf(message, 'PdsUpdateRequest');
  assert.ok(content);
  const told: string[] = [];
  const request = readUpdate(content, (code) => void told.push(code));
  return { request, told, xml };
}

const terms = { now: NOW, sourceAsid: '999000000001', reuseProvisionId: true };
const objectId = (id: string) => `<id root="2.16.840.1.113883.2.1.3.2.4.18.1" extension="${id}"/>`;
const moved = (low = '') =>
  `<addr use="H" updateMode="altered"><streetAddressLine>9 NEW STREET</streetAddressLine><postalCode>ZZ9 9ZZ</postalCode>${low}${objectId('SIM0C')}</addr>`;

test('a changed address leaves its former version as past, under the same object id', () => {
  const after = applyUpdate(bravo(), readChange({ role: moved() }).request, terms);
  const homes = after.addresses.filter(({ id }) => id === 'SIM0C');
  assert.deepEqual(
    homes.map(({ lines: [first, second], from, to }) => [first || second, from, to]),
    [
      ['9 NEW STREET', '20260105', undefined],
      ['2 SYNTHETIC STREET', '20180901', '20260104'],
    ],
  );
});

test('the former version ends on the day before the new one begins', () => {
  const low = '<useablePeriod><low value="20251201"/></useablePeriod>';
  const after = applyUpdate(bravo(), readChange({ role: moved(low) }).request, terms);
  const homes = after.addresses.filter(({ id }) => id === 'SIM0C');
  assert.deepEqual(
    homes.map(({ from, to }) => [from, to]),
    [
      ['20251201', undefined],
      ['20180901', '20251130'],
    ],
  );
});

test('a correction leaves nothing of what was wrong', () => {
  const after = applyUpdate(bravo(), readChange({ role: moved(), code: '2' }).request, terms);
  const homes = after.addresses.filter(({ id }) => id === 'SIM0C');
  assert.deepEqual(
    homes.map(({ from, to }) => [from, to]),
    [['20180901', undefined]],
  );
});

test('a removed item is past, one that was added today has never been', () => {
  const removal = (id: string) => `<name use="A" updateMode="removed">${objectId(id)}</name>`;
  const alias = '<name use="A" updateMode="added"><family>ALIAS</family></name>';
  const added = applyUpdate(bravo(), readChange({ person: alias }).request, terms);
  const [fresh] = added.names;
  assert.equal(fresh?.family, 'ALIAS');
  assert.equal(fresh.from, '20260105');
  const gone = applyUpdate(added, readChange({ person: removal(fresh.id) }).request, terms);
  assert.deepEqual(gone.names, bravo().names);
  const ended = applyUpdate(bravo(), readChange({ person: removal('SIM0F') }).request, terms);
  assert.equal(ended.names.find(({ id }) => id === 'SIM0F')?.to, '20260104');
});

test('a record that is changed without end does not grow without end', () => {
  let patient = bravo();
  for (let day = 0; day < 400; day++) {
    const now = new Date(NOW.getTime() + day * 86_400_000);
    const ods = day % 2 === 0 ? 'Z99002' : 'Z99001';
    const { request } = readChange({ role: moved(), person: provision({ ods }) });
    patient = applyUpdate(patient, request, { ...terms, now });
  }
  assert.equal(patient.addresses.length, 250);
  assert.equal(patient.provisions.length, 250);
  assert.equal(patient.provisions[0]?.to, undefined);
  const alias = '<name use="A" updateMode="added"><family>ALIAS</family></name>';
  const { request } = readChange({ person: alias.repeat(250) });
  const rule = judgeUpdate(bravo(), request, () => 'open');
  assert.equal(rule?.name, 'FIELD_ERROR');
});

const NOTIFIED = (name: string, inner: string, number: string) =>
  `<COCT_MT000${number}UK01.${name} classCode="PART" updateMode="altered"><partPerson classCode="PSN" determinerCode="INSTANCE">${inner}</partPerson><subjectOf typeCode="SBJ"><notificationTime classCode="OBS" moodCode="EVN"><code code="45" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value value="20260101"/></notificationTime></subjectOf></COCT_MT000${number}UK01.${name}>`;

test('an update of 7.2.02 says gender and birth in parts of their own', () => {
  const person = [
    NOTIFIED('PartBirthTime', '<birthTime value="19611106"/>', '210'),
    NOTIFIED('PartAdminGenderCode', '<administrativeGenderCode code="1"/>', '209'),
  ].join('');
  const { request, told, xml } = readChange({ person }, 'PRPA_IN000203UK06');
  assert.deepEqual(told, []);
  assert.equal(checkUpdate(request, { authored: true }), undefined);
  const after = applyUpdate(bravo(), request, terms);
  assert.equal(after.gender, '1');
  assert.equal(after.birthTime, '19611106');
  if (!withoutSchemas) assert.deepEqual(violationsOf('PRPA_IN000203UK06', xml), []);
});

test('what keeps the published schema is told no departure, in either version', {
  skip: withoutSchemas,
}, () => {
  for (const interaction of ['PRPA_IN000203UK03', 'PRPA_IN000203UK06']) {
    const { told, xml } = readChange(
      { role: moved(), person: provision({ ods: 'Z99002' }) },
      interaction,
    );
    assert.deepEqual(violationsOf(interaction, xml), [], interaction);
    assert.deepEqual(told, [], interaction);
  }
});

test('facts of a person are changed and taken away', () => {
  const language =
    '<languageCommunication updateMode="altered"><languageCode code="cy"/><preferenceInd value="true"/><proficiencyLevelCode code="0" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.39"/></languageCommunication>';
  const spoken = applyUpdate(bravo(), readChange({ person: language }).request, terms);
  assert.deepEqual(spoken.language, { code: 'cy', interpreter: false });
  const silent = readChange({ person: '<languageCommunication updateMode="removed"/>' }).request;
  assert.equal(applyUpdate(bravo(), silent, terms).language, undefined);
  const order = '<multipleBirthOrderNumber value="2" updateMode="added"/>';
  const born = applyUpdate(bravo(), readChange({ person: order }).request, terms);
  assert.equal(born.multipleBirthOrder, 2);
  assert.deepEqual(born.contactPreference, bravo().contactPreference);
});

const FIELDS = [
  ...[historic('1'), at('ZZ1 1AA'), gender('2'), born('19800229')],
  ...[named('TESTPATIENT', 'ALPHA'), searchType('1')],
];

test('the order of the fields of a query changes nothing but what is told of it', () => {
  const read = (fields: readonly string[]) => {
    const { message } = messageOf('QUPA_IN000006UK02', query(...fields));
    const content = contentOf(message, 'query');
    assert.ok(content);
    const told: string[] = [];
    return { read: readQuery(content, 'advanced-trace', (code) => void told.push(code)), told };
  };
  const right = read(FIELDS);
  assert.deepEqual(right.told, []);
  fc.assert(
    fc.property(fc.shuffledSubarray(FIELDS, { minLength: FIELDS.length }), (shuffled) => {
      const other = read(shuffled);
      assert.deepEqual(other.read, right.read);
      assert.equal(other.told.includes('order'), shuffled.join() !== FIELDS.join());
    }),
  );
});

test('an update that no rule speaks against leaves a record whose ids are its own', () => {
  const mode = fc.constantFrom('added', 'altered', 'removed');
  const change = fc.tuple(mode, fc.constantFrom('SIM0C', 'SIM0J', 'SIM0E', 'SIM0F', 'NONE'));
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 4 }),
      fc.array(change, { maxLength: 4 }),
      (homes, people) => {
        const { request } = readChange({
          role: homes
            .map(
              ([how, id]) =>
                `<addr use="H" updateMode="${how}"><streetAddressLine>X</streetAddressLine>${objectId(id)}</addr>`,
            )
            .join(''),
          person: people
            .map(
              ([how, id]) =>
                `<name use="A" updateMode="${how}"><family>X</family>${objectId(id)}</name>`,
            )
            .join(''),
        });
        const rule =
          checkUpdate(request, { authored: true }) ?? judgeUpdate(bravo(), request, () => 'open');
        if (rule) return;
        const after = applyUpdate(bravo(), request, terms);
        const current = [...after.addresses, ...after.names].flatMap(({ id, to }) =>
          to === undefined ? [id] : [],
        );
        assert.deepEqual(current, [...new Set(current)]);
        assert.deepEqual(after.provisions, bravo().provisions);
        assert.equal(after.nhsNumber, bravo().nhsNumber);
      },
    ),
    { numRuns: 300 },
  );
});
