import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRetrievalAnswer } from '../../../../src/demographics/hl7v3/client/read-retrieval-answer.ts';
import { readUpdateAnswer } from '../../../../src/demographics/hl7v3/client/read-update-answer.ts';
import { currentRegistration } from '../../../../src/demographics/hl7v3/client/retrieved-person.ts';
import { writeGpUpdate } from '../../../../src/demographics/hl7v3/client/write-gp-update.ts';
import { writeRetrievalQuery } from '../../../../src/demographics/hl7v3/client/write-retrieval-query.ts';
import { openSchema } from '../../../../src/platform/xsd.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared');
const SAMPLES = join(SHARED, 'samples', 'pds');
const SCHEMAS = join(SHARED, 'schemas', 'pds', 'Schemas');
const CAPTURES = join('hl7v3-captures', 'messenger');
const COMPOSED = join('composed', 'hl7v3');
const skip = existsSync(SAMPLES) ? false : 'the shared samples are not here';
const skipSchemas = existsSync(SCHEMAS) ? false : 'the published schemas are not on this machine';

const FACTS = {
  hl7Id: '5E9A0000-0000-4000-8000-000000000006',
  creationTime: '20260105101700',
  senderAsid: '999000000002',
  receiverAsid: '928942012545',
};
const AUTHOR = { roleProfile: '990000002001', user: '990000001001', jobRole: 'R8000' };

function sample(...path: readonly string[]): Buffer {
  return readFileSync(join(SAMPLES, ...path));
}

function violations(interaction: string, message: string): readonly string[] {
  using schema = openSchema(join(SCHEMAS, `${interaction}.xsd`));
  return schema.violations(Buffer.from(message)).map((each) => each.message);
}

test('a retrieval is valid by its schema, with and without history and a user', {
  skip: skipSchemas,
}, () => {
  for (const withHistory of [true, false]) {
    for (const author of [undefined, AUTHOR]) {
      const query = { nhsNumber: '9991001018', withHistory };
      const message = writeRetrievalQuery(query, { ...FACTS, author });
      assert.deepEqual(violations('QUPA_IN000008UK02', message), []);
    }
  }
});

test('a registration is valid by its schema, altered and added, with and without a date', {
  skip: skipSchemas,
}, () => {
  for (const objectId of ['SIM0A', undefined]) {
    for (const from of ['20260105', undefined]) {
      for (const author of [undefined, AUTHOR]) {
        const update = {
          nhsNumber: '9991001018',
          serialNumber: 12,
          practice: 'Z99002',
          objectId,
          from,
        };
        const message = writeGpUpdate(update, { ...FACTS, author });
        assert.deepEqual(violations('PRPA_IN000203UK03', message), []);
      }
    }
  }
});

test('the schema tells a wrong order, so a valid message means something', {
  skip: skipSchemas,
}, () => {
  const update = { nhsNumber: '9991001018', serialNumber: 12, practice: 'Z99002', objectId: 'X' };
  const message = writeGpUpdate(update, FACTS);
  const moved = message.replace(/(<code code="1" codeSystem="[^"]*17\.37"\/>)(<id [^>]*>)/, '$2$1');
  assert.notEqual(moved, message);
  assert.notDeepEqual(violations('PRPA_IN000203UK03', moved), []);
});

test('a captured answer of live PDS with history names practice, object id and serial number', {
  skip,
}, () => {
  const read = readRetrievalAnswer(
    sample(CAPTURES, 'tpp-gp2gp_process', '03-pds-retr-query-resp.xml'),
  );
  assert.ok(read.ok, read.ok ? '' : read.failure.message);
  assert.ok(read.value.kind === 'found');
  const { person } = read.value;
  assert.equal(person.serialNumber, 137);
  const current = currentRegistration(person);
  assert.deepEqual(
    [current?.practice, current?.objectId, current?.from],
    ['M85019', 'cppz', '20140212'],
  );
  assert.ok(person.registrations.length > 1, 'past registrations are read too');
});

test('captured answers to updates are read: success, duplicate and refusal', { skip }, () => {
  const success = readUpdateAnswer(
    sample(CAPTURES, 'tpp-gp2gp_process', '05-pds-update-response.xml'),
  );
  assert.equal(success.ok && success.value.kind === 'updated' && success.value.serialNumber, 138);
  const refused = readUpdateAnswer(sample(CAPTURES, 'errors', 'pds-response-1.xml'));
  assert.ok(refused.ok && refused.value.kind === 'refused');
  assert.equal(refused.value.type, 'AR');
  assert.deepEqual(
    refused.value.reasons.map(({ code }) => code),
    ['202'],
  );
});

test('composed answers to retrievals are read for what they are', { skip }, () => {
  const kinds = ['success', 'sensitive'].map((name) => {
    const read = readRetrievalAnswer(
      sample(COMPOSED, `QUPA_IN000009UK03.retrieval.${name}.soap.xml`),
    );
    assert.ok(read.ok && read.value.kind === 'found');
    const { serialNumber, sensitivity, registrations } = read.value.person;
    return [serialNumber, sensitivity, registrations.map(({ practice }) => practice)];
  });
  assert.deepEqual(kinds, [
    [12, undefined, ['Z99001']],
    [4, 'Y', []],
  ]);
  const none = readRetrievalAnswer(
    sample(COMPOSED, 'QUQI_IN010000UK14.retrieval.no-match.soap.xml'),
  );
  assert.equal(none.ok && none.value.kind, 'no-match');
});

test('composed answers to updates are read for what they are', { skip }, () => {
  const codes = ['update.invalid-gp', 'tms-reject.duplicate-id'].map((name) => {
    const read = readUpdateAnswer(sample(COMPOSED, `MCCI_IN010000UK13.${name}.xml`));
    assert.ok(read.ok && read.value.kind === 'refused');
    return [read.value.type, ...read.value.reasons.map(({ code }) => code)];
  });
  assert.deepEqual(codes, [
    ['AE', '15', 'IU058'],
    ['AR', '202'],
  ]);
  const success = readUpdateAnswer(sample(COMPOSED, 'PRPA_IN000202UK01.update.success.xml'));
  assert.equal(success.ok && success.value.kind === 'updated' && success.value.serialNumber, 13);
});
