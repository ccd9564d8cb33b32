import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { WorldPatch } from '../../../simulator/world/world-config.ts';
import { all, below, value } from '../../../src/demographics/hl7v3/hl7-element.ts';
import { closeSchemas, violationsOf, withoutSchemas } from '../../demographics/hl7v3/pds-schema.ts';
import { removeCertificates } from '../../spine/stand.ts';
import type { PdsAnswer } from './answers.ts';
import {
  allocate,
  author,
  born,
  gender,
  historic,
  named,
  personId,
  provision,
  query,
  RIVERSIDE_ASID,
  retrieve,
  SPINE_ASID,
  searchType,
  update,
  upperUuid,
} from './requests.ts';
import { openPdsStand, type PdsStand } from './stand.ts';

/** Codes and texts letter by letter as pds-identity 1.9 and 1.6 have them, and both versions of the manual. */

let pds: PdsStand;
before(async () => {
  pds = await openPdsStand();
});
after(async () => {
  await pds[Symbol.asyncDispose]();
  await removeCertificates();
  closeSchemas();
});

const SYSTEM = '2.16.840.1.113883.2.1.3.2.4.17.42';
const NO_MATCH = 'No match to a Service User record';
const GENERIC = '0 ER Generic Error';
const FAILED = '15 WG Update Failed';
const alpha = () => [gender('2'), born('19800229'), named('TESTPATIENT', 'ALPHA')];
const trace = (...fields: readonly string[]) => query(...fields);
const advanced = (name: string, type = '1') =>
  query(historic('0'), gender('2'), name, searchType(type));

/** `code qualifier text` of each reason, in order, all of them of the one system. */
function reasonsOf({ message }: PdsAnswer): readonly string[] {
  return all(below(message, 'ControlActEvent'), 'reason').map((reason) => {
    const code = below(reason, 'justifyingDetectedIssueEvent', 'code');
    assert.equal(value(code, 'codeSystem'), SYSTEM);
    assert.equal(value(reason, 'typeCode'), 'RSON');
    const qualifier = value(below(code, 'qualifier'), 'code');
    return `${value(code, 'code')} ${qualifier} ${value(code, 'displayName')}`;
  });
}

const RETRIEVAL = 'QUPA_IN000008UK02';
const SIMPLE = 'QUPA_IN000005UK01';
const CONFIRM = 'QUPA_IN000016UK02';
const SYNCHRONOUS: readonly (readonly [string, string, readonly string[]])[] = [
  [RETRIEVAL, retrieve('9991001018'), []],
  [RETRIEVAL, retrieve('9991001409'), [`1 ER ${NO_MATCH}`, `RT003 ER ${NO_MATCH}`]],
  [
    RETRIEVAL,
    retrieve('9991001085'),
    ['9 WG Successful retrieval - Information returned limited by sensitivity conditions'],
  ],
  [
    RETRIEVAL,
    retrieve('9991001050'),
    [
      '24 WG NHS Number supplied as a parameter has been superseded and superseding NHS Number returned',
    ],
  ],
  [SIMPLE, trace(...alpha()), []],
  [
    SIMPLE,
    trace(gender('1'), born('19800229'), named('TESTPATIENT', 'ALPHA')),
    [`1 ER ${NO_MATCH}`, `ST004 ER ${NO_MATCH}`],
  ],
  [
    SIMPLE,
    trace(gender('2'), born('20100331'), named('TWIN', 'QUEBEC')),
    ['7 ER Multiple matches'],
  ],
  [
    SIMPLE,
    trace(gender('2'), born('19910418'), named('RESTRICTED', 'GOLF')),
    ['5 WG Match - NHS Number and limited data only returned (sensitivity conditions apply)'],
  ],
  [CONFIRM, query(personId('9991001018')), []],
  // Invalidated, redacted and unknown numbers are nobody's.
  ...['9991001077', '9991001107', '9991001409'].map(
    (number) =>
      [CONFIRM, query(personId(number)), [`1 ER ${NO_MATCH}`, `RT003 ER ${NO_MATCH}`]] as const,
  ),
  [
    CONFIRM,
    query(personId('9991001085')),
    ['5 WG Match - NHS Number and limited data only returned (sensitivity conditions apply)'],
  ],
  ...['9991001077', '9991001107'].map(
    (number, at) =>
      [
        'QUPA_IN000014UK01',
        query(born(['19830923', '19881212'][at] ?? ''), personId(number)),
        [`1 ER ${NO_MATCH}`, 'NHSNCC002 ER NHS Number Not Found'],
      ] as const,
  ),
  [
    'QUPA_IN000014UK01',
    query(born('19800228'), personId('9991001018')),
    [`1 ER ${NO_MATCH}`, 'NHSNCC002 ER NHS Number Not Found'],
  ],
];

test('the reasons of queries are those that the sources show, letter by letter', async () => {
  for (const [interaction, content, reasons] of SYNCHRONOUS)
    assert.deepEqual(reasonsOf(await pds.ask(interaction, content)), reasons, interaction);
  const unexpected = reasonsOf(await pds.ask(RETRIEVAL, retrieve('999100101')));
  assert.equal(unexpected[0], GENERIC);
  assert.match(unexpected[1] ?? '', /^GE002 ER Unexpected business error encountered\./);
  assert.equal(unexpected.length, 2);
});

const LATER: readonly (readonly [string, readonly string[]])[] = [
  [
    advanced(named('TESTPATIENT', 'ALPHA')),
    ['3 WG Match - NHS Number and standard Service User details returned'],
  ],
  [advanced(named('NOBODYATALL')), [`1 ER ${NO_MATCH}`, `AT006 ER ${NO_MATCH}`]],
  [
    advanced(named('TESTPATIENT'), '3'),
    [GENERIC, 'AT001 ER Invalid search type - invalid searchParameter value provided'],
  ],
  [advanced(''), [GENERIC, 'AT002 ER Missing mandatory search field - missing person name']],
  [
    advanced(named('X')).replace(/<searchParameter>.*<\/searchParameter>/, ''),
    [GENERIC, 'AT009 ER Missing search type - a single search parameter must be provided'],
  ],
];

test('the reasons of advanced traces are those that the sources show', async () => {
  for (const [content, reasons] of LATER) {
    const { answer, envelope, messageId } = await pds.converse('QUPA_IN000006UK02', content);
    assert.ok(answer);
    assert.deepEqual(reasonsOf(answer), reasons);
    assert.equal(envelope.refToMessageId, messageId);
    assert.equal(envelope.action, answer.interaction);
  }
  await using small = await openPdsStand({ world: { pds: { mostMatches: 1 } } });
  const { answer } = await small.converse('QUPA_IN000006UK02', advanced(named('TESTPATIENT')));
  assert.ok(answer);
  assert.deepEqual(reasonsOf(answer), [
    '2 ER Multiple match, number of entries exceed current operational limit for number of matches returned',
  ]);
  assert.equal(answer.queryResponse, 'ID');
});

test('the reasons of updates and allocations are those that the sources show', async () => {
  const ask = async (interaction: string, content: string) => {
    const { answer } = await pds.converse(interaction, content);
    assert.ok(answer);
    return reasonsOf(answer);
  };
  const change = (number: string, scn: number | undefined, ods = 'Z99002') =>
    ask('PRPA_IN000203UK03', update(number, scn, { person: provision({ ods }) }));
  assert.deepEqual(await change('9991001158', 9, 'Z99009'), [
    FAILED,
    'IU058 ER Update Failed - invalid GP Registration data supplied',
  ]);
  assert.deepEqual(await change('9991001158', 8), [
    FAILED,
    'IU000-SCN ER Update Failed - Serial Change Number does not match',
  ]);
  assert.deepEqual(await change('9991001158', undefined), [
    FAILED,
    'IU003 ER Mandatory Field Missing',
  ]);
  assert.deepEqual(await change('9991001050', 5), [
    FAILED,
    'IU000-MERGE ER Update Failed - NHS No. supplied has been superseded in a merge',
  ]);
  assert.deepEqual(await ask('PRPA_IN000200UK03', allocate({ contact: false })), [
    GENERIC,
    'IU003 ER Mandatory Field Missing',
  ]);
  assert.deepEqual(await change('9991001158', 9), []);
});

/** Each interaction of the older version, its twin, and what both answer (pds-identity 1.1). */
const PAIRS: readonly (readonly [readonly string[], string, readonly string[]])[] = [
  [
    [RETRIEVAL, 'QUPA_IN000008UK05'],
    retrieve('9991001026', '1'),
    ['QUPA_IN000009UK03', 'QUPA_IN000009UK06'],
  ],
  [[SIMPLE, 'QUPA_IN000005UK03'], trace(...alpha()), ['QUPA_IN000007UK01', 'QUPA_IN000007UK03']],
  [
    ['QUPA_IN000014UK01', 'QUPA_IN000014UK03'],
    query(born('19800229'), personId('9991001018')),
    ['QUPA_IN000015UK02', 'QUPA_IN000015UK04'],
  ],
  [
    ['QUPA_IN000016UK02', 'QUPA_IN000016UK04'],
    query(personId('9991001018')),
    ['QUPA_IN000010UK02', 'QUPA_IN000010UK04'],
  ],
];

test('synchronous queries of both versions are answered in kind, by the schema of each', async () => {
  for (const [interactions, content, answers] of PAIRS)
    for (const [at, version] of ['3NPfIT6.3.01', '3NPfIT7.2.02'].entries()) {
      const [asked = '', told = ''] = [interactions[at], answers[at]];
      const answer = await pds.ask(asked, content);
      assert.deepEqual([answer.interaction, answer.versionCode], [told, version]);
      assert.equal(answer.header.action.split('/').at(-1), told);
      const inner = new RegExp(`<${told}[\\s\\S]*</${told}>`).exec(answer.xml)?.[0] ?? '';
      if (!withoutSchemas) assert.deepEqual(violationsOf(told, inner), [], told);
    }
});

test('advanced traces of both versions come to the endpoint of who asked, with all their history', async () => {
  const content = query(
    ...[historic('1'), gender('2'), born('19611105'), named('LONGHISTORY'), searchType('1')],
  );
  for (const [asked, told] of [
    ['QUPA_IN000006UK02', 'QUPA_IN000011UK02'],
    ['QUPA_IN000006UK05', 'QUPA_IN000011UK05'],
  ] as const) {
    const { answer, envelope, messageId, id, xml } = await pds.converse(asked, content);
    assert.equal(envelope.action, told);
    assert.equal(envelope.refToMessageId, messageId);
    assert.equal(envelope.conversationId, messageId);
    assert.equal(answer?.messageRef, id);
    assert.equal(answer.queryResponse, 'OK');
    // The current one first; of each item its source first, then its date: the reverse of a retrieval.
    assert.deepEqual(answer.practices, ['Z99001', 'Z99002', 'Z99003']);
    assert.match(
      xml,
      /<patientCareProvision(?:(?!<\/patientCareProvision>).)*<subjectOf1[^>]*><(?:sourceSource|COCT_MT000205UK01)/s,
    );
    assert.doesNotMatch(xml, /2\.16\.840\.1\.113883\.2\.1\.3\.2\.4\.18\.1/, 'no object ids');
    if (!withoutSchemas) assert.deepEqual(violationsOf(told, xml), [], told);
    const plain = await pds.converse(
      asked,
      content.replace(
        'code="1" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.36"',
        'code="0" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.36"',
      ),
    );
    assert.deepEqual(plain.answer?.practices, ['Z99001']);
    assert.doesNotMatch(plain.xml, /systemEffectiveDate/);
    if (!withoutSchemas) assert.deepEqual(violationsOf(told, plain.xml), [], told);
  }
});

test('an advanced trace looks at the past, the practice and the death as it is told to', async () => {
  const ask = async (...fields: readonly string[]) => {
    const { answer } = await pds.converse('QUPA_IN000006UK02', query(...fields));
    return answer?.values('id', 'extension').filter((each) => /^9991\d{6}$/.test(each));
  };
  const flag = (name: string, code: string) =>
    `<${name}><semanticsText>${name[0]?.toUpperCase()}${name.slice(1)}</semanticsText><value code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.36"/></${name}>`;
  const person = [gender('2'), named('FORMERNAME')];
  const alphanumeric = searchType('1');
  const bravo = ['9991001026'];
  assert.deepEqual(await ask(historic('0'), ...person, alphanumeric), bravo);
  const past = (code: string) =>
    ask(historic('0'), flag('ignoreHistoryIndicator', code), ...person, alphanumeric);
  assert.deepEqual(await past('0'), bravo);
  assert.deepEqual(await past('1'), []);

  const practice = (ods: string) =>
    `<primaryCare.id><semanticsText>PrimaryCare.id</semanticsText><value root="2.16.840.1.113883.2.1.4.2" extension="${ods}"/></primaryCare.id>`;
  const elsewhere = (ods: string) =>
    ask(historic('0'), gender('1'), named('ELSEWHERE'), practice(ods), alphanumeric);
  assert.deepEqual(await elsewhere('Z99003'), ['9991001174']);
  assert.deepEqual(await elsewhere('Z99001'), []);

  const died = (time: string) =>
    `<person.deceasedTime><semanticsText>Person.deceasedTime</semanticsText><value><low value="${time}"/><high value="${time}"/></value></person.deceasedTime>`;
  const dead = (time: string) =>
    ask(historic('0'), gender('1'), died(time), named('INFORMALDEATH'), alphanumeric);
  assert.deepEqual(await dead('20251120'), ['9991001034']);
  assert.deepEqual(await dead('20251121'), []);

  const slip = [historic('0'), gender('2'), born('19611105'), named('LONGHISTORI', 'BRAVO')];
  assert.deepEqual(await ask(...slip, searchType('1')), []);
  assert.deepEqual(await ask(...slip, searchType('2')), bravo);
});

test('a cross-check compares the name where one is given', async () => {
  const ask = (...names: readonly string[]) =>
    pds.ask('QUPA_IN000014UK01', query(born('19800229'), personId('9991001018'), ...names));
  assert.equal((await ask(named('TESTPATIENT', 'ALPHA'))).typeCode, 'AA');
  assert.equal((await ask(named('OTHER'))).typeCode, 'AE');
  assert.equal((await ask(named('TESTPATIENT', 'OTHER'))).typeCode, 'AE');
});

test('an advanced trace tells as many as the setting allows, and not one more', async () => {
  const twins = query(historic('0'), gender('2'), named('TWIN'), searchType('1'));
  for (const [mostMatches, typeCode] of [
    [2, 'AA'],
    [1, 'AE'],
  ] as const) {
    await using own = await openPdsStand({ world: { pds: { mostMatches } } });
    const { answer } = await own.converse('QUPA_IN000006UK02', twins);
    assert.equal(answer?.typeCode, typeCode);
  }
});

test('an advanced trace that fits several tells each in a subject of its own', async () => {
  const content = query(historic('0'), gender('2'), named('TWIN', 'QUEBEC'), searchType('1'));
  const { answer, xml } = await pds.converse('QUPA_IN000006UK02', content);
  const numbers = answer?.values('id', 'extension').filter((each) => /^9991\d{6}$/.test(each));
  assert.deepEqual(numbers, ['9991001190', '9991001204']);
  assert.equal(xml.match(/<patientRole /g)?.length, 2);
  if (!withoutSchemas) assert.deepEqual(violationsOf('QUPA_IN000011UK02', xml), []);
});

test('updates and allocations of both versions succeed, and their answers keep the schema', async () => {
  for (const [interaction, number, told] of [
    ['PRPA_IN000203UK03', '9991001166', 'PRPA_IN000202UK01'],
    ['PRPA_IN000203UK06', '9991001174', 'PRPA_IN000202UK01'],
  ] as const) {
    const { scn } = pds.register.get(number) ?? {};
    const { answer, xml } = await pds.converse(
      interaction,
      update(number, scn, { person: provision({ ods: 'Z99002' }) }),
    );
    assert.deepEqual([answer?.interaction, answer?.typeCode], [told, 'AA'], interaction);
    if (!withoutSchemas) assert.deepEqual(violationsOf(told, xml), []);
  }
  for (const [interaction, given] of [
    ['PRPA_IN000200UK03', 'OLDER'],
    ['PRPA_IN000200UK04', 'NEWER'],
  ] as const) {
    const { answer, xml } = await pds.converse(interaction, allocate({ given }));
    assert.deepEqual([answer?.interaction, answer?.typeCode], ['PRPA_IN000201UK01', 'AA']);
    if (!withoutSchemas) assert.deepEqual(violationsOf('PRPA_IN000201UK01', xml), []);
  }
});

test('an answer goes from the system that was asked to the one that asked, inside and outside', async () => {
  const systems = ({ message }: PdsAnswer) =>
    ['Rcv', 'Snd'].map((side) =>
      value(below(message, `communicationFunction${side}`, 'device', 'id'), 'extension'),
    );
  const wanted = [RIVERSIDE_ASID, SPINE_ASID];
  for (const number of ['9991001018', '9991001409']) {
    const answer = await pds.ask(RETRIEVAL, retrieve(number));
    assert.deepEqual(systems(answer), wanted);
    assert.deepEqual([answer.header.receiverAsid, answer.header.senderAsid], wanted);
    const author = below(answer.message, 'ControlActEvent', 'author1', 'AgentSystemSDS');
    assert.equal(value(below(author, 'agentSystemSDS', 'id'), 'extension'), SPINE_ASID);
  }
  for (const scn of [1, pds.register.get('9991001220')?.scn]) {
    const content = update('9991001220', scn, { person: provision({ ods: 'Z99003' }) });
    const { answer, envelope } = await pds.converse('PRPA_IN000203UK03', content);
    assert.ok(answer);
    assert.equal(answer.typeCode, scn === 1 ? 'AE' : 'AA');
    assert.deepEqual(systems(answer), wanted);
    assert.deepEqual([envelope.from.id, envelope.to.id], ['YES-0000806', 'Z99001-900001']);
  }
});

test('an asynchronous message of an unknown system is left without a word where so set', async () => {
  await using silent = await openPdsStand({ world: { pds: { unknownAsid: 'silence' } } });
  const content = update('9991001158', 9, { person: provision() });
  const { messageId } = await silent.send('PRPA_IN000203UK03', content, {
    senderAsid: '999000000099',
  });
  const entry = await silent.stand.entry(
    'the end',
    (each) => each.kind === 'settled' && each.messageId === messageId,
  );
  assert.match(entry.summary, /999000000099 is not registered: silence/);
  assert.equal(silent.stand.riverside.delivered.length, 0);
  assert.equal(silent.register.get('9991001158')?.scn, 9);
});

test('codes that no source shows are those of the settings', async () => {
  const code = (name: string) => ({ code: `MY-${name}`, text: `my ${name}` });
  const world: WorldPatch = {
    identity: { enforce: 'enforce' },
    pds: {
      codes: {
        ...{ serialNumber: code('SCN'), supersededUpdate: code('MERGE') },
        ...{ multipleMatches: code('MANY'), duplicateAllocation: code('DUP') },
        ...{ user: code('USER'), rule: 'MY-RULE', header: '299' },
      },
    },
  };
  const sessions = { judge: () => ({ ok: false, why: 'nobody is at work' }) as const };
  await using own = await openPdsStand({ world, sessions });
  const later = async (interaction: string, content: string, person = '') => {
    const { answer } = await own.converse(interaction, content, { author: person });
    return answer && reasonsOf(answer).at(-1);
  };
  const UPDATE = 'PRPA_IN000203UK03';
  const change = (number: string, scn: number, id = 'SIM0A') =>
    update(number, scn, { person: provision({ id }) });
  assert.equal(await later(UPDATE, change('9991001158', 8)), 'MY-SCN ER my SCN');
  assert.equal(await later(UPDATE, change('9991001050', 5)), 'MY-MERGE ER my MERGE');
  assert.match((await later(UPDATE, change('9991001158', 9, 'NONE'))) ?? '', /^MY-RULE ER .*UID/);
  assert.equal(await later(UPDATE, change('9991001158', 9), author()), 'MY-USER ER my USER');
  const alphaAgain = allocate({
    ...{ given: 'ALPHA', sex: '2', birth: '19800229' },
    ...{ street: '1 SYNTHETIC STREET', postcode: 'ZZ1 1AA' },
  });
  assert.equal(await later('PRPA_IN000200UK03', alphaAgain), 'MY-DUP ER my DUP');
  const twins = trace(gender('2'), born('20100331'), named('TWIN', 'QUEBEC'));
  assert.deepEqual(reasonsOf(await own.ask(SIMPLE, twins)), ['MY-MANY ER my MANY']);
  const refused = await own.refused(RETRIEVAL, retrieve('9991001018'), {}, { to: '' });
  assert.equal(refused.errorCode, '299');
});

test('failures and rejections keep the schema as they are sent', {
  skip: withoutSchemas,
}, async () => {
  const id = upperUuid();
  const content = update('9991001018', 1, { person: provision() });
  const failed = await pds.converse('PRPA_IN000203UK03', content, { id });
  assert.equal(failed.answer?.typeCode, 'AE');
  const repeated = await pds.converse('PRPA_IN000203UK03', content, { id });
  assert.equal(repeated.answer?.typeCode, 'AR');
  for (const { xml } of [failed, repeated])
    assert.deepEqual(violationsOf('MCCI_IN010000UK13', xml), []);
  const { xml } = await pds.ask(RETRIEVAL, retrieve('9991001409'));
  const inner = /<QUQI_IN010000UK14[\s\S]*<\/QUQI_IN010000UK14>/.exec(xml)?.[0] ?? '';
  assert.deepEqual(violationsOf('QUQI_IN010000UK14', inner), []);
});
