import type { Finding } from '../domain/finding.ts';
import { z } from '../platform/zod.ts';
import {
  type BaselineFacts,
  type BaselineMark,
  type RunResults,
  type ScenarioResult,
  type ShardFacts,
  type TimelineMessage,
  VERDICTS,
  type Verdict,
} from './results.ts';

/** A schema whose values are exactly those of a type: a member that one has and the other has not does not compile. */
type Exactly<T> = z.ZodType<T>;

const basis = z
  .enum(['N', 'P', 'A', 'I'])
  .describe('N national, P published, A a named public implementation, I inference of spinebox');
const count = z.int().nonnegative();
const verdict = z
  .enum(VERDICTS as [Verdict, ...Verdict[]])
  .describe(
    'fail: the system departed; error: spinebox failed; skip: a hook is missing; notApplicable: a role or ability that the system does not claim; report: a departure from what is only inferred',
  );
const instant = z.iso.datetime().describe('ISO 8601, UTC');
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, lower-case hexadecimal');
const sequence = count.describe('of the journal entry that is the evidence');
const durationMs = z.number().nonnegative().describe('milliseconds');

const finding: Exactly<Finding & { readonly sequence: number }> = z
  .strictObject({
    check: z.string(),
    severity: z.enum(['must', 'should', 'note']),
    clause: z.string(),
    basis: basis.exactOptional(),
    message: z.string(),
    at: z.string().describe('where in the message: a part, an element, a header'),
    part: count.exactOptional().describe('MIME part, counted from 1'),
    line: count.exactOptional(),
    column: count.exactOptional(),
    offset: count.exactOptional().describe('bytes from the start of what `at` names'),
    suggestion: z.string().exactOptional(),
    sequence,
  })
  .readonly();

const message: Exactly<TimelineMessage> = z
  .strictObject({
    sequence,
    at: instant,
    afterMs: z.number().describe('milliseconds after the first message of the scenario'),
    from: z.enum(['system', 'counterpart', 'stranger', 'spine']),
    role: z.string().describe('request, extract, continue, fragment, final-acknowledgement ...'),
    interaction: z.string(),
    conversationId: z.string(),
    messageId: z.string(),
    hl7Id: z.string().optional(),
    code: z.string().optional().describe('response code of a refusal'),
    bytes: count,
    taken: z.boolean().optional().describe('false when Spine refused it'),
    remarks: z.array(z.string()).readonly(),
  })
  .readonly();

const mark: Exactly<Loose<BaselineMark>> = z
  .strictObject({
    status: z
      .enum(['new', 'different', 'known', 'fixed', 'not-judged'])
      .describe('different: it is known, but failed in another way, which counts as new'),
    since: z.string().optional().describe('the day since when it is known'),
    note: z.string().optional(),
    otherwise: z.string().optional().describe('what is not as it is known'),
  })
  .readonly();

const baseline: Exactly<BaselineFacts> = z
  .strictObject({
    sha256: sha256.describe('over its entries'),
    entries: count,
    notPlayed: z.array(z.string()).readonly().describe('ids that are no scenario of this run'),
  })
  .readonly();

/** What a scenario came to, as `results.json` and bundles hold it. */
export const scenarioResultSchema: Exactly<Loose<ScenarioResult>> = z
  .strictObject({
    id: z.string().min(1).describe('GP2GP-REQ-078'),
    title: z.string(),
    feature: z.string(),
    role: z.enum(['requester', 'sender', 'either']).describe('that the system plays'),
    basis,
    requirements: z.array(z.string()).readonly(),
    verdict,
    reason: z.string().optional().describe('why it is no pass; of a pass, which answer was chosen'),
    steps: z
      .array(
        z
          .strictObject({
            text: z.string(),
            status: z.enum(['passed', 'failed', 'skipped', 'not-reached']),
            observed: z.array(z.string()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    timeline: z.array(message).readonly(),
    findings: z.array(finding).readonly(),
    tolerated: z
      .array(
        z
          .strictObject({
            id: z.string().describe('D1 to D9'),
            text: z.string(),
            sequence: sequence.optional(),
          })
          .readonly(),
      )
      .readonly(),
    outcomes: z
      .array(
        z
          .strictObject({
            conversationId: z.string(),
            status: z.string(),
            reason: z.string().optional(),
          })
          .readonly(),
      )
      .readonly(),
    seed: z.int(),
    replay: z.string().describe('the command that runs it again in the same way'),
    shard: z.string().optional(),
    baseline: mark.optional().describe('what the file of known failures says of it'),
    startedAt: instant,
    durationMs,
  })
  .readonly();

const journal = z.strictObject({ entries: count, chain: sha256 }).readonly();
const shard: Exactly<ShardFacts> = z
  .strictObject({ shard: z.string(), startedAt: instant, durationMs, journal })
  .readonly();

/** The one description of `results.json`, from which its published JSON Schema is made. */
export const resultsSchema: Exactly<Loose<RunResults>> = z
  .strictObject({
    schemaVersion: z.literal(1).describe('of the form of this file'),
    product: z.strictObject({ name: z.literal('spinebox'), version: z.string() }).readonly(),
    run: z
      .strictObject({ id: z.string().describe('20261126T181500Z-7: when it began, and its seed') })
      .readonly()
      .optional(),
    startedAt: instant,
    durationMs,
    seed: z.int(),
    shard: z.string().optional().describe('2/4'),
    system: z
      .strictObject({
        name: z.string(),
        odsCode: z.string(),
        partyKey: z.string(),
        asid: z.string(),
        roles: z.array(z.enum(['requester', 'sender'])).readonly(),
        hooks: z.array(z.string()).readonly(),
        boundary: z
          .enum(['mhs', 'adaptor'])
          .optional()
          .describe(
            "adaptor: judged behind an MHS adaptor that spinebox played, whose door then stands for the system's",
          ),
      })
      .readonly(),
    schemas: z.enum(['run', 'not-run']).describe('whether the XSDs judged too'),
    notRun: z
      .array(z.strictObject({ check: z.string(), because: z.string() }).readonly())
      .readonly(),
    summary: z
      .strictObject({
        pass: count,
        fail: count,
        error: count,
        skip: count,
        notApplicable: count,
        report: count,
      })
      .readonly()
      .describe('scenarios by verdict'),
    baseline: baseline.optional().describe('the known failures that it was held against'),
    scenarios: z.array(scenarioResultSchema).readonly(),
    requirements: z
      .array(z.strictObject({ id: z.string(), clause: z.string(), title: z.string() }).readonly())
      .readonly(),
    journal: journal.describe('entries, and the last link of the hash chain over them'),
    shards: z.array(shard).readonly().optional(),
  })
  .readonly();

/** In JSON, what is `undefined` is not there. */
type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object
    ? { readonly [Key in keyof T as undefined extends T[Key] ? never : Key]: Loose<T[Key]> } & {
        readonly [Key in keyof T as undefined extends T[Key] ? Key : never]?: Loose<T[Key]>;
      }
    : T;
