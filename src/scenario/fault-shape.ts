import { z } from '../platform/zod.ts';
import { authorityFault } from './neighbour-shape.ts';
import { duration, name } from './values.ts';

/** Messages by what they are to a transfer. `fragment` is any COPC of the sending side, an index too. */
export const MESSAGE_KINDS = [
  'request',
  'request-acknowledgement',
  'extract',
  'continue',
  'fragment',
  'index',
  'fragment-acknowledgement',
  'final-acknowledgement',
  'any',
] as const;

const LOOK_UPS = ['pds', 'pds-retrieval', 'pds-update', 'sds', 'ods', 'mesh'] as const;

const which = {
  on: z.union([z.enum(MESSAGE_KINDS), name]).describe('A kind of message, or a label.'),
  number: z.int().min(1).optional().describe('Which of that kind in a conversation, from 1.'),
  attempts: z
    .string()
    .regex(/^(?:all|[1-9]\d*|[1-9]\d*-[1-9]\d*)$/, 'must be all, 2 or 1-3')
    .default('1')
    .describe('Which tries of one message: 1, 1-2, all.'),
  until: name.optional().describe('Ends with this cue.'),
};

/** On its way from the counterpart to the system. */
const toSystem = z.strictObject({
  ...which,
  from: z.literal('counterpart'),
  do: z
    .enum([
      'drop',
      'hold',
      'delay',
      'duplicate',
      'reorder',
      'corrupt',
      'truncate',
      'wrong-id',
      'wrong-code',
      'reset',
      'slow-body',
      'wrong-certificate',
    ])
    .describe(
      'drop: never sent. hold: Spine takes it and keeps it. delay: delivered later. duplicate: delivered ' +
        'twice. reorder: after the next one. corrupt, truncate: its bytes. wrong-id: MessageId. wrong-code: ' +
        'response code. reset: the connection ends in the middle of a delivery, then again. slow-body: bytes ' +
        'come one by one. wrong-certificate: the counterpart shows another.',
    ),
  for: duration.optional().describe('Of delay and slow-body; PT1S unless given.'),
});

/** What Spine can do wrong at its door to a message that comes. */
export const DOOR_FAULTS = [
  'delay',
  'no-answer',
  'answer-lost',
  'no-acknowledgement',
  'late-acknowledgement',
  'soap-fault',
  'message-error',
  'http-error',
  'malformed',
] as const;

/** On its way from the system. */
const fromSystem = z.strictObject({
  ...which,
  from: z.literal('system').default('system'),
  do: z
    .enum([...DOOR_FAULTS, 'unreachable', 'hold'])
    .describe(
      'no-answer: the connection ends, nothing is taken. answer-lost: taken, and the connection ends. ' +
        'no-acknowledgement: taken, 202 without a word. late-acknowledgement: taken, acknowledged by a message of ' +
        'its own. unreachable: taken, then DeliveryFailure. hold: taken, never delivered.',
    ),
  for: duration.optional().describe('Of delay and late-acknowledgement; PT1S unless given.'),
  code: z.string().min(1).optional().describe('Error code, or HTTP status of http-error.'),
  text: z.string().min(1).optional(),
  severity: z.enum(['Error', 'Warning']).optional().describe('Of a message-error.'),
});

/** In what the system asks of PDS, the directory, ODS and MESH, about this situation. */
const lookUp = z.strictObject({
  on: z.enum(LOOK_UPS),
  do: z
    .enum(['error', 'silence', 'unavailable', 'refuse', 'malformed', 'delay'])
    .describe('silence: no answer. refuse: an update is refused.'),
  code: z.string().min(1).optional().describe('Of an error.'),
  for: duration.optional(),
  attempts: which.attempts.default('all'),
  until: which.until,
});

const authority = z.strictObject({
  ...authorityFault,
  for: duration.optional().describe('Of delay; PT1S unless given.'),
  attempts: which.attempts.default('all'),
  until: which.until,
});

export const faultShape = z.union([lookUp, authority, toSystem, fromSystem]);

export type FaultShape = Readonly<z.output<typeof faultShape>>;
export type LookUpFault = Readonly<z.output<typeof lookUp>>;
export type AuthorityFault = Readonly<z.output<typeof authority>>;
export type DeliveryFault = Readonly<z.output<typeof toSystem>>;
export type AnswerFault = Readonly<z.output<typeof fromSystem>>;
