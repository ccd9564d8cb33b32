import { z } from '../platform/zod.ts';
import { faultShape } from './fault-shape.ts';
import { mailboxShape, organisationShape } from './neighbour-shape.ts';
import { recordShape } from './record-shape.ts';
import { step } from './step-shape.ts';
import { duration, name } from './values.ts';

const contractShape = z.strictObject({
  persistDuration: duration.nullable().optional().describe('null: the directory does not say.'),
  retries: z.int().min(0).max(1000).optional(),
  retryInterval: duration.optional(),
  duplicateElimination: z.enum(['always', 'never']).optional(),
  ackRequested: z.enum(['always', 'never']).optional(),
  syncReply: z.enum(['MSHSignalsOnly', 'None']).optional(),
  acknowledgement: z.enum(['synchronous', 'asynchronous']).optional(),
});

const counterpartShape = z.strictObject({
  listed: z
    .enum(['once', 'never', 'twice', 'contracts-only', 'without-large-messaging'])
    .default('once')
    .describe('How it stands in the directory. contracts-only: endpoints, but no system.'),
  contracts: z
    .record(z.string().min(1), contractShape)
    .default({})
    .describe('By interaction, "*" for all: differences from PT60S, 2 retries after PT0.5S.'),
});

const patientShape = z.strictObject({
  at: z
    .enum(['counterpart', 'system', 'elsewhere', 'nobody'])
    .default('counterpart')
    .describe('On whose list PDS has the patient at the start.'),
  superseded: z.boolean().default(false).describe('Has also a former number, which was replaced.'),
  sensitive: z.boolean().default(false),
  deceased: z.boolean().default(false),
  known: z.boolean().default(true).describe('false: PDS does not know the number.'),
});

const formsShape = z.strictObject({
  request: z.enum(['minified', 'pretty', 'typed']).default('minified'),
  extract: z.enum(['minified', 'pretty']).default('minified'),
  acknowledgements: z.enum(['REQ', 'SND', 'EMIS', 'TPP', 'PRM']).default('REQ'),
  fragments: z
    .enum(['national', 'snd', 'vision', '2013'])
    .default('national')
    .describe('2013: without class codes.'),
});

const idsShape = z.strictObject({
  hl7: z
    .enum(['same', 'other'])
    .default('same')
    .describe('Whether the HL7 id is the ebXML MessageId.'),
  extract: z
    .enum(['same', 'other'])
    .default('same')
    .describe('Whether EhrExtract/id is the ebXML MessageId.'),
});

/** A situation: who takes part, what the counterpart holds and does, what goes wrong. Nothing expected. */
export const scenarioShape = z
  .strictObject({
    $schema: z.string().optional(),
    title: z.string().min(1).max(200),
    plays: z.enum(['sender', 'requester']).describe('What the counterpart plays.'),
    parameters: z
      .record(
        z.string().regex(/^[a-zA-Z][\w-]*$/, 'must be a plain word'),
        z.union([z.string(), z.number(), z.boolean()]),
      )
      .default({})
      .describe(
        'Defaults; whoever loads the file may give others. Used anywhere below: see docs/scenarios.md.',
      ),
    exclusive: z.boolean().default(false).describe('Needs the system for itself.'),
    counterpart: counterpartShape.default(counterpartShape.parse({})),
    patients: z
      .record(name, patientShape.default(patientShape.parse({})))
      .default({ patient: patientShape.parse({}) })
      .describe('The first is meant where none is named.'),
    record: recordShape.default(recordShape.parse({})).describe('What a sender holds of each.'),
    records: z
      .record(name, recordShape)
      .default({})
      .describe('What it holds of one patient, in place of record.'),
    forms: formsShape.default(formsShape.parse({})),
    ids: idsShape.default(idsShape.parse({})),
    steps: z
      .array(step)
      .default([])
      .describe('Each takes the place of what a good practice does at that point.'),
    rest: z
      .enum(['well', 'nothing'])
      .default('well')
      .describe('What it does where no step says anything.'),
    organisations: z
      .array(organisationShape)
      .default([])
      .describe('What ODS knows beside the world, while the situation lasts.'),
    mailboxes: z
      .array(mailboxShape)
      .default([])
      .describe('What MESH has beside the world, while the situation lasts.'),
    faults: z.array(faultShape).default([]),
  })
  .meta({ title: 'spinebox situation' });

export type ScenarioFile = Readonly<z.output<typeof scenarioShape>>;
export type PatientShape = Readonly<z.output<typeof patientShape>>;
export type CounterpartShape = Readonly<z.output<typeof counterpartShape>>;
export type ContractShape = Readonly<z.output<typeof contractShape>>;
