import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_IDENTITY } from '../../simulator/world/default-identity.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { formatProblem, WorldError } from '../../simulator/world/world-problem.ts';

const around = (identity: WorldPatch): WorldPatch => ({
  identity: mergePatch(DEFAULT_IDENTITY as WorldPatch, identity),
});

test('the people of the default world are no contradiction in themselves', async () => {
  const { world, warnings } = await loadWorld({ overrides: around({}) });
  assert.deepEqual(warnings, []);
  const { users, patients, clients } = world.identity;
  const all = Object.values(users);
  const some = (holds: (user: (typeof all)[number]) => boolean) => all.some(holds);
  // What the negative cases of pds-identity 4.7 need is there.
  for (const level of ['AAL1', 'AAL2', 'AAL3'])
    assert.ok(some(({ assurance }) => assurance === level));
  assert.ok(some(({ roles }) => roles.length === 0));
  assert.ok(some(({ roles }) => roles.length > 1));
  assert.ok(some(({ training }) => training));
  assert.ok(
    some(({ roles }) => roles.length > 0 && !roles.some((r) => r.activities.includes('B8009'))),
  );
  assert.deepEqual(
    Object.values(patients)
      .map(({ level }) => level)
      .sort(),
    ['P0', 'P5', 'P9'],
  );
  assert.ok(Object.values(clients).some(({ asid }) => asid === undefined));
});

const RIVERSIDE = { roleProfileId: '990000002001', organisation: 'Z99001' };
const KEY = { kty: 'RSA', kid: 'a', n: 'x', e: 'AQAB' };
const CASES: readonly (readonly [string, WorldPatch, RegExp])[] = [
  [
    'two users have one id',
    { users: { twin: { userId: '990000001001', name: 'Twin' } } },
    /identity\.users\.twin\.userId: is the user id of identity\.users\.riversideClinician already; got "990000001001"$/,
  ],
  [
    'two users have one role profile',
    { users: { twin: { userId: '990000009999', name: 'Twin', roles: [RIVERSIDE] } } },
    /users\.twin\.roles\[0\]\.roleProfileId: is the role profile id of identity\.users\.riversideClinician/,
  ],
  [
    'two applications have one id',
    { clients: { twin: { clientId: 'sut-api-key' } } },
    /clients\.twin\.clientId: is the client id of identity\.clients\.sut already/,
  ],
  [
    'two patients have one login',
    { patients: { twin: { login: '9912003071', nhsNumber: '9991001026', name: 'Twin' } } },
    /patients\.twin\.login: is the login of identity\.patients\.p9 already/,
  ],
  [
    'an application registers a private key',
    { clients: { sut: { publicKeys: [{ ...KEY, d: 'secret' }] } } },
    /publicKeys\[0\]: is a private key: only its public half belongs here$/,
  ],
  [
    'an application has two keys of one name',
    { clients: { sut: { publicKeys: [KEY, KEY] } } },
    /publicKeys\[1\]\.kid: names two keys of the application; got "a"$/,
  ],
  ...['callback', '/callback', 'https://x.example/#part', 'javascript:alert(1)'].map(
    (address): readonly [string, WorldPatch, RegExp] => [
      `an application is at ${address}`,
      { clients: { sut: { redirectUris: [address] } } },
      /redirectUris\[0\]: is no absolute address without a fragment/,
    ],
  ),
];

for (const [what, identity, expected] of CASES) {
  test(`a world is refused when ${what}`, async () => {
    await assert.rejects(loadWorld({ overrides: around(identity) }), (error) => {
      assert.ok(error instanceof WorldError);
      assert.equal(error.problems.length, 1);
      assert.match(error.problems.map(formatProblem).join('\n'), expected);
      return true;
    });
  });
}

test('a key that RS512 cannot use is worth a warning', async () => {
  const publicKeys = [{ kty: 'EC', kid: 'a', x: 'x', y: 'y' }];
  const { warnings } = await loadWorld({ overrides: around({ clients: { sut: { publicKeys } } }) });
  assert.match(
    warnings.map(formatProblem).join('\n'),
    /publicKeys\[0\]: is no RSA key with n and e/,
  );
});
