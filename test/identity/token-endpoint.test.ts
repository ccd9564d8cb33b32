import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createKeyPair } from '../../src/pki/key-pair.ts';
import { signJwt } from '../../src/platform/jose.ts';
import {
  type AssertionChanges,
  applicationKey,
  clientAssertion,
  credentialsForm,
  exchangeForm,
  type Fields,
  openStand,
  removeCertificates,
  type Stand,
} from './stand.ts';

after(removeCertificates);

const TOKEN = '/oauth2/token';
const NOT_CONFIGURED =
  'you have tried to request authorization but your application is not configured to use this authorization grant type';

async function refusal(stand: Stand, form: Fields) {
  const { status, json } = await stand.post(TOKEN, form);
  assert.equal(typeof json.message_id, 'string');
  assert.deepEqual(Object.keys(json), ['error', 'error_description', 'message_id']);
  return [status, json.error, json.error_description];
}

test('I01 a right client assertion is answered with a token of the platform form', async () => {
  await using stand = await openStand();
  const { status, json, headers } = await stand.post(TOKEN, await credentialsForm(stand));
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(headers.get('cache-control'), 'no-store');
  const { access_token: token, ...rest } = json;
  assert.match(String(token), /^[0-9a-f]{64}$/);
  assert.deepEqual(rest, {
    expires_in: '599',
    token_type: 'Bearer',
    issued_at: String(stand.clock.now().getTime()),
  });
  const { tokens } = stand.identity;
  const at = stand.clock.now();
  const verdict = tokens.judge({ authorization: `Bearer ${token}`, urid: undefined, at });
  assert.deepEqual(verdict, {
    ok: true,
    principal: {
      mode: 'application-restricted',
      clientId: 'sut-api-key',
      asid: '999000000003',
      userId: undefined,
      patient: undefined,
      roles: [],
      selectedRole: undefined,
      mayUpdateGp: true,
      mayUpdateDemographics: true,
      seesConfidentialRemovals: false,
    },
  });
});

const invalid = 'invalid_request';
const WRONG: readonly (readonly [string, AssertionChanges, number, string, string?])[] = [
  ['no kid', { header: { kid: undefined } }, 400, "Missing 'kid' header in client_assertion JWT"],
  [
    'an unknown kid',
    { header: { kid: 'key-2' } },
    401,
    "Invalid 'kid' header in client_assertion JWT - no matching public key",
  ],
  [
    'no typ',
    { header: { typ: undefined } },
    400,
    "Invalid 'typ' header in client_assertion JWT - must be 'JWT'",
  ],
  [
    'another typ',
    { header: { typ: 'JOSE' } },
    400,
    "Invalid 'typ' header in client_assertion JWT - must be 'JWT'",
  ],
  [
    'iss and sub of nobody',
    { claims: { iss: 'nobody', sub: 'nobody' } },
    401,
    "Invalid 'iss'/'sub' claims in client_assertion JWT",
  ],
  ...(['iss', 'sub'] as const).flatMap((claim) =>
    [undefined, 'other', 7].map(
      (value) =>
        [
          `${claim} ${value}`,
          { claims: { [claim]: value } },
          400,
          "Missing or non-matching 'iss'/'sub' claims in client_assertion JWT",
        ] as const,
    ),
  ),
  ['no jti', { claims: { jti: undefined } }, 400, "Missing 'jti' claim in client_assertion JWT"],
  [
    'a number as jti',
    { claims: { jti: 12_345 } },
    400,
    "Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID",
  ],
  ...[
    ...[undefined, 'https://elsewhere.example/oauth2/token', 5],
    // An object that cannot be asked for its text.
    ...[{ toString: 1, valueOf: 1 }, [{ toString: 1 }], [[null]]],
  ].map(
    (aud) =>
      [
        `aud ${JSON.stringify(aud)}`,
        { claims: { aud } },
        401,
        "Missing or invalid 'aud' claim in client_assertion JWT",
      ] as const,
  ),
  ['no exp', { claims: { exp: undefined } }, 400, "Missing 'exp' claim in client_assertion JWT"],
  ...['1767607500', 1_767_607_500.5].map(
    (exp) =>
      [
        `exp ${typeof exp}`,
        { claims: { exp } },
        400,
        "Invalid 'exp' claim in client_assertion JWT - must be an integer",
      ] as const,
  ),
  [
    'exp in the past',
    { claims: { exp: 1_700_000_000 } },
    400,
    "Invalid 'exp' claim in client_assertion JWT - JWT has expired",
  ],
];

for (const [what, changes, status, description] of WRONG) {
  test(`I01 a client assertion with ${what} is refused in its own words`, async () => {
    await using stand = await openStand();
    const form = await credentialsForm(stand, changes);
    assert.deepEqual(await refusal(stand, form), [status, invalid, description]);
  });
}

test('I01 a client assertion that somebody else signed is refused', async () => {
  await using stand = await openStand();
  const form = await credentialsForm(stand, { key: await createKeyPair('rsa-2048') });
  const expected = [401, 'public_key error', 'JWT signature verification failed'];
  assert.deepEqual(await refusal(stand, form), expected);
});

test('I01 a client that has registered no key is told so', async () => {
  await using stand = await openStand();
  const claims = { iss: 'no-asid-api-key', sub: 'no-asid-api-key' };
  const form = await credentialsForm(stand, { claims });
  const [status, error, description] = await refusal(stand, form);
  assert.deepEqual([status, error], [403, 'public_key error']);
  assert.match(String(description), /^You need to register a public key/);
});

const TYPE_TEXT =
  "Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'";
const FORMS: readonly (readonly [Fields, number, string, string])[] = [
  [{ grant_type: undefined }, 400, invalid, 'grant_type is missing'],
  [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 'grant_type is invalid'],
  [{ client_assertion_type: undefined }, 400, invalid, TYPE_TEXT],
  [{ client_assertion_type: 'jwt' }, 400, invalid, TYPE_TEXT],
  [{ client_assertion: undefined }, 400, invalid, 'Missing client_assertion'],
  [{ client_assertion: 'a.b' }, 400, invalid, 'Malformed JWT in client_assertion'],
];

test('I01 a form with something missing or wrong is refused in its own words', async () => {
  await using stand = await openStand();
  for (const [change, ...expected] of FORMS) {
    const form = { ...(await credentialsForm(stand)), ...change };
    assert.deepEqual(await refusal(stand, form), expected);
  }
});

test('a body that is no form, and a parameter given twice, are refused', async () => {
  await using stand = await openStand();
  const json = await fetch(`${stand.url}${TOKEN}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials' }),
  });
  assert.equal(((await json.json()) as Fields).error_description, 'grant_type is missing');
  const twice = await fetch(`${stand.url}${TOKEN}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&grant_type=refresh_token',
  });
  const { error_description: why } = (await twice.json()) as Fields;
  assert.equal(why, 'grant_type is given more than once');
});

test('I02 a client assertion works once, and what a stranger signed uses nothing up', async () => {
  await using stand = await openStand();
  const key = await createKeyPair('rsa-2048');
  const strange = await credentialsForm(stand, { key, claims: { jti: 'the-one' } });
  assert.equal((await stand.post(TOKEN, strange)).status, 401);
  const form = await credentialsForm(stand, { claims: { jti: 'the-one' } });
  assert.equal((await stand.post(TOKEN, form)).status, 200);
  const expected = [400, invalid, "Non-unique 'jti' claim in client_assertion JWT"];
  assert.deepEqual(await refusal(stand, form), expected);
  // Another application may use the same id, and so may this one after a reset.
  const claims = { iss: 'privileged-api-key', sub: 'privileged-api-key', jti: 'the-one' };
  assert.equal((await stand.post(TOKEN, await credentialsForm(stand, { claims }))).status, 200);
  stand.identity.reset();
  assert.equal((await stand.post(TOKEN, form)).status, 200);
});

test('I03 a client assertion signed with RS256 or HS512 is told to use RS512', async () => {
  await using stand = await openStand();
  const text =
    "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'";
  const header = { alg: 'RS256' };
  const form = await credentialsForm(stand, { header });
  assert.deepEqual(await refusal(stand, form), [400, invalid, text]);
  const [, claims] = (await clientAssertion(stand)).split('.');
  for (const alg of ['none', 'HS512']) {
    const head = Buffer.from(JSON.stringify({ alg, kid: 'key-1', typ: 'JWT' }));
    const forged = `${head.toString('base64url')}.${claims}.`;
    const tried = { ...(await credentialsForm(stand)), client_assertion: forged };
    assert.deepEqual(await refusal(stand, tried), [400, invalid, text]);
  }
});

test('I04 an assertion may last 310 seconds, not 311 and not 360', async () => {
  await using stand = await openStand();
  const now = stand.clock.now().getTime() / 1000;
  const lasting = async (seconds: number) =>
    stand.post(TOKEN, await credentialsForm(stand, { claims: { exp: now + seconds } }));
  assert.equal((await lasting(310)).status, 200);
  for (const seconds of [311, 360]) {
    const { status, json } = await lasting(seconds);
    assert.equal(status, 400);
    assert.equal(
      json.error_description,
      "Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future",
    );
  }
});

test('I04 the tolerance is a setting', async () => {
  await using stand = await openStand({ identity: { assertionToleranceSeconds: 0 } });
  const exp = stand.clock.now().getTime() / 1000 + 301;
  assert.deepEqual(await refusal(stand, await credentialsForm(stand, { claims: { exp } })), [
    400,
    invalid,
    "Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future",
  ]);
});

test('the mock endpoint is an endpoint of its own: assertions are for the one or the other', async () => {
  await using stand = await openStand();
  const aud = `${stand.url}/oauth2-mock/token`;
  const form = await credentialsForm(stand, { claims: { aud } });
  assert.equal((await stand.post(TOKEN, form)).status, 401);
  assert.equal((await stand.post('/oauth2-mock/token', form)).status, 200);
});

test('an application for users only cannot act by itself', async () => {
  const world = { identity: { clients: { sut: { accessMode: 'healthcare-worker' } } } };
  await using stand = await openStand(world);
  const form = await credentialsForm(stand);
  assert.deepEqual(await refusal(stand, form), [401, 'unauthorized_client', NOT_CONFIGURED]);
});

test('I05 the id_token of a user at AAL3 or AAL2 is exchanged for a token of the user', async () => {
  await using stand = await openStand();
  const { desk, tokens } = stand.identity;
  for (const user of ['656005750105', '656005750109']) {
    const order = { client: 'sut-api-key', kind: 'id-token', user } as const;
    const { token } = await desk.issueToken(order);
    const { status, json } = await stand.post(TOKEN, await exchangeForm(stand, token));
    assert.equal(status, 200, JSON.stringify(json));
    assert.equal(json.refresh_count, '0');
    assert.equal(json.refresh_token_expires_in, '3599');
    assert.equal(json.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token');
    const authorization = `Bearer ${json.access_token}`;
    const at = stand.clock.now();
    const verdict = tokens.judge({ authorization, urid: undefined, at });
    assert.ok(verdict.ok);
    assert.equal(verdict.principal.mode, 'healthcare-worker');
    assert.equal(verdict.principal.userId, user);
    assert.equal(verdict.principal.mayUpdateGp, true);
  }
});

test('I05 a user at AAL1 and patients at P5 and P0 get no token', async () => {
  await using stand = await openStand();
  const who = [{ user: '656005750110' }, { patient: '9912003072' }, { patient: '9912003073' }];
  for (const person of who) {
    const order = { client: 'sut-api-key', kind: 'id-token', ...person } as const;
    const { token } = await stand.identity.desk.issueToken(order);
    const form = await exchangeForm(stand, token);
    assert.deepEqual(await refusal(stand, form), [401, 'unauthorized_client', NOT_CONFIGURED]);
  }
});

test('I05 a patient at P9 gets a token for the own record', async () => {
  await using stand = await openStand();
  const order = { client: 'sut-api-key', kind: 'id-token', patient: '9912003071' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  const { json } = await stand.post(TOKEN, await exchangeForm(stand, token));
  const authorization = `Bearer ${json.access_token}`;
  const at = stand.clock.now();
  const verdict = stand.identity.tokens.judge({ authorization, urid: undefined, at });
  assert.ok(verdict.ok);
  assert.equal(verdict.principal.mode, 'patient');
  assert.equal(verdict.principal.patient, '9991001018');
});

test('I05 how sure of the user the platform must be is a setting', async () => {
  const world = { identity: { leastAssurance: 'AAL3' } };
  await using stand = await openStand(world);
  const order = { client: 'sut-api-key', kind: 'id-token', user: '656005750109' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  const { status } = await stand.post(TOKEN, await exchangeForm(stand, token));
  assert.equal(status, 401);
});

test('I05 an exchange with something missing or wrong is refused in its own words', async () => {
  await using stand = await openStand();
  const order = { client: 'sut-api-key', kind: 'id-token', user: '656005750105' } as const;
  const { desk } = stand.identity;
  const { token } = await desk.issueToken(order);
  const flawed = async (flaw: 'expired' | 'wrong-audience' | 'wrong-issuer' | 'tampered') =>
    (await desk.issueToken({ ...order, flaw })).token;
  const typeText =
    "missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'";
  const cases: readonly (readonly [Fields, number, string, string])[] = [
    [{ subject_token_type: undefined }, 400, invalid, typeText],
    [{ subject_token_type: 'jwt' }, 400, invalid, typeText],
    [{ subject_token: undefined }, 400, invalid, 'Missing subject_token'],
    [{ subject_token: 'no jwt' }, 400, invalid, 'Malformed JWT in subject_token'],
    [
      { subject_token: await flawed('expired') },
      400,
      invalid,
      "Invalid 'exp' claim in subject_token JWT - JWT has expired",
    ],
    [
      { subject_token: await flawed('wrong-audience') },
      401,
      invalid,
      "Invalid 'aud' claim in subject_token JWT",
    ],
    [
      { subject_token: await flawed('wrong-issuer') },
      401,
      invalid,
      "Invalid 'iss' claim in subject_token JWT",
    ],
    [
      { subject_token: await flawed('tampered') },
      401,
      'public_key error',
      'JWT signature verification failed',
    ],
  ];
  for (const [change, ...expected] of cases) {
    const form = { ...(await exchangeForm(stand, token)), ...change };
    assert.deepEqual(await refusal(stand, form), expected);
  }
});

test('I05 claims and header of an id_token are asked for one by one', async () => {
  await using stand = await openStand();
  const { keys, url, clock } = stand;
  const now = clock.now().getTime() / 1000;
  const iss = `${url}/openam/oauth2/realms/root/realms/oidc`;
  const right = { iss, aud: 'sut-api-key', exp: now + 60, sub: '656005750105' };
  const cases = [
    [{ kid: undefined }, {}, 400, "Missing 'kid' header in subject_token JWT"],
    [{ typ: 'JOSE' }, {}, 400, "Invalid 'typ' header in subject_token JWT - must be 'JWT'"],
    [
      { typ: { toString: 1 } },
      {},
      400,
      "Invalid 'typ' header in subject_token JWT - must be 'JWT'",
    ],
    [{}, { aud: { toString: 1 } }, 401, "Invalid 'aud' claim in subject_token JWT"],
    [{}, { iss: undefined }, 400, "Missing 'iss' claim in subject_token JWT"],
    [{}, { aud: undefined }, 401, "Missing 'aud' claim in subject_token JWT"],
    [{}, { exp: undefined }, 400, "Missing 'exp' claim in subject_token JWT"],
    [{}, { exp: '9' }, 400, "Invalid 'exp' claim in subject_token JWT - must be an integer"],
    [{ kid: 'x' }, {}, 401, "Invalid 'kid' header in subject_token JWT - no matching public key"],
  ] as const;
  for (const [header, claims, status, description] of cases) {
    const whole: object = { alg: 'RS256', kid: keys.jwk.kid, typ: 'JWT', ...header };
    const token = await signJwt(whole as { alg: string }, { ...right, ...claims }, keys.privateKey);
    const form = await exchangeForm(stand, token);
    assert.deepEqual(await refusal(stand, form), [status, invalid, description]);
  }
});

test('I06 a refresh token works once, and refresh_count rises', async () => {
  await using stand = await openStand();
  const order = { client: 'sut-api-key', kind: 'id-token', user: '656005750105' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  const first = (await stand.post(TOKEN, await exchangeForm(stand, token))).json;
  const renew = (refresh: unknown) => ({
    grant_type: 'refresh_token',
    client_id: 'sut-api-key',
    client_secret: 'sut-api-secret',
    refresh_token: String(refresh),
  });
  const second = await stand.post(TOKEN, renew(first.refresh_token));
  assert.equal(second.status, 200);
  assert.deepEqual(Object.keys(second.json).sort(), [
    'access_token',
    'expires_in',
    'issued_at',
    'refresh_count',
    'refresh_token',
    'refresh_token_expires_in',
    'token_type',
  ]);
  assert.equal(second.json.refresh_count, '1');
  assert.deepEqual(await refusal(stand, renew(first.refresh_token)), [
    401,
    'invalid_grant',
    'refresh_token is invalid',
  ]);
  const third = await stand.post(TOKEN, renew(second.json.refresh_token));
  assert.equal(third.json.refresh_count, '2');
  const at = stand.clock.now();
  const authorization = `Bearer ${third.json.access_token}`;
  const verdict = stand.identity.tokens.judge({ authorization, urid: undefined, at });
  assert.ok(verdict.ok && verdict.principal.userId === '656005750105');
});

test('I06 a refresh token is no use to another application, nor after its time', async () => {
  await using stand = await openStand({ identity: { refreshSeconds: 60 } });
  const order = { client: 'sut-api-key', kind: 'id-token', user: '656005750105' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  const { json } = await stand.post(TOKEN, await exchangeForm(stand, token));
  const renew = (id: string) => ({
    grant_type: 'refresh_token',
    client_id: `${id}-api-key`,
    client_secret: `${id}-api-secret`,
    refresh_token: String(json.refresh_token),
  });
  assert.equal((await refusal(stand, renew('no-asid')))[2], 'refresh_token is invalid');
  await stand.clock.advance(61_000);
  assert.equal((await refusal(stand, renew('sut')))[2], 'refresh_token is invalid');
  const wrong = { ...renew('sut'), client_secret: 'guess-guess' };
  assert.deepEqual(await refusal(stand, wrong), [
    401,
    'invalid_client',
    'client_id or client_secret is invalid',
  ]);
});

test('tokens, secrets and assertions are not in the journal', async () => {
  await using stand = await openStand();
  const form = await credentialsForm(stand);
  const { json } = await stand.post(TOKEN, { ...form, client_secret: 'a-secret-of-mine' });
  const record = await stand.record();
  for (const secret of [json.access_token, form.client_assertion, 'a-secret-of-mine'])
    assert.ok(!record.includes(String(secret)));
  assert.match(record, /token from sut-api-key: HTTP 200, a token is issued/);
  assert.match(record, /client_assertion=\[not kept; sha256 begins [0-9a-f]{12}\]/);
  assert.match(record, /grant_type=client_credentials/);
  assert.match(record, /"access_token":"\[not kept; sha256 begins [0-9a-f]{12}\]"/);
});

test('of a refused request it is on record who it said it was', async () => {
  await using stand = await openStand();
  await stand.post(TOKEN, await credentialsForm(stand, { header: { kid: 'key-2' } }));
  const [entry] = await stand.journal.find({});
  assert.equal(entry?.facts?.claimedCaller, 'sut-api-key');
  assert.equal(entry?.facts?.caller, undefined);
  assert.match(String(entry?.facts?.reason), /no matching public key/);
});

test('a key that cannot be used is a refusal like a wrong one', async () => {
  const publicKeys = [{ kty: 'RSA', kid: 'key-1', n: 'AQAB', e: 'AQAB' }];
  await using stand = await openStand({ identity: { clients: { sut: { publicKeys } } } });
  assert.equal((await refusal(stand, await credentialsForm(stand)))[0], 401);
  assert.ok(await applicationKey());
});
