import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { headerValue } from '../../../src/platform/http-message.ts';
import { closeSchemas, violationsOf, withoutSchemas } from '../../demographics/hl7v3/pds-schema.ts';
import { removeCertificates } from '../../spine/stand.ts';
import { faultOf } from './answers.ts';
import {
  at,
  author,
  born,
  gender,
  historic,
  hl7,
  item,
  named,
  personId,
  QUERY,
  query,
  retrieve,
  searchType,
  soap,
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
  closeSchemas();
});

const RETRIEVAL = 'QUPA_IN000008UK02';
const TRACE = 'QUPA_IN000005UK01';
const ADVANCED = 'QUPA_IN000006UK02';
const NO_MATCH = ['1 ER', 'RT003 ER'];
const alpha = () => [gender('2'), born('19800229'), named('TESTPATIENT', 'ALPHA')];

test('Q01 a retrieval answers the record, refers to both ids of the request and keeps the schema', async () => {
  const id = upperUuid();
  const messageId = `uuid:${upperUuid()}`;
  const answer = await pds.ask(RETRIEVAL, retrieve('9991001018'), { id }, { messageId });
  assert.equal(answer.wrapper, 'retrievalQueryResponse');
  assert.equal(answer.interaction, 'QUPA_IN000009UK03');
  assert.equal(answer.typeCode, 'AA');
  assert.equal(answer.queryResponse, 'OK');
  assert.deepEqual(answer.reasons, []);
  assert.equal(answer.messageRef, id);
  assert.equal(answer.header.relatesTo, messageId);
  assert.equal(answer.header.messageId, `uuid:${answer.id}`);
  assert.equal(answer.header.from, QUERY);
  assert.equal(answer.header.receiverAsid, '999000000001');
  assert.equal(answer.scn, '12');
  assert.deepEqual(answer.practices, ['Z99001']);
  assert.match(answer.xml, /<wsa:To\/>/);
});

test('Q01 the retrieval of a real exchange keeps the published schema', {
  skip: withoutSchemas,
}, async () => {
  const { xml } = await pds.ask(RETRIEVAL, retrieve('9991001026', '1'));
  const inner = /<QUPA_IN000009UK03[\s\S]*<\/QUPA_IN000009UK03>/.exec(xml)?.[0] ?? '';
  assert.deepEqual(violationsOf('QUPA_IN000009UK03', inner), []);
});

test('Q02 the id of the request comes back in the case it was written in', async () => {
  const id = upperUuid().toLowerCase();
  assert.equal((await pds.ask(RETRIEVAL, retrieve('9991001018'), { id })).messageRef, id);
  assert.deepEqual(await pds.findings(), ['PDS-SCHEMA-ID']);
});

test('Q03 without history there are no sources, no effective dates and nothing of the past', async () => {
  const without = await pds.ask(RETRIEVAL, retrieve('9991001026', '0'));
  const whole = await pds.ask(RETRIEVAL, retrieve('9991001026', '1'));
  assert.deepEqual(without.practices, ['Z99001']);
  assert.deepEqual(whole.practices, ['Z99001', 'Z99002', 'Z99003']);
  for (const name of ['systemEffectiveDate', 'sourceSourceIdentified', 'sourceSourceCoded'])
    assert.deepEqual(without.values(name, 'classCode'), [], name);
  assert.ok(whole.values('sourceSourceIdentified', 'classCode').length >= 3);
  assert.deepEqual(without.values('name', 'use'), ['L', 'L', 'PREFERRED']);
  assert.ok(whole.values('name', 'use').includes('PREVIOUS-BIRTH'));
  assert.equal(without.values('addr', 'use').filter((use) => use === 'H').length, 2);
  assert.equal(whole.values('addr', 'use').filter((use) => use === 'H').length, 5);
});

test('Q04 the current practice stands first, under an object id that stays', async () => {
  const ids = async () => {
    const answer = await pds.ask(RETRIEVAL, retrieve('9991001026', '1'));
    assert.equal(answer.practices[0], 'Z99001');
    return answer.values('id', 'extension').filter((each) => each.startsWith('SIM'));
  };
  const first = await ids();
  assert.ok(first.length > 10);
  assert.deepEqual(await ids(), first);
});

test('Q06 without a retrievalItem the retrieval is taken for one of the serial number', async () => {
  const ask = (number: string, ...items: readonly string[]) =>
    pds.ask(RETRIEVAL, query(historic('1'), personId(number), ...items));
  for (const items of [[], [item('person.scn')]]) {
    const answer = await ask('9991001018', ...items);
    assert.equal(answer.typeCode, 'AA');
    assert.equal(answer.scn, '12');
    assert.deepEqual(answer.reasons, []);
    assert.ok(answer.values('id', 'extension').includes('9991001018'));
    assert.doesNotMatch(answer.xml, /<patientPerson|<name|<addr|Z99001/);
    const inner = /<QUPA_IN000009UK03[\s\S]*<\/QUPA_IN000009UK03>/.exec(answer.xml)?.[0] ?? '';
    if (!withoutSchemas) assert.deepEqual(violationsOf('QUPA_IN000009UK03', inner), []);
  }
  const superseded = await ask('9991001050');
  assert.deepEqual(superseded.reasons, ['24 WG']);
  assert.match(superseded.xml, /<replacementOf/);
  assert.deepEqual((await ask('9991001085')).reasons, ['9 WG']);
  const more = await ask('9991001018', item('person.scn'), item('person.name'));
  assert.ok(more.values('name', 'use').includes('L'));
});

test('Q07 fifteen retrievalItems are too many, fourteen are not', async () => {
  const items = (count: number) =>
    query(historic('0'), personId('9991001018'), ...Array.from({ length: count }, () => item()));
  assert.equal((await pds.ask(RETRIEVAL, items(14))).typeCode, 'AA');
  const refused = await pds.ask(RETRIEVAL, items(15));
  assert.equal(refused.interaction, 'QUQI_IN010000UK14');
  assert.deepEqual(refused.reasons, ['0 ER', 'GE002 ER']);
  assert.match(refused.reasonTexts[1] ?? '', /TOO_MANY_RETRIEVAL_ITEMS/);
});

test('Q08 the historicDataIndicator must be there and be 0 or 1', async () => {
  for (const fields of [[], [historic('2')]]) {
    const answer = await pds.ask(RETRIEVAL, query(...fields, personId('9991001018'), item()));
    assert.equal(answer.typeCode, 'AE');
    assert.equal(answer.queryResponse, 'ID');
    assert.match(answer.reasonTexts[1] ?? '', /INVALID_HISTORIC_DATA_INDICATOR/);
  }
});

for (const [what, number] of [
  ['nine digits', '999100101'],
  ['eleven digits', '99910010180'],
  ['letters', '999100ABCD'],
] as const)
  test(`Q09 an NHS number of ${what} is invalid`, async () => {
    const answer = await pds.ask(RETRIEVAL, retrieve(number));
    assert.equal(answer.interaction, 'QUQI_IN010000UK14');
    assert.equal(answer.wrapper, 'retrievalQueryResponse');
    assert.equal(answer.typeCode, 'AE');
    assert.match(answer.reasonTexts[1] ?? '', /INVALID_NHS_NUMBER/);
  });

test('Q10 a number that is not on PDS answers 1 and RT003 with HTTP 200', async () => {
  const answer = await pds.ask(RETRIEVAL, retrieve('9991001409'));
  assert.equal(answer.interaction, 'QUQI_IN010000UK14');
  assert.deepEqual(answer.reasons, NO_MATCH);
  assert.equal(answer.queryResponse, 'ID');
});

test('Q11 a number with a wrong check digit is a failure, no match', async () => {
  const answer = await pds.ask(RETRIEVAL, retrieve('9991001010'));
  assert.equal(answer.typeCode, 'AE');
  assert.match(answer.reasonTexts[1] ?? '', /INVALID_NHS_NUMBER/);
});

for (const number of ['9991001085', '9991001093'])
  test(`Q12 of the restricted ${number} only number and sensitivity are told`, async () => {
    const answer = await pds.ask(RETRIEVAL, retrieve(number, '1'));
    assert.equal(answer.typeCode, 'AA');
    assert.deepEqual(answer.reasons, ['9 WG']);
    assert.deepEqual(answer.values('confidentialityCode', 'code'), ['Y']);
    assert.ok(answer.values('id', 'extension').includes(number));
    for (const name of ['name', 'addr', 'telecom', 'birthTime', 'patientCareProvisionEvent'])
      assert.deepEqual(answer.values(name, 'use').concat(answer.values(name, 'value')), [], name);
    assert.deepEqual(answer.practices, []);
  });

test('Q13 a superseded number answers the superseding record with 24, or no match where so set', async () => {
  const answer = await pds.ask(RETRIEVAL, retrieve('9991001050'));
  assert.deepEqual(answer.reasons, ['24 WG']);
  assert.deepEqual(
    answer.values('id', 'extension').filter((each) => /^\d{10}$/.test(each)),
    ['9991001069', '9991001050'],
  );
  await using other = await openPdsStand({ world: { pds: { superseded: 'no-match' } } });
  assert.deepEqual((await other.ask(RETRIEVAL, retrieve('9991001050'))).reasons, NO_MATCH);
});

test('Q14 an invalidated record is no match', async () => {
  assert.deepEqual((await pds.ask(RETRIEVAL, retrieve('9991001077'))).reasons, NO_MATCH);
});

test('Q15 a redacted record is no match', async () => {
  assert.deepEqual((await pds.ask(RETRIEVAL, retrieve('9991001107'))).reasons, NO_MATCH);
});

const LIVE = query(
  '<historicDataIndicator><value code="1" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.36"/><semanticsText>historicDataIndicator</semanticsText></historicDataIndicator>',
  '<person.id><value root="2.16.840.1.113883.2.1.4.1" extension="9991001018"/><semanticsText>person.id</semanticsText></person.id>',
  item(),
);

test('Q16 a value before its text is accepted, refused in strict mode, and a warning in both', async () => {
  assert.equal((await pds.ask(RETRIEVAL, LIVE)).typeCode, 'AA');
  const warnings = await pds.findings();
  assert.ok(warnings.includes('PDS-SCHEMA-ORDER'));
  assert.ok(warnings.includes('PDS-SCHEMA-SEMANTICS-TEXT'));
  await using strict = await openPdsStand({ world: { pds: { mode: 'strict' } } });
  const refused = await strict.ask(RETRIEVAL, LIVE);
  assert.equal(refused.typeCode, 'AE');
  assert.deepEqual(refused.reasons, ['0 ER', 'GE002 ER']);
  assert.ok((await strict.findings()).includes('PDS-SCHEMA-ORDER'));
  assert.equal((await strict.ask(RETRIEVAL, retrieve('9991001018'))).typeCode, 'AA');
});

test('Q16 strict mode refuses fields in another order than the schema has', async () => {
  await using strict = await openPdsStand({ world: { pds: { mode: 'strict' } } });
  const turned = query(personId('9991001018'), historic('0'), item());
  assert.equal((await pds.ask(RETRIEVAL, turned)).typeCode, 'AA');
  assert.equal((await strict.ask(RETRIEVAL, turned)).typeCode, 'AE');
});

test('Q17 a message that is another interaction than wsa:Action says is refused', async () => {
  const body = soap(RETRIEVAL, hl7(TRACE, query(...alpha())));
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', `${QUERY}/${RETRIEVAL}`],
  ] as const;
  const answer = await pds.stand.send({ ...posting, headers, body: Buffer.from(body) });
  assert.equal(faultOf(answer).name, 'INCONSISTENT_HL7_INTERACTION_ID');
  const inside = await pds.refused(RETRIEVAL, retrieve('9991001018'), { interactionId: TRACE });
  assert.equal(inside.name, 'INCONSISTENT_HL7_INTERACTION_ID');
});

const posting = { path: '/sync-service', envelope: undefined as never };

for (const [what, messageId] of [
  ['no uuid: before it', upperUuid()],
  ['something else of that length before it', `guid:${upperUuid()}`],
  ['one character too few', `uuid:${upperUuid().slice(1)}`],
] as const)
  test(`Q18 a wsa:MessageID with ${what} is refused`, async () => {
    const refused = await pds.refused(RETRIEVAL, retrieve('9991001018'), {}, { messageId });
    assert.equal(refused.name, 'SOAP_MESSAGE_ID_ERROR');
    assert.equal(refused.codeContext, 'urn:nhs:names:errors:tms');
  });

test('Q19 WS-Addressing of 2005 is the wrong namespace', async () => {
  const wsa = 'http://www.w3.org/2005/08/addressing';
  const refused = await pds.refused(RETRIEVAL, retrieve('9991001018'), {}, { wsa });
  assert.equal(refused.name, 'SOAP_MESSAGE_ID_ERROR');
  assert.match(refused.description, /2005\/08/);
});

test('Q20 an empty wsa:To and missing ASIDs of the header are refused, each by its name', async () => {
  const ask = (envelope: Parameters<PdsStand['refused']>[3]) =>
    pds.refused(RETRIEVAL, retrieve('9991001018'), {}, envelope);
  assert.equal((await ask({ to: '' })).name, 'SOAP_TO_ERROR');
  assert.equal((await ask({ senderAsid: null })).name, 'SOAP_COMM_FUNC_SND_ERROR');
  assert.equal((await ask({ receiverAsid: null })).name, 'SOAP_COMM_FUNC_RCV_ERROR');
});

test('Q21 ASIDs of header and message must be the same', async () => {
  const content = retrieve('9991001018');
  const sender = await pds.refused(RETRIEVAL, content, { senderAsid: '999000000002' });
  assert.equal(sender.name, 'INCONSISTENT_COMM_FUNC_SND');
  const receiver = await pds.refused(RETRIEVAL, content, { receiverAsid: '999000000002' });
  assert.equal(receiver.name, 'INCONSISTENT_COMM_FUNC_RCV');
});

test('Q22 an author has all three ids or is not there', async () => {
  const half = author().replace(/<part .*<\/part>/, '');
  const refused = await pds.refused(RETRIEVAL, retrieve('9991001018'), { author: half });
  assert.equal(refused.name, 'CONTROL_ACT_AUTHOR_INVALID');
  const whole = await pds.ask(RETRIEVAL, retrieve('9991001018'), { author: author() });
  assert.equal(whole.typeCode, 'AA');
});

test('Q23 a missing or unknown SOAPAction is fault 101', async () => {
  const body = Buffer.from(soap(RETRIEVAL, hl7(RETRIEVAL, retrieve('9991001018'))));
  const type = ['Content-Type', 'text/xml'] as const;
  const missing = faultOf(await pds.stand.send({ ...posting, headers: [type], body }));
  assert.equal(missing.errorCode, '101');
  assert.equal(missing.location, 'HTTP Header - SOAPAction');
  const headers = [type, ['SOAPAction', `${QUERY}/QUPA_IN990000UK99`]] as const;
  const unknown = faultOf(await pds.stand.send({ ...posting, headers, body }));
  assert.equal(unknown.errorCode, '101');
  assert.equal(unknown.location, 'HTTP Header - SOAPAction');
});

test('Q24 two Bodies, no Body, no SOAP and no XML are not well formed', async () => {
  const right = soap(RETRIEVAL, hl7(RETRIEVAL, retrieve('9991001018')));
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', `${QUERY}/${RETRIEVAL}`],
  ] as const;
  for (const body of [
    right.replace('</SOAP-ENV:Envelope>', '<SOAP-ENV:Body/></SOAP-ENV:Envelope>'),
    right.replace(/<SOAP-ENV:Body>.*<\/SOAP-ENV:Body>/, ''),
    right.replace(/<SOAP-ENV:Body>.*<\/SOAP-ENV:Body>/, '<SOAP-ENV:Body/>'),
    `<two>${right}${right}</two>`,
    hl7(RETRIEVAL, retrieve('9991001018')),
    right.slice(0, 900),
    '',
  ]) {
    const answer = await pds.stand.send({ ...posting, headers, body: Buffer.from(body) });
    assert.equal(faultOf(answer).name, 'MESSAGE_NOT_WELL_FORMED', body.slice(0, 60));
  }
});

test('Q25 a simple trace finds one person; another gender finds nobody', async () => {
  const answer = await pds.ask(TRACE, query(at('ZZ1 1AA'), ...alpha()));
  assert.equal(answer.interaction, 'QUPA_IN000007UK01');
  assert.equal(answer.wrapper, 'traceQueryResponse');
  assert.equal(answer.typeCode, 'AA');
  assert.ok(answer.values('id', 'extension').includes('9991001018'));
  assert.deepEqual(answer.practices, ['Z99001']);
  assert.equal(answer.scn, undefined);
  const wrong = query(gender('1'), born('19800229'), named('TESTPATIENT', 'ALPHA'));
  const none = await pds.ask(TRACE, wrong);
  assert.equal(none.wrapper, 'traceQueryResponse');
  assert.deepEqual(none.reasons, ['1 ER', 'ST004 ER']);
});

test('Q26 a simple trace needs birth time, one family name and a known gender', async () => {
  const rules = [
    [[gender('2'), named('TESTPATIENT')], /MISSING_MANDATORY_SEARCH_FIELD/],
    [[gender('2'), born('19800229')], /MISSING_MANDATORY_SEARCH_FIELD/],
    [[born('19800229'), named('TESTPATIENT')], /MISSING_MANDATORY_SEARCH_FIELD/],
    [[gender('3'), born('19800229'), named('TESTPATIENT')], /INVALID_SEARCH_FIELD/],
    [[gender('2'), born('1980-02-29'), named('TESTPATIENT')], /INVALID_SEARCH_FIELD/],
    [[gender('2'), born('19800229'), named('TEST*')], /INVALID_NAME_FORMAT/],
    [[gender('2'), gender('2'), born('19800229'), named('X')], /DUPLICATE_SEARCH_FIELDS/],
  ] as const;
  for (const [fields, name] of rules) {
    const answer = await pds.ask(TRACE, query(...fields));
    assert.equal(answer.typeCode, 'AE');
    assert.match(answer.reasonTexts[1] ?? '', name);
  }
});

test('Q27 a trace that fits twins is a multiple match and tells of neither', async () => {
  const answer = await pds.ask(
    TRACE,
    query(gender('2'), born('20100331'), named('TWIN', 'QUEBEC')),
  );
  assert.equal(answer.interaction, 'QUQI_IN010000UK14');
  assert.deepEqual(answer.reasons, ['7 ER']);
  assert.doesNotMatch(answer.xml, /99910011\d\d|99910012\d\d/);
});

test('Q28 a trace that fits a restricted person answers limited data', async () => {
  const answer = await pds.ask(TRACE, query(gender('2'), born('19910418'), named('RESTRICTED')));
  assert.deepEqual(answer.reasons, ['5 WG']);
  assert.ok(answer.values('id', 'extension').includes('9991001085'));
  assert.deepEqual(answer.values('confidentialityCode', 'code'), ['Y']);
  assert.deepEqual(answer.values('name', 'use'), []);
  assert.deepEqual(answer.practices, []);
});

test('Q29 an advanced trace is accepted without a word and answered later', async () => {
  const content = query(historic('0'), ...alpha(), searchType('1'));
  const before = pds.stand.riverside.delivered.length;
  const { answer, messageId, id } = await pds.send(ADVANCED, content);
  assert.equal(answer.status, 202);
  assert.equal(answer.body.length, 0);
  assert.equal(headerValue(answer.headers, 'SOAPAction'), 'asyncExpressSyncAck');
  await pds.stand.riverside.count(before + 1);
  const again = await pds.converse(ADVANCED, content);
  assert.equal(again.envelope.action, 'QUPA_IN000011UK02');
  assert.equal(again.envelope.service, QUERY);
  assert.equal(again.envelope.refToMessageId, again.messageId);
  assert.equal(again.answer?.messageRef, again.id);
  assert.notEqual(messageId, id);
  assert.deepEqual(again.answer?.reasons, ['3 WG']);
  assert.deepEqual(again.answer?.practices, ['Z99001']);
});

test('Q30 an advanced trace names its failures', async () => {
  const person = [gender('2'), born('19800229')];
  const cases = [
    [query(historic('0'), ...person, searchType('1')), 'AT002'],
    [query(historic('0'), ...alpha(), searchType('1'), searchType('2')), 'AT009'],
    [query(historic('0'), ...alpha()), 'AT009'],
    [query(historic('0'), ...alpha(), searchType('3')), 'AT001'],
  ] as const;
  for (const [content, code] of cases) {
    const { envelope, answer } = await pds.converse(ADVANCED, content);
    assert.equal(envelope.action, 'QUQI_IN010000UK14');
    assert.deepEqual(answer?.reasons, ['0 ER', `${code} ER`]);
  }
  const nobody = query(historic('0'), gender('2'), named('NOBODYATALL'), searchType('1'));
  const { answer } = await pds.converse(ADVANCED, nobody);
  assert.deepEqual(answer?.reasons, ['1 ER', 'AT006 ER']);
});

test('Q30 an advanced trace that fits more than may be told answers 2 and nobody', async () => {
  const content = query(historic('0'), gender('1'), named('TESTPATIENT'), searchType('1'));
  await using small = await openPdsStand({ world: { pds: { mostMatches: 5 } } });
  const { answer, xml } = await small.converse(ADVANCED, content);
  assert.deepEqual(answer?.reasons, ['2 ER']);
  assert.doesNotMatch(xml, /9991\d{6}/);
});

test('Q31 an advanced trace with person.id is answered, with a warning', async () => {
  const content = query(
    historic('0'),
    gender('2'),
    born('19800229'),
    personId('9991001018'),
    named('TESTPATIENT', 'ALPHA'),
    searchType('1'),
  );
  const { answer, envelope } = await pds.converse(ADVANCED, content);
  assert.equal(answer?.typeCode, 'AA');
  const entry = await pds.stand.entry(
    'the answer',
    ({ messageId }) => messageId === envelope.messageId,
  );
  assert.deepEqual(
    entry.findings?.map(({ check }) => check),
    ['TRCPDS-2'],
  );
});

const CROSS_CHECK = 'QUPA_IN000014UK01';

test('Q32 a cross-check confirms number and birth, or says that they do not go together', async () => {
  const right = query(born('19800229'), personId('9991001018'), named('TESTPATIENT'));
  const answer = await pds.ask(CROSS_CHECK, right);
  assert.equal(answer.interaction, 'QUPA_IN000015UK02');
  assert.equal(answer.wrapper, 'crossCheckTraceQueryResponse');
  assert.ok(answer.values('id', 'extension').includes('9991001018'));
  const wrong = await pds.ask(CROSS_CHECK, query(born('19800228'), personId('9991001018')));
  assert.equal(wrong.wrapper, 'crossCheckTraceQueryResponse');
  assert.deepEqual(wrong.reasons, ['1 ER', 'NHSNCC002 ER']);
  const old = personId('9991001018', '2.16.840.1.113883.2.1.3.2.4.3');
  const refused = await pds.ask(CROSS_CHECK, query(born('19800229'), old));
  assert.match(refused.reasonTexts[1] ?? '', /NOT_NEW_STYLE_NHS_NUMBER/);
  const absent = await pds.ask(CROSS_CHECK, query(personId('9991001018')));
  assert.match(absent.reasonTexts[1] ?? '', /DATE_OF_BIRTH_MISSING/);
});

test('Q33 a number is confirmed when it is on PDS, and not otherwise', async () => {
  const confirm = (number: string) => pds.ask('QUPA_IN000016UK02', query(personId(number)));
  const known = await confirm('9991001298');
  assert.equal(known.interaction, 'QUPA_IN000010UK02');
  assert.equal(known.scn, '3');
  assert.deepEqual(known.practices, ['Z99001']);
  assert.deepEqual((await confirm('9991001409')).reasons, NO_MATCH);
  const nobody = await pds.ask('QUPA_IN000016UK02', query());
  assert.match(nobody.reasonTexts[1] ?? '', /NHS_NUMBER_UNSPECIFIED/);
});

test('Q34 the interactions of 7.2.02 are answered in kind', async () => {
  const answer = await pds.ask('QUPA_IN000008UK05', retrieve('9991001026', '1'));
  assert.equal(answer.interaction, 'QUPA_IN000009UK06');
  assert.equal(answer.wrapper, 'retrievalQueryResponse');
  assert.equal(answer.versionCode, '3NPfIT7.2.02');
  assert.deepEqual(answer.practices, ['Z99001', 'Z99002', 'Z99003']);
  const trace = await pds.ask('QUPA_IN000005UK03', query(...alpha()));
  assert.equal(trace.interaction, 'QUPA_IN000007UK03');
  const advanced = query(historic('0'), ...alpha(), searchType('2'));
  const { envelope, answer: later } = await pds.converse('QUPA_IN000006UK05', advanced);
  assert.equal(envelope.action, 'QUPA_IN000011UK05');
  assert.deepEqual(later?.values('value', 'unit'), ['%']);
});

test('Q35 an interaction that is not served is fault 101', async () => {
  for (const interaction of ['QUPA_IN040000UK32', 'QUPA_IN000012UK02']) {
    const refused = await pds.refused(interaction, retrieve('9991001018'));
    assert.equal(refused.errorCode, '101');
    assert.match(refused.description, /not supported/);
  }
});

test('Q36 an unknown system gets a fault, or nothing where so set, and never data', async () => {
  const strange = { senderAsid: '999000000099' };
  const refused = await pds.refused(RETRIEVAL, retrieve('9991001018'), strange, strange);
  assert.match(refused.description, /not registered/);
  await using silent = await openPdsStand({ world: { pds: { unknownAsid: 'silence' } } });
  await assert.rejects(
    silent.post(RETRIEVAL, retrieve('9991001018'), strange, strange),
    /no answer/,
  );
  const [entry] = await silent.stand.journal.find({ newestFirst: true, limit: 1 });
  assert.equal(entry?.response, undefined);
  assert.equal(entry?.facts?.result, 'no answer');
});

test('Q36 the system of another party is refused by its certificate, without data', async () => {
  const other = { senderAsid: '999000000002' };
  const refused = await pds.refused(RETRIEVAL, retrieve('9991001018'), other, other);
  assert.equal(refused.errorCode, '900');
});

test('Q37 answers to retrievals at the same time are not mixed up', async () => {
  const numbers = ['9991001018', '9991001026', '9991001158', '9991001166', '9991001174'];
  const asked = Array.from({ length: 25 }, (_, i) => ({
    number: numbers[i % numbers.length] ?? '',
    messageId: `uuid:${upperUuid()}`,
    id: upperUuid(),
  }));
  const answers = await Promise.all(
    asked.map(({ number, messageId, id }) =>
      pds.ask(RETRIEVAL, retrieve(number), { id }, { messageId }),
    ),
  );
  for (const [at, answer] of answers.entries()) {
    assert.equal(answer.header.relatesTo, asked[at]?.messageId);
    assert.equal(answer.messageRef, asked[at]?.id);
    assert.ok(answer.values('id', 'extension').includes(asked[at]?.number ?? ''));
  }
});
