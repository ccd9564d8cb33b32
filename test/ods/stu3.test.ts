import assert from 'node:assert/strict';
import { test } from 'node:test';
import { odsStand, practice } from './stand.ts';

const ON = { ods: { stu3: { enabled: true } } };

interface Issue {
  readonly code: string;
  readonly diagnostics: string;
  readonly details: { readonly coding: readonly { readonly code: string }[] };
}

interface RolePart {
  readonly valueCoding?: { readonly code: string };
  readonly valueBoolean?: boolean;
}

const told = ({ issue }: { readonly issue: readonly Issue[] }) =>
  issue.map(({ code, details, diagnostics }) => [code, details.coding[0]?.code, diagnostics]);

test('the retired face is not there unless the world asks for it', async () => {
  await using stand = await odsStand();
  assert.equal((await stand.askStu3('/Organization/Z99001')).status, 404);
  assert.deepEqual(
    stand.faces.map(({ service }) => service),
    ['ods-ord', 'ods-fhir'],
  );
});

test('T6 more than 20 a page is refused with the limit', async () => {
  await using stand = await odsStand(ON);
  assert.deepEqual(told(await stand.stu3('/Organization?active=true&_count=21', 400)), [
    [
      'invalid',
      'INVALID_VALUE',
      'Supplied limit is invalid, the parameter must take an integer between 0 and 20',
    ],
  ]);
  assert.equal((await stand.stu3('/Organization?active=true&_count=20')).total, '10');
});

test('T7 an identifier of another system is refused', async () => {
  await using stand = await odsStand(ON);
  const [[code, error] = []] = told(
    await stand.stu3('/Organization?identifier=https://example.org|Z99001', 400),
  );
  assert.deepEqual([code, error], ['code-invalid', 'INVALID_IDENTIFIER_SYSTEM']);
  const system = 'https://fhir.nhs.uk/Id/ods-organization-code';
  const found = await stand.stu3(`/Organization?identifier=${system}|Z99001`);
  assert.equal(found.total, '1');
  assert.equal(found.entry[0].resource.id, 'Z99001');
  const [[, value] = []] = told(await stand.stu3('/Organization?identifier=Z99-1', 400));
  assert.equal(value, 'INVALID_IDENTIFIER_VALUE');
});

test('a record is written as implementations write it, or as FHIR asks', async () => {
  await using stand = await odsStand(ON);
  const single = await stand.stu3('/Organization/z99001');
  assert.deepEqual(single.identifier, {
    ...{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Z99001' },
  });
  assert.equal(single.type.coding.code, '1');
  const roles = single.extension.filter(({ url }: { url: string }) => /Role-1$/.test(url));
  assert.deepEqual(
    roles.map(({ extension: [role, primary] }: { extension: RolePart[] }) => [
      role?.valueCoding?.code,
      primary?.valueBoolean,
    ]),
    [
      ['177', true],
      ['76', false],
    ],
  );
  await using strict = await odsStand({ ods: { stu3: { enabled: true, singles: false } } });
  const listed = await strict.stu3('/Organization/Z99001');
  assert.deepEqual(listed.identifier, [single.identifier]);
  assert.equal((await strict.stu3('/Organization?active=true')).total, 10);
  assert.deepEqual(told(await stand.stu3('/Organization/NOBODY', 404))[0]?.[1], 'NO_RECORD_FOUND');
});

test('every error of a search is told', async () => {
  await using stand = await odsStand(ON);
  const errors = told(
    await stand.stu3(
      '/Organization?nam=x&name=ab&_lastUpdated=lt2026&ods-org-primaryRole=true',
      400,
    ),
  );
  assert.deepEqual(
    errors.map(([, code]) => code),
    ['INVALID_PARAMETER', 'INVALID_PARAMETER', 'INVALID_VALUE', 'INVALID_VALUE'],
  );
  assert.equal(errors[1]?.[2], 'Unknown argument found - nam');
});

test('pages, roles and the number alone', async () => {
  await using stand = await odsStand({ base: 'empty', ...ON });
  for (let at = 10; at < 35; at++) await stand.organisations.put(practice(`Y000${at}`));
  await stand.organisations.put(practice('Y1', { roles: ['RO82'] }));
  const first = await stand.stu3('/Organization?ods-org-role=177&ods-org-primaryRole=true');
  assert.equal(first.total, '25');
  assert.equal(first.entry.length, 20);
  const next = first.link.find(({ relation }: { relation: string }) => relation === 'next');
  const second = (await (await fetch(next.url)).json()) as typeof first;
  assert.equal(second.entry.length, 5);
  const total = async (query: string) => (await stand.stu3(`/Organization?${query}`)).total;
  assert.equal(await total('ods-org-role=76&ods-org-primaryRole=true'), '0');
  assert.equal(await total('ods-org-role=76,82'), '26');
  assert.equal(await total('ods-org-role=76&ods-org-role=82'), '0');
  assert.equal(await total('_lastUpdated=gt2026-01-05'), '2');
  const count = await stand.stu3('/Organization?active=true&_summary=count');
  assert.equal(count.total, '28');
  assert.equal(count.entry, undefined);
  assert.equal((await stand.stu3('/metadata')).fhirVersion, '3.0.1');
  assert.ok((await stand.stu3('/CodeSystem/ODSAPI-OrganizationRole-1')).concept.length > 10);
});
