import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { type EmbeddedStand, embeddedStand, message, QUEUE } from './embedded-stand.ts';

const PYTHON = '/usr/bin/python3';

/** Qpid Proton is an implementation that shares nothing with ours. `REQUIRE_PROTON=1` makes its absence a failure. */
function withoutProton(): string | false {
  try {
    execFileSync(PYTHON, ['-c', 'import proton'], { stdio: 'ignore' });
    return false;
  } catch {
    const why = 'there is no Qpid Proton for Python (Debian: python3-qpid-proton)';
    if (process.env.REQUIRE_PROTON === '1') throw new Error(why);
    return why;
  }
}

interface Proton extends AsyncDisposable {
  order(order: object): Promise<Record<string, unknown>>;
}

function proton({ url }: EmbeddedStand): Proton {
  const script = join(import.meta.dirname, 'proton-client.py');
  const child: ChildProcess = spawn(PYTHON, [script, url, QUEUE], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const answers: ((line: string) => void)[] = [];
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => answers.shift()?.(line));
  return {
    async order(order) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      answers.push(resolve);
      void ended.then(() => reject(new Error('Proton has ended')));
      child.stdin?.write(`${JSON.stringify(order)}\n`);
      return JSON.parse(await promise) as Record<string, unknown>;
    },
    async [Symbol.asyncDispose]() {
      child.stdin?.end();
      await ended;
    },
  };
}

const skip = withoutProton();
const take = (then: string, mode = 'usual') => ({ do: 'take', then, mode });

test('Proton puts a message on the queue and takes it as it was', { skip }, async () => {
  await using stand = await embeddedStand();
  const client = proton(stand);
  const properties = { 'message-id': 'M-1', 'correlation-id': 'C-1' };
  const sent = { id: 'ID-1', properties, body: '{"ebXML":"<é/>"}' };
  assert.deepEqual(await client.order({ do: 'send', ...sent }), { sent: true });
  const came = await client.order(take('accept'));
  assert.deepEqual(came, {
    ...{ ...sent, contentType: 'application/json', durable: true, count: 0 },
  });
  // It writes what it has to say when it next waits, or ends.
  await client[Symbol.asyncDispose]();
  await stand.entry(({ facts }) => facts?.outcome === 'accepted');
  assert.equal(stand.broker.waiting(QUEUE), 0);
});

test('what Proton releases, modifies or drops comes again, a dropped connection counted, what it rejects does not', {
  skip,
}, async () => {
  await using stand = await embeddedStand();
  await stand.broker.put(QUEUE, message('first'));
  {
    await using client = proton(stand);
    assert.equal((await client.order(take('release'))).body, 'first');
    const again = await client.order(take('modify'));
    assert.deepEqual([again.body, again.count], ['first', 0]);
    // It does not say that the attempt failed.
    const third = await client.order(take('hold'));
    assert.deepEqual([third.body, third.count], ['first', 0]);
    await client.order({ do: 'drop' });
  }
  // Proton gives credit for the next message before it settles this one, so only now may there be another.
  await stand.broker.put(QUEUE, message('second'));
  const client = proton(stand);
  const fourth = await client.order(take('reject'));
  assert.deepEqual([fourth.body, fourth.count], ['first', 1]);
  assert.equal((await client.order(take('accept'))).body, 'second');
  await client[Symbol.asyncDispose]();
  await stand.entry(({ facts }) => facts?.outcome === 'dead-letter');
});

test('a consumer that wants each message at most once gets it settled', { skip }, async () => {
  await using stand = await embeddedStand();
  await stand.broker.put(QUEUE, message('fire and forget'));
  await using client = proton(stand);
  assert.equal((await client.order(take('nothing', 'once'))).body, 'fire and forget');
  await stand.entry(({ facts }) => facts?.outcome === 'accepted');
  assert.equal(stand.broker.waiting(QUEUE), 0);
});
