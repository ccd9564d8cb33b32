import { z } from '../platform/zod.ts';
import { meshAction, nhaisAction, odsAction } from './neighbour-shape.ts';
import { parseTrigger } from './trigger.ts';
import { duration, interaction, name, responseCode } from './values.ts';

const EDITED = ['payload', 'envelope', 'description', 'content', 'body'] as const;

/** One change to a message before it is sent. Its first key says what is done. */
export const edit = z.strictObject({
  in: z
    .enum(EDITED)
    .default('payload')
    .describe(
      'payload: the HL7; envelope: the ebXML; description: of the first document in the manifest; ' +
        'content: the first document as it travels; body: all of it.',
    ),
  replace: z.string().min(1).optional().describe('This text, wherever it stands; with the other.'),
  pattern: z.string().min(1).optional().describe('The same by a regular expression.'),
  with: z.string().optional(),
  remove: z
    .string()
    .min(1)
    .optional()
    .describe('An element by the end of its path: EhrExtract/id. The first that fits.'),
  set: z
    .string()
    .min(1)
    .optional()
    .describe('An attribute by the end of its path: EhrExtract/id@root; to what is given.'),
  to: z.string().optional(),
  insert: z
    .string()
    .optional()
    .describe('This text, before or after the first place of the other.'),
  before: z.string().min(1).optional(),
  after: z.string().min(1).optional(),
  truncate: z
    .number()
    .min(0)
    .optional()
    .describe('Keeps so many bytes; below 1 that share of them.'),
  pad: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .optional()
    .describe('White space at its end to that length.'),
  nest: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('So many elements within each other, put in the place of before or after.'),
});

/** How a message is sent other than a well-behaved system would. */
const variations = {
  as: name.optional().describe('Its label; what it is called after otherwise.'),
  from: z.enum(['counterpart', 'stranger']).default('counterpart'),
  conversation: z
    .string()
    .min(1)
    .default('same')
    .describe('same, new, or the name of the patient whose conversation it is put into.'),
  messageId: z
    .string()
    .min(1)
    .optional()
    .describe('new: another than was announced; or the label of a message that has the same.'),
  interaction: interaction.optional().describe('Sent as this interaction.'),
  edit: z.array(edit).default([]),
};

const LAYOUTS = ['minified', 'pretty', 'typed'] as const;

export const sendAction = z.strictObject({
  send: z
    .string()
    .min(1)
    .describe(
      'request, extract, continue, fragments, or one message by its label: letter.tif, scan.tif/index, scan.tif/0.',
    ),
  order: z
    .union([
      z.enum(['as-announced', 'reversed', 'shuffled', 'indexes-last', 'interleaved']),
      z.array(z.union([z.string().min(1), z.int().min(0)])).min(1),
    ])
    .optional()
    .describe('Of fragments. A list has labels; index, 0, 1 are of the only document in chunks.'),
  only: z.array(name).optional().describe('Of fragments: these labels, or all of these documents.'),
  except: z.array(name).optional().describe('Of fragments: all but these.'),
  layout: z.enum(LAYOUTS).optional().describe('typed: with type attributes, as one supplier does.'),
  refTo: z
    .enum(['message-id', 'hl7-id', 'extract-id', 'unknown'])
    .optional()
    .describe('Of a continue: which id of the extract it names; message-id unless given.'),
  user: z.boolean().optional().describe('Of a request: a person is named as its author.'),
  content: z
    .literal('none')
    .optional()
    .describe('Of a fragment: neither a part nor a reference beside the payload.'),
  ...variations,
});

export const acknowledgeAction = z.strictObject({
  acknowledge: z
    .string()
    .min(1)
    .describe(
      'request, extract, continue, fragment (the one at hand), or a label. unknown: nothing.',
    ),
  code: responseCode.optional().describe('Refuses with this, as written. Accepts without it.'),
  form: z.enum(['REQ', 'SND', 'EMIS', 'TPP', 'PRM']).optional(),
  typeCode: z.enum(['AA', 'AE', 'AR']).optional(),
  codeIn: z.enum(['reason', 'detail', 'both', 'none']).optional(),
  refTo: z.enum(['hl7-id', 'message-id', 'extract-id', 'unknown']).default('hl7-id'),
  layout: z.enum(LAYOUTS).optional(),
  ...variations,
});

export const repeatAction = z.strictObject({
  repeat: name.describe('The label of a message that was sent: the same bytes.'),
  newId: z.boolean().default(false).describe('Under another MessageId, and another HL7 id.'),
  as: name.optional(),
});

export const waitAction = z.strictObject({ wait: duration });

export const pdsAction = z.strictObject({
  pds: z
    .record(name, z.enum(['system', 'counterpart', 'elsewhere', 'nobody']))
    .describe('Moves patients on PDS: to whose list each belongs from now on.'),
});

export const sdsAction = z.strictObject({
  sds: z
    .enum(['once', 'never', 'twice', 'contracts-only', 'without-large-messaging'])
    .describe('How the counterpart stands in the directory from now on.'),
});

export const action = z.union([
  sendAction,
  acknowledgeAction,
  repeatAction,
  waitAction,
  pdsAction,
  sdsAction,
  odsAction,
  meshAction,
  nhaisAction,
]);

export const step = z.strictObject({
  when: z
    .string()
    .refine((text) => parseTrigger(text) !== undefined, 'is no trigger')
    .meta({ examples: ['continue'] }),
  patient: name.optional().describe('Only in conversations about this patient.'),
  every: z.boolean().default(false).describe('Every time, not only the first in a conversation.'),
  do: z.array(action).describe('In this order; nothing for an empty list.'),
});

export type Edit = Readonly<z.output<typeof edit>>;
export type SendAction = Readonly<z.output<typeof sendAction>>;
export type AcknowledgeAction = Readonly<z.output<typeof acknowledgeAction>>;
export type RepeatAction = Readonly<z.output<typeof repeatAction>>;
export type Action = Readonly<z.output<typeof action>>;
export type Step = Readonly<z.output<typeof step>>;

/** An action with its defaults. */
export function actionOf(written: z.input<typeof action>): Action {
  return action.parse(written);
}
