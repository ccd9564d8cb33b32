import { z } from '../platform/zod.ts';
import { isDay } from './calendar-day.ts';
import type { Organisation, Period } from './organisation.ts';
import type { ValueReading } from './organisation-reading.ts';

const text = z.string().max(1000);
const code = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,10}$/, 'is no code of an organisation');
const day = z.string().refine(isDay, 'is no day, yyyy-mm-dd');
const status = z
  .string()
  .refine((value) => /^(in)?active$/i.test(value), 'is neither Active nor Inactive')
  .transform((value) => (/^a/i.test(value) ? ('Active' as const) : ('Inactive' as const)));
const unique = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const orgId = z.looseObject({ extension: code });
const dates = z
  .array(z.looseObject({ Type: z.enum(['Operational', 'Legal']), Start: day, End: day.optional() }))
  .max(100)
  .default([])
  .transform((all): readonly Period[] =>
    all.map(({ Type, Start, End }) => ({
      ...{ type: Type, start: Start },
      ...(End !== undefined && { end: End }),
    })),
  );
const roleId = z.string().regex(/^RO\d{1,8}$/, 'is no id of a role: RO and a number');
const target = z.looseObject({
  OrgId: orgId,
  PrimaryRoleId: z.looseObject({ id: roleId, uniqueRoleId: unique }).optional(),
});
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .default(false)
  .transform((value) => value === true || value === 'true');

const role = z.looseObject({
  ...{ id: roleId, uniqueRoleId: unique, primaryRole: flag, Date: dates },
  Status: status.default('Active'),
});
const relationship = z.looseObject({
  ...{ id: z.string().regex(/^RE\d{1,8}$/), uniqueRelId: unique, Target: target, Date: dates },
  Status: status.default('Active'),
});
const succession = z.looseObject({
  uniqueSuccId: unique,
  Date: z.array(z.looseObject({ Start: day })).min(1),
  Type: z.enum(['Predecessor', 'Successor']),
  Target: target,
});
const location = z
  .looseObject({
    ...{ AddrLn1: text.optional(), AddrLn2: text.optional(), AddrLn3: text.optional() },
    ...{ Town: text.optional(), County: text.optional(), PostCode: text.optional() },
    ...{ Country: text.optional(), UPRN: z.coerce.string().max(20).optional() },
  })
  .default({});

const record = z.looseObject({
  Organisation: z.looseObject({
    Name: text.min(1),
    Date: dates,
    OrgId: orgId,
    Status: status,
    LastChangeDate: day,
    orgRecordClass: z.enum(['RC1', 'RC2']).default('RC1'),
    refOnly: flag,
    GeoLoc: z.looseObject({ Location: location }).default({ Location: {} }),
    Roles: z.looseObject({
      Role: z
        .array(role)
        .min(1)
        .max(1000)
        .refine((all) => all.filter(({ primaryRole }) => primaryRole).length === 1, {
          message: 'exactly one role must be primary',
        }),
    }),
    Contacts: z
      .looseObject({
        Contact: z.array(z.looseObject({ type: text.min(1), value: text })).max(1000),
      })
      .default({ Contact: [] }),
    Rels: z.looseObject({ Rel: z.array(relationship).max(10_000) }).default({ Rel: [] }),
    Succs: z.looseObject({ Succ: z.array(succession).max(1000) }).default({ Succ: [] }),
  }),
});

/** An organisation from a single record of ORD, `{"Organisation": {...}}` (sds-ods 3.1.4). Unknown members are left alone. */
export function readOrdRecord(value: unknown): ValueReading<Organisation> {
  const parsed = record.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, path: issue?.path ?? [], why: issue?.message ?? 'is no record' };
  }
  const { Organisation: read } = parsed.data;
  const { AddrLn1, AddrLn2, AddrLn3, Town, County, PostCode, Country, UPRN } = read.GeoLoc.Location;
  return {
    ok: true,
    value: {
      odsCode: read.OrgId.extension,
      name: read.Name,
      recordClass: read.orgRecordClass,
      status: read.Status,
      refOnly: read.refOnly,
      lastChangeDate: read.LastChangeDate,
      periods: read.Date,
      address: {
        lines: [AddrLn1, AddrLn2, AddrLn3].filter((line) => line !== undefined),
        ...(Town !== undefined && { town: Town }),
        ...(County !== undefined && { county: County }),
        ...(PostCode !== undefined && { postcode: PostCode }),
        ...(Country !== undefined && { country: Country }),
        ...(UPRN !== undefined && { uprn: UPRN }),
      },
      contacts: read.Contacts.Contact.map(({ type, value }) => ({ type, value })),
      roles: read.Roles.Role.map(({ id, uniqueRoleId, primaryRole, Status, Date: periods }) => ({
        ...{ roleId: id, uniqueRoleId, primary: primaryRole, status: Status, periods },
      })),
      relationships: read.Rels.Rel.map(({ id, uniqueRelId, Status, Target, Date: periods }) => ({
        ...{ relId: id, uniqueRelId, status: Status, target: Target.OrgId.extension },
        targetPrimaryRole: primaryRole(Target) ?? { roleId: '', uniqueRoleId: 0 },
        periods,
      })),
      successions: read.Succs.Succ.map(({ uniqueSuccId, Date: dates, Type, Target }) => {
        const role = primaryRole(Target);
        return {
          ...{ uniqueSuccId, type: Type, target: Target.OrgId.extension },
          ...(role && { targetPrimaryRole: role }),
          date: dates[0]?.Start ?? '',
        };
      }),
    },
  };
}

function primaryRole({ PrimaryRoleId: role }: z.output<typeof target>) {
  return role && { roleId: role.id, uniqueRoleId: role.uniqueRoleId };
}
