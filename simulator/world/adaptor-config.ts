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

const queue = z.strictObject({
  broker: brokerUrl.optional().describe('A broker of yours; the embedded one unless given.'),
  host: host.default('127.0.0.1').describe('Embedded: where it listens.'),
  port: port.default(8484).describe('Embedded: where it listens.'),
  name: queueName.default('inbound'),
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
  })
  .describe('Bundled parties: sends and receives through an MHS adaptor of somebody else.');

export type AdaptorConfig = Readonly<z.output<typeof adaptorConfig>>;
export type BehindConfig = Readonly<z.output<typeof behindConfig>>;
