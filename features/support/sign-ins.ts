import assert from 'node:assert/strict';
import { signJwt } from '../../src/platform/jose.ts';
import { readJwt } from '../../src/wire/jwt/read-jwt.ts';
import { readSamlResponse } from '../../src/wire/saml/read-saml-response.ts';
import type { SamlResponse } from '../../src/wire/saml/role-assertion.ts';
import { type IdentityOffice, officeKeys, openIdentityOffice } from './identity-office.ts';

type Json = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, string>>;

const CALLBACK = 'http://localhost:9000/callback';
const OIDC = '/openam/oauth2/realms/root/realms/oidc';
const CLIENT = { client_id: 'sut-api-key', client_secret: 'sut-api-secret' };
const GRANT = 'urn:ietf:params:oauth';

/** What one scenario does with the identity services, and what it was answered. */
export interface SignIns extends AsyncDisposable {
  office(): Promise<IdentityOffice>;
  /** Puts a card in; by itself the only role is selected. */
  insertCard(user: string, how?: { role?: string | null; flaw?: string }): Promise<void>;
  endSession(how: 'logged-off' | 'card-removed' | 'revoked'): Promise<void>;
  assertion(): Promise<{ readonly response: SamlResponse; readonly xml: string }>;
  /** Signs in with CIS2 as a browser would; `role` where one is asked for. */
  signIn(user: string, role?: string): Promise<void>;
  /** The claims of the id_token, or what userinfo says. */
  claims(): Json;
  userInfo(): Promise<Json>;
  /** An access token by client credentials; `again` sends the last assertion once more. */
  asApplication(again?: boolean): Promise<void>;
  exchange(kind: 'user' | 'patient', who: string): Promise<void>;
  exchangeSignedIn(): Promise<void>;
  refresh(): Promise<void>;
  /** The last answer of a token endpoint. */
  readonly answered: { readonly status: number; readonly body: Json };
}

export function openSignIns(): SignIns {
  let opened: Promise<IdentityOffice> | undefined;
  let session = { id: '', token: '' };
  let form: Fields = {};
  let answered: SignIns['answered'] = { status: 0, body: {} };
  let refreshToken = '';
  const office = () => {
    opened ??= openIdentityOffice();
    return opened;
  };

  async function post(path: string, fields: Fields) {
    const { url } = await office();
    const body = new URLSearchParams(fields);
    return fetch(`${url}${path}`, { method: 'POST', body, redirect: 'manual' });
  }

  async function askForToken(path: string, fields: Fields): Promise<void> {
    form = fields;
    const response = await post(path, fields);
    answered = { status: response.status, body: (await response.json()) as Json };
    const { refresh_token: next } = answered.body;
    if (typeof next === 'string') refreshToken = next;
  }

  async function assertionForm(): Promise<Fields> {
    const { url, clock } = await office();
    const claims = {
      ...{ iss: CLIENT.client_id, sub: CLIENT.client_id, aud: `${url}/oauth2/token` },
      jti: crypto.randomUUID(),
      exp: Math.floor(clock.now().getTime() / 1000) + 300,
    };
    const header = { alg: 'RS512', typ: 'JWT', kid: 'key-1' };
    const { application } = await officeKeys();
    return {
      client_assertion_type: `${GRANT}:client-assertion-type:jwt-bearer`,
      client_assertion: await signJwt(header, claims, application.privateKey),
    };
  }

  async function exchangeToken(token: string): Promise<void> {
    await askForToken('/oauth2/token', {
      ...(await assertionForm()),
      grant_type: `${GRANT}:grant-type:token-exchange`,
      subject_token_type: `${GRANT}:token-type:id_token`,
      subject_token: token,
    });
  }

  return {
    office,
    async insertCard(user, { role, flaw } = {}) {
      const { desk } = (await office()).identity;
      session = desk.startSession({ user, role, flaw: flaw as never });
    },
    async endSession(how) {
      (await office()).identity.desk.endSession(session.id, how);
    },
    async assertion() {
      const { url } = await office();
      const xml = await (await fetch(`${url}/saml/RoleAssertion?token=${session.token}`)).text();
      const reading = readSamlResponse(Buffer.from(xml));
      assert.ok(reading.ok);
      return { response: reading.value, xml };
    },
    async signIn(user, role) {
      const query = new URLSearchParams({
        ...{ response_type: 'code', client_id: CLIENT.client_id, redirect_uri: CALLBACK },
        scope: 'openid profile nhsperson nationalrbacaccess associatedorgs selectedrole',
      });
      const choice = { user, ...(role === undefined ? {} : { role }) };
      const sent = await post(`${OIDC}/authorize?${query}`, choice);
      const location = sent.headers.get('location') ?? '';
      assert.equal(sent.status, 303, await sent.text());
      const code = new URL(location).searchParams.get('code') ?? '';
      const grant = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
      await askForToken(`${OIDC}/access_token`, { ...CLIENT, ...grant });
    },
    claims: () => readJwt(String(answered.body.id_token))?.claims ?? {},
    async userInfo() {
      const { url } = await office();
      const headers = { authorization: `Bearer ${answered.body.access_token}` };
      return (await (await fetch(`${url}${OIDC}/userinfo`, { headers })).json()) as Json;
    },
    async asApplication(again = false) {
      const fields = { ...(await assertionForm()), grant_type: 'client_credentials' };
      await askForToken('/oauth2/token', again ? form : fields);
    },
    async exchange(kind, who) {
      const order = { client: CLIENT.client_id, kind: 'id-token', [kind]: who } as const;
      await exchangeToken((await (await office()).identity.desk.issueToken(order)).token);
    },
    exchangeSignedIn: () => exchangeToken(String(answered.body.id_token)),
    async refresh() {
      const renewed = form.grant_type === 'refresh_token' ? form : undefined;
      const fields = { ...CLIENT, grant_type: 'refresh_token', refresh_token: refreshToken };
      await askForToken('/oauth2/token', renewed ?? fields);
    },
    get answered() {
      return answered;
    },
    async [Symbol.asyncDispose]() {
      await (await opened)?.[Symbol.asyncDispose]();
    },
  };
}
