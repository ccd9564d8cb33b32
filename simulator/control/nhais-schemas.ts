import { z } from '../../src/platform/zod.ts';
import { named } from './schemas.ts';

const text = z.string();
const number = z.int();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ examples: ['2026-04-01'] });

export const nhaisLinks = named(
  'NhaisLinks',
  z.strictObject({
    links: z.array(
      z.strictObject({
        name: text,
        cipher: text,
        practice: text.describe('Trading-partner code.'),
        authority: text.describe('Trading-partner code.'),
        gpMailbox: text,
        haMailbox: text,
        numbers: z
          .strictObject({
            interchangeOut: number,
            messageOut: number,
            interchangeIn: number.optional(),
            transactionOut: number,
          })
          .describe('The last ones used, and the last that came.'),
        unreceipted: z.array(number).describe('Interchanges that no RECEP has closed.'),
      }),
    ),
  }),
);

export const interchangeQuery = z.strictObject({
  link: text.min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('The latest of them.'),
});

export const nhaisInterchanges = named(
  'NhaisInterchanges',
  z.strictObject({
    interchanges: z
      .array(
        z.strictObject({
          link: text,
          direction: z.enum(['in', 'out']).describe('As the authority sees it.'),
          kind: z.enum(['FHSREG', 'RECEP']),
          sequence: number,
          meshMessageId: text,
          entry: number.describe('Of the journal.'),
          at: z.iso.datetime(),
          codes: z.array(text),
          receipted: z.boolean().optional(),
          deviations: number,
        }),
      )
      .describe('Oldest first.'),
  }),
);

export const nhaisTransaction = named(
  'NhaisTransaction',
  z.strictObject({
    link: text.min(1),
    code: z.enum(['F1', 'F2', 'F3', 'F4', 'F8', 'F9', 'F10', 'F11']),
    nhsNumber: text.min(1).max(20).optional(),
    surname: text.min(1).max(35).optional(),
    forename: text.min(1).max(35).optional(),
    birthDate: day.optional(),
    town: text.min(1).max(35).optional(),
    reason: text.min(1).max(10).optional().describe('Of a deduction or of an FP69.'),
    date: day
      .optional()
      .describe('Of a deduction, of the expiry of an FP69, or of the end of a quarter.'),
    text: text.min(1).max(1000).optional(),
    newAuthority: text.min(1).max(10).optional().describe('Cipher; of a deduction.'),
    transactionNumber: z.int().min(1).max(9_999_999).optional().describe('That it answers.'),
  }),
);

export const nhaisSent = named(
  'NhaisSent',
  z.strictObject({ sequence: number.describe('Of the interchange.') }),
);
