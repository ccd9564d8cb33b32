import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, suite, test } from 'node:test';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { ask as get } from '../package/ask.ts';
import { askMesh } from '../package/ask-mesh.ts';
import { docker, must, withoutEngine } from './engine/engine.ts';
import { buildImage, healthOf, IMAGE, lineOf, openStage, published } from './engine/stage.ts';

const MOST_LAYER_BYTES = 60_000_000;
const PUBLISH = ['-p', '127.0.0.1::8470', '-p', '127.0.0.1::8443'];
const READY = /spinebox is ready/;
const inContainer = (container: string, ...command: readonly string[]) =>
  must('exec', container, ...command);

suite('the image', { skip: await withoutEngine(), concurrency: false }, () => {
  before(buildImage);

  test('is small, says what it is, and nobody in it is root', async () => {
    const history = await must('history', '--human=false', '--format', '{{.Size}}', IMAGE);
    const sizes = history.split('\n').map(Number);
    // The last of the history is the base, made in one piece.
    const own = sizes.slice(0, -1).reduce((sum, size) => sum + size, 0);
    assert.ok(own > 1_000_000 && own < MOST_LAYER_BYTES, `${own} bytes above the base`);
    const config = JSON.parse(await must('inspect', '--format', '{{json .Config}}', IMAGE));
    assert.equal(config.Labels['org.opencontainers.image.title'], 'spinebox');
    assert.equal(config.Labels['org.opencontainers.image.licenses'], 'MIT');
    assert.equal(config.User, '1000:1000');
    assert.equal(config.StopSignal, 'SIGTERM');
    assert.deepEqual(Object.keys(config.Volumes), ['/data']);
    assert.doesNotMatch(JSON.stringify(config.Env), /token=|password|secret|PRIVATE/i);
  });

  test('becomes healthy with a read-only root, and stops with its journal closed', async () => {
    await using stage = openStage();
    const volume = await stage.volume();
    const args = ['--volume', `${volume}:/data`];
    const container = await stage.start({ args });
    await lineOf(container, READY);
    assert.equal(await healthOf(container), 'healthy');
    assert.equal(await inContainer(container, 'id', '-u'), '1000');
    const denied = await docker('exec', container, 'touch', '/opt/spinebox/here');
    assert.notEqual(denied.code, 0);

    const token = await inContainer(container, 'cat', '/data/control-token');
    const key = await inContainer(
      container,
      'sh',
      '-c',
      'cat $(find /data -name "*key*.pem" | head -1)',
    );
    assert.match(key, /PRIVATE KEY/);
    await must('stop', '--time', '10', container);
    // 137 would say that it had to be killed.
    assert.equal(await must('inspect', '--format', '{{.State.ExitCode}}', container), '0');
    const { out, err } = await docker('logs', container);
    assert.ok(!`${out}${err}`.includes(token), 'the token is in no log');
    assert.doesNotMatch(`${out}${err}`, /PRIVATE KEY/);
    const verified = await stage.run({ args, command: ['journal', 'verify', '/data/journal'] });
    assert.equal(verified.code, 0, verified.out + verified.err);
  });

  test('holds no key and no token in any of its layers', async () => {
    const found = await docker(
      ...['run', '--rm', '--entrypoint', 'sh', IMAGE, '-c'],
      'grep -rlE "BEGIN [A-Z ]*PRIVATE KEY-----" /opt /data /etc 2>/dev/null | grep -v node_modules; ls -A /data/certificates /data/shared /data/journal',
    );
    assert.doesNotMatch(found.out, /\.pem|\.key|token/);
  });

  test('is told to stop while it starts, and does', async () => {
    await using stage = openStage();
    const container = await stage.start();
    await must('stop', '--time', '10', container);
    const code = Number(await must('inspect', '--format', '{{.State.ExitCode}}', container));
    assert.ok(code === 0 || code === 143, `exit code ${code}`);
  });

  test('speaks mutual TLS to the host, with certificates that it makes for others', async () => {
    await using stage = openStage();
    const container = await stage.start({ args: PUBLISH });
    await lineOf(container, READY);
    await inContainer(container, 'spinebox', 'certs', 'create', 'sut.spinebox.test');
    const file = (name: string) =>
      inContainer(
        container,
        ...[
          'sh',
          '-c',
          `cat $(find /data/certificates -path "*sut.spinebox.test*${name}" | head -1)`,
        ],
      );
    const identity = {
      key: await file('key.pem'),
      cert: await file('c*.pem'),
      ca: await inContainer(container, 'cat', '/data/certificates/trust.pem'),
    };
    const [host, port] = (await published(container, 8443)).split(':');
    const ask = (own: Partial<typeof identity>) =>
      new Promise<number>((resolve, reject) => {
        const options = { host, port, path: '/', method: 'GET', servername: 'msg.spinebox.test' };
        request({ ...options, ...own, ca: identity.ca }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        })
          .once('error', reject)
          .end();
      });
    assert.ok((await ask(identity)) >= 200);
    await assert.rejects(ask({}), /ECONNRESET|alert|hang up|socket/i);
  });

  test('wants its token on the control API, which reaches beyond the container', async () => {
    await using stage = openStage();
    const container = await stage.start({ args: PUBLISH });
    await lineOf(container, READY);
    const url = `http://${await published(container, 8470)}`;
    assert.equal((await fetch(`${url}/api/v1/ready`)).status, 401);
    const token = await inContainer(container, 'cat', '/data/control-token');
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await fetch(`${url}/api/v1/ready`, { headers })).status, 200);
    assert.equal((await fetch(`${url}/metrics`, { headers })).status, 200);
    assert.match(await (await fetch(`${url}/console/`)).text(), /Log in/);
  });

  test('what stands beside Spine is ready, and reached from outside', async () => {
    await using stage = openStage();
    const ports = [8480, 8482, 8484, 8700].flatMap((port) => ['-p', `127.0.0.1::${port}`]);
    const container = await stage.start({ args: ports });
    await lineOf(container, READY);
    const ready = await inContainer(container, 'spinebox', 'ready');
    for (const name of ['mesh', 'adaptor Z99050'])
      assert.match(ready, new RegExp(`^ready +${name}`, 'm'));
    const ca = await inContainer(container, 'cat', '/data/certificates/trust.pem');
    await inContainer(container, 'spinebox', 'certs', 'create', 'sut.spinebox.test');
    const own = (name: string) =>
      inContainer(
        container,
        ...[
          'sh',
          '-c',
          `cat $(find /data/certificates -path "*sut.spinebox.test*${name}" | head -1)`,
        ],
      );
    const tls = { ca, key: await own('key.pem'), cert: await own('c*.pem') };
    const record = `https://${await published(container, 8480)}/ORD/2-0-0/organisations/Z99001`;
    assert.equal((await get(record, { ca, servername: 'api.spinebox.test' })).status, 200);
    const mesh = `https://${await published(container, 8700)}/messageexchange`;
    const sent = await askMesh(
      mesh,
      { ...tls, servername: 'mesh.spinebox.test' },
      {
        ...{ method: 'POST', mailbox: 'X26ABC1', path: '/outbox', body: 'from outside' },
        headers: {
          ...{ 'Mex-From': 'X26ABC1', 'Mex-To': 'X26ABC2', 'Mex-WorkflowID': 'TEST_WORKFLOW' },
          'Content-Type': 'application/octet-stream',
        },
      },
    );
    assert.equal(sent.status, 202, sent.text);
    const adaptor = `http://${await published(container, 8482)}`;
    assert.equal((await fetch(`${adaptor}/healthcheck`)).status, 200);
  });

  test('killed at once and started again, it has its journal, its certificates and its open deliveries', async () => {
    await using stage = openStage();
    // So that the next attempt comes in seconds, not in minutes.
    const hurried = ['--env', 'SPINEBOX_TIME_SCALE=0.001'];
    // But not what the practice waits for PDS: an hour becomes seconds, also where the machine is busy.
    hurried.push('--env', 'SPINEBOX_ORGANISATIONS__RIVERSIDE__LOOKUPS__UPDATE_TIMEOUT=PT10H');
    const args = ['--volume', `${await stage.volume()}:/data`, ...hurried, ...PUBLISH];
    const first = await stage.start({ args });
    await lineOf(first, READY);
    const trust = await inContainer(first, 'cat', '/data/certificates/trust.pem');
    // Z99003 is nobody here: what is sent to it stays open.
    const started = await inContainer(first, 'spinebox', 'ready');
    assert.match(started, /ready +spine/);
    await api(first, 'POST', '/transfers', { from: 'Z99003', to: 'Z99001', patient: '9990000018' });
    await lineOf(first, /RCMR_IN010000UK05 to Z99003-900003, attempt 1: unreachable/);
    await must('kill', '--signal', 'KILL', first);
    await must('wait', first);

    const second = await stage.start({ args });
    await lineOf(second, /RCMR_IN010000UK05 to Z99003-900003, attempt [2-9]/);
    assert.equal(await inContainer(second, 'cat', '/data/certificates/trust.pem'), trust);
    await must('stop', second);
    const verified = await stage.run({ args, command: ['journal', 'verify', '/data/journal'] });
    assert.equal(verified.code, 0, verified.out + verified.err);
  });

  test('what cannot work is one clear line and an exit code', async () => {
    await using stage = openStage();
    const folder = await mkdtemp(join(tmpdir(), 'spinebox-image-'));
    try {
      const world = join(folder, 'world.yaml');
      await writeFile(world, 'spine: { prot: 8443 }\n', { mode: 0o644 });
      const bad = await stage.run({
        args: ['--volume', `${world}:/config/world.yaml:ro`],
        command: ['up', '--world', '/config/world.yaml'],
      });
      assert.equal(bad.code, 3);
      assert.match(bad.err, /world\.yaml:1:\d+.*prot/);
      const unwritable = await stage.run({ args: ['--tmpfs', '/data:ro,uid=0,mode=0755'] });
      assert.equal(unwritable.code, 3, unwritable.out + unwritable.err);
      assert.match(unwritable.err, /\/data/);
      assert.doesNotMatch(unwritable.err, /\n\s+at /, 'no stack');
      const holder = await stage.start();
      await lineOf(holder, READY);
      const taken = await stage.run({ args: ['--network', `container:${holder}`] });
      assert.equal(taken.code, 3, taken.out + taken.err);
      assert.match(
        taken.err,
        /spine could not listen on 0\.0\.0\.0 port 8443: another process holds it/,
      );
      const expired = await expiredCertificates(join(folder, 'certificates'));
      const over = await stage.run({ args: ['--volume', `${expired}:/data/certificates:ro`] });
      assert.equal(over.code, 3, over.out + over.err);
      assert.match(over.err, /certificates cannot be kept in \/data\/certificates/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('a record goes from one container to another', async () => {
    await using stage = openStage();
    const network = await stage.network();
    const shared = `${await stage.volume()}:/data/shared`;
    const here = join(import.meta.dirname, '..', '..', 'deploy', 'compose');
    const container = (file: string, command: readonly string[], ...aliases: readonly string[]) =>
      stage.start({
        command,
        args: [
          ...['--network', network, ...aliases.flatMap((name) => ['--network-alias', name])],
          ...['--volume', shared, '--volume', `${join(here, file)}:/config/${file}:ro`],
          ...['--env', 'SPINEBOX_CERTS=/data/shared/certificates'],
          ...['--env', 'SPINEBOX_CONTROL__TOKEN_FILE=/data/shared/control-token'],
        ],
      });
    const names = ['msg', 'ldap', 'api'].map((name) => `${name}.spinebox.test`);
    const up = ['up', '--world', '/config/world.yaml'];
    const spine = await container('world.yaml', up, 'spine', ...names);
    await lineOf(spine, READY);
    for (const practice of ['riverside', 'hillside']) {
      const command = ['practice', '--config', `/config/${practice}.yaml`];
      const names = [practice, `${practice}.spinebox.test`];
      const started = await container(`${practice}.yaml`, command, ...names);
      await lineOf(started, /listens at/);
    }
    const watched = await stage.run({
      args: [
        ...['--network', network, '--volume', shared],
        ...['--env', 'SPINEBOX_CONTROL__TOKEN_FILE=/data/shared/control-token'],
        ...['--env', 'SPINEBOX_HOOKS_TOKEN_FILE=/data/shared/hooks-token'],
      ],
      command: [
        ...['transfer', '--control', 'http://spine:8470', '--hooks', 'http://hillside:8460'],
        ...['--patient', '9991001158'],
      ],
    });
    assert.equal(watched.code, 0, watched.out + watched.err);
    assert.match(watched.out, /filed after/);
  });
});

/** Authorities and identities that ran out long ago, readable for everybody. */
async function expiredCertificates(directory: string): Promise<string> {
  const then = virtualClock(new Date('1999-01-01T00:00:00Z'));
  const store = await openCertificateStore({ directory, clock: then, keyType: 'p-256' });
  await store.identity('msg.spinebox.test');
  for (const name of ['', ...(await readdir(directory, { recursive: true }))])
    await chmod(join(directory, name), 0o755);
  return directory;
}

async function api(
  container: string,
  method: string,
  path: string,
  body: unknown,
): Promise<unknown> {
  const url = `http://${await published(container, 8470)}/api/v1${path}`;
  const token = await must('exec', container, 'cat', '/data/control-token');
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}
