import type { Journal } from '../../../src/journal/journal.ts';
import type { AmqpMessage, PropertyValue } from '../../../src/platform/amqp.ts';
import { brokerNames, openAmqpClient } from '../../../src/platform/amqp-client.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import { localHost } from '../../../src/platform/local-host.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { AdaptorConfig } from '../../world/adaptor-config.ts';
import { startBroker } from './broker.ts';
import { type InboundMessage, type InboundQueue, QueueUnreachableError } from './inbound-queue.ts';
import { queueAddress } from './queue-address.ts';
import { queueStore } from './queue-store.ts';

export interface InboundQueueOptions {
  readonly config: AdaptorConfig['queue'];
  /** `adaptor:Z99001`. */
  readonly service: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/**
 * Opens the queue of inbound messages of an adaptor: the embedded broker, or one by its address. Throws
 * `PortInUseError` and `CannotListenError`; a broker that is not there yet is waited for at each message.
 */
export async function openInboundQueue(options: InboundQueueOptions): Promise<InboundQueue> {
  return options.config.broker === undefined ? embedded(options) : elsewhere(options);
}

async function embedded(options: InboundQueueOptions): Promise<InboundQueue> {
  const { config, service, journal, clock, ids, logger } = options;
  const { name, user, password } = config;
  const store = queueStore({
    ...{ journal, clock, service },
    log: (error, told) => logger.error({ service, error: String(error) }, `not on record: ${told}`),
  });
  const broker = await startBroker({
    ...{ service, store, clock, host: config.host, port: config.port, queues: [name] },
    ...(user !== undefined && { user: { name: user, password: password ?? '' } }),
  });
  return {
    port: broker.port,
    put: (message) => broker.put(name, amqpMessage(message, config, ids), message.about),
    facts: () => ({
      broker: `amqp://${localHost(broker.host)}:${broker.port}`,
      embedded: true,
      queue: name,
      waiting: broker.waiting(name),
      consumers: broker.consumers(name),
      connected: true,
    }),
    resume: () => broker.resume(),
    reset: () => broker.reset(),
    close: () => broker.close(),
  };
}

async function elsewhere({ config, service, ids }: InboundQueueOptions): Promise<InboundQueue> {
  const { broker = '', name } = config;
  const client = openAmqpClient({ brokers: broker, name: `spinebox ${service}` });
  const shown = brokerNames(broker);
  return {
    port: undefined,
    async put(message) {
      const address = queueAddress(config.address, name);
      const outcome = await client.send(address, amqpMessage(message, config, ids));
      if (outcome.kind !== 'accepted') throw new QueueUnreachableError(shown, name, outcome.why);
    },
    facts: () => ({
      ...{ broker: shown, embedded: false, queue: name },
      ...{ waiting: undefined, consumers: undefined, connected: client.connected },
    }),
    resume: async () => undefined,
    reset: () => undefined,
    close: () => client.close(),
  };
}

/** The form in which the MHS adaptor queues a message (mhs 7.3). */
function amqpMessage(
  { messageId, correlationId, body }: InboundMessage,
  { ttl }: AdaptorConfig['queue'],
  ids: Ids,
): AmqpMessage {
  const properties: Record<string, PropertyValue> = {
    'message-id': messageId,
    'correlation-id': correlationId,
  };
  return {
    id: ids.uuid(),
    contentType: 'application/json',
    durable: true,
    ttlMs: ttl === 0 ? undefined : ttl * 1_000,
    deliveryCount: 0,
    properties,
    body,
  };
}
