import { z } from '../platform/zod.ts';
import { bytes, name } from './values.ts';

/** How a document comes to the other side (gp2gp 3.4). */
export const TRAVELS = [
  'inline',
  'external',
  'in-chunks',
  'vision-index',
  'index-of-index',
] as const;

/** A document that a sending counterpart holds. */
export const documentShape = z.strictObject({
  name: name.describe('File name without the id before it. Labels are made of it.'),
  contentType: z.string().min(1).default('text/plain'),
  bytes: bytes.default(1000).describe('Length. Byte i follows from a rule (gp2gp 7.5).'),
  text: z.string().optional().describe('The content itself, in place of so many bytes.'),
  expands: bytes
    .optional()
    .describe('In place of bytes: gzip that unpacks to so many bytes; goes with compressed.'),
  count: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe('So many documents; more than one are numbered: page-1.tif, page-2.tif.'),
  travels: z
    .enum(TRAVELS)
    .optional()
    .describe('external unless given; in-chunks where one message cannot carry it.'),
  chunk: z.int().min(1).default(4_500_000).describe('Characters of base64 in a chunk.'),
  chunks: z
    .array(z.union([z.int().min(0), z.literal('rest')]))
    .min(1)
    .optional()
    .describe('Characters of each chunk in turn; rest: what is left.'),
  compressed: z.boolean().default(false).describe('gzip before base64, and Compressed=Yes.'),
  saysCompressed: z
    .boolean()
    .optional()
    .describe('What Compressed says, where that is to differ from what is so.'),
  announced: z
    .enum(['whole', 'large', 'nobody'])
    .optional()
    .describe(
      'What LargeAttachment says, where that differs from how it comes; nobody: no manifest names it.',
    ),
  description: z
    .union([z.enum(['full', 'bare-name', 'shuffled']), z.strictObject({ text: z.string() })])
    .default('full')
    .describe('shuffled: another order, tabs and line breaks. text: literally this.'),
  length: z
    .enum(['right', 'wrong', 'absent'])
    .default('right')
    .describe('What Length says in the description.'),
  partType: z.string().min(1).optional().describe('Type of the MIME part; follows from the type.'),
  encoding: z
    .enum(['base64', 'decoded', 'mixed'])
    .default('base64')
    .describe('decoded: parts travel as bytes. mixed: the second chunk and every second after it.'),
  anchored: z.boolean().default(true).describe('false: the record does not mention it.'),
  sent: z.boolean().default(true).describe('false: the record mentions it, no message has it.'),
  placeholder: z
    .boolean()
    .default(false)
    .describe('A note that the document could not be sent, in its place (gp2gp 3.9).'),
  sameAs: name.optional().describe('Has the content of that other document.'),
});

/** The payload as a document (gp2gp 3.6). */
export const skeletonShape = z.strictObject({
  form: z
    .enum(['whole', 'subtree'])
    .default('whole')
    .describe('whole: the message; subtree: the statement that was cut out.'),
  travels: z.enum(['inline', 'external', 'in-chunks']).default('external'),
  chunk: z.int().min(4).default(4_500_000),
  compressed: z.boolean().default(true),
  marker: z.string().default('X-GP2GP-Skeleton: Yes').describe('Text of DomainData.'),
  broken: z.boolean().default(false).describe('What travels cannot be unpacked.'),
  of: name.optional().describe('The record inside is about that other patient.'),
});

/** What a sending counterpart holds of a patient. */
export const recordShape = z.strictObject({
  interaction: z.enum(['UK06', 'UK07']).default('UK06'),
  entries: z.int().min(0).max(100_000).optional().describe('Clinical entries; 8 unless given.'),
  payloadBytes: bytes.optional().describe('Bytes of the whole payload, met exactly.'),
  empty: z.boolean().default(false).describe('EhrEmpty in place of entries.'),
  folders: z.int().min(1).max(10).default(1).describe('Practices whose folders it holds.'),
  nesting: z.int().min(0).max(100_000).default(0).describe('Headings within each other.'),
  redacted: z.int().min(0).max(1000).default(0).describe('Entries with NOPAT; goes with UK07.'),
  readCodes: z.boolean().default(false).describe('Coded in Read alone.'),
  narrative: z.string().optional().describe('Text of one more entry.'),
  of: name.optional().describe('The patient that the extract is about, where that is another.'),
  attachments: z.array(documentShape).default([]),
  skeleton: skeletonShape.optional(),
});

export type DocumentShape = Readonly<z.output<typeof documentShape>>;
export type SkeletonShape = Readonly<z.output<typeof skeletonShape>>;
export type RecordShape = Readonly<z.output<typeof recordShape>>;
