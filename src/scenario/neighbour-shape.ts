import { INTERCHANGE_FAULTS } from '../faults/fault.ts';
import { z } from '../platform/zod.ts';
import { name } from './values.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day, yyyy-mm-dd')
  .meta({ examples: ['2024-03-31'] });
/** A code, or a name in braces that stands for one. */
const code = z
  .string()
  .min(1)
  .meta({ examples: ['{counterpart.ods}'] });
const mailbox = z
  .string()
  .min(1)
  .meta({ examples: ['Z98001GP1'] });

/** An organisation as ODS is to know it while the situation lasts. */
export const organisationShape = z.strictObject({
  ods: code.describe(
    'Its code, or a name in braces: {counterpart.ods}. It replaces one of that code.',
  ),
  name: z.string().min(1).max(200).optional(),
  roles: z
    .array(z.string().regex(/^RO\d{1,8}$/, 'must be the id of a role'))
    .min(1)
    .default(['RO177', 'RO76'])
    .describe('The first is primary.'),
  opened: day.default('2010-04-01'),
  closed: day.optional().describe('Closed since then; open unless given.'),
  commissioner: code
    .nullable()
    .optional()
    .describe('Its sub-ICB; that of the world unless given, none for null.'),
  successor: code.optional().describe('Who took over, on the day of closing.'),
  predecessor: code.optional().describe('Whom it took over from, on the day of opening.'),
  postcode: z.string().min(1).optional(),
  changed: day.optional().describe('LastChangeDate; today unless given.'),
});

export const mailboxShape = z.strictObject({
  id: mailbox.describe('There while the situation lasts.'),
  ods: code,
  name: z.string().min(1).max(200).optional(),
  password: z.string().min(1).optional(),
  active: z.boolean().default(true).describe('false: every request of it is refused.'),
  workflows: z
    .array(z.string().min(1))
    .default([])
    .describe('Workflow ids that it may send and receive.'),
});

const messageShape = z.strictObject({
  ...{ from: mailbox, to: mailbox, workflow: z.string().min(1) },
  text: z.string().default('').describe('Its content.'),
  pad: z.int().min(1).max(100_000_000).optional().describe('Blanks at its end to that many bytes.'),
  fileName: z.string().min(1).optional(),
  subject: z.string().min(1).optional(),
  localId: z.string().min(1).optional(),
});

const transactionShape = z.strictObject({
  code: z.enum(['F1', 'F2', 'F3', 'F4', 'F8', 'F9', 'F10', 'F11']),
  link: z
    .string()
    .min(1)
    .optional()
    .describe('A link of the world; the first of the system unless given.'),
  patient: name.optional().describe('Gives its NHS number.'),
  ...{ surname: z.string().min(1).optional(), forename: z.string().min(1).optional() },
  ...{ birthDate: day.optional(), town: z.string().min(1).optional() },
  ...{ reason: z.string().min(1).optional(), date: day.optional() },
  ...{ text: z.string().min(1).optional(), newAuthority: z.string().min(1).optional() },
  transactionNumber: z.int().min(1).optional().describe('Of the practice, which is answered.'),
});

export const odsAction = z.strictObject({
  ods: organisationShape.describe('ODS knows the organisation so from now on.'),
});
export const meshAction = z.strictObject({
  mesh: messageShape.describe('Lies in the mailbox from now on.'),
});
export const nhaisAction = z.strictObject({
  nhais: transactionShape.describe('The health authority sends it of its own accord.'),
});

/** In what a health authority does on a link of the system. */
export const authorityFault = {
  on: z.literal('nhais'),
  do: z.enum(['silence', 'delay', ...INTERCHANGE_FAULTS]),
};

export type OrganisationShape = Readonly<z.output<typeof organisationShape>>;
export type MessageShape = Readonly<z.output<typeof messageShape>>;
export type TransactionShape = Readonly<z.output<typeof transactionShape>>;
