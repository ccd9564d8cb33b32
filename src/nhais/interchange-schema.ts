import { z } from '../platform/zod.ts';
import type { NhaisInterchange } from './interchange.ts';

const text = z.string();
const sequence = z.number().int().min(1).max(99_999_999);
const amended = z.union([text, z.strictObject({ erase: z.literal(true) })]);
/** JSON has no line that is not there but null. */
const line = amended.nullish().transform((value) => value ?? undefined);
const address = z.strictObject({ lines: z.array(line), postcode: amended.optional() });

const patient = z.strictObject({
  nhsNumber: text.optional(),
  surname: amended.optional(),
  forename: amended.optional(),
  title: amended.optional(),
  middleName: amended.optional(),
  thirdForename: amended.optional(),
  previousSurname: amended.optional(),
  amendedNhsNumber: text.optional(),
  birthDate: text.optional(),
  sex: text.optional(),
  address: address.optional(),
  previousAddress: address.optional(),
});

const transaction = z.strictObject({
  number: z.number().int().min(0),
  writtenNumber: text.optional(),
  gp: z.strictObject({ national: text, local: text }).optional(),
  residentialInstitute: amended.optional(),
  previousGp: text.optional(),
  previousAuthority: text.optional(),
  newAuthority: text.optional(),
  acceptanceCode: text.optional(),
  acceptanceType: text.optional(),
  drugsDispensed: amended.optional(),
  fp69Reason: text.optional(),
  deductionReason: text.optional(),
  acceptanceDate: text.optional(),
  entryDate: text.optional(),
  exitDate: text.optional(),
  deductionDate: text.optional(),
  fp69ExpiryDate: text.optional(),
  birthplace: amended.optional(),
  freeText: text.optional(),
  patient: patient.optional(),
  others: z.array(text).optional(),
});

const message = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('registration'),
    sequence,
    code: text,
    cipher: text,
    at: text,
    quarterEnd: text.optional(),
    transactions: z.array(transaction),
  }),
  z.strictObject({
    kind: z.literal('receipt'),
    sequence,
    cipher: text,
    gp: text,
    at: text,
    confirmedAt: text.optional(),
    messages: z.array(z.strictObject({ message: sequence, result: z.enum(['CP', 'CA', 'CI']) })),
    interchange: z.strictObject({
      sequence,
      result: z.enum(['OK', 'NA', 'ER']),
      messages: z.number().int().min(0),
    }),
  }),
  z.strictObject({ kind: z.literal('other'), sequence, type: text, segments: z.array(text) }),
]);

/** An interchange as JSON, from an operator: its shape alone, what it must bring is told when it is written. */
export const interchangeSchema = z.strictObject({
  sender: text,
  recipient: text,
  date: text,
  time: text,
  sequence,
  application: z.strictObject({ reference: text, agreement: text }).optional(),
  messages: z.array(message),
}) satisfies z.ZodType<NhaisInterchange>;
