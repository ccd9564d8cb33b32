import assert from 'node:assert/strict';
import { listOf, member } from '../../src/demographics/fhir/json.ts';
import { After, Given, Then, When } from '../support/cucumber.ts';
import { type FhirDesk, openFhirDesk } from '../support/fhir-desk.ts';
import type { Scene } from '../support/scene.ts';

const open = new WeakMap<Scene, FhirDesk>();

function desk(scene: Scene): FhirDesk {
  const found = open.get(scene);
  assert.ok(found, 'the scenario begins with PDS FHIR');
  return found;
}

After(async function (this: Scene) {
  await open.get(this)?.[Symbol.asyncDispose]();
});

Given('PDS FHIR with the special patients', async function (this: Scene) {
  open.set(this, await openFhirDesk());
});

When('a client reads patient {word} over FHIR', async function (this: Scene, number: string) {
  await desk(this).read(number);
});

When('a client searches over FHIR for {}', async function (this: Scene, query: string) {
  await desk(this).search(query);
});

When(
  'a client asks over FHIR who is related to patient {word}',
  async function (this: Scene, number: string) {
    await desk(this).related(number);
  },
);

When(
  'the client registers the patient over FHIR with {word}',
  async function (this: Scene, ods: string) {
    const [practice] = listOf(member(desk(this).body, 'generalPractitioner'));
    const value = { id: member(practice, 'id'), identifier: { value: ods } };
    await desk(this).update([{ op: 'replace', path: '/generalPractitioner/0', value }]);
  },
);

When('the client replaces {word} over FHIR by {string}', async function (this: Scene, path, value) {
  await desk(this).update([{ op: 'replace', path, value }]);
});

When('the client removes {word} over FHIR', async function (this: Scene, path: string) {
  await desk(this).update([{ op: 'remove', path }]);
});

When('the client sends the same update over FHIR again', async function (this: Scene) {
  await desk(this).again();
});

When(
  'a client asks over FHIR for a number for {word}, born {word}, living at {string}',
  async function (this: Scene, family: string, birthDate: string, postalCode: string) {
    await desk(this).create({
      name: [{ use: 'usual', family }],
      gender: 'female',
      birthDate,
      address: [{ use: 'home', line: ['', '1 SYNTHETIC STREET', '', 'TESTTOWN'], postalCode }],
      extension: [
        {
          url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-RegisteringAuthority',
        },
      ],
    });
  },
);

Then(
  'FHIR answers {int} with version {int}',
  function (this: Scene, status: number, version: number) {
    assert.equal(desk(this).status, status, desk(this).diagnostics);
    assert.equal(desk(this).version, String(version));
  },
);

Then('FHIR answers {int} {word}', function (this: Scene, status: number, error: string) {
  assert.deepEqual([desk(this).status, desk(this).error], [status, error]);
});

Then('FHIR says {string}', function (this: Scene, diagnostics: string) {
  assert.equal(desk(this).diagnostics, diagnostics);
});

Then('FHIR asks to retry after {int} seconds', function (this: Scene, seconds: number) {
  assert.equal(desk(this).retryAfter, String(seconds));
});

Then('the FHIR record is that of {word}', function (this: Scene, number: string) {
  assert.equal(member(desk(this).body, 'id'), number);
});

Then('the FHIR record is registered with {word}', function (this: Scene, ods: string) {
  const [practice] = listOf(member(desk(this).body, 'generalPractitioner'));
  assert.equal(member(member(practice, 'identifier'), 'value'), ods);
});

Then('the FHIR record has no {word}', function (this: Scene, key: string) {
  assert.equal(member(desk(this).body, key), undefined);
});

Then('FHIR finds {word}', function (this: Scene, numbers: string) {
  assert.deepEqual(desk(this).found, numbers === 'nobody' ? [] : numbers.split(','));
});
