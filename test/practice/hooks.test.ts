import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOOK_NAMES, type HookCalls } from '../../conformance/sut/hook-calls.ts';
import {
  HOOK_INPUTS,
  type HookInput,
  type HookName,
} from '../../simulator/practice/hooks/hook-schemas.ts';
import { type Hooks, startHooks } from '../../simulator/practice/hooks/start-hooks.ts';
import type { TransferStatus } from '../../simulator/practice/transfer-status.ts';
import { silentLogger } from '../../src/platform/logger.ts';

// Either side may be given what the other one writes: a difference does not compile.
const inputsAgree: { [Name in HookName]: (input: HookCalls[Name]['input']) => HookInput<Name> } = {
  registerPatient: (input) => input,
  decideFiling: (input) => input,
  seedRecord: ({ nhsNumber, record }) => ({
    nhsNumber,
    record: { ...record, documents: [...record.documents] },
  }),
  transferStatus: (input) => input,
  restart: (input) => input,
  setClock: (input) => input,
  configure: (input) => input,
  resendExtract: (input) => input,
};
const statusAgrees: (status: TransferStatus) => HookCalls['transferStatus']['output'] = (status) =>
  status;

const INPUTS: { readonly [Name in HookName]: HookCalls[Name]['input'] } = {
  registerPatient: {
    nhsNumber: '9990000018',
    registration: 'permanent',
    returning: false,
    byUser: true,
  },
  decideFiling: { nhsNumber: '9990000018', decision: 'undecided' },
  seedRecord: {
    nhsNumber: '9990000018',
    record: {
      registered: 'current',
      entries: 0,
      redactedEntries: 0,
      earlierPractice: 'Z99009',
      confidential: false,
      problem: 'mapping-fails',
      documents: [
        {
          fileName: '../ä.txt',
          contentType: 'text/plain',
          kind: 'letter',
          bytes: 0,
          absent: true,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          path: '/nowhere',
        },
      ],
    },
  },
  transferStatus: { nhsNumber: '9990000018', conversationId: 'A' },
  restart: {},
  setClock: { advance: 'P9D' },
  configure: { setting: 'timeout-cap', value: 'PT48H' },
  resendExtract: { nhsNumber: '9990000018', conversationId: 'A' },
};

/** Hooks that give back what they were asked, or fail. */
async function echoing(token?: string) {
  const asked: [string, unknown][] = [];
  const echo = (name: string) => async (input: unknown) => {
    asked.push([name, input]);
    if (name === 'restart') throw new Error('secret detail');
    return input;
  };
  const hooks = Object.fromEntries(
    Object.keys(HOOK_INPUTS).map((name) => [name, echo(name)]),
  ) as unknown as Hooks;
  const server = await startHooks({
    host: '127.0.0.1',
    port: 0,
    token,
    hooks,
    logger: silentLogger,
  });
  const post = async (name: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${server.url}/${name}`, { method: 'POST', body: text, headers });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return { ...server, asked, post, [Symbol.asyncDispose]: () => server.close() };
}

test('the hooks are those of the suite, by name and by what goes in and out', () => {
  assert.deepEqual(Object.keys(HOOK_INPUTS).toSorted(), [...HOOK_NAMES].toSorted());
  assert.deepEqual(Object.keys(inputsAgree).toSorted(), [...HOOK_NAMES].toSorted());
  assert.deepEqual(statusAgrees({ state: 'none' }), { state: 'none' });
});

test('every call of the suite comes in as it was sent', async () => {
  await using hooks = await echoing();
  for (const [name, input] of Object.entries(INPUTS)) {
    const { status } = await hooks.post(name, input);
    assert.equal(status, name === 'restart' ? 500 : 200, name);
  }
  assert.deepEqual(Object.fromEntries(hooks.asked), INPUTS);
});

test('what is no call is told what would be right, and nothing is done', async () => {
  await using hooks = await echoing();
  const cases = [
    ['registerPatient', { ...INPUTS.registerPatient, nhsNumber: '9990000019' }, 400, /nhsNumber/],
    ['registerPatient', { nhsNumber: '9990000018' }, 400, /registration/],
    ['decideFiling', { nhsNumber: '9990000018', decision: 'later' }, 400, /decision/],
    ['setClock', { advance: 'nine days' }, 400, /P9D/],
    ['restart', { now: true }, 400, /now/],
    ['transferStatus', '{', 400, /JSON/],
    ['toString', {}, 404, /registerPatient/],
    ['transferStatus/x', {}, 404, /registerPatient/],
  ] as const;
  for (const [name, body, status, text] of cases) {
    const answer = await hooks.post(name, body);
    assert.equal(answer.status, status, name);
    assert.match(JSON.stringify(answer.body), text);
  }
  assert.deepEqual(hooks.asked, []);
});

test('a failure of the practice is told without its details', async () => {
  await using hooks = await echoing();
  const answer = await hooks.post('restart', {});
  assert.equal(answer.status, 500);
  assert.doesNotMatch(JSON.stringify(answer.body), /secret/);
});

test('web pages are kept out, and with a token everybody who has it not', async () => {
  await using open = await echoing();
  const page = await open.post('transferStatus', INPUTS.transferStatus, {
    origin: 'https://evil.test',
  });
  assert.equal(page.status, 403);
  await using closed = await echoing('a-token-of-some-length');
  const without = await closed.post('transferStatus', INPUTS.transferStatus);
  assert.equal(without.status, 401);
  const headers = { authorization: 'Bearer a-token' };
  assert.equal((await closed.post('transferStatus', INPUTS.transferStatus, headers)).status, 401);
  assert.deepEqual(closed.asked, []);
  const right = { authorization: 'Bearer a-token-of-some-length' };
  assert.equal((await closed.post('transferStatus', INPUTS.transferStatus, right)).status, 200);
});

test('hooks do not listen beyond this machine without a token', async () => {
  const options = { host: '0.0.0.0', port: 0, hooks: {} as Hooks, logger: silentLogger };
  await assert.rejects(startHooks(options), { code: 'SIM_HOOKS_EXPOSED' });
});
