import { z } from '../platform/zod.ts';
import { isDay } from './calendar-day.ts';

const text = z.string().max(1000);
/** A code of an organisation, upper-cased. */
export const code = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,10}$/, 'is no code of an organisation');
const day = z
  .string()
  .transform((value) => value.slice(0, 10))
  .refine(isDay, 'is no day, yyyy-mm-dd');
const codings = z.looseObject({
  coding: z.array(z.looseObject({ system: text.optional(), code: text })).min(1),
});
const part = z.looseObject({
  url: text,
  valueInteger: z.int().min(0).optional(),
  valueBoolean: z.boolean().optional(),
  valueString: text.optional(),
  valueDateTime: day.optional(),
  valueCoding: z.looseObject({ code: text }).optional(),
  valueCodeableConcept: codings.optional(),
  valuePeriod: z.looseObject({ start: day, end: day.optional() }).optional(),
  get extension() {
    return z.array(part).max(100).optional();
  },
});
export type Part = z.output<typeof part>;
const identifiers = z.array(z.looseObject({ system: text.optional(), value: text }));

export const organization = z.looseObject({
  resourceType: z.literal('Organization'),
  id: code.optional(),
  identifier: identifiers.default([]),
  extension: z.array(part).max(1000).default([]),
  active: z.boolean().default(true),
  type: z.array(codings).default([]),
  name: text.min(1),
  telecom: z.array(z.looseObject({ system: text.default('other'), value: text })).default([]),
  address: z
    .array(
      z.looseObject({
        ...{ line: z.array(text).max(3).default([]), extension: z.array(part).default([]) },
        ...{ city: text.optional(), district: text.optional(), postalCode: text.optional() },
        country: text.optional(),
      }),
    )
    .default([]),
});

const reference = z.looseObject({
  reference: text.optional(),
  identifier: z.looseObject({ value: code }).optional(),
});
export const affiliation = z.looseObject({
  resourceType: z.literal('OrganizationAffiliation'),
  id: z.string().regex(/^\d{1,15}$/, 'is no number of a relationship'),
  extension: z.array(part).default([]),
  active: z.boolean().default(true),
  organization: reference,
  participatingOrganization: reference,
  code: z.array(codings).min(1),
});

export const bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.looseObject({ resource: z.looseObject({ resourceType: text }) })).default([]),
});

export type FhirOrganization = z.output<typeof organization>;
export type FhirAffiliation = z.output<typeof affiliation>;
