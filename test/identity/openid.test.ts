import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { get as secureGet } from 'node:https';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isSignedBy } from '../../src/platform/jose.ts';
import { readJwt } from '../../src/wire/jwt/read-jwt.ts';
import {
  type Answer,
  CALLBACK,
  challengeOf,
  clientAssertion,
  credentialsForm,
  type Fields,
  formOf,
  JWT_BEARER,
  openStand,
  removeCertificates,
  type Stand,
} from './stand.ts';

after(removeCertificates);

const OIDC = '/openam/oauth2/realms/root/realms/oidc';
const ALL =
  'openid profile email nhsperson nationalrbacaccess associatedorgs professionalmemberships organisationalmemberships selectedrole';
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-as-rfc-7636-demands';

function authorizePath(changes: Fields = {}): string {
  const fields = {
    response_type: 'code',
    client_id: 'sut-api-key',
    redirect_uri: CALLBACK,
    scope: ALL,
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: challengeOf(VERIFIER),
    code_challenge_method: 'S256',
    ...changes,
  };
  return `${OIDC}/authorize?${formOf(fields)}`;
}

function codeForm(code: string | null, changes: Fields = {}): Fields {
  return {
    grant_type: 'authorization_code',
    client_id: 'sut-api-key',
    client_secret: 'sut-api-secret',
    redirect_uri: CALLBACK,
    code: code ?? '',
    code_verifier: VERIFIER,
    ...changes,
  };
}

/** Signs a user in and exchanges the code. */
async function signIn(stand: Stand, choice: Fields, request: Fields = {}): Promise<Answer> {
  const { sentTo, status, text } = await stand.post(authorizePath(request), choice);
  assert.equal(status, 303, text);
  return stand.post(`${OIDC}/access_token`, codeForm(sentTo.get('code')));
}

function bearer(token: unknown) {
  return { authorization: `Bearer ${token}` };
}

test('the provider describes itself, at its own place and at the root', async () => {
  await using stand = await openStand();
  const own = await stand.get(`${OIDC}/.well-known/openid-configuration`);
  const root = await stand.get('/.well-known/openid-configuration');
  assert.deepEqual(root.json, own.json);
  const issuer = `${stand.url}${OIDC}`;
  assert.equal(own.json.issuer, issuer);
  assert.equal(own.json.authorization_endpoint, `${issuer}/authorize`);
  assert.equal(own.json.token_endpoint, `${issuer}/access_token`);
  assert.equal(own.json.userinfo_endpoint, `${issuer}/userinfo`);
  assert.equal(own.json.jwks_uri, `${issuer}/connect/jwk_uri`);
  assert.deepEqual(own.json.scopes_supported, ALL.split(' '));
});

test('by what name the provider is known is a setting', async () => {
  const baseUrl = 'https://api.spinebox.test:8480/';
  await using stand = await openStand({ identity: { baseUrl } });
  const { json } = await stand.get('/.well-known/openid-configuration');
  assert.equal(json.issuer, `https://api.spinebox.test:8480${OIDC}`);
  const { json: tokens } = await signIn(stand, { user: '656005750105' });
  const claims = readJwt(String(tokens.id_token))?.claims;
  assert.equal(claims?.iss, `https://api.spinebox.test:8480${OIDC}`);
  // Applications may address assertions to that name, whatever they connect to.
  const aud = 'https://api.spinebox.test:8480/oauth2/token';
  const answer = await stand.post(
    '/oauth2/token',
    await credentialsForm(stand, { claims: { aud } }),
  );
  assert.equal(answer.status, 200);
});

test('a user is chosen on the page, and the code brings a signed id_token', async () => {
  await using stand = await openStand();
  const page = await stand.get(authorizePath());
  assert.equal(page.status, 200);
  assert.match(page.text, /name="user" value="656005750105"/);
  const { status, json } = await signIn(stand, { user: '656005750105' });
  assert.equal(status, 200, JSON.stringify(json));
  const now = stand.clock.now().getTime() / 1000;
  const token = String(json.id_token);
  const { keys } = (await stand.get(`${OIDC}/connect/jwk_uri`)).json as {
    keys: readonly Record<string, string>[];
  };
  const { header, claims } = readJwt(token) ?? {};
  assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: keys[0]?.kid });
  assert.ok(await isSignedBy(token, keys[0] ?? {}, 'RS256'));
  const { sid, at_hash: hash, ...rest } = claims ?? {};
  assert.match(String(sid), /^[0-9A-F-]{36}$/);
  assert.match(String(hash), /^[\w-]{22}$/);
  assert.deepEqual(rest, {
    iss: `${stand.url}${OIDC}`,
    sub: '656005750105',
    uid: '656005750105',
    aud: 'sut-api-key',
    exp: now + 3600,
    iat: now,
    auth_time: now,
    acr: 'AAL3_ANY',
    amr: ['N3_SMARTCARD'],
    id_assurance_level: '3',
    authentication_assurance_level: '3',
    // The only role is selected without asking.
    selected_roleid: '656014452103',
    nonce: 'a-nonce',
  });
  assert.equal(json.token_type, 'Bearer');
  assert.equal(json.expires_in, 3600);
  const [session] = stand.identity.desk.sessions();
  assert.equal(session?.kind, 'cis2', 'the user is at work, by another way than a card');
});

test('the state comes back as it was sent, and the code with it', async () => {
  await using stand = await openStand();
  const state = 'ä &=?#"<x>';
  const { headers, sentTo } = await stand.post(authorizePath({ state }), { user: '656005750105' });
  assert.ok(headers.get('location')?.startsWith(`${CALLBACK}?code=`));
  assert.equal(sentTo.get('state'), state);
});

test('a user with several roles is asked for one, if the application wants to know', async () => {
  await using stand = await openStand();
  const asked = await stand.post(authorizePath(), { user: '656005750104' });
  assert.equal(asked.status, 200);
  assert.match(asked.text, /Choose a role/);
  assert.match(asked.text, /name="role" value="656014452102"/);
  const chosen = await signIn(stand, { user: '656005750104', role: '656014452102' });
  const claims = readJwt(String(chosen.json.id_token))?.claims;
  assert.equal(claims?.selected_roleid, '656014452102');
  const scope = 'openid nationalrbacaccess';
  const unasked = await signIn(stand, { user: '656005750104' }, { scope });
  const without = readJwt(String(unasked.json.id_token))?.claims ?? {};
  assert.ok(!('selected_roleid' in without));
  const other = await stand.post(authorizePath(), { user: '656005750104', role: '990000002001' });
  assert.equal(other.status, 400);
});

test('I08 a user without roles signs in, and userinfo has no role', async () => {
  await using stand = await openStand();
  const { json } = await signIn(stand, { user: '656005750106' });
  assert.ok(!('selected_roleid' in (readJwt(String(json.id_token))?.claims ?? {})));
  const info = await stand.get(`${OIDC}/userinfo`, bearer(json.access_token));
  assert.equal(info.status, 200);
  assert.deepEqual(info.json.nhsid_nrbac_roles, []);
  assert.deepEqual(info.json.nhsid_user_orgs, []);
});

test('userinfo shows what the scopes cover and nothing else', async () => {
  await using stand = await openStand();
  const user = '990000001001';
  const claimsFor = async (scope: string) => {
    const { json } = await signIn(stand, { user }, { scope });
    return Object.keys((await stand.get(`${OIDC}/userinfo`, bearer(json.access_token))).json);
  };
  const name = ['name', 'given_name', 'family_name'];
  assert.deepEqual(await claimsFor('openid'), ['sub']);
  assert.deepEqual(await claimsFor('openid profile'), ['sub', ...name]);
  assert.deepEqual(await claimsFor('openid nhsperson'), ['sub', 'nhsid_useruid', ...name]);
  assert.deepEqual(await claimsFor('openid email'), ['sub', 'email']);
  assert.deepEqual(await claimsFor('openid nationalrbacaccess'), ['sub', 'nhsid_nrbac_roles']);
  assert.deepEqual(await claimsFor('openid associatedorgs'), ['sub', 'nhsid_user_orgs']);
});

const SAMPLES = join(
  import.meta.dirname,
  ...['..', '..', '..', 'shared', 'samples', 'pds', 'composed', 'identity'],
);
const withoutSamples = existsSync(SAMPLES) ? false : 'the shared samples are not here';

const SAMPLE_WORLD = {
  organisations: { hillside: { name: 'Simulated Surgery Two' } },
  identity: {
    users: {
      sample: {
        userId: '990000009001',
        name: 'Simulated Clinician',
        givenName: 'Simulated',
        familyName: 'Clinician',
        roles: [
          {
            roleProfileId: '990000009002',
            personOrganisationId: '990000003001',
            organisation: 'Z99002',
            activities: ['B8009'],
          },
        ],
      },
    },
  },
};

test('userinfo is the published example but for the ids', { skip: withoutSamples }, async () => {
  await using stand = await openStand(SAMPLE_WORLD);
  const text = readFileSync(join(SAMPLES, 'cis2-userinfo.json'), 'utf8');
  const expected = text
    .replaceAll('990000001001', '990000009001')
    .replaceAll('990000002001', '990000009002');
  const scope = 'openid profile nhsperson nationalrbacaccess associatedorgs';
  const { json } = await signIn(stand, { user: '990000009001' }, { scope });
  const info = await stand.get(`${OIDC}/userinfo`, bearer(json.access_token));
  assert.deepEqual(info.json, JSON.parse(expected));
});

test('the id_token has every claim of the example', { skip: withoutSamples }, async () => {
  await using stand = await openStand(SAMPLE_WORLD);
  const { json } = await signIn(stand, { user: '990000009001' });
  const claims = readJwt(String(json.id_token))?.claims ?? {};
  const example = JSON.parse(readFileSync(join(SAMPLES, 'cis2-id-token.claims.json'), 'utf8'));
  const facts = (all: Record<string, unknown>) =>
    ['acr', 'amr', 'id_assurance_level', 'authentication_assurance_level'].map((name) => all[name]);
  for (const name of Object.keys(example)) assert.ok(name in claims, name);
  assert.deepEqual(facts(claims), facts(example));
  assert.equal(Number(claims.exp) - Number(claims.iat), example.exp - example.iat);
});

test('an application or an address that is not registered sends nobody anywhere', async () => {
  await using stand = await openStand();
  const wrong: readonly Fields[] = [
    { client_id: undefined },
    { client_id: 'nobody' },
    { redirect_uri: undefined },
    { redirect_uri: `${CALLBACK}/` },
    { redirect_uri: `${CALLBACK}?x=1` },
    { redirect_uri: 'http://localhost:9000/Callback' },
    { redirect_uri: 'https://evil.example/callback' },
  ];
  for (const changes of wrong) {
    for (const answer of [
      await stand.get(authorizePath(changes)),
      await stand.post(authorizePath(changes), { user: '656005750105' }),
    ]) {
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get('location'), null);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    }
  }
  const twice = `${authorizePath()}&redirect_uri=https%3A%2F%2Fevil.example%2F`;
  assert.equal((await stand.get(twice)).status, 400);
});

test('other errors are sent to the application', async () => {
  await using stand = await openStand();
  const wrong: readonly (readonly [Fields, string])[] = [
    [{ response_type: undefined }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_mode: 'fragment' }, 'invalid_request'],
    [{ scope: undefined }, 'invalid_scope'],
    [{ scope: 'profile' }, 'invalid_scope'],
    [{ scope: 'openid everything' }, 'invalid_scope'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge: 'short' }, 'invalid_request'],
    [{ code_challenge: undefined }, 'invalid_request'],
    [{ prompt: 'none' }, 'login_required'],
    [{ request: 'x.y.z' }, 'request_not_supported'],
    [{ request_uri: 'https://x.example/' }, 'request_uri_not_supported'],
  ];
  for (const [changes, error] of wrong) {
    const { status, headers, sentTo } = await stand.get(authorizePath(changes));
    assert.equal(status, 303, JSON.stringify(changes));
    assert.ok(headers.get('location')?.startsWith(`${CALLBACK}?`));
    assert.equal(sentTo.get('error'), error, JSON.stringify(changes));
    assert.equal(sentTo.get('state'), 'a-state');
    assert.equal(sentTo.get('code'), null);
  }
  const twice = await stand.get(`${authorizePath()}&scope=openid`);
  assert.equal(twice.sentTo.get('error'), 'invalid_request');
});

test('a person may decline, and must be somebody', async () => {
  await using stand = await openStand();
  const { sentTo } = await stand.post(authorizePath(), { cancel: 'yes' });
  assert.equal(sentTo.get('error'), 'access_denied');
  assert.equal((await stand.post(authorizePath(), { user: '999999999999' })).status, 400);
  assert.equal((await stand.post(authorizePath(), {})).status, 400);
  // Patients sign in elsewhere.
  assert.equal((await stand.post(authorizePath(), { patient: '9912003071' })).status, 400);
});

test('a user who signs in more weakly than was asked for is refused', async () => {
  await using stand = await openStand();
  const path = authorizePath({ acr_values: 'AAL3_ANY' });
  const weak = await stand.post(path, { user: '656005750109' });
  assert.equal(weak.sentTo.get('error'), 'access_denied');
  assert.match(weak.sentTo.get('error_description') ?? '', /AAL2, AAL3 was asked for/);
  assert.ok((await stand.post(path, { user: '656005750105' })).sentTo.get('code'));
  const { json } = await signIn(stand, { user: '656005750109' });
  const claims = readJwt(String(json.id_token))?.claims;
  assert.equal(claims?.acr, 'AAL2_ANY');
  assert.equal(claims?.authentication_assurance_level, '2');
});

test('a code is refused without its verifier, its address, its application, and after its time', async () => {
  await using stand = await openStand();
  const fresh = async () => {
    const { sentTo } = await stand.post(authorizePath(), { user: '656005750105' });
    return sentTo.get('code');
  };
  const tried = async (changes: Fields, code?: string | null) => {
    const form = codeForm(code ?? (await fresh()), changes);
    const { status, json } = await stand.post(`${OIDC}/access_token`, form);
    return [status, json.error, json.error_description];
  };
  const grant = 'invalid_grant';
  assert.deepEqual(await tried({ code_verifier: undefined }), [
    400,
    grant,
    'code_verifier is invalid',
  ]);
  assert.deepEqual(await tried({ code_verifier: `${VERIFIER}x` }), [
    400,
    grant,
    'code_verifier is invalid',
  ]);
  assert.deepEqual(await tried({ redirect_uri: 'https://localhost:9443/callback' }), [
    400,
    grant,
    'redirect_uri is invalid',
  ]);
  const other = { client_id: 'no-asid-api-key', client_secret: 'no-asid-api-secret' };
  assert.deepEqual(await tried(other), [400, grant, 'authorization_code is invalid']);
  assert.deepEqual(await tried({ code: undefined }), [
    400,
    'invalid_request',
    'authorization_code is missing',
  ]);
  assert.equal((await tried({ client_secret: 'a-wrong-secret' }))[1], 'invalid_client');
  assert.equal((await tried({ client_secret: undefined }))[0], 401);
  assert.equal((await tried({ grant_type: 'password' }))[1], 'unsupported_grant_type');
  const late = await fresh();
  await stand.clock.advance(60_000);
  assert.deepEqual(await tried({}, late), [400, grant, 'authorization_code is invalid']);
});

test('a code works once; whoever brings it again ends what came of it', async () => {
  await using stand = await openStand();
  const { sentTo } = await stand.post(authorizePath(), { user: '656005750105' });
  const form = codeForm(sentTo.get('code'));
  const { json } = await stand.post(`${OIDC}/access_token`, form);
  const info = () => stand.get(`${OIDC}/userinfo`, bearer(json.access_token));
  assert.equal((await info()).status, 200);
  const again = await stand.post(`${OIDC}/access_token`, form);
  assert.deepEqual([again.status, again.json.error], [400, 'invalid_grant']);
  assert.equal((await info()).status, 401);
});

test('an application shows who it is in any of four ways', async () => {
  const open = { clientId: 'open-app', redirectUris: [CALLBACK] };
  await using stand = await openStand({ identity: { clients: { open } } });
  const exchange = async (client: string, form: Fields, headers = {}) => {
    const path = authorizePath({ client_id: client });
    const { sentTo } = await stand.post(path, { user: '656005750105' });
    const whole = { ...codeForm(sentTo.get('code')), ...form };
    return (await stand.post(`${OIDC}/access_token`, whole, headers)).status;
  };
  const none = { client_id: undefined, client_secret: undefined };
  assert.equal(await exchange('sut-api-key', {}), 200);
  const basic = Buffer.from('sut-api-key:sut-api-secret').toString('base64');
  assert.equal(await exchange('sut-api-key', none, { authorization: `Basic ${basic}` }), 200);
  const claims = { aud: `${stand.url}${OIDC}/access_token` };
  const assertion = await clientAssertion(stand, { claims });
  const signed = { client_assertion_type: JWT_BEARER, client_assertion: assertion };
  assert.equal(await exchange('sut-api-key', { ...none, ...signed }), 200);
  const named = { client_id: 'open-app', client_secret: undefined };
  assert.equal(await exchange('open-app', named), 200);
  // One without a secret must bring PKCE.
  const bare = {
    client_id: 'open-app',
    code_challenge: undefined,
    code_challenge_method: undefined,
  };
  assert.equal((await stand.get(authorizePath(bare))).sentTo.get('error'), 'invalid_request');
});

test('userinfo is refused without a token, with a wrong one, and when the session is over', async () => {
  await using stand = await openStand();
  const path = `${OIDC}/userinfo`;
  const bare = await stand.get(path);
  assert.equal(bare.status, 401);
  assert.equal(bare.headers.get('www-authenticate'), 'Bearer');
  const wrong = await stand.get(path, bearer('nonsense'));
  assert.equal(wrong.headers.get('www-authenticate'), 'Bearer error="invalid_token"');
  const { json } = await signIn(stand, { user: '656005750105' });
  const token = bearer(json.access_token);
  assert.equal((await stand.get(path, token)).status, 200);
  const [session] = stand.identity.desk.sessions();
  stand.identity.desk.endSession(session?.id ?? '', 'revoked');
  const over = await stand.get(path, token);
  assert.equal(over.status, 401);
  assert.equal(over.json.error_description, 'the session is over: revoked');
});

test('the token of the provider is not one of the API platform, nor the other way round', async () => {
  await using stand = await openStand();
  const { json } = await signIn(stand, { user: '656005750105' });
  const at = stand.clock.now();
  for (const token of [json.access_token, json.id_token]) {
    const authorization = `Bearer ${token}`;
    const verdict = stand.identity.tokens.judge({ authorization, urid: undefined, at });
    assert.deepEqual(verdict, { ok: false, outcome: { kind: 'invalid-token' } });
  }
  const order = { client: 'sut-api-key', kind: 'access', user: '656005750105' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  assert.equal((await stand.get(`${OIDC}/userinfo`, bearer(token))).status, 401);
});

test('I05 the id_token of the provider is what the API platform exchanges', async () => {
  await using stand = await openStand();
  const { json } = await signIn(stand, { user: '656005750104', role: '656014452102' });
  const assertion = await clientAssertion(stand);
  const exchanged = await stand.post('/oauth2/token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    subject_token: String(json.id_token),
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
  });
  assert.equal(exchanged.status, 200, exchanged.text);
  const authorization = `Bearer ${exchanged.json.access_token}`;
  const at = stand.clock.now();
  const verdict = stand.identity.tokens.judge({ authorization, urid: undefined, at });
  assert.ok(verdict.ok);
  assert.equal(verdict.principal.selectedRole, '656014452102');
  assert.equal(verdict.principal.roles.length, 2);
});

test('no code and no token of the flow is in the journal', async () => {
  await using stand = await openStand();
  const { sentTo } = await stand.post(authorizePath(), { user: '656005750105' });
  const code = sentTo.get('code') ?? '';
  const { json } = await stand.post(`${OIDC}/access_token`, codeForm(code));
  await stand.get(`${OIDC}/userinfo`, bearer(json.access_token));
  await stand.post(`${OIDC}/access_token`, { Code: 'M1SSPELT', CLIENT_SECRET: 'M1SSPELT' });
  const record = await stand.record();
  const misspelt = 'M1SSPELT';
  for (const secret of [
    code,
    json.access_token,
    json.id_token,
    VERIFIER,
    'sut-api-secret',
    misspelt,
  ])
    assert.ok(!record.includes(String(secret)), String(secret).slice(0, 12));
  assert.match(record, /a code is given/);
  assert.match(record, /code=\[not kept; sha256 begins/);
});

test('everything is there over TLS too', async () => {
  await using stand = await openStand();
  const status = await new Promise((resolve, reject) => {
    const url = `${stand.secureUrl}/.well-known/openid-configuration`;
    const options = { ca: stand.trustPem, servername: 'api.spinebox.test', agent: false };
    secureGet(url, options, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
  assert.equal(status, 200);
});

test('what is not there is 404, and what is asked wrongly 405', async () => {
  await using stand = await openStand();
  assert.equal((await stand.get(`${OIDC}/nowhere`)).status, 404);
  const wrong = await stand.get(`${OIDC}/access_token`);
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get('allow'), 'POST');
});
