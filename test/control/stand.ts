import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlOptions, startControl } from '../../simulator/control/start-control.ts';
import type {
  ControlParts,
  TransferOrder,
  TransferView,
} from '../../simulator/doors/control-parts.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldSettings } from '../../simulator/world/world-settings.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { type VirtualClock, virtualClock } from '../../src/platform/clock.ts';

/** A control API over a real journal and a real world; transfers are only noted down. */
export async function stand(
  options: Partial<ControlOptions> = {},
  overrides: Partial<ControlParts> = {},
) {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-control-'));
  const journal = await openJournal({ directory, sync: false });
  const world = worldStore(defaultWorld());
  const settings = worldSettings({ store: world, loaded: await loadWorld() });
  const orders: TransferOrder[] = [];
  const view = (order: TransferOrder, at: number): TransferView => ({
    conversationId: `C-${at}`,
    from: order.from ?? '',
    to: order.to,
    state: 'requested',
    done: false,
    startedAt: '2026-01-05T09:00:00.000Z',
    updatedAt: '2026-01-05T09:00:00.000Z',
  });
  const parts: ControlParts = {
    world,
    settings,
    journal,
    readiness: () => ({ ready: true, checks: [{ name: 'spine', ready: true }] }),
    async startTransfer(order) {
      orders.push(order);
      return { conversationId: `C-${orders.length - 1}` };
    },
    transfers: () => orders.map(view),
    transfer: (id) => orders.map(view).find(({ conversationId }) => conversationId === id),
    async explain(messageId) {
      const entries = await journal.find({ messageId });
      return entries.length > 0
        ? { messageId, text: 'It was received.', entries, problems: [] }
        : undefined;
    },
    async reset() {
      await journal.clear();
      await settings.restore();
    },
    ...overrides,
  };
  const clock: VirtualClock = virtualClock();
  const control = await startControl({
    host: '127.0.0.1',
    port: 0,
    version: '1.2.3',
    parts,
    clock,
    ...options,
  });
  return {
    control,
    url: `${control.url}/api/v1`,
    clock,
    journal,
    world,
    orders,
    async [Symbol.asyncDispose]() {
      await control.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function received(fields: Partial<NewEntry> = {}): NewEntry {
  return {
    kind: 'received',
    at: '2026-01-05T09:00:00.000Z',
    service: 'spine',
    summary: 'RCMR_IN010000UK05 from Z99001-900001',
    conversationId: 'CONV-1',
    messageId: 'MSG-1',
    fromParty: 'Z99001-900001',
    toParty: 'Z99002-900002',
    interaction: 'RCMR_IN010000UK05',
    ...fields,
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The body is what the test is about: each one says what it expects of it.
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks and reads a JSON answer, if there is one. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Answer['body']),
  };
}

export function json(method: string, body: unknown, type = 'application/json'): RequestInit {
  return { method, headers: { 'content-type': type }, body: JSON.stringify(body) };
}
