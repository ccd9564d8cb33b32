import assert from 'node:assert/strict';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type VirtualClock, virtualClock } from '../../src/platform/clock.ts';
import type { MeshReply } from './mesh-client.ts';
import { type MeshStand, meshStand } from './mesh-stand.ts';

const DAY_MS = 86_400_000;

/** What happens to one message between the mailboxes of the sandbox. */
export interface Mailboxes extends AsyncDisposable {
  /** A fault, before anything is sent. */
  fault(name: string, rule: WorldPatch): void;
  send(from: string, to: string, workflow: string, text: string): Promise<void>;
  /** The first of two pieces. */
  begin(from: string, to: string, text: string): Promise<void>;
  end(from: string, text: string): Promise<void>;
  attempt(from: string, to: string): Promise<MeshReply>;
  list(mailbox: string): Promise<readonly string[]>;
  /** All pieces of the first message in a mailbox. */
  read(mailbox: string): Promise<string>;
  acknowledge(mailbox: string): Promise<void>;
  status(sender: string): Promise<unknown>;
  /** Headers of the first message in a mailbox. */
  headers(mailbox: string): Promise<MeshReply['headers']>;
  tryToRead(mailbox: string): Promise<MeshReply>;
  twice(mailbox: string): Promise<MeshReply>;
  days(count: number): Promise<void>;
  restart(): Promise<void>;
  /** What the traces of all exchanges say. */
  record(): Promise<string>;
  readonly id: string;
}

export function openMailboxes(): Mailboxes {
  const clock: VirtualClock = virtualClock();
  const faults: Record<string, WorldPatch> = {};
  let opening: Promise<MeshStand> | undefined;
  let id = '';
  const stand = () => {
    opening ??= meshStand({ faults }, { clock });
    return opening;
  };
  const at = async (mailbox: string) => (await stand()).client(mailbox);
  const list = async (mailbox: string) =>
    (await (await at(mailbox)).call('GET', '/inbox')).json().messages as string[];
  const first = async (mailbox: string) => {
    const [found] = await list(mailbox);
    assert.ok(found, `${mailbox} has a message`);
    return found;
  };
  return {
    get id() {
      return id;
    },
    fault(name, rule) {
      faults[name] = rule;
    },
    async send(from, to, workflow, text) {
      id = await (await at(from)).send(to, workflow, text);
    },
    async begin(from, to, text) {
      id = await (await at(from)).send(to, 'TEST_WORKFLOW', text, { 'Mex-Chunk-Range': '1:2' });
    },
    async end(from, text) {
      const headers = { 'Mex-Chunk-Range': '2:2' };
      const reply = await (await at(from)).call('POST', `/outbox/${id}/2`, { headers, body: text });
      assert.equal(reply.status, 202);
    },
    async attempt(from, to) {
      const headers = { 'Mex-To': to, 'Mex-WorkflowID': 'TEST_WORKFLOW' };
      return (await at(from)).call('POST', '/outbox', { headers, body: 'x' });
    },
    list,
    async read(mailbox) {
      const found = await first(mailbox);
      let text = '';
      for (let number = 1; ; number++) {
        const reply = await (await at(mailbox)).call('GET', `/inbox/${found}/${number}`);
        text += reply.body.toString();
        if (reply.status !== 206) return text;
      }
    },
    async acknowledge(mailbox) {
      const path = `/inbox/${await first(mailbox)}/status/acknowledged`;
      assert.equal((await (await at(mailbox)).call('PUT', path)).status, 200);
    },
    async status(sender) {
      const reply = await (await at(sender)).call('GET', `/outbox/tracking?messageID=${id}`);
      return reply.json().status;
    },
    async headers(mailbox) {
      const found = await first(mailbox);
      return (await (await at(mailbox)).call('GET', `/inbox/${found}`)).headers;
    },
    tryToRead: async (mailbox) => (await at(mailbox)).call('GET', `/inbox/${id}`),
    async twice(mailbox) {
      const client = await at(mailbox);
      const token = client.token();
      assert.equal((await client.call('GET', '/inbox', { token })).status, 200);
      return client.call('GET', '/inbox', { token });
    },
    async days(count) {
      const { desk } = (await stand()).mesh;
      const reported = new Promise((resolve) => desk.onArrival(resolve));
      await clock.advance(count * DAY_MS);
      await reported;
    },
    restart: async () => (await stand()).restart(),
    async record() {
      const entries = await (await stand()).entries();
      return entries.flatMap(({ trace = [] }) => trace.map(({ text }) => text)).join('\n');
    },
    async [Symbol.asyncDispose]() {
      await (await opening)?.[Symbol.asyncDispose]();
    },
  };
}
