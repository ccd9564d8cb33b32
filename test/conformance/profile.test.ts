import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileTemplate } from '../../conformance/sut/profile-template.ts';
import { ProfileError, parseProfile } from '../../conformance/sut/read-profile.ts';

const MINIMAL = `
name: A system
odsCode: Z99003
partyKey: Z99003-900003
asid: "999000000003"
fqdn: sut.spinebox.test
endpoint: https://localhost:9443/
`;

function problemsOf(text: string): string {
  try {
    parseProfile('sut.yaml', text);
  } catch (error) {
    assert.ok(error instanceof ProfileError);
    return error.message;
  }
  return assert.fail('the profile was taken');
}

test('a profile says who the system is and leaves the rest to sound values', () => {
  const profile = parseProfile('sut.yaml', MINIMAL);
  assert.deepEqual(profile.roles, ['requester', 'sender']);
  assert.equal(profile.timers, 'contract');
  assert.equal(profile.concurrency, 1);
  assert.deepEqual(profile.hooks, {});
  assert.ok(profile.abilities.includes('redactions'));
});

test('the template reads back as a profile, for each role', () => {
  for (const role of [undefined, 'requester', 'sender'] as const) {
    const profile = parseProfile('template', profileTemplate(role));
    assert.deepEqual(profile.roles, role ? [role] : ['requester', 'sender']);
    const names = Object.keys(profile.hooks);
    assert.equal(names.includes('registerPatient'), role !== 'sender');
    assert.equal(names.includes('seedRecord'), role !== 'requester');
    assert.ok(names.includes('transferStatus'));
  }
});

test('a hook is an HTTP call, a command or a sentence for a person', () => {
  const { hooks } = parseProfile(
    'sut.yaml',
    `${MINIMAL}
hooks:
  registerPatient: { http: { url: "http://localhost:1/x", headers: { X-Key: abc } }, timeout: PT5S }
  seedRecord: { command: [node, seed.mjs] }
  restart: { person: Restart it. }
`,
  );
  assert.deepEqual(hooks.registerPatient, {
    http: { url: 'http://localhost:1/x', method: 'POST', headers: { 'X-Key': 'abc' } },
    timeout: 'PT5S',
  });
  assert.deepEqual(hooks.seedRecord, { command: ['node', 'seed.mjs'], timeout: 'PT30S' });
  assert.deepEqual(hooks.restart, { person: 'Restart it.', timeout: 'PT10M' });
});

test('a wrong profile is told with file, line, value and the nearest right key', () => {
  const message = problemsOf(
    `${MINIMAL}
roles: [requestor]
hooks:
  registerPatients: { command: [x] }
patiense: PT1S
`,
  );
  assert.match(
    message,
    /sut\.yaml:9:9: roles\.0: is not one of requester, sender; got "requestor"/,
  );
  assert.match(
    message,
    /sut\.yaml:11:3: hooks\.registerPatients: is no key here; nearest legal key registerPatient/,
  );
  assert.match(message, /sut\.yaml:12:1: patiense: is no key here; nearest legal key patience/);
});

test('a hook of no known kind, a missing key and broken YAML are told', () => {
  assert.match(
    problemsOf(`${MINIMAL}hooks: { restart: { shell: ls } }`),
    /hooks\.restart: is not \{http/,
  );
  assert.match(problemsOf(MINIMAL.replace(/asid.*\n/, '')), /asid: is missing/);
  assert.match(problemsOf('name: "x'), /sut\.yaml:1/);
  assert.match(
    problemsOf(MINIMAL.replace('"999000000003"', '999000000003')),
    /asid: must be string; got 999000000003/,
  );
});

test('behind an adaptor a system needs no endpoint, at its own door it does', () => {
  const without = MINIMAL.replace(/endpoint: .*\n/, '');
  assert.match(problemsOf(without), /endpoint: needed, unless the boundary is "adaptor"/);
  const profile = parseProfile('sut.yaml', `${without}boundary: adaptor\n`);
  assert.equal(profile.boundary, 'adaptor');
  assert.equal(parseProfile('sut.yaml', MINIMAL).boundary, 'mhs');
});

test('the template of a system behind an adaptor reads back, with the places of the adaptor', () => {
  const { boundary, adaptor, endpoint } = parseProfile(
    'template',
    profileTemplate(undefined, 'adaptor'),
  );
  assert.deepEqual(
    [boundary, endpoint, adaptor?.port, adaptor?.queue.port, adaptor?.queue.name],
    ['adaptor', '', 8482, 8484, 'inbound'],
  );
});
