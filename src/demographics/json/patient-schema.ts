import { type NhsNumber, parseNhsNumber } from '../../domain/nhs-number.ts';
import { z } from '../../platform/zod.ts';

// What XML cannot hold must not get into a record: HL7 could not show it.
const writable = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}\ufffe\uffff]*$/u, 'has a character that XML cannot hold');
const text = writable.min(1);
const time = z
  .string()
  .regex(
    /^(?:\d{4}|\d{6}|\d{8}|\d{10}|\d{12}|\d{14}(?:\.\d+)?)(?:[+-]\d{1,4})?$/,
    'is no date or time of HL7: digits, YYYY to YYYYMMDDHHMMSS',
  );
const nhsNumber = z
  .string()
  .refine(
    (value) => parseNhsNumber(value) !== undefined,
    'is no NHS number: ten digits with a right check digit',
  )
  .transform((value) => value as NhsNumber);
const ods = z.string().regex(/^[A-Z0-9]{1,8}$/, 'is no ODS code');
const span = { from: time.optional(), to: time.optional() };
// Made up where the file gives none.
const item = { id: text.optional(), ...span };

const name = z.strictObject({
  ...item,
  use: text.default('L'),
  prefix: text.optional(),
  given: z.array(text).default([]),
  family: text.optional(),
  suffix: text.optional(),
});
const address = z.strictObject({
  ...item,
  use: text.default('H'),
  lines: z.array(writable).max(5).default([]),
  postcode: text.optional(),
  pafKey: text.optional(),
  uprn: text.optional(),
  text: text.optional(),
});
const telecom = z.strictObject({
  ...item,
  use: text.default('H'),
  system: z.enum(['phone', 'email', 'fax', 'other']).default('phone'),
  value: text,
});
const provision = z.strictObject({
  ...item,
  code: z.enum(['1', 'P1', 'P2', 'P3']).default('1'),
  ods,
  sourceAsid: text.optional(),
  systemFrom: time.optional(),
  systemTo: time.optional(),
});
const relative = z.strictObject({
  ...item,
  relationship: text,
  nhsNumber: nhsNumber.optional(),
  name: name.optional(),
  address: address.optional(),
  telecoms: z.array(telecom).default([]),
  nextOfKin: z.boolean().optional(),
});
const emergencyContact = z.strictObject({
  ...item,
  name: text.optional(),
  telecoms: z.array(telecom).default([]),
});

/** A record as JSON (pds-identity 5.4). Only the number must be given; what else is usual is filled in. */
export const patientSchema = z.strictObject({
  nhsNumber,
  scn: z.int().min(1).default(1),
  status: z.enum(['active', 'superseded', 'invalidated', 'redacted']).default('active'),
  supersededBy: nhsNumber.optional(),
  supersedes: z.array(nhsNumber).default([]),
  sensitivity: z.enum(['none', 'Y', 'S', 'B', 'V']).default('none'),
  gender: z.enum(['0', '1', '2', '9']).optional(),
  birthTime: time.optional(),
  multipleBirthOrder: z.int().min(1).optional(),
  birthPlace: z
    .strictObject({
      city: text.optional(),
      district: text.optional(),
      country: text.optional(),
    })
    .optional(),
  deceased: z
    .strictObject({
      time,
      notification: z.enum(['1', '2']).default('1'),
      systemEffectiveDate: time.optional(),
    })
    .optional(),
  names: z.array(name).default([]),
  addresses: z.array(address).default([]),
  telecoms: z.array(telecom).default([]),
  provisions: z.array(provision).default([]),
  removal: z.strictObject({ reason: text, ...span }).optional(),
  managingOrganization: ods.optional(),
  relatives: z.array(relative).default([]),
  language: z.strictObject({ code: text, interpreter: z.boolean().default(false) }).optional(),
  contactPreference: z
    .strictObject({
      method: text.optional(),
      written: text.optional(),
      times: text.optional(),
    })
    .optional(),
  emergencyContacts: z.array(emergencyContact).default([]),
  nhaisCypher: text.optional(),
  paperRecord: z.strictObject({ status: text, from: time.optional() }).optional(),
  sharedSecret: z.base64().optional(),
  previousNhsContact: z.enum(['0', '1']).optional(),
});
