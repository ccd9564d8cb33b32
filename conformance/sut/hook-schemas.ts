import { z } from '../../src/platform/zod.ts';
import type { HookCalls, HookName } from './hook-calls.ts';

/** GP2GP's codes have two digits; national services answer with three. */
const responseCode = z.string().regex(/^\d{2,4}$/, 'is not a response code');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex');

const heldRecord = z.object({
  documents: z.array(
    z.object({
      fileName: z.string(),
      contentType: z.string(),
      bytes: z.int().min(0),
      sha256,
      absent: z.boolean().default(false),
    }),
  ),
  folders: z.int().min(0),
  compositions: z.int().min(0),
  payloadSha256: sha256,
  redactedEntries: z.int().min(0).default(0),
});

const nothing = z.object({}).default({});

/** What each hook must answer. Keys that are not known are left alone: a system may tell more. */
export const HOOK_OUTPUTS: { readonly [Name in HookName]: z.ZodType<HookCalls[Name]['output']> } = {
  registerPatient: z.object({ accepted: z.boolean(), because: z.string().optional() }),
  decideFiling: nothing,
  seedRecord: nothing,
  transferStatus: z.object({
    state: z.enum([
      'none',
      'preparing',
      'requested',
      'receiving',
      'deciding',
      'filed',
      'refused',
      'failed',
      'sending',
      'sent',
      'transferred',
    ]),
    code: responseCode.optional(),
    text: z.string().optional(),
    conversationId: z.string().optional(),
    record: heldRecord.optional(),
  }),
  restart: nothing,
  setClock: nothing,
  configure: nothing,
  resendExtract: nothing,
};

/** What a hook answers, in words, for the person who writes it. */
export const HOOK_ANSWERS: Readonly<Record<HookName, string>> = {
  registerPatient: '{"accepted": true} or {"accepted": false, "because": "..."}',
  decideFiling: '{}',
  seedRecord: '{}',
  transferStatus:
    '{"state": "filed", "code": "06", "conversationId": "...", "record": {"documents": [{"fileName", "contentType", "bytes", "sha256", "absent"}], "folders", "compositions", "payloadSha256", "redactedEntries"}}',
  restart: '{}, once the system takes messages again',
  setClock: '{}',
  configure: '{}',
  resendExtract: '{}',
};
