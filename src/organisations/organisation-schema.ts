import { z } from '../platform/zod.ts';

const text = z.string();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ examples: ['2026-04-01'] });

/** In any case; comes out in upper case. */
export const odsCodeSchema = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,10}$/)
  .meta({ examples: ['Z99001'] });

export const statusSchema = z.enum(['Active', 'Inactive']);

export const roleIdSchema = z
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
const primaryRole = z.strictObject({ roleId: roleIdSchema, uniqueRoleId: unique });

const address = z.strictObject({
  lines: z.array(text.max(200)).max(3).default([]),
  town: text.optional(),
  county: text.optional(),
  postcode: text.optional(),
  country: text.optional(),
  uprn: text.optional(),
});

const role = z.strictObject({
  ...{ roleId: roleIdSchema, uniqueRoleId: unique, primary: z.boolean() },
  ...{ status: statusSchema.default('Active'), periods },
});

const relationship = z.strictObject({
  relId: z
    .string()
    .regex(/^RE\d{1,3}$/)
    .meta({ examples: ['RE4'] }),
  uniqueRelId: unique,
  status: statusSchema.default('Active'),
  target: odsCodeSchema,
  targetPrimaryRole: primaryRole.describe('Of the target.'),
  periods,
});

const succession = z.strictObject({
  uniqueSuccId: unique,
  type: z.enum(['Predecessor', 'Successor']),
  target: odsCodeSchema,
  targetPrimaryRole: primaryRole.optional(),
  date: day,
});

/** An organisation as an operator writes one. What follows from the rest may be left out. */
export const organisationSchema = z.strictObject({
  odsCode: odsCodeSchema,
  name: text.min(1).max(200),
  recordClass: z.enum(['RC1', 'RC2']).default('RC1').describe('An organisation, or a site of one.'),
  status: statusSchema.default('Active'),
  refOnly: z.boolean().default(false),
  lastChangeDate: day,
  periods,
  address: address.default({ lines: [] }),
  contacts: z
    .array(z.strictObject({ type: text.min(1), value: text }))
    .max(100)
    .default([]),
  roles: z
    .array(role)
    .max(100)
    .refine((roles) => roles.filter(({ primary }) => primary).length === 1, 'one is primary')
    .describe('Exactly one is primary.'),
  relationships: z.array(relationship).max(1000).default([]),
  successions: z.array(succession).max(100).default([]),
});
