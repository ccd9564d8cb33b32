import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { message, type Posting } from './messages.ts';
import {
  certificates,
  HILLSIDE_FQDN,
  openEndpoint,
  RIVERSIDE_FQDN,
  removeCertificates,
} from './stand.ts';

const KILLS = 10;

const { store, directory: certificateDirectory } = await certificates();
await store.identity(defaultWorld().spine.fqdn);
after(removeCertificates);

test('nothing acknowledged is lost when Spine is killed again and again', {
  timeout: 90_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-kill-'));
  await using hillside = await openEndpoint(HILLSIDE_FQDN);
  const client = openHttpClient({
    identity: await store.identity(RIVERSIDE_FQDN),
    timeoutMs: 5_000,
  });
  const random = seededRandom(20260105);
  const settings = {
    certificates: certificateDirectory,
    journal: directory,
    recipient: hillside.url,
  };
  let child: ChildProcess | undefined;
  const start = async () => {
    child = fork(join(import.meta.dirname, 'spine-process.ts'), {
      env: { ...process.env, SPINE: JSON.stringify(settings) },
    });
    const [told] = await once(child, 'message');
    return `https://localhost:${(told as { port: number }).port}`;
  };
  const kill = async () => {
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const world = defaultWorld();
  const acknowledged: Posting[] = [];
  const unanswered: Posting[] = [];
  let tellFirst = () => {};
  const send = async (url: string, posting: Posting) => {
    const answer = await client.post(`${url}${posting.path}`, posting);
    if ('failed' in answer) return void unanswered.push(posting);
    assert.equal(answer.status, 202);
    assert.match(answer.body.toString(), new RegExp(posting.envelope.messageId));
    acknowledged.push(posting);
    tellFirst();
  };
  /** Streams messages, what went unanswered before first, until Spine is gone. */
  const stream = async (url: string, running: () => boolean) => {
    while (running()) await send(url, unanswered.shift() ?? message(world));
  };
  try {
    for (let round = 0; round < KILLS; round++) {
      const url = await start();
      let running = true;
      const first = new Promise<void>((resolve) => (tellFirst = resolve));
      const streams = Promise.all([1, 2, 3, 4].map(() => stream(url, () => running)));
      try {
        // At least one message in every round, and then a moment that nobody chose.
        await first;
        await new Promise<void>((resolve) => setTimeout(resolve, random.int(0, 400)));
        await kill();
      } finally {
        running = false;
      }
      await streams;
    }
    const url = await start();
    for (const posting of unanswered.splice(0)) await send(url, posting);
    assert.equal(unanswered.length, 0);
    const ids = new Set(acknowledged.map(({ envelope }) => envelope.messageId));
    assert.equal(ids.size, acknowledged.length, 'a message is acknowledged once');
    assert.ok(ids.size > KILLS, `${ids.size} messages`);
    const arrived = () =>
      new Set(
        hillside.delivered.map(({ body }) => /<eb:MessageId>([^<]+)</.exec(body.toString())?.[1]),
      );
    for (let seen = arrived(); [...ids].some((id) => !seen.has(id)); seen = arrived()) {
      await hillside.count(hillside.delivered.length + 1);
    }
    const bodies = new Set(hillside.delivered.map(({ body }) => body.toString()));
    assert.ok(
      acknowledged.every(({ body }) => bodies.has(body.toString())),
      'byte for byte',
    );
  } finally {
    await kill();
    await client.close();
    await rm(directory, { recursive: true, force: true });
  }
});
