import assert from 'node:assert/strict';
import { readOrganisations } from '../../src/organisations/read-organisations.ts';
import { After, Given, Then, When } from '../support/cucumber.ts';
import {
  closeSupplier,
  downloadOverOrd,
  type OdsInterface,
  practiceOf,
  supplierOf,
} from '../support/organisation-supplier.ts';
import type { Scene } from '../support/scene.ts';

After(async function (this: Scene) {
  await closeSupplier(this);
});

const downloads = new WeakMap<Scene, Awaited<ReturnType<typeof downloadOverOrd>>>();

Given('the organisations of the default world', async function (this: Scene) {
  await supplierOf(this).simulator();
});

Given('{int} practices more, commissioned by ZZ9', async function (this: Scene, count: number) {
  for (let at = 1; at <= count; at++)
    await supplierOf(this).put(practiceOf(`Y${String(at).padStart(5, '0')}`));
});

Given(
  '{word} merged into {word} on {string}',
  async function (this: Scene, from: string, into: string, date: string) {
    await supplierOf(this).put({
      ...practiceOf(from, date),
      successions: [{ uniqueSuccId: 1, type: 'Successor', target: into, date }],
    });
  },
);

Given('ODS is down for the first look-up of {word}', async function (this: Scene, ods: string) {
  await supplierOf(this).configure({
    faults: {
      'ods-down': {
        ...{ faces: ['ods'], when: { ods: [ods] }, attempts: { from: 1, to: 1 } },
        actions: [{ kind: 'unavailable' }],
      },
    },
  });
});

When('the operator renames Riverside to {string}', async function (this: Scene, name: string) {
  await supplierOf(this).configure({ organisations: { riverside: { name } } });
});

When(
  /^a supplier reads (\w+) over (ORD|FHIR|STU3)$/,
  async function (this: Scene, ods: string, face: OdsInterface) {
    const folder = face === 'ORD' ? 'organisations' : 'Organization';
    await supplierOf(this).ask(face, `/${folder}/${ods}`);
  },
);

When(
  /^a supplier searches (ORD|FHIR) for "([^"]*)"$/,
  async function (this: Scene, face: OdsInterface, query: string) {
    const folder = face === 'ORD' ? 'organisations' : 'Organization';
    await supplierOf(this).ask(face, `/${folder}?${query}`);
  },
);

When(
  'a supplier downloads the practices of {word}, {int} at a time',
  async function (this: Scene, target: string, limit: number) {
    const query = `RelTypeId=RE4&RelStatus=active&TargetOrgId=${target}&Limit=${limit}`;
    downloads.set(this, await downloadOverOrd(supplierOf(this), `/organisations?${query}`));
  },
);

When(
  'a supplier asks FHIR who is commissioned by {word}',
  async function (this: Scene, ods: string) {
    const path = `/OrganizationAffiliation?participating-organization=${ods}&active=true`;
    await supplierOf(this).ask('FHIR', path);
  },
);

/** Both interfaces are read with the reader that takes in what operators have. */
function learnt(scene: Scene) {
  const { status, text } = supplierOf(scene).last;
  assert.equal(status, 200, text);
  const read = readOrganisations(text, '2026-01-01');
  assert.ok(read.ok, JSON.stringify(read));
  const [organisation] = read.organisations;
  assert.ok(organisation);
  return organisation;
}

Then(
  'it learns the name {string}, the roles {word} and {word}, and that it is active',
  function (this: Scene, name: string, primary: string, other: string) {
    const found = learnt(this);
    assert.equal(found.name, name);
    assert.deepEqual(
      found.roles.map(({ roleId }) => roleId),
      [primary, other],
    );
    assert.equal(found.status, 'Active');
  },
);

Then(
  'it learns that it is closed and that {word} took over',
  function (this: Scene, successor: string) {
    const { status, successions } = learnt(this);
    assert.equal(status, 'Inactive');
    assert.deepEqual(
      successions.map(({ type, target }) => [type, target]),
      [['Successor', successor]],
    );
  },
);

Then(
  'it has {int} practices, each once, in {int} pages',
  function (this: Scene, count: number, pages: number) {
    const found = downloads.get(this);
    assert.equal(found?.codes.length, count);
    assert.equal(new Set(found?.codes).size, count);
    assert.equal(found?.pages, pages);
  },
);

Then('it is refused with {int}: {string}', function (this: Scene, status: number, text: string) {
  const { last } = supplierOf(this);
  assert.equal(last.status, status, last.text);
  assert.ok(last.text.includes(text), last.text);
});

Then(
  'it learns of {word}, {word} and {word}',
  function (this: Scene, first: string, second: string, third: string) {
    const { status, text } = supplierOf(this).last;
    assert.equal(status, 200, text);
    const { entry } = JSON.parse(text) as {
      entry: { resource: { organization: { identifier: { value: string } } } }[];
    };
    assert.deepEqual(
      entry.map(({ resource }) => resource.organization.identifier.value),
      [first, second, third],
    );
  },
);
