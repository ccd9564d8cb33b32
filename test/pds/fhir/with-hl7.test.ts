import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { removeCertificates } from '../../spine/stand.ts';
import { provision, retrieve, update } from '../hl7/requests.ts';
import { openPdsStand } from '../hl7/stand.ts';
import { fhirStand } from './stand.ts';

after(removeCertificates);

const UPDATE = 'PRPA_IN000203UK03';
const RETRIEVAL = 'QUPA_IN000008UK02';
const NUMBER = '9991001158';

test('PDS-F22 a change over HL7 is read over FHIR under the same version, and the other way round', async () => {
  await using hl7 = await openPdsStand();
  await using fhir = await fhirStand({ register: hl7.register });

  const change = update(NUMBER, 9, { person: provision({ ods: 'Z99002', id: 'SIM0A' }) });
  const { answer } = await hl7.converse(UPDATE, change);
  assert.deepEqual([answer?.typeCode, answer?.scn], ['AA', '10']);
  const read = await fhir.ask(`/Patient/${NUMBER}`);
  assert.equal(read.headers.get('etag'), 'W/"10"');
  const [practice] = read.body.generalPractitioner;
  assert.equal(practice.identifier.value, 'Z99002');

  const value = { id: practice.id, identifier: { value: 'Z99003' } };
  const patch = { op: 'replace', path: '/generalPractitioner/0', value };
  const patched = await fhir.patch(NUMBER, [patch], { 'If-Match': 'W/"10"' });
  assert.equal(patched.body.meta.versionId, '11', patched.error);
  const stale = await hl7.converse(UPDATE, update(NUMBER, 10, { person: provision() }));
  assert.deepEqual(stale.answer?.reasons, ['15 WG', 'IU000-SCN ER']);
  const retrieved = await hl7.ask(RETRIEVAL, retrieve(NUMBER, '1'));
  assert.equal(retrieved.scn, '11');
  assert.deepEqual(retrieved.practices, ['Z99003', 'Z99002', 'Z99001']);
});

test('what FHIR adds and takes away is seen over HL7', async () => {
  await using hl7 = await openPdsStand();
  await using fhir = await fhirStand({ register: hl7.register });
  const mobile = { system: 'phone', use: 'mobile', value: '07700900158' };
  const added = await fhir.patch(NUMBER, [{ op: 'add', path: '/telecom/-', value: mobile }]);
  assert.equal(added.status, 200, added.error);
  const retrieved = await hl7.post(RETRIEVAL, retrieve(NUMBER, '0'));
  assert.match(retrieved.body.toString(), /07700900158/);
});

test('an address that FHIR replaces is past over HL7, and found when the past is searched', async () => {
  await using hl7 = await openPdsStand();
  await using fhir = await fhirStand({ register: hl7.register });
  const { name, address } = (await fhir.ask(`/Patient/${NUMBER}`)).body;
  const [home] = address;
  const value = { id: home.id, use: 'home', line: ['9 Elsewhere'], postalCode: 'ZZ8 8AA' };
  const reply = await fhir.patch(NUMBER, [{ op: 'replace', path: '/address/0', value }]);
  assert.equal(reply.status, 200, reply.error);
  assert.deepEqual(reply.body.address.length, 1);
  const shown = async (history: '0' | '1') =>
    (await hl7.post(RETRIEVAL, retrieve(NUMBER, history))).body
      .toString()
      .includes(home.postalCode);
  assert.deepEqual([await shown('0'), await shown('1')], [false, true]);
  const born = reply.body.birthDate;
  const query = `?family=${name[0].family}&birthdate=eq${born}&address-postalcode=${home.postalCode}`;
  assert.equal((await fhir.ask(`/Patient${query}`)).body.total, 0);
  assert.equal((await fhir.ask(`/Patient${query}&_history=true`)).body.total, 1);
});
