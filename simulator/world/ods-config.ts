import { z } from '../../src/platform/zod.ts';

const prefix = z.string().regex(/^(\/[\w.-]+)+$/);

const ord = z.strictObject({
  enabled: z.boolean().default(true),
  prefix: prefix.default('/ORD/2-0-0').describe('Where it stands at the gateway.'),
});

const fhir = z.strictObject({
  enabled: z.boolean().default(true),
  prefix: prefix
    .default('/organisation-data-terminology-api/fhir')
    .describe('Where it stands at the gateway.'),
  apiKeys: z
    .array(z.string().min(1))
    .optional()
    .describe('Keys that are let in; any but none, unless given.'),
  quotaPerMinute: z.int().min(0).default(0).describe('300 at the real proxy; 0 is no quota.'),
});

const stu3 = z.strictObject({
  enabled: z.boolean().default(false).describe('The service is retired: off unless asked for.'),
  prefix: prefix.default('/STU3').describe('Where it stands at the gateway.'),
});

/** The Organisation Data Service: ORD 2-0-0, FHIR R4, and STU3 for who still asks it (sds-ods 3). */
export const odsConfig = z
  .strictObject({
    records: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'Files of organisations in or below the folder of the world file: records of ORD as JSON, or the CSV of ODS. One replaces what the world says of the same code.',
      ),
    subIcb: z
      .string()
      .regex(/^[A-Z0-9]{1,10}$/)
      .default('ZZ9')
      .describe(
        'Code of the invented sub-ICB location that commissions the practices of the world.',
      ),
    ord: ord.default(ord.parse({})),
    fhir: fhir.default(fhir.parse({})),
    stu3: stu3.default(stu3.parse({})),
  })
  .describe('The Organisation Data Service.');

export type OdsConfig = Readonly<z.output<typeof odsConfig>>;
