import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { RunningSpinebox } from '../../package/spinebox.ts';
import type { IssuedCertificate, SpineboxOptions } from '../../package/spinebox-options.ts';
import { ask } from './ask.ts';
import { askMesh } from './ask-mesh.ts';

export const SUT_FQDN = 'sut.spinebox.test';

/** How a test gets a simulator; `host` is where the simulator can reach this machine. */
export interface Starter {
  readonly host: string;
  start(options: SpineboxOptions): Promise<RunningSpinebox>;
}

/**
 * Everything that the surface promises, tried on one simulator. In the process and in a container alike: a system on this
 * machine is called back under its registered name with the certificate that was issued to it.
 */
export async function trySurface({ host, start }: Starter): Promise<void> {
  const server = createServer({ requestCert: true, rejectUnauthorized: true });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await using spine = await start({
      practices: [{ ods: 'Z99060', name: 'Seaside Surgery' }],
      scenarios: ['late-fragment'],
      sutEndpoint: `https://localhost:${port}/mhs`,
      clientCertificate: true,
    });
    const { clientCertificate: own, caCertificate: ca } = spine;
    assert.ok(own);
    server.setSecureContext(own);
    assert.match(ca, /^-----BEGIN CERTIFICATE-----/);
    assert.equal(own.ca, ca);
    assert.deepEqual(await spine.issueCertificate(SUT_FQDN), own, 'asked again, the same one');
    assert.equal(spine.situations.length, 1);
    assert.equal(spine.situations[0]?.file.includes('late-fragment'), true);

    // Mutual TLS: with a certificate an answer of Spine, without one none.
    assert.equal((await ask(`${spine.spineUrl}/`, { ...own, ca })).status, 404);
    await assert.rejects(ask(`${spine.spineUrl}/`, { ca }));
    const patient = await ask(`${spine.pdsFhirUrl}/_ping`, { ca });
    assert.ok(patient.status < 500, `PDS answers ${patient.status}`);
    assert.match(spine.sdsLdapUrl, /^ldaps:\/\/[^/:]+:\d+$/);

    await tryNeighbours(spine, own);

    // Seaside asks the system on this machine, which Spine calls back.
    const called = once(server, 'request');
    const conversationId = await spine.controlClient.startTransfer({
      ...{ from: 'Z99003', to: 'Z99060', patient: '9990000018' },
    });
    const [request, response] = await called;
    assert.equal(request.url, '/mhs');
    assert.match(String(request.headers.soapaction), /RCMR_IN010000UK05/);
    response.writeHead(500).end();
    const entry = await spine.journal.waitFor(
      { conversationId, service: 'spine', kind: 'delivery', interaction: 'RCMR_IN010000UK05' },
      { timeoutMs: 60_000 },
    );
    assert.equal(entry.toParty, 'Z99003-900003');
    const later = await spine.journal.waitFor(({ sequence }) => sequence > 1);
    assert.equal(later.sequence, 2);

    const bundle = await spine.exportBundle({ conversations: [conversationId] });
    assert.equal(Buffer.from(bundle.subarray(0, 4)).toString('latin1'), 'PK\u0003\u0004');
    assert.ok((await spine.exportBundle()).length >= bundle.length);

    await assert.rejects(
      spine.journal.waitFor({ messageId: 'nobody' }, { timeoutMs: 300 }),
      /waited 300 ms for an entry with messageId nobody, in vain\. The latest entries:\n {2}#\d+ /,
    );
    await assert.rejects(spine.controlClient.situation('none'), { status: 404 });
    assert.equal((await spine.controlClient.ready()).ready, true);
    await spine.controlClient.patchWorld({ timeScale: 0.5 });
    assert.equal((await spine.controlClient.world()).timeScale, 0.5);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** What stands beside Spine, from outside: an organisation is read, a message is sent and waits, an adaptor is well. */
async function tryNeighbours(
  { ordUrl, odsFhirUrl, meshUrl, adaptors, caCertificate: ca }: RunningSpinebox,
  own: IssuedCertificate,
): Promise<void> {
  assert.ok(ordUrl && odsFhirUrl && meshUrl);
  assert.equal((await ask(`${ordUrl}/organisations/Z99001`, { ca })).status, 200);
  assert.equal((await ask(`${odsFhirUrl}/Organization/Z99001`, { ca })).status, 401, 'no key');
  const sent = await askMesh(
    meshUrl,
    { ...own, ca },
    {
      method: 'POST',
      mailbox: 'X26ABC1',
      path: '/outbox',
      headers: {
        'Mex-From': 'X26ABC1',
        'Mex-To': 'X26ABC2',
        'Mex-WorkflowID': 'TEST_WORKFLOW',
        'Content-Type': 'application/octet-stream',
      },
      body: 'from outside',
    },
  );
  assert.equal(sent.status, 202, sent.text);
  const { messageID } = JSON.parse(sent.text);
  const inbox = { method: 'GET', mailbox: 'X26ABC2', path: '/inbox' } as const;
  const listed = await askMesh(meshUrl, { ...own, ca }, inbox);
  assert.deepEqual(JSON.parse(listed.text).messages, [messageID]);
  await assert.rejects(askMesh(meshUrl, { ca }, inbox), 'mutual TLS is asked for');
  const [adaptor, ...others] = adaptors;
  assert.ok(adaptor && others.length === 0);
  assert.equal((await fetch(`${adaptor.restUrl}/healthcheck`)).status, 200);
  const { hostname, port } = new URL(adaptor.brokerUrl);
  const socket = connect(Number(port), hostname);
  // The broker answers the header of AMQP 1.0 with its own.
  socket.write(Buffer.from('AMQP\0\u0001\0\0', 'latin1'));
  const [header] = await once(socket, 'data');
  assert.equal(header.subarray(0, 4).toString('latin1'), 'AMQP');
  socket.destroy();
}
