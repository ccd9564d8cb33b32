import { z } from '../../src/platform/zod.ts';
import { duration } from './config-values.ts';
import { contractConfig } from './party-config.ts';

const acknowledge = z
  .strictObject({
    kind: z.literal('acknowledge'),
    typeCode: z.enum(['AA', 'AE', 'AR']).default('AA').describe('Accepted, error, rejected.'),
    code: z.string().min(1).optional().describe('Reason code of the acknowledgement.'),
    text: z.string().min(1).optional().describe('What stands beside the code.'),
  })
  .describe('An application acknowledgement.');

const payload = z
  .strictObject({
    kind: z.literal('payload'),
    action: z
      .string()
      .regex(/^[A-Za-z0-9_]+$/)
      .meta({ description: 'Interaction of the answer.', examples: ['QUPA_IN000009UK03'] }),
    wrapper: z
      .string()
      .regex(/^[A-Za-z_][\w.-]*$/)
      .optional()
      .meta({
        description: 'Element round the answer in a SOAP body.',
        examples: ['retrievalQueryResponse'],
      }),
    xml: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The answer, with {{messageId}}, {{requestMessageId}}, {{requestHl7Id}}, {{now}}, {{senderAsid}}, {{receiverAsid}}.',
      ),
    file: z
      .string()
      .min(1)
      .optional()
      .describe('Instead of xml: a file in or below the folder of the world file.'),
  })
  .describe('An answer of your own; exactly one of xml and file.');

const fault = z
  .strictObject({
    kind: z.literal('fault'),
    code: z.string().min(1).describe('Error code of the fault.'),
    text: z.string().min(1).describe('Its text.'),
  })
  .describe('A SOAP fault.');

const pds = z
  .strictObject({ kind: z.literal('pds') })
  .describe('Answered by the Personal Demographics Service, from its register.');

const nothing = z.strictObject({ kind: z.literal('nothing') }).describe('No business answer.');

/** What Spine answers to one of its own interactions. */
export const serviceConfig = z.strictObject({
  pattern: z
    .enum(['synchronous', 'asynchronous-express', 'asynchronous-reliable'])
    .describe('The messaging pattern of the interaction.'),
  answer: z
    .discriminatedUnion('kind', [acknowledge, payload, fault, pds, nothing])
    .describe('What Spine answers.'),
  delay: duration
    .default('PT0S')
    .describe('Waits so long before it answers asynchronously; timeScale applies.'),
  contract: contractConfig.default({}),
});

export type ServiceConfig = Readonly<z.output<typeof serviceConfig>>;
