import { ENTRY_KINDS } from '../../src/journal/entry.ts';
import { z } from '../../src/platform/zod.ts';
import { EXAMPLE_INTERACTION, named } from './schemas.ts';

const text = z.string();
const fact = z.union([text, z.number(), z.boolean(), z.null()]);
const facts = z.record(text, fact);

const bodyView = z.strictObject({
  length: z.number().describe('Bytes.'),
  crc: z.number().describe('CRC-32.'),
  href: text.describe('Where the exact bytes are.'),
});

const side = named(
  'HttpSide',
  z.strictObject({
    method: text.optional(),
    path: text.optional(),
    status: z.number().optional(),
    headers: z.array(z.tuple([text, text])).describe('As on the wire, in order.'),
    body: bodyView.optional(),
  }),
);

const finding = named(
  'Finding',
  z.strictObject({
    check: text,
    severity: z.enum(['must', 'should', 'note']),
    clause: text,
    message: text,
    at: text,
    line: z.number().optional(),
    column: z.number().optional(),
    offset: z.number().optional(),
    suggestion: text.optional(),
  }),
);

export const entryView = named(
  'Entry',
  z.strictObject({
    sequence: z.number(),
    kind: z.enum(ENTRY_KINDS),
    at: text,
    service: text,
    summary: text,
    conversationId: text.optional(),
    messageId: text.optional(),
    refToMessageId: text.optional(),
    fromParty: text.optional(),
    toParty: text.optional(),
    interaction: text.optional(),
    peer: z
      .strictObject({
        address: text,
        fqdn: text.optional(),
        fingerprint: text.optional(),
        protocol: text.optional(),
        cipher: text.optional(),
      })
      .optional(),
    request: side.optional(),
    response: side.optional(),
    timings: z.record(text, z.number()).optional(),
    findings: z.array(finding).optional(),
    trace: z.array(z.strictObject({ stage: text, text, facts: facts.optional() })).optional(),
    facts: facts.optional(),
    opens: text.optional(),
    settles: text.optional(),
  }),
);

export const journalPage = named(
  'JournalPage',
  z.strictObject({
    entries: z.array(entryView),
    next: z.number().nullable().describe('Ask again with after=next; null on the last page.'),
  }),
);

const problemView = named(
  'Problem',
  z.strictObject({
    sequence: z.number().describe('Of the journal entry.'),
    rule: text.describe('Id of the check or code of the error.'),
    title: text,
    clause: text,
    basis: z.enum(['N', 'P', 'A', 'I']).optional(),
    severity: z.enum(['must', 'should', 'note']),
    expected: text,
    came: text,
    where: z
      .strictObject({
        side: z.enum(['request', 'response']),
        at: text,
        part: z.number().optional(),
        line: z.number().optional(),
        column: z.number().optional(),
        offset: z.number().optional().describe('Bytes from the start of the body.'),
        excerpt: text.optional().describe('A few characters around, without patient data.'),
      })
      .optional(),
    nearest: text.optional().describe('The nearest thing that would have been accepted.'),
    change: text,
    answer: text.optional().describe('What the peer was told for it.'),
  }),
);

export const explanation = named(
  'Explanation',
  z.strictObject({
    messageId: text,
    text,
    entries: z.array(entryView),
    problems: z.array(problemView).describe('What was refused or found wrong, and what to change.'),
  }),
);

const count = (low: number, high: number) =>
  z.coerce.number<string>().int().min(low).max(high).meta({ type: 'integer' });

const time = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value).toISOString())
  .describe('ISO 8601 with seconds and Z or an offset.');

const flag = z.enum(['true', 'false']).optional();

export const journalQuery = z.strictObject({
  conversation: text.min(1).optional(),
  message: text.min(1).optional(),
  party: text.min(1).optional().describe('Party key of either side.'),
  interaction: text
    .min(1)
    .optional()
    .meta({ description: 'The ebXML Action.', examples: [EXAMPLE_INTERACTION] }),
  kind: z.enum(ENTRY_KINDS).optional(),
  service: text.min(1).optional().describe('Which service wrote it.'),
  since: time.optional(),
  until: time.optional().describe('Exclusive.'),
  finding: text.min(1).optional().describe('The id of a check that found something.'),
  after: count(0, Number.MAX_SAFE_INTEGER).optional().describe('Only later sequences.'),
  limit: count(1, 1000).default(100),
  newestFirst: flag.describe('true: latest first, and one page alone.'),
  open: flag.describe('true: only work that is not settled yet; other conditions play no part.'),
});

export const sequenceParams = z.strictObject({ sequence: count(1, Number.MAX_SAFE_INTEGER) });

export const bodyQuery = z.strictObject({ side: z.enum(['request', 'response']) });

export const eventsQuery = z.strictObject({
  after: count(0, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Starts behind this sequence. The Last-Event-ID header has precedence.'),
});
