import {
  odsCodeSchema,
  organisationSchema,
  roleIdSchema,
  statusSchema,
} from '../../src/organisations/organisation-schema.ts';
import { z } from '../../src/platform/zod.ts';
import { named } from './schemas.ts';

const text = z.string();

export const organisation = named('Organisation', organisationSchema);

export const organisations = named(
  'Organisations',
  z.strictObject({
    organisations: z.array(organisation),
    next: text.optional().describe('What `after` takes for the next page; none on the last one.'),
  }),
);

export const organisationImport = named(
  'OrganisationImport',
  z
    .union([text, z.array(z.unknown()), z.looseObject({})])
    .describe('Records of ORD as JSON, or the CSV of ODS.'),
);

export const organisationsImported = named(
  'OrganisationsImported',
  z.strictObject({ organisations: z.int().describe('How many were taken in.') }),
);

export const byOdsCode = z.strictObject({ odsCode: odsCodeSchema });

export const organisationQuery = z.strictObject({
  name: text.min(1).optional().describe('A part of the name, whatever its case.'),
  postcode: text.min(1).optional().describe('How the postcode begins.'),
  role: roleIdSchema.optional().describe('Any of its roles.'),
  status: statusSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: odsCodeSchema.optional().describe('Those whose code comes after this one.'),
});
