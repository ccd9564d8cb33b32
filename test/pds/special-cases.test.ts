import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { NHS_NUMBER_ROOT } from '../../src/demographics/smsp/names.ts';
import { readSmspAnswer } from '../../src/demographics/smsp/read-answer.ts';
import type { SmspDetails } from '../../src/demographics/smsp/smsp-message.ts';
import { writeSmspRequest } from '../../src/demographics/smsp/write-request.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import {
  type HttpAnswer,
  type HttpClient,
  openHttpClient,
} from '../../src/platform/http-client.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { smspRequest } from '../demographics/smsp/specimens.ts';
import { message } from '../spine/messages.ts';
import {
  certificates,
  type Endpoint,
  openEndpoint,
  RIVERSIDE_FQDN,
  removeCertificates,
} from '../spine/stand.ts';
import { delivery, faultOf, type PdsAnswer, syncAnswer } from './hl7/answers.ts';
import { hl7, provision, QUERY, retrieve, soap, update } from './hl7/requests.ts';

/** The whole table of pds-identity 5.5: each number over HL7 (H), FHIR (F) and SMSP (S), over real sockets. */

let simulator: Simulator;
let riverside: Endpoint;
let client: HttpClient;
before(async () => {
  const { store, directory } = await certificates();
  riverside = await openEndpoint(RIVERSIDE_FQDN);
  const places: WorldPatch = {
    gateway: { plainPort: 0 },
    organisations: {
      riverside: { played: 'external', endpoint: riverside.url },
      hillside: { played: 'external', endpoint: 'https://localhost:1/' },
    },
  };
  const world = await loadWorld({
    overrides: mergePatch(FREE_SERVICE_PORTS, places) as WorldPatch,
  });
  simulator = await startSimulator({
    ...{ world, certificateDirectory: directory, keyType: 'p-256', logger: silentLogger },
    ...{ control: false, durable: false },
  });
  client = openHttpClient({ identity: await store.identity(RIVERSIDE_FQDN) });
});
after(async () => {
  await client.close();
  await simulator.stop();
  await riverside[Symbol.asyncDispose]();
  await removeCertificates();
});

const RETRIEVAL = 'QUPA_IN000008UK02';
const NO_MATCH = ['1 ER', 'RT003 ER'];

async function posted(number: string, history: string): Promise<HttpAnswer> {
  const answer = await client.post(`${simulator.spine.url}/sync-service`, {
    headers: [
      ['Content-Type', 'text/xml'],
      ['SOAPAction', `${QUERY}/${RETRIEVAL}`],
    ],
    body: Buffer.from(soap(RETRIEVAL, hl7(RETRIEVAL, retrieve(number, history)))),
  });
  assert.ok('status' in answer, number);
  return answer;
}

const h = async (number: string, history = '0') => syncAnswer(await posted(number, history));

async function f(number: string, more = '', options: RequestInit = {}) {
  const { plainUrl } = simulator.gateway;
  const response = await fetch(
    `${plainUrl}/personal-demographics/FHIR/R4/Patient/${number}${more}`,
    { ...options, headers: { 'X-Request-ID': crypto.randomUUID(), ...options.headers } },
  );
  const body = (await response.json()) as ReturnType<typeof JSON.parse>;
  const error: string = body.issue?.[0]?.details?.coding?.[0]?.code ?? '';
  return { status: response.status, headers: response.headers, body, error };
}

async function s(number: string, birthTime: string) {
  const query = { birthTime, nhsNumber: { root: NHS_NUMBER_ROOT, extension: number } };
  const response = await fetch(`${simulator.gateway.plainUrl}/smsp/pds`, {
    method: 'POST',
    body: writeSmspRequest(smspRequest({ query })),
  });
  assert.equal(response.status, 200);
  const read = readSmspAnswer(Buffer.from(await response.arrayBuffer()));
  assert.ok(read.ok);
  const { code, result } = read.value;
  const details: SmspDetails | undefined = result?.kind === 'details' ? result.details : undefined;
  return { code, details };
}

/** Sends an update of the practice; gives Spine's own answer, and the next messages that come. */
async function updated(number: string, { scn = 3, ...order } = {}, wanted = 1) {
  const before = riverside.delivered.length;
  const { path, headers, body, envelope } = message(simulator.world.current(), {
    ...{ to: 'YES-0000806', service: 'urn:nhs:names:services:pds', action: 'PRPA_IN000203UK03' },
    payload: hl7('PRPA_IN000203UK03', update(number, scn, { person: provision(order) })),
  });
  const answer = await client.post(`${simulator.spine.url}${path}`, { headers, body });
  assert.ok('status' in answer);
  const come = wanted > 0 ? (await riverside.count(before + wanted)).slice(before) : [];
  return { answer, messageId: envelope.messageId, answers: come.map(delivery) };
}

const removalOf = (body: ReturnType<typeof JSON.parse>): string | undefined =>
  body.extension
    ?.find(({ url }: { url: string }) => url.endsWith('Extension-PDS-RemovalFromRegistration'))
    ?.extension.find(({ url }: { url: string }) => url === 'removalFromRegistrationCode')
    ?.valueCodeableConcept.coding[0].code;
const securityOf = (body: ReturnType<typeof JSON.parse>): string => body.meta.security[0].code;
const practiceOf = (body: ReturnType<typeof JSON.parse>): string | undefined =>
  body.generalPractitioner?.[0]?.identifier.value;
const idsOf = (answer: PdsAnswer) =>
  answer.values('id', 'extension').filter((each) => /^9991\d{6}$/.test(each));

/** Everybody whose answers are as of anybody: H OK, F 200 and S SMSP-0000, each of that person. */
const ORDINARY: readonly (readonly [number: string, born: string, scn: string])[] = [
  ['9991001018', '19800229', '12'],
  ['9991001026', '19611105', '37'],
  ['9991001034', '19370814', '3'],
  ['9991001042', '19420102', '3'],
  ['9991001069', '19720317', '8'],
  ['9991001115', '20010709', '3'],
  ['9991001123', '19680530', '5'],
  ['9991001131', '19950122', '5'],
  ['9991001158', '19860716', '9'],
  ['9991001166', '19770311', '15'],
  ['9991001174', '19591027', '3'],
  ['9991001182', '19820808', '3'],
  ['9991001190', '20100331', '3'],
  ['9991001204', '20100331', '3'],
  ['9991001212', '19700101', '3'],
  ['9991001220', '19700630', '3'],
  ['9991001247', '1955', '3'],
  ['9991001271', '19740921', '3'],
  ['9991001298', '19500505', '3'],
  ['9991001352', '19630415', '3'],
  ['9991001360', '19640415', '3'],
  ['9991001379', '19650415', '3'],
  ['9991001387', '19660415', '3'],
  ['9991001395', '19670415', '3'],
  ['9991001417', '19930214', '3'],
];

test('who is like anybody is retrieved, read and found, with one serial number on every face', async () => {
  for (const [number, born, scn] of ORDINARY) {
    const retrieved = await h(number);
    assert.equal(retrieved.typeCode, 'AA', number);
    assert.deepEqual(retrieved.reasons, [], number);
    assert.equal(retrieved.queryResponse, 'OK', number);
    assert.equal(retrieved.scn, scn, number);
    assert.equal(idsOf(retrieved)[0], number);
    assert.deepEqual(retrieved.values('birthTime', 'value'), [born], number);
    const { status, body, headers } = await f(number);
    assert.deepEqual([status, body.id, body.meta.versionId], [200, number, scn], number);
    assert.equal(headers.get('etag'), `W/"${scn}"`);
    assert.equal(securityOf(body), 'U', number);
    const { code, details } = await s(number, born);
    assert.deepEqual([code, details?.nhsNumber], ['SMSP-0000', number], number);
  }
});

test('2 is rich in history: all of it with history, what is current without', async () => {
  const whole = await h('9991001026', '1');
  assert.deepEqual(whole.practices, ['Z99001', 'Z99002', 'Z99003']);
  assert.equal(whole.values('name', 'use').filter((use) => use.startsWith('PREVIOUS')).length, 2);
  assert.ok(whole.values('code', 'code').includes('P1'));
  const current = await h('9991001026', '0');
  assert.deepEqual(current.practices, ['Z99001']);
  assert.ok(!current.values('name', 'use').some((use) => use.startsWith('PREVIOUS')));
  // Three old addresses are those that no longer show.
  const homes = (answer: PdsAnswer) => answer.values('addr', 'use').filter((use) => use === 'H');
  assert.equal(homes(whole).length - homes(current).length, 3);
  const { body } = await f('9991001026');
  assert.equal(practiceOf(body), 'Z99001');
  assert.equal((await f('9991001026', '/RelatedPerson')).body.total, 2);
});

for (const [number, born, time, notification] of [
  ['9991001034', '19370814', '20251120', '1'],
  ['9991001042', '19420102', '20251003', '2'],
] as const)
  test(`3, 4: the death of ${number} is told by every face`, async () => {
    const retrieved = await h(number);
    assert.deepEqual(retrieved.values('deceasedTime', 'value'), [time]);
    assert.match(retrieved.xml, new RegExp(`<deathNotification.*?<value code="${notification}"`));
    const { body } = await f(number);
    assert.match(body.deceasedDateTime, /^2025-\d\d-\d\dT/);
    assert.match(JSON.stringify(body.extension), new RegExp(`"code":"${notification}"`));
    assert.equal((await s(number, born)).details?.deceasedTime, time);
  });

test('5 leads to 6, and 6 says that it replaced 5', async () => {
  const superseded = await h('9991001050');
  assert.deepEqual(superseded.reasons, ['24 WG']);
  assert.deepEqual(idsOf(superseded), ['9991001069', '9991001050']);
  const { status, body } = await f('9991001050');
  assert.deepEqual([status, body.id], [200, '9991001069']);
  assert.equal((await s('9991001050', '19720317')).code, 'DEMOG-0017');
  const superseding = await h('9991001069');
  assert.match(superseding.xml, /<replacementOf[^>]*><oldVersion[^>]*><id [^>]*9991001050/);
});

test('7 is invalidated: no match, INVALIDATED_RESOURCE, DEMOG-0022', async () => {
  const answer = await h('9991001077');
  assert.deepEqual(answer.reasons, NO_MATCH);
  const { status, error } = await f('9991001077');
  assert.deepEqual([status, error], [404, 'INVALIDATED_RESOURCE']);
  assert.equal((await s('9991001077', '19830923')).code, 'DEMOG-0022');
});

test('8 is restricted and 9 more so', async () => {
  for (const [number, born, mark] of [
    ['9991001085', '19910418', 'R'],
    ['9991001093', '19790605', 'V'],
  ] as const) {
    const answer = await h(number, '1');
    assert.deepEqual(answer.reasons, ['9 WG']);
    assert.deepEqual(idsOf(answer), [number]);
    assert.match(answer.xml, /<patientPerson [^>]*\/>/);
    const { body } = await f(number);
    assert.equal(securityOf(body), mark);
    const keys = Object.keys(body);
    for (const key of ['address', 'telecom', 'generalPractitioner', 'contact'])
      assert.ok(!keys.includes(key), key);
    assert.ok(!keys.includes('managingOrganization'));
    const { code, details } = await s(number, born);
    assert.deepEqual([code, details], ['DEMOG-0001', undefined]);
  }
  const [restricted, very] = [await f('9991001085'), await f('9991001093')];
  assert.ok('name' in restricted.body);
  assert.ok(!('name' in very.body) && !('birthDate' in very.body));
});

test('10 is redacted: as if nobody had the number', async () => {
  assert.deepEqual((await h('9991001107')).reasons, NO_MATCH);
  const { status, error } = await f('9991001107');
  assert.deepEqual([status, error], [404, 'RESOURCE_NOT_FOUND']);
  assert.equal((await s('9991001107', '19881212')).code, 'DEMOG-0001');
});

test('11 never had a practice', async () => {
  assert.deepEqual((await h('9991001115', '1')).practices, []);
  assert.equal(practiceOf((await f('9991001115')).body), undefined);
  assert.equal((await s('9991001115', '20010709')).details?.practice, undefined);
});

test('12 and 13 were removed; why 13 was is told over HL7 alone', async () => {
  for (const [number, reason, overFhir] of [
    ['9991001123', 'SCT', 'SCT'],
    ['9991001131', 'AFN', 'ORR'],
  ] as const) {
    const { xml, practices } = await h(number);
    assert.match(xml, new RegExp(`<nHAISRemovalRegistrationEvent.*?<reasonCode code="${reason}"`));
    assert.deepEqual(practices, []);
    const { body } = await f(number);
    assert.equal(removalOf(body), overFhir);
    assert.ok(body.managingOrganization);
    assert.equal(practiceOf(body), undefined);
  }
});

test('14, 15, 16, 26 and 35 are registered where the table has them', async () => {
  const registered = async (number: string) => (await h(number, '1')).practices;
  assert.deepEqual(await registered('9991001158'), ['Z99001']);
  assert.deepEqual(await registered('9991001166'), ['Z99001', 'Z99002', 'Z99001']);
  assert.deepEqual(await registered('9991001174'), ['Z99003']);
  assert.deepEqual(await registered('9991001417'), ['Z99009']);
  for (const [number, ods] of [
    ['9991001158', 'Z99001'],
    ['9991001166', 'Z99001'],
    ['9991001174', 'Z99003'],
    ['9991001417', 'Z99009'],
  ] as const)
    assert.equal(practiceOf((await f(number)).body), ods, number);
  const { directory } = simulator.services;
  assert.equal(directory.current().organisation('Z99009'), 'unknown');
  const providers = (await h('9991001298')).values('code', 'code');
  for (const code of ['1', 'P1', 'P2', 'P3']) assert.ok(providers.includes(code), code);
  const { body } = await f('9991001298');
  for (const name of ['NominatedPharmacy', 'PreferredDispenser', 'MedicalAppliance'])
    assert.match(JSON.stringify(body.extension), new RegExp(name), name);
});

test('17 has no fixed abode: a postcode and no lines, and is found by it', async () => {
  const { xml } = await h('9991001182');
  assert.match(xml, /<postalCode>ZZ99 3VZ<\/postalCode>/);
  assert.doesNotMatch(xml, /<streetAddressLine>[^<]+</);
  assert.equal((await f('9991001182')).body.address[0].postalCode, 'ZZ99 3VZ');
  const search = await f(
    '',
    '?family=NOFIXEDABODE&birthdate=eq1982-08-08&address-postalcode=ZZ99%203VZ',
  );
  assert.equal(search.body.total, 1, JSON.stringify(search.body));
});

test('21, 23, 24 and 25 keep what is unusual about them', async () => {
  const long = await h('9991001220');
  assert.match(long.xml, /<family>O'NEIL-DE LA CRUZ<\/family>/);
  for (const given of ['SIÂN', 'ZOË', "D'ARCY", 'ŁUCJA', 'NÚÑEZ'])
    assert.ok(long.xml.includes(`<given>${given}</given>`), given);
  const { name, address } = (await f('9991001220')).body;
  assert.deepEqual(name[0].given, ['SIÂN', 'ZOË', "D'ARCY", 'ŁUCJA', 'NÚÑEZ']);
  assert.deepEqual(
    address[0].line.map((line: string) => [...line].length),
    [35, 35, 35, 35, 35],
  );
  assert.equal((await f('9991001247')).body.birthDate, '1955');
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const newborn = await h('9991001255');
  assert.deepEqual(newborn.values('birthTime', 'value'), [yesterday.replaceAll('-', '')]);
  assert.deepEqual(newborn.values('multipleBirthOrderNumber', 'value'), ['1']);
  const { birthDate, multipleBirthInteger } = (await f('9991001255')).body;
  assert.deepEqual([birthDate, multipleBirthInteger], [yesterday, 1]);
  const born = await f('', `?family=NEWBORN&birthdate=eq${yesterday}`);
  assert.equal(born.body.total, 1);
  assert.equal((await s('9991001255', yesterday.replaceAll('-', ''))).code, 'SMSP-0000');
  const three = await h('9991001271');
  assert.deepEqual([...new Set(three.values('addr', 'use'))].sort(), ['H', 'PST', 'TMP']);
  const uses = (await f('9991001271')).body.address.map(({ use }: { use: string }) => use);
  assert.deepEqual(uses.sort(), ['billing', 'home', 'temp']);
});

test('22 is a number and a serial number, no more', async () => {
  const answer = await h('9991001239');
  assert.equal(answer.typeCode, 'AA');
  assert.equal(answer.scn, '1');
  assert.match(answer.xml, /<patientPerson [^>]*\/>/);
  assert.deepEqual(Object.keys((await f('9991001239')).body).sort(), [
    ...['id', 'identifier', 'meta', 'resourceType'],
  ]);
  // SMSP asks for a date of birth, which fits nobody who has none.
  assert.equal((await s('9991001239', '19800229')).code, 'DEMOG-0001');
});

test('27 moves on after each read: an update is stale, over HL7 and FHIR', async () => {
  const found = await h('9991001328');
  const again = await h('9991001328');
  assert.equal(Number(again.scn), Number(found.scn) + 1);
  const { answers } = await updated('9991001328', { scn: Number(again.scn) });
  assert.deepEqual(answers[0]?.answer?.reasons, ['15 WG', 'IU000-SCN ER']);
  const { headers } = await f('9991001328');
  const patched = await f('9991001328', '', {
    method: 'PATCH',
    headers: {
      'Content-Type': 'application/json-patch+json',
      'If-Match': headers.get('etag') ?? '',
    },
    body: JSON.stringify({ patches: [{ op: 'replace', path: '/gender', value: 'female' }] }),
  });
  assert.deepEqual([patched.status, patched.error], [409, 'RESOURCE_VERSION_MISMATCH']);
  assert.equal((await s('9991001328', '19600415')).code, 'SMSP-0000');
});

test('28 gets no answer in time, 503 with Retry-After 5, and SMSP finds Spine away', async () => {
  const { store } = await certificates();
  const impatient = openHttpClient({
    identity: await store.identity(RIVERSIDE_FQDN),
    timeoutMs: 400,
  });
  const answer = await impatient.post(`${simulator.spine.url}/sync-service`, {
    headers: [
      ['Content-Type', 'text/xml'],
      ['SOAPAction', `${QUERY}/${RETRIEVAL}`],
    ],
    body: Buffer.from(soap(RETRIEVAL, hl7(RETRIEVAL, retrieve('9991001336')))),
  });
  assert.ok('failed' in answer);
  await impatient.close();
  const { status, headers } = await f('9991001336');
  assert.deepEqual([status, headers.get('retry-after')], [503, '5']);
  assert.equal((await s('9991001336', '19610415')).code, 'SMSP-0004');
});

test('29 breaks in transport: fault 500 and 503', async () => {
  assert.equal(faultOf(await posted('9991001344', '0')).errorCode, '200');
  const { status, error } = await f('9991001344');
  assert.deepEqual([status, error], [503, 'SERVICE_UNAVAILABLE']);
  assert.equal((await s('9991001344', '19620415')).code, 'SMSP-0004');
});

test('30 to 34 go wrong when they are updated, each in its way', async () => {
  const { answers: refused } = await updated('9991001352');
  assert.deepEqual(refused[0]?.answer?.reasons, ['15 WG', 'IU058 ER']);
  assert.equal(refused[0]?.answer?.typeCode, 'AE');
  const patched = await f('9991001352', '', {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json-patch+json', 'If-Match': 'W/"3"' },
    body: JSON.stringify({ patches: [{ op: 'replace', path: '/gender', value: 'female' }] }),
  });
  assert.deepEqual([patched.status, patched.error], [403, 'FORBIDDEN_UPDATE']);

  const { answer, messageId } = await updated('9991001360', {}, 0);
  assert.equal(answer.status, 202);
  assert.ok(answer.body.length > 0, 'acknowledged');
  await waitForEntry(
    simulator.journal,
    {
      what: 'the end of the update',
      matches: (each) => each.kind === 'settled' && each.messageId === messageId,
    },
    { timeoutMs: 10_000 },
  );
  assert.equal(await simulator.journal.count({ kind: 'composed', conversationId: messageId }), 0);

  const { answers: twice } = await updated('9991001379', {}, 2);
  const [first, second] = twice;
  assert.equal(first?.answer?.id, second?.answer?.id);
  assert.notEqual(first?.envelope.messageId, second?.envelope.messageId);
  assert.equal((await h('9991001379')).scn, '4', 'one change');

  const { answer: instead } = await updated('9991001387', {}, 0);
  assert.equal(instead.status, 200);
  assert.match(instead.body.toString(), /MessageError/);
  assert.equal((await h('9991001387')).scn, '3', 'no change');

  assert.equal((await h('9991001395')).versionCode, 'V3NPfIT9.9.99');
  const { answers: strange } = await updated('9991001395');
  assert.ok(strange[0]?.answer?.reasons.includes('ZZ999 ER'));
});

test('a number that is not on PDS, and one that cannot be, are told apart', async () => {
  assert.deepEqual((await h('9991001409')).reasons, NO_MATCH);
  const unknown = await f('9991001409');
  assert.deepEqual([unknown.status, unknown.error], [404, 'RESOURCE_NOT_FOUND']);
  assert.equal((await s('9991001409', '19800229')).code, 'DEMOG-0001');
  const invalid = await h('9991001010');
  assert.deepEqual([invalid.interaction, invalid.typeCode], ['QUQI_IN010000UK14', 'AE']);
  assert.notDeepEqual(invalid.reasons, NO_MATCH);
  const bad = await f('9991001010');
  assert.deepEqual([bad.status, bad.error], [400, 'INVALID_RESOURCE_ID']);
});

test('4 is dead by a certificate: no local update of that death is taken', async () => {
  const before = (await h('9991001042')).scn;
  const { path, headers, body } = message(simulator.world.current(), {
    ...{ to: 'YES-0000806', service: 'urn:nhs:names:services:pds', action: 'PRPA_IN000203UK03' },
    payload: hl7(
      'PRPA_IN000203UK03',
      update('9991001042', Number(before), {
        person: '<deceasedTime value="20251004" updateMode="altered"/>',
        after:
          '<subjectOf7 typeCode="SBJ"><deathNotification classCode="OBS" moodCode="EVN" updateMode="altered"><code code="3" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value code="1" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.5"/></deathNotification></subjectOf7>',
      }),
      {
        author:
          '<author typeCode="AUT"><AgentPersonSDS classCode="AGNT"><id root="1.2.826.0.1285.0.2.0.67" extension="990000002001"/><agentPersonSDS classCode="PSN" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.65" extension="990000001001"/></agentPersonSDS><part typeCode="PART"><partSDSRole classCode="ROL"><id root="1.2.826.0.1285.0.2.1.104" extension="R8000"/></partSDSRole></part></AgentPersonSDS></author>',
      },
    ),
  });
  const delivered = riverside.delivered.length;
  await client.post(`${simulator.spine.url}${path}`, { headers, body });
  const [come] = (await riverside.count(delivered + 1)).slice(delivered);
  assert.ok(come);
  assert.equal(delivery(come).answer?.typeCode, 'AE');
  const after = await h('9991001042');
  assert.equal(after.scn, before);
  assert.deepEqual(after.values('deceasedTime', 'value'), ['20251003']);
});
