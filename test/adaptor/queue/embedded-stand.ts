import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, startBroker } from '../../../simulator/adaptor/queue/broker.ts';
import { queueStore } from '../../../simulator/adaptor/queue/queue-store.ts';
import type { Entry } from '../../../src/journal/entry.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { openJournal } from '../../../src/journal/open-journal.ts';
import type { AmqpMessage } from '../../../src/platform/amqp.ts';
import { type AmqpClient, openAmqpClient } from '../../../src/platform/amqp-client.ts';
import { type Clock, systemClock } from '../../../src/platform/clock.ts';

export const QUEUE = 'inbound';

/** The embedded broker with a journal of its own. */
export interface EmbeddedStand extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly journal: Journal;
  readonly broker: Broker;
  client(name?: string): AmqpClient;
  /** Stops the broker and starts another one over the same journal. */
  restart(): Promise<void>;
  /** The first entry that fits, now or later. */
  entry(fits: (entry: Entry) => boolean): Promise<Entry>;
}

export async function embeddedStand({
  clock = systemClock(),
  user,
  mostBytes,
  unsettledMs,
}: {
  readonly clock?: Clock;
  readonly user?: { readonly name: string; readonly password: string };
  readonly mostBytes?: number;
  readonly unsettledMs?: number;
} = {}): Promise<EmbeddedStand> {
  const directory = await mkdtemp(join(tmpdir(), 'queue-test-'));
  const journal = await openJournal({ directory, sync: false });
  const start = async (port: number): Promise<Broker> => {
    const store = queueStore({
      ...{ journal, clock, service: 'adaptor:Z99050' },
      log: (error) => {
        throw error;
      },
    });
    const broker = await startBroker({
      ...{ service: 'adaptor:Z99050', host: '127.0.0.1', port, queues: [QUEUE], store, clock },
      ...(user && { user }),
      ...(mostBytes !== undefined && { mostBytes }),
      ...(unsettledMs !== undefined && { unsettledMs }),
    });
    await broker.resume();
    return broker;
  };
  let broker = await start(0);
  const { port } = broker;
  const url = `amqp://127.0.0.1:${port}`;
  const clients: AmqpClient[] = [];
  return {
    url,
    port,
    journal,
    get broker() {
      return broker;
    },
    client(name = 'test') {
      const client = openAmqpClient({ brokers: url, name, reconnectMs: 200 });
      clients.push(client);
      return client;
    },
    async restart() {
      await broker.close();
      broker = await start(port);
    },
    async entry(fits) {
      const { promise, resolve } = Promise.withResolvers<Entry>();
      const end = journal.subscribe((entry) => fits(entry) && resolve(entry));
      const before = (await journal.find({})).find(fits);
      if (before) resolve(before);
      return promise.finally(end);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()));
      await broker.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function message(body: string | Buffer, properties = {}): AmqpMessage {
  return {
    id: crypto.randomUUID().toUpperCase(),
    contentType: 'application/json',
    durable: true,
    deliveryCount: 0,
    properties: { 'message-id': 'M1', 'correlation-id': 'C1', ...properties },
    body,
  };
}
