import { z } from '../../src/platform/zod.ts';
import { bytes, duration } from './config-values.ts';

const senderCheck = z.strictObject({
  pds: z
    .boolean()
    .default(true)
    .describe('Whether PDS must name the requester as the practice of the patient, else 19.'),
  sds: z
    .boolean()
    .default(true)
    .describe('Whether SDS must know one system of the requester, else 24.'),
});

const author = z
  .strictObject({
    roleProfile: z
      .string()
      .regex(/^\d{12}$/)
      .describe('Role profile id.'),
    user: z
      .string()
      .regex(/^\d{12}$/)
      .describe('SDS user id.'),
    jobRole: z.string().min(1).describe('Job role code, R8000.'),
  })
  .describe('The user whom requests to PDS name; none unless given.');

/** What a bundled practice asks of PDS and SDS before it sends (gp2gp 1.3, pds-identity 1.8). */
export const lookupsConfig = z.strictObject({
  pds: z
    .enum(['hl7v3', 'off'])
    .default('hl7v3')
    .describe('Whether it asks PDS at all. off: orders name the practice that holds the record.'),
  gpUpdate: z
    .enum(['before-request', 'skip'])
    .default('before-request')
    .describe('Whether it registers the patient on PDS before it asks for the record.'),
  deceased: z
    .enum(['record', 'stop'])
    .default('record')
    .describe('What it does about a patient who is dead on PDS. No source rules on it.'),
  sds: z
    .enum(['ldap', 'ldaps', 'fhir', 'world'])
    .default('ldaps')
    .describe("How it finds another practice's system. world: without asking anybody."),
  senderCheck: senderCheck.default(senderCheck.parse({})),
  pdsTimeout: duration.default('PT10S').describe('Patience with a retrieval; not scaled.'),
  updateTimeout: duration
    .default('PT5M')
    .describe('Patience with the answer to an update; timeScale applies.'),
  sdsTimeout: duration
    .default('PT3S')
    .describe('Patience with the directory, 3 s in the known clients; not scaled.'),
  sdsCache: duration
    .default('PT0S')
    .describe('How long an answer of SDS is used again: 900 s in the MHS adaptor; not scaled.'),
  author: author.optional(),
});

export const recordsConfig = z
  .enum(['invent', 'ordered-only'])
  .default('invent')
  .describe(
    'Bundled parties: a record for each patient whom PDS has, or had, with it (where it checks PDS); or none.',
  );

export type LookupsConfig = Readonly<z.output<typeof lookupsConfig>>;

const timers = z.strictObject({
  extractWeight: z
    .number()
    .min(0)
    .max(1000)
    .default(1)
    .describe(
      'A of the overall timer: A x persist duration of the extract, of the other practice.',
    ),
  partWeight: z
    .number()
    .min(0)
    .max(1000)
    .default(1)
    .describe('B of the overall timer: + B x number of parts x persist duration of COPC.'),
  cap: duration
    .optional()
    .describe('The longest that the overall timer runs, 48 h in REQ; none unless given.'),
  scan: duration
    .default('PT0S')
    .describe('How often it looks whether the overall timer is over; PT0S: at once.'),
  extractWait: z
    .union([z.literal('contract'), duration])
    .default('P1D')
    .describe('How long it waits for an extract. contract: the first term of the overall timer.'),
  finalAcknowledgementWait: duration
    .default('P8D')
    .describe('How long a sender waits for the final acknowledgement.'),
});

/** How a bundled practice takes part in transfers (gp2gp 3.1, 3.2, 4.6). */
export const transfersConfig = z.strictObject({
  gp2gp: z
    .enum(['on', 'off', 'misconfigured'])
    .default('on')
    .describe('off: requests are refused with 07. misconfigured: with 13.'),
  largeMessaging: z
    .boolean()
    .default(true)
    .describe('Whether it takes part in large messaging, else a large record is refused with 23.'),
  redactions: z
    .boolean()
    .default(true)
    .describe('Whether a record with entries that are not to be disclosed goes as UK07, marked.'),
  attachments: z
    .enum(['inline', 'external'])
    .default('inline')
    .describe('inline: in the extract where they fit. external: each in a message of its own.'),
  requestAcknowledgement: z
    .enum(['before-extract', 'after-extract', 'after-fragments'])
    .default('before-extract')
    .describe('When a sender acknowledges the request.'),
  extractThreshold: bytes
    .default(4_500_000)
    .describe('A payload of more bytes goes as a skeleton, and whole as an attachment.'),
  chunkBytes: z
    .int()
    .min(4)
    .multipleOf(4)
    .default(4_500_000)
    .describe('Characters of an encoded attachment in one message; a multiple of 4.'),
  window: z.int().min(1).max(100).default(4).describe('Fragments on their way at the same time.'),
  expandedBytes: bytes
    .default(1_000_000_000)
    .describe('What one attachment may be after decompression; more is refused.'),
  payloadBytes: bytes
    .default(100_000_000)
    .describe('What a payload may be when its skeleton is replaced; more is refused.'),
  recheck: z
    .boolean()
    .default(true)
    .describe('Whether a sender asks PDS again when it is told to continue.'),
  timers: timers.default(timers.parse({})),
});

export type TransfersConfig = Readonly<z.output<typeof transfersConfig>>;
