import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ApiRequest } from '../../../simulator/gateway/api-message.ts';
import { pdsFhir } from '../../../simulator/pds/fhir/pds-fhir.ts';
import { buildWorld } from '../../../simulator/world/build-world.ts';
import { DEFAULT_CONFIG } from '../../../simulator/world/default-world.ts';
import { worldConfig } from '../../../simulator/world/world-config.ts';
import { worldStore } from '../../../simulator/world/world-store.ts';
import { memoryRegister } from '../../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { faultBook } from '../../../src/faults/fault-book.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { REQUEST_ID } from './stand.ts';

function face() {
  const clock = virtualClock();
  const random = seededRandom(1);
  const pds = { fhir: { createRatePerSecond: 0 } };
  const world = worldStore(buildWorld(worldConfig.parse({ ...DEFAULT_CONFIG, pds })));
  const patients = specialPatients(clock.now());
  const register = memoryRegister({ patients, now: () => clock.now() });
  const mount = pdsFhir({
    ...{ world, register, clock, random },
    organisation: () => 'open',
    tokens: { judge: () => ({ ok: false, outcome: { kind: 'invalid-token' } }) },
    faults: faultBook(() => []),
  });
  return { mount, register };
}

const path = fc.oneof(
  fc.constantFrom(
    ...['/Patient', '/Patient/', '/Patient/9991001018', '/Patient/9991001018/RelatedPerson'],
    ...['/Coverage', '/_ping', '/_status', '/Patient/%00', '/Patient/%E0%A4%A', '//', '/'],
  ),
  fc.string().map((text) => `/Patient/${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))}`),
);
const parameter = fc
  .tuple(
    fc.constantFrom(
      'family',
      'given',
      'birthdate',
      'gender',
      '_max-results',
      '_fuzzy-match',
      '__proto__',
      'x',
    ),
    fc.oneof(fc.constantFrom('eq1980-02-29', 'TESTPATIENT', 'true', '%', '**', '1e9'), fc.string()),
  )
  .map(([name, value]) => `${name}=${value}`);
const header = fc.tuple(
  fc.constantFrom('If-Match', 'Content-Type', 'X-Request-ID', 'Authorization', 'X-Sync-Wait'),
  fc.oneof(
    fc.constantFrom('W/"12"', 'application/json', REQUEST_ID, 'Bearer x', '1e308'),
    fc.stringMatching(/^[ -~]{0,20}$/),
  ),
);
const body = fc.oneof(
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(`{"patches":[${text}],"name":${text},"subscriber":${text}}`)),
  fc.constant(Buffer.from(`{"patches":${'['.repeat(20_000)}`)),
);

/** Without these hardly anything would come past the first check. */
const GOOD = [
  ['X-Request-ID', REQUEST_ID],
  ['If-Match', 'W/"12"'],
  ['Content-Type', 'application/json'],
] as const;

const served = fc.constantFrom(
  ...(['GET /Patient', 'POST /Patient', 'GET /Coverage', 'POST /Coverage'] as const),
  ...(['GET /Patient/9991001018', 'PATCH /Patient/9991001018'] as const),
  'GET /Patient/9991001026/RelatedPerson',
);
const strange = fc
  .tuple(fc.constantFrom('GET', 'PATCH', 'POST', 'PUT', 'OPTIONS', 'constructor'), path)
  .map((parts) => parts.join(' '));

const request: fc.Arbitrary<ApiRequest> = fc
  .record({
    target: fc.oneof({ weight: 4, arbitrary: served }, { weight: 1, arbitrary: strange }),
    query: fc
      .tuple(
        fc.constantFrom(
          '',
          'family=TE*&birthdate=eq1980-02-29',
          'subscriber:identifier=9991001018',
        ),
        fc.array(parameter, { maxLength: 2 }),
      )
      .map(([known, parts]) => [...(known ? [known] : []), ...parts].join('&')),
    url: fc.constant('http://127.0.0.1/personal-demographics/FHIR/R4'),
    headers: fc
      .tuple(fc.array(header, { maxLength: 3 }), fc.integer({ min: 0, max: 4 }))
      .map(([wild, at]) => (at === 0 ? wild : [...GOOD, ...wild])),
    body,
    peer: fc.constant({ address: '127.0.0.1' }),
    at: fc.constant(new Date('2026-01-05T09:00:00Z')),
  })
  .map(({ target, ...rest }) => {
    const [method = '', path = ''] = target.split(' ');
    return { ...rest, method, path };
  });

test('whatever is asked, the face answers in JSON, with nobody named in what goes on lists', async () => {
  const { mount } = face();
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const answer = await mount.handle(asked);
      assert.ok(answer.status >= 200 && answer.status < 600);
      const told = JSON.parse(String(answer.body));
      if (answer.status >= 400 && answer.operation.includes('.'))
        assert.equal(told.resourceType, 'OperationOutcome');
      assert.doesNotMatch(`${answer.operation} ${answer.result} ${answer.caller}`, /\d{10}/);
    }),
    { numRuns: 1500 },
  );
});

test('what is refused tells nothing of anybody', async () => {
  const { mount, register } = face();
  const families = register
    .list({ limit: 200 })
    .flatMap(({ names }) => names.map(({ family }) => family ?? ''));
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const answer = await mount.handle({ ...asked, path: '/Patient/9991001107' });
      const leaked = families.filter((each) => each !== '' && String(answer.body).includes(each));
      assert.deepEqual(leaked, []);
    }),
    { numRuns: 300 },
  );
});

test('a value of JSON cannot be what no text can be made of, wherever it stands in a change', async () => {
  const { mount } = face();
  const numb = { toString: 1, valueOf: 1, toJSON: 1 };
  const ask = async (method: string, path: string, json: unknown) => {
    const headers = [...GOOD];
    const at = new Date('2026-01-05T09:00:00Z');
    const url = 'http://127.0.0.1/personal-demographics/FHIR/R4';
    const peer = { address: '127.0.0.1' };
    const bytes = Buffer.from(JSON.stringify(json));
    return mount.handle({ method, path, query: '', url, headers, body: bytes, peer, at });
  };
  const paths = [
    ...['/name/0', '/name/0/id', '/name/0/use', '/name/-', '/address/0', '/address/0/period'],
    ...['/address/-', '/telecom/-', '/telecom/0/value', '/extension/-', '/extension/0/url'],
    ...['/birthDate', '/deceasedDateTime', '/gender', '/generalPractitioner/0', '/contact/-'],
  ];
  const shapes = [
    numb,
    [numb],
    { id: numb },
    { url: numb, use: numb, system: numb, value: numb, text: numb, line: numb },
    { url: 'x', extension: [{ url: numb }, { url: 'constructor', valueCodeableConcept: 1 }] },
    { use: 'temp', text: numb, period: { start: numb, end: numb }, line: ['1 STREET'] },
  ];
  for (const path of paths)
    for (const op of ['add', 'replace', 'test'])
      for (const value of shapes) {
        const patches = [{ op, path, value }];
        const { status, body: text } = await ask('PATCH', '/Patient/9991001018', { patches });
        assert.equal(status, 400, `${op} ${path}: ${String(text)}`);
      }
  for (const value of shapes)
    for (const key of ['name', 'birthDate', 'address', 'telecom', 'gender', 'extension']) {
      const { status } = await ask('POST', '/Patient', { resourceType: 'Patient', [key]: value });
      assert.equal(status, 400);
    }
});

test('of megabytes that are wrong only the beginning is told', async () => {
  const { mount } = face();
  const patches = [{ op: 'replace', path: '/gender', value: `begin${'x'.repeat(900_000)}` }];
  const answer = await mount.handle({
    ...{ method: 'PATCH', path: '/Patient/9991001018', query: '', headers: [...GOOD] },
    url: 'http://127.0.0.1/personal-demographics/FHIR/R4',
    body: Buffer.from(JSON.stringify({ patches })),
    peer: { address: '127.0.0.1' },
    at: new Date('2026-01-05T09:00:00Z'),
  });
  assert.equal(answer.status, 400);
  assert.match(String(answer.body), /Invalid value - 'beginx{1000}/);
  assert.ok(String(answer.body).length < 3000);
  assert.ok(JSON.stringify(answer.trace).length < 3000);
});
