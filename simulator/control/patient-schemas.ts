import { patientSchema } from '../../src/demographics/json/patient-schema.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { z } from '../../src/platform/zod.ts';
import { odsCode } from '../world/config-values.ts';
import { named } from './schemas.ts';

const text = z.string();

export const patient = named(
  'Patient',
  patientSchema.meta({
    description:
      'One demographic record. Only the number must be given; object ids are made up where missing.',
    examples: [
      {
        nhsNumber: '9991001018',
        names: [{ prefix: 'MS', given: ['ALPHA'], family: 'TESTPATIENT' }],
        gender: '2',
        birthTime: '19800229',
        provisions: [{ ods: 'Z99001', from: '20200101' }],
      },
    ],
  }),
);

/** The desk judges drafts: it names every problem, and what is left out depends on what is there. */
export const patientDraft = named(
  'PatientDraft',
  z
    .record(text, z.unknown())
    .describe('A record as Patient describes it; the number and the serial number may be missing.'),
);

export const patientPatch = named(
  'PatientPatch',
  z.record(text, z.unknown()).describe('JSON merge patch (RFC 7396) of a Patient.'),
);

export const patients = named(
  'Patients',
  z.strictObject({
    patients: z.array(patient),
    next: text.optional().describe('What to give as `after` for those that follow.'),
  }),
);

export const patientMove = named(
  'PatientMove',
  z.strictObject({
    to: odsCode.describe('ODS code of the new practice.'),
    from: z
      .string()
      .regex(/^\d{8}$/, 'is no day: eight digits, YYYYMMDD')
      .optional()
      .describe('YYYYMMDD; today unless given.'),
  }),
);

export const patientHistory = named(
  'PatientHistory',
  z.strictObject({
    versions: z.array(
      z.strictObject({
        patient,
        note: z.strictObject({ at: text, face: text, by: text, what: text }),
      }),
    ),
  }),
);

export const patientFile = named(
  'PatientFile',
  z.union([
    text.describe('JSON Lines, a list, or a FHIR Bundle.'),
    z.array(z.unknown()),
    z.record(text, z.unknown()),
  ]),
);

export const patientImported = named(
  'PatientImported',
  z.strictObject({ records: z.int(), remarks: z.array(text) }),
);

export const snapshotTaken = named(
  'PatientSnapshot',
  z.strictObject({ name: text, records: z.int() }),
);

export const snapshotList = named(
  'PatientSnapshots',
  z.strictObject({ snapshots: z.array(snapshotTaken) }),
);

export const byNumber = z.strictObject({
  nhsNumber: z
    .string()
    .refine((value) => parseNhsNumber(value) !== undefined, 'is no NHS number')
    .meta({ examples: ['9991001018'] }),
});

export const bySnapshot = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/),
});

export const question = z.strictObject({
  after: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  practice: odsCode.optional(),
  family: z.string().min(1).max(100).optional().describe('Of any name; may hold *.'),
  postcode: z.string().min(1).max(12).optional(),
});

export const exportForm = z.strictObject({ form: z.enum(['json', 'fhir']).default('json') });
