import { z } from '../../src/platform/zod.ts';
import { duration, host, port, url } from './config-values.ts';

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

/** How an answer is waited for that the system wants with its request (mhs 7.2). */
const resync = z.strictObject({
  retries: z.int().min(0).max(10_000).default(20).describe('Looks that are taken for it.'),
  interval: duration.default('PT1S').describe('Between looks; not scaled.'),
  initialDelay: duration.default('PT0S').describe('Before the first look; not scaled.'),
});

/** What the known MHS adaptor does otherwise than the protocol says (mhs 7.7). */
const habits = z.strictObject({
  duplicates: z
    .enum(['once', 'every'])
    .default('once')
    .describe('every: a message that Spine sends twice is queued twice, as in the MHS adaptor.'),
  acknowledges: z
    .enum(['as-asked', 'always'])
    .default('as-asked')
    .describe('always: also messages that ask for no acknowledgement, as in the MHS adaptor.'),
  signals: z
    .enum(['queue', 'ignore', 'refuse'])
    .default('queue')
    .describe(
      'Acknowledgements and errors that nobody waits for. refuse: all of them with 500, as in the MHS adaptor.',
    ),
  retries: z
    .enum(['contract', 'few'])
    .default('contract')
    .describe(
      'few: a broken connection three times in 300 ms, else only faults 200, 206 and 208, as in the MHS adaptor.',
    ),
  accepts: z
    .enum(['any-acknowledgement', '202-only'])
    .default('any-acknowledgement')
    .describe(
      '202-only: an acknowledgement with another status is an error, as in the MHS adaptor.',
    ),
  references: z
    .enum(['queue', 'refuse'])
    .default('queue')
    .describe(
      'Messages that refer to one which was never sent. refuse: with 500, as in the MHS adaptor.',
    ),
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
    requestBytes: z
      .int()
      .min(1)
      .default(4_999_600)
      .describe('Of the whole message to Spine (mhs 4.6).'),
    waitForResponse: z
      .enum(['answers-of-spine', 'never'])
      .default('answers-of-spine')
      .describe('Which interactions the system may have answered on the same request.'),
    resync: resync.default(resync.parse({})),
    habits: habits.default(habits.parse({})),
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
