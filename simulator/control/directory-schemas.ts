import { z } from '../../src/platform/zod.ts';
import { named } from './schemas.ts';

const text = z.string();

const attribute = z.strictObject({ name: text.min(1), values: z.array(text).min(1) });

export const directoryEntry = named(
  'DirectoryEntry',
  z.strictObject({
    dn: text.min(1).meta({ examples: ['uniqueIdentifier=999000000001,ou=Services,o=nhs'] }),
    attributes: z.array(attribute).max(1000),
  }),
);

export const directoryEntries = named(
  'DirectoryEntries',
  z.strictObject({ entries: z.array(directoryEntry) }),
);

/** What stands behind a name. */
export const directoryAttributes = named(
  'DirectoryAttributes',
  z.strictObject({ attributes: z.array(attribute).max(1000) }),
);

const scalar = z.union([text, z.number()]);
const flatRecords = z
  .array(z.record(text, z.union([scalar, z.array(scalar), z.null()])))
  .describe('Flat records of systems and message handlers, as the public sandbox has them.');

const bundle = z
  .looseObject({ resourceType: z.literal('Bundle'), entry: z.array(z.unknown()).default([]) })
  .describe('An answer of the SDS FHIR API: Devices and Endpoints.');

export const directoryImport = named(
  'DirectoryImport',
  z.union([text.describe('LDIF (RFC 2849).'), directoryEntries, flatRecords, bundle]),
);

export const directoryImported = named(
  'DirectoryImported',
  z.strictObject({ entries: z.int().describe('How many were taken in.') }),
);

export const directoryRemarks = named(
  'DirectoryRemarks',
  z.strictObject({
    remarks: z.array(z.strictObject({ rule: text, dn: text, text })),
  }),
);
