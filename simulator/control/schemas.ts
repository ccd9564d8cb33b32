import { GP2GP_INTERACTIONS } from '../../src/domain/interaction.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { z } from '../../src/platform/zod.ts';
import { odsCode } from '../world/config-values.ts';
import { worldConfig } from '../world/world-config.ts';

/** Schemas that the OpenAPI document names. */
export const NAMED_SCHEMAS = z.registry<{ id: string }>();

/** Gives a schema its name in the document. */
export function named<S extends z.ZodType>(id: string, schema: S): S {
  NAMED_SCHEMAS.add(schema, { id });
  return schema;
}

const text = z.string();
const at = z.iso.datetime().describe('UTC');
const fact = z.union([text, z.number(), z.boolean(), z.null()]);
const facts = z.record(text, fact);

export const worldProblem = named(
  'WorldProblem',
  z.strictObject({
    severity: z.enum(['error', 'warning']),
    text: text.describe('The whole problem in one line.'),
    source: text,
    path: z.array(z.union([text, z.number()])),
    what: text,
    line: z.number().optional(),
    column: z.number().optional(),
    got: text.optional(),
    nearest: text.optional(),
  }),
);

export const errorBody = named(
  'Error',
  z.strictObject({
    error: text.describe('Stable code.'),
    message: text,
    remedy: text.describe('What can be done about it.'),
    problems: z.array(worldProblem).optional(),
  }),
);

export type ErrorBody = z.output<typeof errorBody>;

export const health = named('Health', z.strictObject({ status: z.literal('ok'), version: text }));

export const readiness = named(
  'Readiness',
  z.strictObject({
    ready: z.boolean(),
    checks: z.array(z.strictObject({ name: text, ready: z.boolean(), detail: text.optional() })),
  }),
);

/** A world file, or a part of one. The world's own check has the say over what is in it. */
export const worldPatch = named('WorldFile', z.record(text, z.unknown()));

const { shape } = worldConfig;
export const worldView = named(
  'World',
  worldConfig
    .extend({ control: shape.control.unwrap().omit({ token: true }) })
    .meta({ title: 'World' }),
);

export const worldChange = named(
  'WorldChange',
  z.strictObject({
    config: worldView,
    warnings: z.array(worldProblem),
    restartNeeded: z.array(text).describe('Keys that take effect when the simulator is restarted.'),
  }),
);

const contractView = named(
  'Contract',
  z.strictObject({
    cpaId: text,
    partyKey: text,
    odsCode: text,
    service: text,
    action: text,
    endpoint: text,
    fqdn: text,
    acknowledgement: z.enum(['synchronous', 'asynchronous']),
    reliability: z.strictObject({
      syncReply: z.enum(['MSHSignalsOnly', 'None']),
      duplicateElimination: z.enum(['always', 'never']),
      ackRequested: z.enum(['always', 'never']),
      actor: z.enum(['nextMSH', 'toPartyMSH']).optional(),
      retries: z.number(),
      retryIntervalMs: z.number().describe('Milliseconds, scaled.'),
      persistDurationMs: z.number().describe('Milliseconds, scaled.'),
    }),
  }),
);

const partyView = named(
  'Party',
  z.strictObject({
    partyKey: text,
    odsCode: text,
    name: text,
    asid: text,
    fqdn: text,
    endpoint: text,
    played: z.enum(['bundled', 'external', 'spine']),
    interactions: z.array(text),
    contracts: z.array(contractView),
  }),
);

export const parties = named('Parties', z.strictObject({ parties: z.array(partyView) }));

export const transferOrder = named(
  'TransferOrder',
  z.strictObject({
    from: odsCode
      .optional()
      .describe(
        'ODS code of the practice that holds the record; may be left out with asRegistered.',
      ),
    asRegistered: z
      .boolean()
      .optional()
      .describe('Leaves the patient registered as PDS has it, and asks the practice there.'),
    to: odsCode.describe('ODS code of the practice that asks for it.'),
    patient: z
      .string()
      .regex(/^\d{10}$/)
      .refine((number) => parseNhsNumber(number) !== undefined, 'has a wrong check digit')
      .meta({ description: 'NHS number.', examples: ['9990000018'] }),
    attachments: z.int().min(0).max(1000).default(0),
    size: z.int().min(0).max(1_000_000_000).optional().describe('Bytes of the extract.'),
  }),
);

export const transferStarted = named('TransferStarted', z.strictObject({ conversationId: text }));

export const transferView = named(
  'Transfer',
  z.strictObject({
    conversationId: text,
    from: text,
    to: text,
    state: text,
    done: z.boolean(),
    startedAt: at,
    updatedAt: at,
    facts: facts.optional(),
  }),
);

export const transfers = named('Transfers', z.strictObject({ transfers: z.array(transferView) }));

export const openApiDocument = named(
  'OpenApi',
  z.looseObject({ openapi: text, paths: z.record(text, z.unknown()) }),
);

/** An example of an interaction for the description of a query. */
export const EXAMPLE_INTERACTION = GP2GP_INTERACTIONS[0];
