import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { connect, createServer } from 'node:tls';
import { processCertificates } from '../../features/support/process-certificates.ts';
import { readInjectionRules, readTapConfig } from '../../simulator/tap/tap-config.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { received } from './stage.ts';

const SPINEBOX = new URL('../../cli/spinebox.mjs', import.meta.url).pathname;
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

async function temporary() {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-tap-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

test('spinebox tap by its options: a line for what passes, and a journal that stays', async () => {
  await using place = await temporary();
  const { directory, store } = await processCertificates();
  const { keyPem, chainPem, trustPem } = await store.identity('msg.spinebox.test');
  const server = createServer(
    { key: keyPem, cert: chainPem, ca: trustPem, requestCert: true },
    (socket) => void socket.on('error', () => undefined).once('data', () => socket.write(OK)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const data = join(place.folder, 'journal');
  await store.identity('tap.spinebox.test');
  const own = await store.identity('riverside.spinebox.test');
  const options = [
    ...['--listen', '0', '--forward', `https://127.0.0.1:${port}`, '--name', 'to-spine'],
    ...['--show', 'tap.spinebox.test', '--as', 'riverside.spinebox.test'],
    ...['--certs', directory, '--data', data],
  ];
  const child = spawn(process.execPath, [SPINEBOX, 'tap', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    const ready = String((await lines.next()).value);
    const found =
      /^to-spine listens at https:\/\/127\.0\.0\.1:(\d+), on to https:\/\/127\.0\.0\.1:\d+$/.exec(
        ready,
      );
    assert.ok(found, ready);
    const caller = connect({
      ...{ host: '127.0.0.1', port: Number(found[1]), servername: 'tap.spinebox.test' },
      ...{ key: own.keyPem, cert: own.chainPem, ca: own.trustPem },
    });
    await once(caller, 'secureConnect');
    caller.write('GET /x HTTP/1.1\r\n\r\n');
    await received(caller, OK.length);
    const line = String((await lines.next()).value);
    assert.match(
      line,
      /^#1 to-spine {2}GET \/x from riverside\.spinebox\.test: HTTP 200 {2}[\d.]+ ms$/,
    );
    caller.destroy();
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    assert.equal(code, 0);
  } finally {
    child.kill('SIGKILL');
    server.close();
  }
  await using journal = await openJournal({ directory: data, sync: false });
  assert.equal((await journal.get(1))?.service, 'tap:to-spine');
});

test('a file describes legs, identities of files, and rules; its paths are below its folder', async () => {
  await using place = await temporary();
  const file = join(place.folder, 'tap.yaml');
  await writeFile(
    file,
    `certificates: certs
data: journal
legs:
  - name: to-spine
    listen: 9443
    show: { fqdn: msg.spinebox.test }
    forward: https://spine.example.test
    as: { key: own.key, certificate: own.pem, trust: /etc/trust.pem }
inject:
  - { leg: to-spine, do: delay, ms: 100, times: 3 }
`,
  );
  const { certificates, data, legs, inject } = await readTapConfig(file);
  assert.deepEqual(
    [certificates, data],
    [join(place.folder, 'certs'), join(place.folder, 'journal')],
  );
  const [leg] = legs;
  assert.deepEqual(leg?.listen, { host: '127.0.0.1', port: 9443 });
  assert.deepEqual(leg?.forward, { host: 'spine.example.test', port: 443 });
  const trust = '/etc/trust.pem';
  assert.deepEqual(leg?.as, {
    ...{ key: join(place.folder, 'own.key'), certificate: join(place.folder, 'own.pem'), trust },
  });
  assert.deepEqual(inject[0]?.action, { do: 'delay', ms: 100 });
  const rules = join(place.folder, 'rules.yaml');
  await writeFile(
    rules,
    'rules:\n  - { do: drop-before-answer, interaction: RCMR_IN030000UK06 }\n',
  );
  assert.equal((await readInjectionRules(rules))[0]?.times, 1);
});

test('what cannot stand is told by its place', async () => {
  await using place = await temporary();
  const file = join(place.folder, 'tap.yaml');
  const problems = async (text: string): Promise<string> => {
    await writeFile(file, text);
    return readTapConfig(file).then(
      () => 'nothing',
      (error: Error & { code?: string }) => `${error.code} ${error.message}`,
    );
  };
  const leg = (more: string) =>
    `legs:\n  - { name: a, listen: 1, show: { fqdn: a.test }, as: { fqdn: a.test }, forward: https://a.test, ${more} }\n`;
  assert.match(await problems(leg('forward: http://a.test')), /SIM_TAP_CONFIG/);
  assert.match(await problems('legs: []'), /SIM_TAP_CONFIG[\s\S]*legs/);
  assert.match(await problems(leg('colour: red')), /legs\.0.*colour|Unrecognized key/s);
  const inject =
    'inject:\n  - { do: explode }\n  - { do: delay }\n  - { do: delay, ms: 1, leg: b }\n';
  const told = await problems(`${leg('system: x')}${inject}`);
  assert.match(told, /inject\.0\.do/);
  assert.match(told, /inject\.1\.ms/);
});
