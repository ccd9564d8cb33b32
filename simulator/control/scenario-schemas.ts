import { z } from '../../src/platform/zod.ts';
import { odsCode } from '../world/config-values.ts';
import { named } from './schemas.ts';

const text = z.string();
const plays = z.enum(['sender', 'requester']).describe('What the counterpart plays.');
const parameters = z.record(text, z.union([text, z.number(), z.boolean()]));

export const scenarioOrder = named(
  'ScenarioOrder',
  z.strictObject({
    file: text.min(1).describe('Name or path of a scenario file.'),
    parameters: parameters.optional().describe('In place of the defaults of the file.'),
    seed: z.int().min(0).max(4_294_967_295).optional().describe('1 unless given.'),
    system: odsCode
      .optional()
      .describe('Whom it is played against; the only external party of the world unless given.'),
  }),
);

export const situation = named(
  'Situation',
  z.strictObject({
    id: text,
    file: text,
    title: text,
    plays,
    seed: z.number(),
    parameters,
    system: text.describe('ODS code.'),
    counterpart: z.strictObject({ odsCode: text, partyKey: text, asid: text }),
    patients: z.record(text, text).describe('NHS numbers by the names of the file.'),
    cues: z.array(text),
    whatToDo: text.describe('What a person has to do in the system.'),
    replay: text.describe('The command that plays it again, the same in everything.'),
    events: z.array(z.strictObject({ at: text, text })).describe('Oldest first.'),
    messages: z.array(
      z.strictObject({
        label: text,
        kind: text,
        conversationId: text,
        messageId: text,
        outcome: text,
        remarks: z.array(text).describe('What was wrong with it on purpose.'),
      }),
    ),
    problems: z.array(text).describe('Steps that could not be done.'),
  }),
);

export const scenarios = named(
  'Scenarios',
  z.strictObject({
    files: z.array(
      z.strictObject({
        name: text,
        path: text,
        title: text,
        plays,
        parameters: parameters.describe('With their defaults.'),
        exclusive: z.boolean().describe('Needs the system for itself.'),
      }),
    ),
    loaded: z.array(situation),
  }),
);

export const bySituation = z.strictObject({ id: z.string().min(1) });
export const byCue = z.strictObject({ id: z.string().min(1), name: z.string().min(1) });
