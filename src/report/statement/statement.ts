import { z } from '../../platform/zod.ts';
import { canonicalJson } from '../../wire/json/canonical-json.ts';
import { VERDICTS, type Verdict } from '../results.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const journal = z.strictObject({ entries: count, chain: sha256 });

/** What a conformance statement says. All of it is signed, and nothing beside it counts (decision 0010). */
export const statementSchema = z.strictObject({
  form: z.literal('spinebox conformance statement'),
  formVersion: z.literal(1),
  product: z.strictObject({ name: z.literal('spinebox'), version: z.string() }),
  system: z.strictObject({
    name: z.string(),
    odsCode: z.string(),
    partyKey: z.string(),
    asid: z.string(),
    roles: z.array(z.enum(['requester', 'sender'])),
    /** Where it was judged; absent in statements of versions that knew one boundary. */
    boundary: z.enum(['mhs', 'adaptor']).optional(),
  }),
  run: z.strictObject({
    startedAt: z.iso.datetime(),
    durationMs: z.number(),
    seed: z.int(),
    /** Part of the suite, `2/4`; absent for the whole. */
    shard: z.string().optional(),
  }),
  /** Whether the XSDs judged, too. */
  schemas: z.enum(['run', 'not-run']),
  notRun: z.array(z.strictObject({ check: z.string(), because: z.string() })),
  summary: z.strictObject({
    pass: count,
    fail: count,
    error: count,
    skip: count,
    notApplicable: count,
    report: count,
  }),
  scenarios: z.array(
    z.strictObject({
      id: z.string(),
      basis: z.enum(['N', 'P', 'A', 'I']),
      verdict: z.enum(VERDICTS as [Verdict, ...Verdict[]]),
    }),
  ),
  requirements: z.strictObject({
    all: count,
    /** With a scenario that came to a verdict on the system. */
    judged: count,
    uncovered: z.array(z.string()),
  }),
  /** Of `results.json`, byte for byte. */
  results: z.strictObject({ bytes: count, sha256 }),
  /** Entries of the journal, and the last link of the hash chain over them. */
  journal,
  shards: z.array(z.strictObject({ shard: z.string(), journal })).optional(),
  signer: z.strictObject({
    /** SHA-256 of the certificate, DER. */
    certificate: sha256,
    /** Its subject, an attribute a line. */
    subject: z.string(),
  }),
  signedAt: z.iso.datetime(),
});

export type Statement = z.infer<typeof statementSchema>;

/**
 * The statement as the text that is signed: canonical JSON in ASCII, so that neither a change of encoding nor a
 * parser of XML can alter it.
 */
export function statementText(statement: Statement): string {
  return canonicalJson(statement).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
