import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { HookMissing } from '../../conformance/engine/departures.ts';
import type { Person } from '../../conformance/sut/ask-person.ts';
import { HookError } from '../../conformance/sut/hook-error.ts';
import { openHooks } from '../../conformance/sut/open-hooks.ts';
import { answerOf, questionFor, questionText } from '../../conformance/sut/person-question.ts';
import { sutProfile } from '../../conformance/sut/sut-profile.ts';

const IDENTITY = {
  name: 'A system',
  odsCode: 'Z99003',
  partyKey: 'Z99003-900003',
  asid: '999000000003',
  fqdn: 'sut.spinebox.test',
  endpoint: 'https://localhost:9443/',
};
const profileWith = (hooks: Readonly<Record<string, unknown>>) =>
  sutProfile.parse({ ...IDENTITY, hooks });
const PATIENT = { nhsNumber: '9990000018' };
const REGISTRATION = {
  ...PATIENT,
  registration: 'permanent',
  returning: false,
  byUser: false,
} as const;

async function serve(answer: (path: string, body: string) => readonly [number, string]) {
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const [status, text] = answer(request.url ?? '', body);
    response.writeHead(status).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const failing = (code: string) => (error: unknown) => {
  assert.ok(error instanceof HookError);
  assert.match(`${error.message} ${error.remedy}`, new RegExp(code));
  return true;
};

test('an HTTP hook gets its input as JSON and its answer is read', async () => {
  const seen: string[] = [];
  await using server = await serve((path, body) => {
    seen.push(`${path} ${body}`);
    return [200, '{"accepted": true, "more": 1}'];
  });
  const hooks = openHooks(profileWith({ registerPatient: { http: { url: `${server.url}/reg` } } }));
  assert.deepEqual(hooks.names, ['registerPatient']);
  assert.deepEqual(await hooks.call('registerPatient', REGISTRATION), { accepted: true });
  assert.deepEqual(seen, [`/reg ${JSON.stringify(REGISTRATION)}`]);
});

test('an HTTP hook that fails, or answers what is not its answer, names itself, what came and what was wanted', async () => {
  const answers: Readonly<Record<string, readonly [number, string]>> = {
    '/broken': [500, 'no database'],
    '/html': [200, '<p>hello'],
    '/shape': [200, '{"state": "done"}'],
  };
  await using server = await serve((path) => answers[path] ?? [404, '']);
  const call = (path: string) =>
    openHooks(profileWith({ transferStatus: { http: { url: `${server.url}${path}` } } })).call(
      'transferStatus',
      PATIENT,
    );
  await assert.rejects(call('/broken'), failing('hook transferStatus .*HTTP 500: no database'));
  await assert.rejects(call('/html'), failing('it is not JSON. It answered <p>hello'));
  await assert.rejects(call('/shape'), failing('state: .*It answered .*done.*Expected: .*"filed"'));
});

test('an HTTP hook that nobody answers is an error that says so', async () => {
  const hooks = openHooks(profileWith({ restart: { http: { url: 'http://127.0.0.1:9/' } } }));
  await assert.rejects(hooks.call('restart', {}), failing('hook restart'));
});

const command = (script: string, timeout = 'PT20S') => ({
  command: [process.execPath, '-e', script],
  timeout,
});

test('a command gets its input on stdin and in the environment and answers on stdout', async () => {
  const script = `let text = '';
    process.stdin.on('data', (chunk) => { text += chunk; }).on('end', () => {
      const same = text === process.env.SPINEBOX_HOOK_INPUT;
      process.stdout.write(JSON.stringify({ state: same ? 'filed' : 'failed', text: JSON.parse(text).nhsNumber }));
    });`;
  const hooks = openHooks(profileWith({ transferStatus: command(script) }));
  assert.deepEqual(await hooks.call('transferStatus', PATIENT), {
    state: 'filed',
    text: '9990000018',
  });
});

test('a command that tells nothing has done what needs no answer', async () => {
  const hooks = openHooks(profileWith({ restart: command('') }));
  assert.deepEqual(await hooks.call('restart', {}), {});
});

test('a command that fails, hangs or does not exist is an error that names it', async () => {
  const call = (way: unknown) => openHooks(profileWith({ restart: way })).call('restart', {});
  await assert.rejects(
    call(command('console.error("disk full"); process.exit(3)')),
    failing('exit code 3: disk full'),
  );
  await assert.rejects(
    call(command('setInterval(() => {}, 1000)', 'PT0.3S')),
    failing('within 300 ms'),
  );
  await assert.rejects(call({ command: ['no-such-program-here'] }), failing('cannot be started'));
});

test('a hook that the profile does not have is missing, and names itself', async () => {
  const hooks = openHooks(profileWith({}));
  await assert.rejects(hooks.call('setClock', { advance: 'P9D' }), (error) => {
    assert.ok(error instanceof HookMissing);
    assert.match(error.message, /hook setClock/);
    return true;
  });
});

function person(...answers: readonly string[]): Person & { readonly asked: string[] } {
  const left = [...answers];
  const asked: string[] = [];
  return {
    asked,
    ask: async (question) => {
      asked.push(questionText(question));
      return left.shift() ?? '';
    },
  };
}

test('a person is asked with the facts, and asked again when the answer is not understood', async () => {
  const somebody = person('perhaps', 'y');
  const profile = profileWith({ registerPatient: { person: 'Register {nhsNumber}.' } });
  const hooks = openHooks(profile, somebody);
  assert.deepEqual(await hooks.call('registerPatient', REGISTRATION), { accepted: true });
  assert.equal(somebody.asked.length, 2);
  assert.match(
    somebody.asked[0] ?? '',
    /registerPatient: Register 9990000018\.[\s\S]*registration: permanent/,
  );
  assert.match(somebody.asked[1] ?? '', /"perhaps" is not understood\. Wanted: y \(Done\), n/);
});

test('what a person skips, and what needs a person where there is none, is missing', async () => {
  const profile = profileWith({ restart: { person: 'Restart it.' } });
  await assert.rejects(openHooks(profile, person('skip')).call('restart', {}), HookMissing);
  await assert.rejects(openHooks(profile, person('?', '?', '?')).call('restart', {}), HookMissing);
  const alone = openHooks(profile);
  assert.deepEqual(alone.names, []);
  await assert.rejects(alone.call('restart', {}), HookMissing);
});

test('what a person types of a transfer is read as its status', () => {
  assert.deepEqual(answerOf('transferStatus', ' refused 06 '), { state: 'refused', code: '06' });
  assert.deepEqual(answerOf('transferStatus', 'filed'), { state: 'filed' });
  assert.deepEqual(answerOf('transferStatus', '{"state":"sent"}'), { state: 'sent' });
  assert.equal(answerOf('transferStatus', '{"state"'), undefined);
  assert.deepEqual(answerOf('registerPatient', 'no'), { accepted: false });
  assert.equal(answerOf('restart', 'no'), 'skip');
  assert.equal(answerOf('transferStatus', 'happy'), undefined);
  const { instruction } = questionFor('setClock', 'On by {advance}.', { advance: 'P9D' });
  assert.equal(instruction, 'On by P9D.');
});
