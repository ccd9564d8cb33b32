import { z } from '../../src/platform/zod.ts';
import { duration } from './config-values.ts';
import { mailboxId } from './mesh-config.ts';

/** How the health authority answers what a practice sends (mesh-nhais 2.8). */
const replies = z.strictObject({
  acceptance: z
    .enum(['approve', 'reject', 'nothing'])
    .default('approve')
    .describe('G1: F4, F3, or nothing.'),
  removal: z
    .enum(['deduct', 'nothing'])
    .default('deduct')
    .describe('G3: F2, or nothing. What really happens is not documented.'),
  removalReason: z
    .string()
    .regex(/^[A-Z0-9]{1,2}$/)
    .default('2')
    .describe('Deduction reason of the F2 that answers a G3: 2 is for another health authority.'),
  deduction: z
    .enum(['deduct', 'reject', 'nothing'])
    .default('deduct')
    .describe('G5: F2 with the same reason, F11, or nothing.'),
  amendment: z
    .enum(['nothing', 'amend'])
    .default('nothing')
    .describe('G2: nothing, or F1 as from another practice.'),
  text: z.string().min(1).default('WRONG HA - TRY SURREY').describe('Free text of a rejection.'),
  delay: duration.default('PT2S').describe('Before the business answer; timeScale applies.'),
});

const nhaisLinkConfig = z.strictObject({
  cipher: z
    .string()
    .regex(/^[A-Z]{2}[A-Z0-9]$|^[A-Z]{2}$/)
    .meta({ description: 'Of the health authority; its link code follows.', examples: ['SO'] }),
  tradingPartner: z
    .string()
    .regex(/^[A-Z]{3}[0-9]$/)
    .meta({ description: 'Code of the practice.', examples: ['TES5'] }),
  practice: z
    .string()
    .min(1)
    .optional()
    .describe('ODS code of the practice, for registrations that are to reach PDS.'),
  gpMailbox: mailboxId,
  haMailbox: mailboxId,
  reading: z
    .enum(['lenient', 'strict'])
    .default('lenient')
    .describe('strict: an interchange with deviations is receipted with CA and has no effect.'),
  unknownTransaction: z
    .enum(['receipt-error', 'nothing'])
    .default('receipt-error')
    .describe('A transaction code that is not known: CA in its receipt, or no receipt.'),
  receiptDelay: duration.default('PT1S').describe('Before a RECEP; timeScale applies.'),
  receiptsMissingAfter: duration
    .default('PT1H')
    .describe('When a RECEP for what the authority sent is missing; timeScale applies.'),
  updatePds: z
    .boolean()
    .default(false)
    .describe(
      'Whether an acceptance that is approved makes the practice the one of the patient on PDS.',
    ),
  unknownPatients: z
    .enum(['create', 'reject', 'ignore'])
    .default('create')
    .describe(
      'With updatePds, of an acceptance whose patient PDS does not know: a record is made of what it says, or it is rejected with F3, or it is approved and PDS left as it is.',
    ),
  allocateNumbers: z
    .boolean()
    .default(true)
    .describe(
      'Whether the approval of an acceptance without an NHS number brings a new one, of the 999 range.',
    ),
  deductAfterFp69: z
    .boolean()
    .default(false)
    .describe(
      'Whether an F2 follows when the expiry date of an F9 has come and no F10 took the flag away. What really happens is not documented.',
    ),
  numbering: z
    .enum(['shared', 'separate'])
    .default('shared')
    .describe(
      'Whether RECEPs take their numbers from the same counters as registrations, or from their own.',
    ),
  newline: z.enum(['lf', 'crlf', 'none']).default('lf').describe('After each segment.'),
  replies: replies.default(replies.parse({})),
});

/** NHAIS GP Links: the health authority's side, over mailboxes of MESH (mesh-nhais 2). */
export const nhaisConfig = z
  .strictObject({
    links: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/), nhaisLinkConfig)
      .default({})
      .describe('A link is one practice with one health authority, under a name of your choice.'),
  })
  .describe('NHAIS GP Links.');

export type NhaisLinkConfig = Readonly<z.output<typeof nhaisLinkConfig>>;
