import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pdsFhir } from '../../simulator/pds/fhir/pds-fhir.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';
import {
  credentialsForm,
  exchangeForm,
  type FaceParts,
  openStand,
  removeCertificates,
  type Stand,
} from './stand.ts';

after(removeCertificates);

const PATIENT = '/personal-demographics/FHIR/R4/Patient/9991001018';
const ENFORCED: WorldPatch = { pds: { fhir: { authentication: 'enforce' } } };

/** PDS FHIR that lets nobody in without a token of the same gateway. */
function pds({ world, clock, identity, faults }: FaceParts) {
  const ids = systemIds();
  const random = seededRandom(2);
  const register = memoryRegister({
    now: () => clock.now(),
    patients: specialPatients(clock.now()),
  });
  const { tokens } = identity;
  return [
    pdsFhir({
      ...{ world, clock, ids, random, faults, register, tokens },
      organisation: () => 'open',
    }),
  ];
}

const openBoth = (world: WorldPatch = {}) => openStand({ ...ENFORCED, ...world }, pds);

interface Told {
  readonly status: number;
  readonly code: string | undefined;
  readonly diagnostics: string | undefined;
  readonly version: number;
  /** The object id of the registration. */
  readonly practice: string | undefined;
}

async function ask(
  { url }: Stand,
  authorization: string | undefined,
  more: Readonly<Record<string, string>> = {},
  patches?: readonly object[],
): Promise<Told> {
  const response = await fetch(`${url}${PATIENT}`, {
    method: patches ? 'PATCH' : 'GET',
    headers: {
      'x-request-id': crypto.randomUUID(),
      ...(authorization === undefined ? {} : { authorization }),
      ...(patches ? { 'content-type': 'application/json-patch+json' } : {}),
      ...more,
    },
    ...(patches ? { body: JSON.stringify({ patches }) } : {}),
  });
  const body = JSON.parse(await response.text());
  const [issue] = body.issue ?? [];
  const code = issue?.details.coding[0].code;
  const version = Number(body.meta?.versionId);
  const practice = body.generalPractitioner?.[0]?.id;
  return { status: response.status, code, diagnostics: issue?.diagnostics, version, practice };
}

async function tokenOf(stand: Stand, who: { user: string } | { patient: string }): Promise<string> {
  const order = { client: 'sut-api-key', kind: 'id-token', ...who } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  const { json } = await stand.post('/oauth2/token', await exchangeForm(stand, token));
  return `Bearer ${json.access_token}`;
}

/** Sets the GP of the patient. */
async function moveTo(stand: Stand, ods: string, authorization: string) {
  const { version, practice } = await ask(stand, authorization);
  const system = 'https://fhir.nhs.uk/Id/ods-organization-code';
  const identifier = { system, value: ods, period: { start: '2026-01-05' } };
  const value = { id: practice, type: 'Organization', identifier };
  const patches = [{ op: 'replace', path: '/generalPractitioner/0', value }];
  return ask(stand, authorization, { 'if-match': `W/"${version}"` }, patches);
}

test('an application with a signed assertion reads a patient, and nobody does without', async () => {
  await using stand = await openBoth();
  const { json } = await stand.post('/oauth2/token', await credentialsForm(stand));
  assert.equal((await ask(stand, `Bearer ${json.access_token}`)).status, 200);
  const refusals: readonly (readonly [string | undefined, string])[] = [
    [undefined, 'Missing Authorization header'],
    ['', 'Empty Authorization header'],
    ['Bearer', 'Missing access token'],
    ['Basic abc', "Invalid token type 'Basic', must be 'Bearer'"],
    ['Bearer a b', 'Invalid Authorization header'],
    ['Bearer nonsense', 'Invalid Access Token'],
  ];
  for (const [header, diagnostics] of refusals) {
    const told = await ask(stand, header);
    assert.deepEqual(
      [told.status, told.code, told.diagnostics],
      [401, 'ACCESS_DENIED', diagnostics],
    );
  }
  await stand.clock.advance(600_000);
  const late = await ask(stand, `Bearer ${json.access_token}`);
  assert.equal(late.diagnostics, 'Invalid Access Token');
});

test('I08 a user without roles is told that the role is invalid', async () => {
  await using stand = await openBoth();
  const told = await ask(stand, await tokenOf(stand, { user: '656005750106' }));
  assert.deepEqual([told.status, told.code], [400, 'INVALID_VALUE']);
  assert.match(told.diagnostics ?? '', /^Invalid value - '' in header 'NHSD-Session-URID'/);
});

test('a user with several roles names one, and one of the own', async () => {
  await using stand = await openBoth();
  const token = await tokenOf(stand, { user: '656005750104' });
  const urid = (value: string) => ask(stand, token, { 'nhsd-session-urid': value });
  assert.equal((await ask(stand, token)).code, 'INVALID_VALUE');
  assert.equal((await urid('656014452101')).status, 200);
  // That of another user, and what is none.
  for (const wrong of ['555254242105', 'abc']) assert.equal((await urid(wrong)).status, 400);
});

test('I09 a role with B8009 sets the GP, one without is refused, and that is a setting', async () => {
  await using stand = await openBoth();
  const allowed = await moveTo(stand, 'Z99002', await tokenOf(stand, { user: '990000001001' }));
  assert.equal(allowed.status, 200, JSON.stringify(allowed));
  const without = await tokenOf(stand, { user: '990000001004' });
  const refused = await moveTo(stand, 'Z99003', without);
  assert.equal(refused.status, 403, JSON.stringify(refused));
  await stand.settings.patch({ identity: { gpUpdateActivity: 'none' } });
  assert.equal((await moveTo(stand, 'Z99003', without)).status, 200);
});

test('I10 a JWT made for GP Connect, and an id_token, are no access tokens', async () => {
  await using stand = await openBoth();
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'https://consumer.example', aud: 'https://authorize.fhir.nhs.net/token' };
  const connect = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
  const order = { client: 'sut-api-key', kind: 'id-token', user: '990000001001' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  for (const wrong of [connect, token]) {
    const told = await ask(stand, `Bearer ${wrong}`);
    assert.deepEqual([told.status, told.diagnostics], [401, 'Invalid Access Token']);
  }
});

test('a patient reads the own record and no other', async () => {
  await using stand = await openBoth();
  const token = await tokenOf(stand, { patient: '9912003071' });
  assert.equal((await ask(stand, token)).status, 200);
  const other = await fetch(`${stand.url}${PATIENT.replace('1018', '1026')}`, {
    headers: { authorization: token, 'x-request-id': crypto.randomUUID() },
  });
  assert.equal(other.status, 403);
});

test('an application without an ASID is told so', async () => {
  await using stand = await openBoth();
  const order = { client: 'no-asid-api-key', kind: 'access' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  const told = await ask(stand, `Bearer ${token}`);
  assert.match(told.diagnostics ?? '', /^No ASID is associated with your app/);
});
