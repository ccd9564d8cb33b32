import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, parseErrorName } from '../../../src/demographics/fhir/errors.ts';
import { isObject, type JsonObject } from '../../../src/demographics/fhir/json.ts';
import { writeOutcome } from '../../../src/demographics/fhir/operation-outcome.ts';
import { readPatient } from '../../../src/demographics/fhir/read-patient.ts';
import { WHOLE } from '../../../src/demographics/fhir/shape.ts';
import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { published, publishedNames, skipPublished } from './published.ts';

const skip = skipPublished;
const NOW = new Date('2026-01-05T09:00:00Z');

/** Reads a published Patient and writes it again as everybody's full view. */
function rewritten(resource: JsonObject, emptyLines: 'keep' | 'remove'): JsonObject {
  let next = 0;
  const reading = readPatient(resource, { newId: () => `NEW${next++}` });
  assert.ok(reading.ok, JSON.stringify(reading));
  assert.deepEqual(reading.problems, []);
  return writePatient(reading.patient, { ...WHOLE, emptyLines });
}

/** The register has no period for a managing organisation. */
function withoutManagersPeriod(resource: JsonObject): JsonObject {
  const copy = structuredClone(resource) as { managingOrganization?: { identifier: object } };
  if (copy.managingOrganization)
    Reflect.deleteProperty(copy.managingOrganization.identifier, 'period');
  return copy as JsonObject;
}

test('number 1 equals the published example, member for member', { skip }, () => {
  const alpha = specialPatients(NOW).find(({ nhsNumber }) => nhsNumber === '9991001018');
  assert.ok(alpha);
  const written = writePatient(alpha, { view: 'read', today: '20260105' });
  const example = published('composed', 'fhir', 'Patient.9991001018.json');
  assert.deepEqual(written, example);
  assert.equal(JSON.stringify(written), JSON.stringify(example), 'even in its order');
});

const SANDBOX = [
  'Patient.json',
  'Sensitive_Patient.json',
  'Minimal_Patient.json',
  'Patient-Jayne-Smyth.json',
];
for (const name of SANDBOX) {
  test(`the sandbox patient of ${name} is read and written again alike`, { skip }, () => {
    const resource = published('fhir-sandbox-mocks', name);
    assert.deepEqual(rewritten(resource, 'keep'), withoutManagersPeriod(resource));
  });
}

test('every published test patient and search result is read and written again alike', {
  skip,
}, () => {
  const folders = ['patientResponses', 'searchResponses', 'postPatientResponses'];
  let compared = 0;
  for (const folder of folders) {
    for (const name of publishedNames(`fhir-stub-responses/${folder}`)) {
      const body = published('fhir-stub-responses', folder, name);
      const entries = body.entry ?? [{ resource: body }];
      for (const { resource } of entries) {
        if (!isObject(resource) || resource.resourceType !== 'Patient') continue;
        // Some test data has a number that fails its own check.
        const reading = readPatient(resource, { newId: () => 'N' });
        if (!reading.ok) continue;
        assert.deepEqual(rewritten(resource, 'remove'), withoutManagersPeriod(resource), name);
        compared++;
      }
    }
  }
  assert.ok(compared > 30, `only ${compared} were compared`);
});

test('every published error equals ours, placeholders aside', { skip }, () => {
  const files = [
    ...publishedNames('fhir-stub-responses/errorResponses').map((name) => ['errorResponses', name]),
    ['postPatientResponses', 'SINGLE_MATCH_FOUND.json'],
    ['postPatientResponses', 'MULTIPLE_MATCHES_FOUND.json'],
    ['searchResponses', 'TOO_MANY_MATCHES.json'],
  ];
  let compared = 0;
  for (const [folder = '', name = ''] of files) {
    const example = published('fhir-stub-responses', folder, name);
    const [issue] = example.issue;
    const [coding] = issue.details?.coding ?? [];
    // The mock's own warning is no error of PDS.
    if (!coding) continue;
    const error = parseErrorName(coding.code);
    assert.ok(error, `${coding.code} is in the table`);
    const ours = writeOutcome({
      error,
      ...(issue.diagnostics ? { diagnostics: issue.diagnostics } : {}),
      ...(coding.display === '#(display)' ? { display: coding.display } : {}),
    });
    assert.deepEqual(ours, example, name);
    compared++;
  }
  assert.equal(compared, 15);
});

test('every published answer of the platform equals ours', { skip }, () => {
  for (const name of publishedNames('fhir-functional-responses')) {
    const example = published('fhir-functional-responses', name);
    if (example.resourceType !== 'OperationOutcome') continue;
    const [issue] = example.issue;
    const error = parseErrorName(issue.details.coding[0].code);
    assert.ok(error);
    const { diagnostics } = issue;
    assert.deepEqual(
      writeOutcome({ error, ...(diagnostics ? { diagnostics } : {}) }),
      example,
      name,
    );
  }
  for (const name of ['404', '409', '412', 'too-many-matches.200']) {
    const example = published('composed', 'fhir', `OperationOutcome.${name}.json`);
    const [issue] = example.issue;
    const error = parseErrorName(issue.details.coding[0].code);
    assert.ok(error);
    const { diagnostics } = issue;
    assert.deepEqual(
      writeOutcome({ error, ...(diagnostics ? { diagnostics } : {}) }),
      example,
      name,
    );
    assert.equal(String(ERRORS[error].status), name.slice(-3), name);
  }
});
