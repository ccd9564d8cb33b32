import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { bundledSystem } from '../../conformance/engine/bundled-system.ts';
import { openEngine } from '../../conformance/engine/open-engine.ts';
import { externalSystem } from '../../conformance/engine/system-source.ts';
import { checkSystem } from '../../conformance/sut/check-system.ts';
import { sutProfile } from '../../conformance/sut/sut-profile.ts';
import { processCertificates } from '../../features/support/process-certificates.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';

const { store, directory } = await processCertificates();
const hooks = createServer((request, response) => {
  request.resume();
  const answers: Readonly<Record<string, string>> = {
    '/status': '{"state":"none"}',
    '/bad': '{"state":"?"}',
  };
  const answer = answers[request.url ?? ''];
  response
    .writeHead(answer === undefined && request.url !== '/there' ? 404 : 200)
    .end(answer ?? '{}');
});
hooks.listen(0, '127.0.0.1');
await once(hooks, 'listening');
const { port } = hooks.address() as AddressInfo;
const url = (path: string) => ({ http: { url: `http://127.0.0.1:${port}${path}` } });
after(() => hooks.close());

async function checksOf(
  endpoint: string,
  given: Readonly<Record<string, unknown>>,
  further: object = {},
) {
  const profile = sutProfile.parse({
    name: 'A system',
    odsCode: 'Z99003',
    partyKey: 'Z99003-900003',
    asid: '999000000003',
    fqdn: 'localhost',
    ...(endpoint !== '' && { endpoint }),
    hooks: given,
    ...further,
  });
  await using engine = await openEngine({
    source: externalSystem(profile),
    certificateDirectory: directory,
    keyType: 'p-256',
  });
  const checks = await checkSystem(engine, { transfers: false, onCheck: () => undefined });
  return new Map(checks.map((check) => [check.what, check]));
}

test('a system that is set up right is told to be', async () => {
  const system = await startTlsServer({
    service: 'a system',
    host: '127.0.0.1',
    port: 0,
    identity: await store.identity('localhost'),
    clientCertificate: 'require',
    expectedNames: () => ['msg.spinebox.test'],
    onRequest: (request, response) => {
      request.resume();
      response.writeHead(405).end();
    },
    onRefusedHandshake: () => undefined,
  });
  const checks = await checksOf(`https://localhost:${system.port}/`, {
    transferStatus: url('/status'),
    registerPatient: url('/there'),
    restart: { command: [process.execPath, 'restart.mjs'] },
    setClock: { person: 'Move the clock.' },
  });
  await system.close();
  const states = [...checks].map(([what, { state }]) => [what, state]);
  assert.deepEqual(Object.fromEntries(states), {
    'Spine to system': 'right',
    'hook registerPatient': 'right',
    'hook decideFiling': 'missing',
    'hook seedRecord': 'missing',
    'hook transferStatus': 'right',
    'hook restart': 'right',
    'hook setClock': 'right',
    'hook configure': 'missing',
    'hook resendExtract': 'missing',
  });
});

test('what is wrong with a system is named, with what to do about it', async () => {
  const checks = await checksOf(`https://127.0.0.1:${port}/`, {
    transferStatus: url('/bad'),
    registerPatient: url('/nowhere'),
    seedRecord: { command: ['no-such-program-here'] },
    resendExtract: { http: { url: 'http://127.0.0.1:9/' } },
  });
  const told = (what: string) => {
    const check = checks.get(what);
    assert.equal(check?.state, 'wrong', what);
    return `${check.told} ${check.remedy}`;
  };
  assert.match(told('Spine to system'), /127\.0\.0\.1.*spinebox certs create localhost/);
  assert.match(told('hook transferStatus'), /state: .*Expected/);
  assert.match(told('hook registerPatient'), /HTTP 404 Correct the address/);
  assert.match(told('hook seedRecord'), /no program no-such-program-here/);
  assert.match(told('hook resendExtract'), /127\.0\.0\.1:9\/: .*something listens/);
});

test('the bundled practice is found right in every respect, a transfer in each role included', async () => {
  await using engine = await openEngine({
    source: bundledSystem({ practices: 1 }),
    certificateDirectory: directory,
    keyType: 'p-256',
  });
  const seen: string[] = [];
  const checks = await checkSystem(engine, {
    transfers: true,
    onCheck: ({ what }) => void seen.push(what),
  });
  assert.deepEqual(
    checks.filter(({ state }) => state !== 'right'),
    [],
  );
  assert.deepEqual(seen.slice(-2), ['system to Spine, as requester', 'system to Spine, as sender']);
});

test('a system behind an adaptor that does not read its queue is told where it lies', async () => {
  const behind = { boundary: 'adaptor', adaptor: { port: 0, queue: { port: 0, name: 'to-gp' } } };
  const checks = await checksOf('', {}, behind);
  assert.equal(checks.has('Spine to system'), false);
  const check = checks.get('adaptor to system');
  assert.equal(check?.state, 'wrong');
  assert.match(check.told, /^nobody reads queue to-gp of amqp:\/\/127\.0\.0\.1:\d+$/);
  assert.match(check.remedy ?? '', /^Have it post to http:\/\/127\.0\.0\.1:\d+ and take messages/);
});
