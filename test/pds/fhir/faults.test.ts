import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/demographics/fhir/json.ts';
import { type FhirStand, fhirStand } from './stand.ts';

const ALPHA = '9991001018';
const fault = (...actions: readonly JsonObject[]): JsonObject => ({
  faces: ['pds-fhir'],
  when: { nhsNumber: [ALPHA] },
  actions,
});

/** Lets a held back answer go: its timer is armed when the entry is on record. */
async function afterWaiting<T>(stand: FhirStand, byMs: number, asked: Promise<T>): Promise<T> {
  while (stand.clock.waiting === 0) await new Promise((turn) => setImmediate(turn));
  await stand.clock.advance(byMs);
  return asked;
}

test('PDS-F18 the sixth request of a second is one too many', async () => {
  await using stand = await fhirStand({ fhir: { ratePerSecond: 5 } });
  for (let count = 1; count <= 5; count++)
    assert.equal((await stand.ask(`/Patient/${ALPHA}`)).status, 200);
  const sixth = await stand.ask(`/Patient/${ALPHA}`);
  assert.equal(sixth.status, 429);
  assert.match(sixth.error, /^TOO_MANY_REQUESTS: Your application, sandbox, has created a spike/);
  await stand.clock.advance(1000);
  assert.equal((await stand.ask(`/Patient/${ALPHA}`)).status, 200);
});

test('PDS-F18 the slow patient is answered 503 with Retry-After 5, and so is the broken one', async () => {
  await using stand = await fhirStand();
  for (const number of ['9991001336', '9991001344']) {
    const reply = await stand.ask(`/Patient/${number}`);
    assert.equal(reply.status, 503);
    assert.equal(reply.headers.get('retry-after'), '5');
    assert.match(reply.error, /^SERVICE_UNAVAILABLE: The downstream domain processing has not/);
    assert.equal(reply.body.issue[0].code, 'timeout');
  }
});

test('the platform gives up after ten seconds, or after what the client asks for', async () => {
  await using stand = await fhirStand({ faults: { slow: fault({ kind: 'delay', ms: 12_000 }) } });
  const late = await afterWaiting(stand, 10_000, stand.ask(`/Patient/${ALPHA}`));
  assert.equal(late.status, 503);
  const patient = { headers: { 'X-Sync-Wait': '15' } };
  const waited = await afterWaiting(stand, 12_000, stand.ask(`/Patient/${ALPHA}`, patient));
  assert.equal(waited.status, 200);
  for (const nonsense of ['0.1', '30', 'soon']) {
    const headers = { 'X-Sync-Wait': nonsense };
    const reply = await afterWaiting(stand, 10_000, stand.ask(`/Patient/${ALPHA}`, { headers }));
    assert.equal(reply.status, 503, nonsense);
  }
});

test('an update that came too late was made all the same: repeated, it is answered', async () => {
  const once = { ...fault({ kind: 'delay', ms: 20_000 }), attempts: { from: 1, to: 1 } };
  await using stand = await fhirStand({ faults: { once } });
  const send = () =>
    stand.patch(ALPHA, [{ op: 'replace', path: '/gender', value: 'male' }], {
      'If-Match': 'W/"12"',
    });
  const late = await afterWaiting(stand, 10_000, send());
  assert.equal(late.status, 503);
  const again = await send();
  assert.deepEqual([again.status, again.body.meta.versionId], [200, '13']);
  assert.equal(stand.register.get(ALPHA)?.scn, 13);
});

test('the serial number that moves makes every update stale', async () => {
  await using stand = await fhirStand();
  const read = await stand.ask('/Patient/9991001328');
  const etag = read.headers.get('etag') ?? '';
  const reply = await stand.patch(
    '9991001328',
    [{ op: 'replace', path: '/gender', value: 'unknown' }],
    { 'If-Match': etag },
  );
  assert.deepEqual([reply.status, reply.error], [409, 'RESOURCE_VERSION_MISMATCH']);
});

test('any error of the table, any status, a torn answer and a dropped connection can be had', async () => {
  const only = (operation: string, action: JsonObject) => ({
    ...fault(action),
    when: { operation: [operation] },
  });
  await using stand = await fhirStand({
    faults: {
      named: only('RelatedPerson.search', { kind: 'result', code: 'UNABLE_TO_CALL_SERVICE' }),
      torn: fault({ kind: 'malformed' }),
      status: {
        ...fault({ kind: 'result', code: '500', text: 'broken' }),
        when: { nhsNumber: ['9991001026'] },
      },
      strange: { ...fault({ kind: 'result', code: '418' }), when: { nhsNumber: ['9991001158'] } },
      away: only('Patient.search', { kind: 'drop' }),
      foreign: { ...fault({ kind: 'no-answer' }), when: { nhsNumber: ['9991001034'] } },
    },
  });
  const named = await stand.ask('/Patient/9991001034/RelatedPerson');
  assert.deepEqual([named.status, named.error], [408, 'UNABLE_TO_CALL_SERVICE']);
  const torn = await stand.ask(`/Patient/${ALPHA}`);
  assert.deepEqual([torn.status, torn.body], [200, undefined]);
  const status = await stand.ask('/Patient/9991001026');
  assert.deepEqual([status.status, status.error], [500, 'UNKNOWN_ERROR: broken']);
  assert.equal((await stand.ask('/Patient/9991001158')).status, 418);
  await assert.rejects(stand.ask('/Patient?family=X&birthdate=eq1980-01-01'));
  assert.equal((await stand.ask('/Patient/9991001034')).status, 200);
  const entries = await stand.journal.find({ service: 'pds-fhir' });
  assert.match(
    JSON.stringify(entries.map(({ trace }) => trace)),
    /foreign asks for no-answer, which/,
  );
});
