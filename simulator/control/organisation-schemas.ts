import { z } from '../../src/platform/zod.ts';
import { named } from './schemas.ts';

const text = z.string();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ examples: ['2026-04-01'] });
const code = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,10}$/)
  .meta({ examples: ['Z99001'] });
const status = z.enum(['Active', 'Inactive']);
const roleId = z
  .string()
  .regex(/^RO\d{1,4}$/)
  .meta({ examples: ['RO177'] });
const unique = z.int().min(0);
const periods = z
  .array(
    z.strictObject({
      type: z.enum(['Operational', 'Legal']),
      start: day,
      end: day.optional().describe('Inclusive; open unless given.'),
    }),
  )
  .max(100)
  .default([]);
const primaryRole = z.strictObject({ roleId, uniqueRoleId: unique });

const shape = {
  odsCode: code,
  name: text.min(1).max(200),
  recordClass: z.enum(['RC1', 'RC2']).default('RC1').describe('An organisation, or a site of one.'),
  status: status.default('Active'),
  refOnly: z.boolean().default(false),
  lastChangeDate: day,
  periods,
  address: z
    .strictObject({
      lines: z.array(text.max(200)).max(3).default([]),
      town: text.optional(),
      county: text.optional(),
      postcode: text.optional(),
      country: text.optional(),
      uprn: text.optional(),
    })
    .default({ lines: [] }),
  contacts: z
    .array(z.strictObject({ type: text.min(1), value: text }))
    .max(100)
    .default([]),
  roles: z
    .array(
      z.strictObject({
        roleId,
        uniqueRoleId: unique,
        primary: z.boolean(),
        status: status.default('Active'),
        periods,
      }),
    )
    .max(100)
    .refine((roles) => roles.filter(({ primary }) => primary).length === 1, 'one is primary')
    .describe('Exactly one is primary.'),
  relationships: z
    .array(
      z.strictObject({
        relId: z.string().regex(/^RE\d{1,3}$/),
        uniqueRelId: unique,
        status: status.default('Active'),
        target: code,
        targetPrimaryRole: primaryRole.describe('Of the target.'),
        periods,
      }),
    )
    .max(1000)
    .default([]),
  successions: z
    .array(
      z.strictObject({
        uniqueSuccId: unique,
        type: z.enum(['Predecessor', 'Successor']),
        target: code,
        targetPrimaryRole: primaryRole.optional(),
        date: day,
      }),
    )
    .max(100)
    .default([]),
};

export const organisation = named('Organisation', z.strictObject(shape));

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

export const byOdsCode = z.strictObject({ odsCode: code });

export const organisationQuery = z.strictObject({
  name: text.min(1).optional().describe('A part of the name, whatever its case.'),
  postcode: text.min(1).optional().describe('How the postcode begins.'),
  role: roleId.optional().describe('Any of its roles.'),
  status: status.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: code.optional().describe('Those whose code comes after this one.'),
});
