import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Patient } from '../../../src/demographics/patient.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { removeCertificates } from '../../spine/stand.ts';
import { fhirStand } from '../fhir/stand.ts';
import { delivery, type PdsAnswer } from './answers.ts';
import {
  allocate,
  author,
  deathNotification,
  type MessageOrder,
  provision,
  retrieve,
  update,
  upperUuid,
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
const ALLOCATE = 'PRPA_IN000200UK03';
const RETRIEVAL = 'QUPA_IN000008UK02';
const OBJECT = '2.16.840.1.113883.2.1.3.2.4.18.1';
const objectId = (id: string) => (id ? `<id root="${OBJECT}" extension="${id}"/>` : '');
const low = (name: string, from: string) => `<${name}><low value="${from}"/></${name}>`;

function record(number: string, { register } = pds): Patient {
  const found = register.get(number);
  assert.ok(found);
  return found;
}

type Changes = Parameters<typeof update>[2];

async function changed(number: string, changes: Changes, order?: MessageOrder): Promise<PdsAnswer> {
  const { answer } = await pds.converse(UPDATE, update(number, record(number).scn, changes), order);
  assert.ok(answer);
  return answer;
}

async function refused(number: string, changes: Changes, name: RegExp, order?: MessageOrder) {
  const before = record(number);
  const answer = await changed(number, changes, order);
  assert.equal(answer.typeCode, 'AE', answer.interaction);
  assert.match(answer.reasonTexts[1] ?? '', name);
  assert.equal(record(number), before);
}

/** How each kind of item is written in an update, where in the record it is, and what tells it from others. */
const KINDS = [
  {
    kind: 'name',
    place: 'person',
    write: (mode: string, id: string, word: string) =>
      `<name use="A" updateMode="${mode}"><given>${word}</given><family>${word}</family>${low('validTime', '20200202')}${objectId(id)}</name>`,
    items: ({ names }: Patient) => names.map((each) => ({ ...each, word: each.family })),
    shown: (xml: string, word: string) => xml.includes(`<family>${word}</family>`),
  },
  {
    kind: 'address',
    place: 'role',
    write: (mode: string, id: string, word: string) =>
      `<addr use="TMP" updateMode="${mode}"><streetAddressLine>${word}</streetAddressLine><streetAddressLine/><streetAddressLine/><streetAddressLine/><streetAddressLine/><postalCode>ZZ1 9AA</postalCode>${low('useablePeriod', '20200202')}${objectId(id)}</addr>`,
    items: ({ addresses }: Patient) => addresses.map((each) => ({ ...each, word: each.lines[0] })),
    shown: (xml: string, word: string) =>
      xml.includes(`<streetAddressLine>${word}</streetAddressLine>`),
  },
  {
    kind: 'telecom',
    place: 'role',
    write: (mode: string, id: string, word: string) =>
      `<telecom use="MC" value="mailto:${word}@example.test" updateMode="${mode}">${low('useablePeriod', '20200202')}${objectId(id)}</telecom>`,
    items: ({ telecoms }: Patient) =>
      telecoms.map((each) => ({ ...each, word: each.value.replace('@example.test', '') })),
    shown: (xml: string, word: string) => xml.includes(`value="mailto:${word}@example.test"`),
  },
] as const;

for (const { kind, place, write, items, shown } of KINDS)
  test(`a ${kind} is added, altered and removed by its object id, and nothing else changes`, async () => {
    const number = '9991001182';
    const first = record(number);
    const of = (word: string) => items(record(number)).filter((each) => each.word === word);
    const show = async (history: string) =>
      (await pds.ask(RETRIEVAL, retrieve(number, history))).xml;
    const with_ = (mode: string, id: string, word: string) => ({ [place]: write(mode, id, word) });

    // An object id in an addition is not the client's to choose.
    const added = await changed(number, with_('added', 'MINE1', 'FIRSTLY'));
    assert.equal(added.typeCode, 'AA');
    assert.equal(added.scn, String(first.scn + 1));
    const [fresh] = of('FIRSTLY');
    assert.ok(fresh && fresh.id !== 'MINE1');
    const known = [first.names, first.addresses, first.telecoms, first.provisions].flat();
    assert.ok(!known.some(({ id }) => id === fresh.id));
    assert.equal(items(record(number)).length, items(first).length + 1);
    const xml = await show('0');
    assert.ok(shown(xml, 'FIRSTLY'));
    assert.ok(xml.includes(`extension="${fresh.id}"`), 'the id is told');

    const altered = await changed(number, with_('altered', fresh.id, 'SECONDLY'));
    assert.equal(altered.typeCode, 'AA');
    assert.deepEqual(
      of('SECONDLY').map(({ id, to }) => [id, to]),
      [[fresh.id, undefined]],
    );
    assert.ok(!shown(await show('0'), 'FIRSTLY'));

    await refused(number, with_('altered', '', 'THIRDLY'), /UID_MUST_BE_PROVIDED/);
    await refused(number, with_('removed', '', 'THIRDLY'), /UID_MUST_BE_PROVIDED/);
    await refused(number, with_('altered', 'NONE', 'THIRDLY'), /UID_NOT_FOUND/);
    await refused(number, with_('removed', 'NONE', 'THIRDLY'), /UID_NOT_FOUND/);
    await refused(number, with_('changed', fresh.id, 'THIRDLY'), /INVALID_UPDATE_MODE/);

    const removed = await changed(number, with_('removed', fresh.id, 'SECONDLY'));
    assert.equal(removed.typeCode, 'AA');
    assert.ok(!shown(await show('0'), 'SECONDLY'));
    assert.ok(shown(await show('1'), 'SECONDLY'), 'it is past, not forgotten');
    const { scn, names, addresses, telecoms, ...rest } = record(number);
    assert.equal(scn, first.scn + 3);
    const now = { names, addresses, telecoms };
    for (const key of ['names', 'addresses', 'telecoms'] as const)
      for (const item of first[key])
        assert.ok(
          now[key].some((each) => JSON.stringify(each) === JSON.stringify(item)),
          key,
        );
    const { scn: _, names: __, addresses: ___, telecoms: ____, ...before } = first;
    assert.deepEqual(rest, before);
  });

test('providers of other kinds are added, altered and removed beside the practice', async () => {
  const number = '9991001190';
  const pharmacies = () =>
    record(number).provisions.filter(({ code, to }) => code === 'P1' && to === undefined);
  const change = (mode: string, ods: string, id: string, code = 'P1') =>
    changed(number, { person: provision({ mode, ods, id, code }) });
  assert.equal((await change('added', 'FZZ97', '')).typeCode, 'AA');
  const [first] = pharmacies();
  assert.equal(first?.ods, 'FZZ97');
  assert.notEqual(first.id, 'SIM0A');
  assert.equal((await change('altered', 'FZZ98', first.id)).typeCode, 'AA');
  assert.deepEqual(
    pharmacies().map(({ ods, id }) => [ods, id]),
    [['FZZ98', first.id]],
  );
  const { practices } = await pds.ask(RETRIEVAL, retrieve(number));
  assert.deepEqual(practices, ['Z99001'], 'the practice is left alone');
  assert.equal((await change('removed', 'FZZ98', first.id)).typeCode, 'AA');
  assert.deepEqual(pharmacies(), []);
  const gone = { person: provision({ mode: 'removed', ods: 'FZZ98', id: first.id, code: 'P1' }) };
  await refused(number, gone, /UID_NOT_FOUND/);
});

test('the object id of a provision of another kind, or of the past, changes nothing', async () => {
  // SIM0A is the practice, SIM0B the pharmacy.
  const practice = { person: provision({ id: 'SIM0B', ods: 'Z99002' }) };
  await refused('9991001298', practice, /UID_NOT_FOUND/);
  const pharmacy = { person: provision({ id: 'SIM0A', ods: 'FZZ98', code: 'P1' }) };
  await refused('9991001298', pharmacy, /UID_NOT_FOUND/);

  await using own = await openPdsStand({ world: { pds: { reuseProvisionId: false } } });
  const number = '9991001158';
  const ask = async (id: string, ods: string) => {
    const { scn } = record(number, own);
    return (await own.converse(UPDATE, update(number, scn, { person: provision({ id, ods }) })))
      .answer;
  };
  assert.equal((await ask('SIM0A', 'Z99002'))?.typeCode, 'AA');
  const fresh = record(number, own).provisions[0];
  assert.ok(fresh && fresh.id !== 'SIM0A', 'a new one where ids are not kept');
  const past = await ask('SIM0A', 'Z99003');
  assert.match(past?.reasonTexts[1] ?? '', /UID_NOT_FOUND/);
  assert.equal((await ask(fresh.id, 'Z99003'))?.typeCode, 'AA');
  const { practices } = await own.ask(RETRIEVAL, retrieve(number, '1'));
  assert.deepEqual(practices, ['Z99003', 'Z99002', 'Z99001']);
});

test('who was removed is registered again with the id of the past, or as new', async () => {
  for (const [number, order] of [
    ['9991001123', { mode: 'altered', id: 'SIM0A' }],
    ['9991001131', { mode: 'added', id: '' }],
  ] as const) {
    const removal = { person: provision({ mode: 'removed', id: 'SIM0A' }) };
    await refused(number, removal, /UID_NOT_FOUND/);
    const answer = await changed(number, { person: provision({ ...order, ods: 'Z99002' }) });
    assert.equal(answer.typeCode, 'AA', number);
    const retrieved = await pds.ask(RETRIEVAL, retrieve(number, '1'));
    assert.deepEqual(retrieved.practices, ['Z99002', 'Z99001']);
    assert.doesNotMatch(retrieved.xml, /nHAISRemovalRegistrationEvent/);
  }
});

test('nobody loses the usual name or gets a second one, however the change is called', async () => {
  const name = (use: string, mode: string, id = '', more = '') => ({
    person: `<name use="${use}" updateMode="${mode}"><given>OTHER</given><family>OTHER</family>${more}${objectId(id)}</name>`,
  });
  const number = '9991001204';
  await refused(number, name('L', 'removed', 'SIM0E'), /UNABLE_TO_DELETE_USUAL_NAME/);
  await refused(number, name('A', 'removed', 'SIM0E'), /UNABLE_TO_DELETE_USUAL_NAME/);
  await refused(number, name('A', 'altered', 'SIM0E'), /UNABLE_TO_DELETE_USUAL_NAME/);
  const over = '<validTime><low value="20100331"/><high value="20200101"/></validTime>';
  await refused(number, name('L', 'altered', 'SIM0E', over), /UNABLE_TO_DELETE_USUAL_NAME/);
  await refused(number, name('L', 'added'), /MULTIPLE_USUAL_NAMES/);
  assert.equal((await changed(number, name('L', 'altered', 'SIM0E'))).typeCode, 'AA');
  // Who has none gets one.
  assert.equal((await changed('9991001239', name('L', 'added'))).typeCode, 'AA');
});

test('a death is recorded, made formal, and then only NHAIS may change it', async () => {
  const number = '9991001255';
  const by = { author: author() };
  const death = (mode: string, time: string, code: string) => ({
    person: `<deceasedTime value="${time}" updateMode="${mode}"/>`,
    after: deathNotification(mode, code),
  });
  const told = async () => {
    const { xml } = await pds.ask(RETRIEVAL, retrieve(number));
    return [
      /<deceasedTime value="(\d+)"/.exec(xml)?.[1],
      /<deathNotification.*?<value code="(\d)"/.exec(xml)?.[1],
    ];
  };
  assert.deepEqual(await told(), [undefined, undefined]);
  assert.equal((await changed(number, death('added', '20260101', '1'), by)).typeCode, 'AA');
  assert.deepEqual(await told(), ['20260101', '1']);
  assert.equal((await changed(number, death('altered', '20260102', '2'), by)).typeCode, 'AA');
  assert.deepEqual(await told(), ['20260102', '2']);
  await refused(number, death('altered', '20260103', '2'), /FORMAL_DEATH_RECORDED/, by);

  const nhais = update(number, record(number).scn, death('removed', '20260102', '2')).replace(
    '<pertinentInformation',
    '<author typeCode="AUT"><registeringAuthority classCode="ASSIGNED"><code code="y" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.20"/><id root="2.16.840.1.113883.2.1.4.3" extension="Z99099"/></registeringAuthority></author>$&',
  );
  const { answer } = await pds.converse(UPDATE, nhais, by);
  assert.equal(answer?.typeCode, 'AA', answer?.reasonTexts.join());
  assert.deepEqual(await told(), [undefined, undefined]);
});

test('of updates under the same serial number exactly one counts', async () => {
  const number = '9991001174';
  const { scn } = record(number);
  const before = pds.stand.riverside.delivered.length;
  await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      pds.send(
        UPDATE,
        update(number, scn, { person: provision({ ods: at % 2 === 0 ? 'Z99001' : 'Z99002' }) }),
      ),
    ),
  );
  const answers = (await pds.stand.riverside.count(before + 8))
    .slice(before)
    .map((each) => delivery(each).answer);
  const taken = answers.filter((each) => each?.typeCode === 'AA');
  assert.equal(taken.length, 1);
  assert.equal(taken[0]?.scn, String(scn + 1));
  for (const each of answers)
    if (each?.typeCode !== 'AA') assert.deepEqual(each?.reasons, ['15 WG', 'IU000-SCN ER']);
  assert.equal(record(number).scn, scn + 1);
  assert.equal(pds.register.history(number).length, 2);
});

test('until a change is visible every face shows what was, and no face takes a change against that', async () => {
  const clock = virtualClock();
  await using late = await openPdsStand({ clock, world: { pds: { updateVisibleAfter: 'PT2S' } } });
  await using fhir = await fhirStand({ register: late.register });
  const number = '9991001158';
  await late.send(UPDATE, update(number, 9, { person: provision({ ods: 'Z99002' }) }));
  await clock.advance(0);
  const [delivered] = await late.stand.riverside.count(1);
  assert.ok(delivered);
  assert.equal(delivery(delivered).answer?.scn, '10', 'the answer tells the number to come');

  const seen = async () => {
    const { practices, scn } = await late.ask(RETRIEVAL, retrieve(number));
    const { body, headers } = await fhir.ask(`/Patient/${number}`);
    const overFhir = body.generalPractitioner[0].identifier.value;
    return [scn, practices[0], headers.get('etag'), overFhir];
  };
  assert.deepEqual(await seen(), ['9', 'Z99001', 'W/"9"', 'Z99001']);
  const gender = [{ op: 'replace', path: '/gender', value: 'female' }];
  const stale = await fhir.patch(number, gender, { 'If-Match': 'W/"9"' });
  assert.deepEqual([stale.status, stale.error], [409, 'RESOURCE_VERSION_MISMATCH']);
  await clock.advance(1_999);
  assert.equal((await seen())[0], '9');
  await clock.advance(1);
  assert.deepEqual(await seen(), ['10', 'Z99002', 'W/"10"', 'Z99002']);
});

test('a change over FHIR makes the serial number of an HL7 client stale', async () => {
  await using own = await openPdsStand();
  await using fhir = await fhirStand({ register: own.register });
  const number = '9991001158';
  const found = await own.ask(RETRIEVAL, retrieve(number));
  const patched = await fhir.patch(number, [{ op: 'replace', path: '/gender', value: 'female' }]);
  assert.equal(patched.status, 200, patched.text);
  const { answer } = await own.converse(
    UPDATE,
    update(number, Number(found.scn), { person: provision() }),
  );
  assert.deepEqual(answer?.reasons, ['15 WG', 'IU000-SCN ER']);
  assert.equal((await own.ask(RETRIEVAL, retrieve(number))).scn, '10');
});

test('what the same message says a second time is answered as before, and not done again', async () => {
  const number = '9991001417';
  const order = { id: upperUuid() };
  const content = update(number, record(number).scn, { person: provision({ ods: 'Z99001' }) });
  const first = await pds.converse(UPDATE, content, order);
  assert.equal(first.answer?.typeCode, 'AA');
  // Case does not matter to whether an id came before.
  const again = await pds.converse(UPDATE, content, { id: order.id.toLowerCase() });
  assert.deepEqual([again.answer?.typeCode, again.answer?.details], ['AR', ['202']]);
  assert.match(again.xml, /displayName="Duplicate HL7 ID Error"/);
  assert.equal(again.answer?.messageRef, order.id.toLowerCase());
  assert.equal(pds.register.history(number).length, 2);
});

const NOBODY = { given: 'NOBODYYET', birth: '20030303', postcode: 'ZZ8 8ZZ' };

test('an allocation that cannot be is refused, and no number is spent on it', async () => {
  const { size } = pds.register;
  const content = allocate(NOBODY);
  const practice = provision({ mode: 'added', id: '' });
  const spoilt = [
    [content.replace('<administrativeGenderCode code="1"/>', ''), /Mandatory Field Missing/],
    [content.replace('<birthTime value="20030303"/>', ''), /Mandatory Field Missing/],
    [content.replace(/<addr.*<\/addr>/, ''), /Mandatory Field Missing/],
    [content.replace(/<name.*<\/name>/, ''), /Mandatory Field Missing/],
    [content.replace(/<author.*<\/author>/, ''), /Mandatory Field Missing/],
    [content.replace('code="1"/>', 'code="7"/>'), /FIELD_ERROR/],
    [content.replace('value="20030303"', 'value="3.3.2003"'), /FIELD_ERROR/],
    [
      content.replace(
        '<value code="0" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.38"',
        '<value code="7" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.38"',
      ),
      /FIELD_ERROR.*contact/,
    ],
    [content.replace('</name>', `</name>${practice}${practice}`), /CURRENT_PROVISION_EXISTS/],
    [
      content.replace('</name>', '</name><name use="L"><family>X</family></name>'),
      /MULTIPLE_USUAL/,
    ],
    [
      content.replace(
        '</name>',
        '</name><languageCommunication><languageCode code="?"/></languageCommunication>',
      ),
      /FIELD_ERROR.*language/,
    ],
    [
      content.replace('</name>', `</name>${provision({ mode: 'added', id: '', ods: 'Z99009' })}`),
      /invalid GP Registration/,
    ],
  ] as const;
  for (const [spoiltContent, why] of spoilt) {
    assert.notEqual(spoiltContent, content, String(why));
    const { answer } = await pds.converse(ALLOCATE, spoiltContent);
    assert.equal(answer?.interaction, 'MCCI_IN010000UK13');
    assert.equal(answer.typeCode, 'AE', String(why));
    assert.match(answer.reasonTexts[1] ?? '', why);
  }
  assert.equal(pds.register.size, size);
  const { answer } = await pds.converse(ALLOCATE, content.replace('</name>', `</name>${practice}`));
  assert.equal(answer?.typeCode, 'AA', answer?.reasonTexts.join());
  const numbers = answer.values('id', 'extension').filter((each) => /^999\d{7}$/.test(each));
  assert.deepEqual(numbers, ['9991001638'], 'the first of the pool: none was spent before');
  const retrieved = await pds.ask(RETRIEVAL, retrieve('9991001638'));
  assert.deepEqual(retrieved.practices, ['Z99002']);
  assert.equal(retrieved.scn, answer.scn);
});

test('an allocation keeps all that it was told, and names who said so', async () => {
  const more = [
    '<languageCommunication><languageCode code="cy"/><preferenceInd value="true"/><proficiencyLevelCode code="1" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.39"/></languageCommunication>',
    provision({ mode: 'added', id: '' }),
    provision({ mode: 'added', id: '', ods: 'FZZ97', code: 'P1' }),
  ].join('');
  const preference =
    '<subjectOf1 typeCode="SBJ"><preferredContactMethod classCode="OBS" moodCode="EVN"><code code="9" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value code="3" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.16"/></preferredContactMethod></subjectOf1><subjectOf3 typeCode="SBJ"><preferredWrittenCommunicationFormat classCode="OBS" moodCode="EVN"><code code="13" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value code="12" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.17"/></preferredWrittenCommunicationFormat></subjectOf3>';
  const content = allocate({ given: 'TOLDALL', birth: '20040404', postcode: 'ZZ8 8ZZ' })
    .replace('<patientPerson', '<telecom use="MC" value="tel:07700900404"/>$&')
    .replace('</name>', `</name>${more}`)
    .replace('<subjectOf5', `${preference}$&`)
    .replace(
      'code="0" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.38"',
      'code="1" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.38"',
    );
  const { answer } = await pds.converse(ALLOCATE, content);
  assert.equal(answer?.typeCode, 'AA', answer?.reasonTexts.join());
  const number = answer.values('id', 'extension').find((each) => /^999\d{7}$/.test(each)) ?? '';
  const { xml, practices } = await pds.ask(RETRIEVAL, retrieve(number, '1'));
  assert.deepEqual(practices, ['Z99002']);
  for (const told of [
    /<telecom use="MC" value="tel:07700900404"/,
    /<languageCode code="cy"/,
    /<proficiencyLevelCode code="1"/,
    /<preferredContactMethod.*?<value code="3"/,
    /<preferredWrittenCommunicationFormat.*?<value code="12"/,
    /<previousNhsContact.*?<value code="1"/,
    /<given>TOLDALL<\/given>/,
    /<streetAddressLine>2 SYNTHETIC STREET<\/streetAddressLine>/,
    /<postalCode>ZZ8 8ZZ<\/postalCode>/,
    /extension="FZZ97"/,
    // The system that registered the patient is the source of the registration.
    /<sourceSourceIdentified.*?extension="999000000001"/,
  ])
    assert.match(xml, told);
  const items = record(number);
  const ids = [items.names, items.addresses, items.telecoms, items.provisions].flat();
  assert.equal(new Set(ids.map(({ id }) => id)).size, ids.length, 'object ids are unique');
});

test('a change of practice names its source and both of its dates in history', async () => {
  const number = '9991001166';
  await using own = await openPdsStand();
  await own.converse(UPDATE, update(number, 15, { person: provision({ ods: 'Z99003' }) }));
  const { xml, practices } = await own.ask(RETRIEVAL, retrieve(number, '1'));
  assert.deepEqual(practices, ['Z99003', 'Z99001', 'Z99002', 'Z99001']);
  const [current = '', ended = ''] = xml.split('<patientCareProvisionEvent ').slice(1);
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  assert.match(current, new RegExp(`<effectiveTime><low value="${today}"/></effectiveTime>`));
  assert.match(current, /<sourceSourceIdentified.*?extension="999000000001"/);
  assert.match(current, new RegExp(`<systemEffectiveDate.*?<low value="${today}\\d{6}"/></value>`));
  assert.match(ended, new RegExp(`<effectiveTime><low value="20240401"/><high value="${today}"/>`));
  assert.match(
    ended,
    new RegExp(
      `<systemEffectiveDate.*?<low value="20240401090000"/><high value="${today}\\d{6}"/>`,
    ),
  );
  // In retrievals the date stands before the source.
  assert.match(current, /<subjectOf1[^>]*><systemEffectiveDate.*<subjectOf2[^>]*><sourceSource/);
});

/** Facts of a person: how each is written, with its mode and its value, and how a retrieval tells it. */
const FACTS = [
  {
    fact: 'language',
    write: (mode: string, code: string) => ({
      person: `<languageCommunication updateMode="${mode}"><languageCode code="${code}"/><preferenceInd value="true"/><proficiencyLevelCode code="0" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.39"/></languageCommunication>`,
    }),
    told: /<languageCode code="([^"]*)"/,
    values: ['cy', 'fr'],
  },
  {
    fact: 'multiple birth order',
    write: (mode: string, order: string) => ({
      person: `<multipleBirthOrderNumber value="${order}" updateMode="${mode}"/>`,
    }),
    told: /<multipleBirthOrderNumber value="([^"]*)"/,
    values: ['1', '2'],
  },
  {
    fact: 'contact method',
    write: (mode: string, code: string) => ({
      after: `<subjectOf2 typeCode="SBJ"><preferredContactMethod classCode="OBS" moodCode="EVN" updateMode="${mode}"><code code="9" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.16"/></preferredContactMethod></subjectOf2>`,
    }),
    told: /<preferredContactMethod.*?<value code="([^"]*)"/,
    values: ['1', '4'],
  },
  {
    fact: 'written format',
    write: (mode: string, code: string) => ({
      after: `<subjectOf4 typeCode="SBJ"><preferredWrittenCommunicationFormat classCode="OBS" moodCode="EVN" updateMode="${mode}"><code code="13" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.17"/></preferredWrittenCommunicationFormat></subjectOf4>`,
    }),
    told: /<preferredWrittenCommunicationFormat.*?<value code="([^"]*)"/,
    values: ['11', '12'],
  },
] as const;

for (const { fact, write, told, values } of FACTS)
  test(`the ${fact} is added, altered and removed, though a removal names its value`, async () => {
    const number = '9991001220';
    const tell = async () => told.exec((await pds.ask(RETRIEVAL, retrieve(number))).xml)?.[1];
    assert.equal(await tell(), undefined);
    const [first, second] = values;
    for (const [mode, value, after] of [
      ['added', first, first],
      ['altered', second, second],
      ['removed', second, undefined],
    ] as const) {
      const answer = await changed(number, write(mode, value));
      assert.equal(answer.typeCode, 'AA', answer.reasonTexts.join());
      assert.equal(await tell(), after, mode);
    }
  });

test('a reset forgets which HL7 ids came before', async () => {
  await using own = await openPdsStand();
  const beginning = own.register.snapshot();
  const order = { id: upperUuid() };
  const content = update('9991001158', 9, { person: provision() });
  assert.equal((await own.converse(UPDATE, content, order)).answer?.typeCode, 'AA');
  assert.equal((await own.converse(UPDATE, content, order)).answer?.typeCode, 'AR');
  own.register.restore(beginning);
  own.application.reset();
  assert.equal((await own.converse(UPDATE, content, order)).answer?.typeCode, 'AA');
});

test('what ends today still counts today, and is past tomorrow', async () => {
  const clock = virtualClock(new Date('2026-01-05T12:00:00Z'));
  await using own = await openPdsStand({ clock });
  const patient = record('9991001220', own);
  const alias = { id: 'SIM0Z', use: 'A', given: [], family: 'TODAY', to: '20260105' };
  own.register.put(
    { ...patient, names: [...patient.names, alias] },
    { at: clock.now().toISOString(), face: 'operator', by: 'a test', what: 'a name' },
  );
  const shown = async () =>
    (await own.ask(RETRIEVAL, retrieve(patient.nhsNumber))).xml.includes('<family>TODAY<');
  assert.equal(await shown(), true);
  await clock.advance(12 * 3_600_000);
  assert.equal(await shown(), false);
});
