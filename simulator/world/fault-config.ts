import { FAULT_FACES, type FaultRule, INTERCHANGE_FAULTS } from '../../src/faults/fault.ts';
import { z } from '../../src/platform/zod.ts';

const texts = z.array(z.string().min(1)).min(1);
const milliseconds = z.int().min(0).max(3_600_000);

const action = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('delay'), ms: milliseconds })
    .describe('Answers so many milliseconds later; timeScale does not apply.'),
  z
    .strictObject({
      kind: z.literal('latency'),
      p50: milliseconds,
      p95: milliseconds,
      p99: milliseconds,
      max: milliseconds,
    })
    .describe('Answers as late as these percentiles say, milliseconds.'),
  z
    .strictObject({ kind: z.literal('unavailable') })
    .describe("The service's own way to say that it cannot be reached."),
  z
    .strictObject({
      kind: z.literal('result'),
      code: z.string().min(1),
      text: z.string().min(1).optional(),
    })
    .describe('LDAP result code, HTTP status, SMSP code, or the name of an error of the face.'),
  z
    .strictObject({
      kind: z.literal('soap-fault'),
      code: z.string().min(1).default('200'),
      text: z.string().min(1).default('System failure to process message - default'),
    })
    .describe('A SOAP fault with this error code and text.'),
  z.strictObject({ kind: z.literal('malformed') }).describe('An answer that cannot be parsed.'),
  z.strictObject({ kind: z.literal('drop') }).describe('The connection ends without an answer.'),
  z
    .strictObject({ kind: z.literal('no-answer') })
    .describe('Acknowledged, but the business answer is never sent.'),
  z
    .strictObject({ kind: z.literal('duplicate-answer') })
    .describe('The business answer comes twice: the same HL7 id in two messages.'),
  z
    .strictObject({
      kind: z.literal('message-error'),
      code: z.string().min(1).default('DeliveryFailure'),
      text: z.string().min(1).default('the request could not be handed to the service'),
      instead: z
        .enum(['answer', 'acknowledgment'])
        .default('answer')
        .describe('Of the business answer, or of the acknowledgement: the request is not taken.'),
    })
    .describe('An ebXML MessageError in place of the answer to an asynchronous request.'),
  z
    .strictObject({
      kind: z.literal('refuse-update'),
      code: z.string().min(1).default('IU058'),
      text: z.string().min(1).default('Update Failed - invalid GP Registration data supplied'),
    })
    .describe('A business refusal of an update.'),
  z
    .strictObject({ kind: z.literal('move-serial-number') })
    .describe("The record's serial number moves on after every read."),
  z
    .strictObject({ kind: z.literal('wrong-version') })
    .describe('An answer that names a version of the message set that does not exist.'),
  z
    .strictObject({ kind: z.literal('unknown-reason') })
    .describe('An answer with a reason code that no table lists.'),
  z
    .strictObject({ kind: z.literal('interchange'), how: z.enum(INTERCHANGE_FAULTS) })
    .describe('What a health authority sends over MESH is wrong in one respect.'),
]);

/** Something that is to go wrong, addressed by patient, caller, operation and attempt. */
export const faultConfig = z.strictObject({
  faces: z.array(z.enum(FAULT_FACES)).min(1).optional().describe('Every face unless given.'),
  when: z
    .strictObject({
      nhsNumber: texts.optional().describe('The patient who is asked about.'),
      caller: texts.optional().describe('ASID, client id, party key or name of the certificate.'),
      operation: texts
        .optional()
        .describe('Interaction, FHIR operation (Patient.read), SMSP operation, or search.'),
      ods: texts.optional().describe('Organisation code that is asked for.'),
      mailbox: texts.optional().describe('Mailbox of MESH: of whom asks, or of the recipient.'),
      message: texts
        .optional()
        .describe('Workflow id, message id, local id or ConversationId of the message.'),
    })
    .default({}),
  attempts: z
    .strictObject({
      from: z
        .int()
        .min(1)
        .default(1)
        .describe('The first request that is met, of those of one caller about one subject.'),
      to: z.int().min(1).optional().describe('The last; all that follow unless given.'),
    })
    .optional()
    .describe('Which requests of one caller about one subject it meets, counted from 1.'),
  actions: z
    .array(action)
    .min(1)
    .describe(
      'What happens, all of it; a face leaves alone what it has no form for, and says so in its trace.',
    ),
});

export type FaultConfig = Readonly<z.output<typeof faultConfig>>;

/** The rules of a configuration, in its order. */
export function buildFaults(faults: Readonly<Record<string, FaultConfig>>): readonly FaultRule[] {
  return Object.entries(faults).map(([name, { actions, ...rest }]) => ({
    ...rest,
    name,
    actions: actions.map((each) =>
      each.kind === 'result'
        ? { kind: each.kind, code: each.code, ...(each.text ? { text: each.text } : {}) }
        : each,
    ),
  }));
}
