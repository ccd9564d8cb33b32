import { z } from '../../src/platform/zod.ts';
import { host, port, url } from './config-values.ts';

const brokerUrl = z
  .string()
  .regex(/^amqps?:\/\/\S+$/)
  .meta({
    description: 'Address of an AMQP 1.0 broker; user and password may stand in it.',
    examples: ['amqp://guest:guest@localhost:5672'],
  });

const queueName = z
  .string()
  .regex(/^[\w./-]{1,200}$/)
  .meta({ description: 'Name of the queue of inbound messages.', examples: ['inbound'] });

const address = z
  .string()
  .regex(/^\S{0,100}\{queue\}\S{0,100}$/)
  .meta({
    description: 'How the broker has a queue addressed; RabbitMQ also knows /amq/queue/{queue}.',
    examples: ['/queue/{queue}'],
  });

const queue = z.strictObject({
  broker: brokerUrl
    .optional()
    .describe('A broker of yours, or several in a comma list; the embedded one unless given.'),
  host: host.default('127.0.0.1').describe('Embedded: where it listens.'),
  port: port.default(8484).describe('Embedded: where it listens.'),
  name: queueName.default('inbound'),
  address: address.default('{queue}'),
  ttl: z
    .int()
    .min(0)
    .max(4_000_000)
    .default(0)
    .describe('Seconds that a message may wait in the queue; 0 is for good.'),
  user: z
    .string()
    .min(1)
    .optional()
    .describe('Embedded: who gets in; anybody unless given, by whatever name.'),
  password: z.string().optional().describe('Embedded: of the user.'),
});

/** Spinebox plays the MHS adaptor in front of this organisation's system (mhs 7). */
export const adaptorConfig = z
  .strictObject({
    host: host.default('127.0.0.1'),
    port: port.default(8482).describe('REST outbound and route lookup, plain HTTP.'),
    queue: queue.default(queue.parse({})),
    unknownMembers: z
      .enum(['refuse', 'ignore'])
      .default('refuse')
      .describe('Members of a REST body that no schema has. That they are refused is inferred.'),
    bodyBytes: z
      .int()
      .min(1)
      .default(20_000_000)
      .describe('Of a REST body; base64 makes it larger than the message.'),
  })
  .describe('Spinebox plays the MHS adaptor of this organisation: REST out, AMQP 1.0 in.');

/** A bundled practice stands behind an adaptor that is not ours. */
export const behindConfig = z
  .strictObject({
    rest: url.describe('Where the adaptor takes messages.'),
    broker: brokerUrl,
    queue: queueName.default('inbound'),
    address: address.default('{queue}'),
  })
  .describe('Bundled parties: sends and receives through an MHS adaptor of somebody else.');

export type AdaptorConfig = Readonly<z.output<typeof adaptorConfig>>;
export type BehindConfig = Readonly<z.output<typeof behindConfig>>;
