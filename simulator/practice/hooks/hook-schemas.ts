import { parseDuration } from '../../../src/domain/duration.ts';
import { parseNhsNumber } from '../../../src/domain/nhs-number.ts';
import { z } from '../../../src/platform/zod.ts';
import { SETTINGS } from '../practice-settings.ts';

const nhsNumber = z
  .string()
  .refine((text) => parseNhsNumber(text) !== undefined, 'ten digits with a right check digit');
const conversationId = z.string().min(1).max(200);
const nothing = z.strictObject({});

const document = z.strictObject({
  fileName: z.string().min(1).max(1_000),
  contentType: z.string().min(1).max(200),
  kind: z.enum(['scan', 'letter', 'image', 'audio', 'other']),
  bytes: z.int().min(0),
  absent: z.boolean(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  path: z.string(),
});

export const seededRecord = z.strictObject({
  registered: z.enum(['current', 'left']),
  entries: z.int().min(0).max(100_000),
  payloadBytes: z.int().min(0).max(200_000_000).optional(),
  redactedEntries: z.int().min(0).max(100_000),
  earlierPractice: z.string().min(1).max(10).optional(),
  confidential: z.boolean(),
  problem: z.enum(['source-fails', 'mapping-fails']).optional(),
  documents: z.array(document).max(1_000),
});

/** What can be asked of a practice from outside, by name: what comes in, as JSON. */
export const HOOK_INPUTS = {
  registerPatient: z.strictObject({
    nhsNumber,
    registration: z.enum(['permanent', 'temporary', 'private']),
    returning: z.boolean(),
    byUser: z.boolean(),
  }),
  decideFiling: z.strictObject({
    nhsNumber,
    decision: z.enum([
      'accept',
      'reject',
      'suppress',
      'wrong-patient',
      'file-as-attachment',
      'storage-fails',
      'undecided',
    ]),
  }),
  seedRecord: z.strictObject({ nhsNumber, record: seededRecord }),
  transferStatus: z.strictObject({ nhsNumber, conversationId: conversationId.optional() }),
  restart: nothing,
  setClock: z.strictObject({
    advance: z
      .string()
      .refine((text) => parseDuration(text) !== undefined, 'an ISO 8601 duration, as P9D'),
  }),
  configure: z.strictObject({ setting: z.enum(SETTINGS), value: z.string().max(100) }),
  resendExtract: z.strictObject({ nhsNumber, conversationId }),
} as const;

export type HookName = keyof typeof HOOK_INPUTS;
export type HookInput<Name extends HookName> = z.output<(typeof HOOK_INPUTS)[Name]>;

export type Registration = HookInput<'registerPatient'>;
export type FilingDecision = HookInput<'decideFiling'>['decision'];
export type SeededRecord = z.output<typeof seededRecord>;
export type SeededDocument = SeededRecord['documents'][number];
