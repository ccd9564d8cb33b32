import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:https';
import { describe, test } from 'node:test';
import { connect } from 'node:tls';
import { startSpinebox } from '../../package/start-spinebox.ts';

/** Status of one GET, by a client without a certificate. */
async function get(url: string, ca: string, headers: Readonly<Record<string, string>> = {}) {
  const asked = request(url, { ca, headers, agent: false }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode;
}

const SEARCH =
  '/Device?organization=https://fhir.nhs.uk/Id/ods-organization-code|Z99001&identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|urn:nhs:names:services:gp2gp:RCMR_IN010000UK05';

describe('under the profile int', () => {
  test('what the sandbox lets pass is refused: no key, no token, no client certificate', async () => {
    await using spine = await startSpinebox({ world: { profile: 'int' }, clientCertificate: true });
    const { caCertificate: ca, sdsFhirUrl, pdsFhirUrl, sdsLdapUrl, clientCertificate } = spine;
    assert.equal(await get(`${sdsFhirUrl}${SEARCH}`, ca), 401);
    assert.equal(await get(`${sdsFhirUrl}${SEARCH}`, ca, { apikey: 'sut-api-key' }), 200);
    const patient = `${pdsFhirUrl}/Patient/9991001018`;
    const id = { 'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068' };
    assert.equal(await get(patient, ca, id), 401);
    await spine.controlClient.patchWorld({ pds: { fhir: { authentication: 'off' } } });
    assert.equal(await get(patient, ca, id), 200);
    const { hostname, port } = new URL(sdsLdapUrl);
    assert.equal(await isHeard(hostname, Number(port), { ca }), false);
    assert.ok(clientCertificate);
    assert.equal(await isHeard(hostname, Number(port), { ...clientCertificate, ca }), true);
  });
});

for (const profile of ['int', 'training'] as const)
  test(`the bundled practices transfer a record under the profile ${profile}`, async () => {
    await using spine = await startSpinebox({ world: { profile, timeScale: 0.05 } });
    const conversationId = await spine.controlClient.startTransfer({
      ...{ from: 'Z99001', to: 'Z99002', patient: '9991001158' },
    });
    const extract = await spine.journal.waitFor(
      { conversationId, kind: 'delivery', interaction: 'RCMR_IN030000UK06' },
      { timeoutMs: 60_000 },
    );
    assert.equal(extract.toParty, 'Z99002-900002');
    await spine.journal.waitFor(
      { conversationId, kind: 'delivery', interaction: 'MCCI_IN010000UK13' },
      { timeoutMs: 60_000 },
    );
  });

/** Whether a directory answers an anonymous bind (RFC 4511) of somebody with these credentials. */
async function isHeard(host: string, port: number, tls: object): Promise<boolean> {
  const socket = connect({ host, port, servername: 'ldap.spinebox.test', ...tls });
  const bind = Buffer.from('300c020101600702010304008000', 'hex');
  socket.once('secureConnect', () => socket.write(bind));
  const heard = await new Promise<boolean>((resolve) => {
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
  socket.destroy();
  return heard;
}
