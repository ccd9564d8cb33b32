import { z } from '../../src/platform/zod.ts';

const prefix = z.string().regex(/^(\/[\w.-]+)+$/);
const organisationCode = z.string().regex(/^[A-Z0-9]{1,10}$/);

const ord = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether it is there at all.'),
  prefix: prefix.default('/ORD/2-0-0').describe('Where it stands at the gateway.'),
  errorBody: z
    .enum(['json', 'text', 'none'])
    .default('json')
    .describe(
      'What a refusal holds: errorCode and errorText (XML where XML is asked for), the text alone, or nothing. Not documented.',
    ),
  quotaPerSecond: z
    .int()
    .min(0)
    .default(0)
    .describe('Of one caller; fair use of the real service is about 5. 0 is no quota.'),
});

const fhir = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether it is there at all.'),
  prefix: prefix
    .default('/organisation-data-terminology-api/fhir')
    .describe('Where it stands at the gateway.'),
  apiKeys: z
    .array(z.string().min(1))
    .optional()
    .describe('Keys that are let in; any but none, unless given.'),
  quotaPerMinute: z.int().min(0).default(0).describe('300 at the real proxy; 0 is no quota.'),
  maxAnswerBytes: z
    .int()
    .min(1000)
    .default(10_485_760)
    .describe('Answers beyond are refused with 422.'),
});

const stu3 = z.strictObject({
  enabled: z.boolean().default(false).describe('The service is retired: off unless asked for.'),
  prefix: prefix.default('/STU3').describe('Where it stands at the gateway.'),
  singles: z
    .boolean()
    .default(true)
    .describe(
      'Whether identifier, type and address are single objects and a total is text, as implementations wrote them; false: as FHIR asks.',
    ),
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
    subIcb: organisationCode
      .default('ZZ9')
      .describe(
        'Code of the invented sub-ICB location that commissions the practices of the world.',
      ),
    opened: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .default('2010-04-01')
      .describe('Day since which the organisations of the world are open.'),
    otherRole: z
      .string()
      .regex(/^RO\d{1,8}$/)
      .default('RO116')
      .describe(
        'Primary role of what is no practice: Spine itself, owners of mailboxes. Not documented.',
      ),
    ord: ord.default(ord.parse({})),
    fhir: fhir.default(fhir.parse({})),
    stu3: stu3.default(stu3.parse({})),
  })
  .describe('The Organisation Data Service.');

export type OdsConfig = Readonly<z.output<typeof odsConfig>>;
