import { z } from '../../src/platform/zod.ts';
import { duration } from './config-values.ts';

const senderCheck = z.strictObject({
  pds: z
    .boolean()
    .default(true)
    .describe('Whether PDS must name the requester as the practice of the patient, else 19.'),
  sds: z
    .boolean()
    .default(true)
    .describe('Whether SDS must know one system of the requester, else 24.'),
});

const author = z
  .strictObject({
    roleProfile: z
      .string()
      .regex(/^\d{12}$/)
      .describe('Role profile id.'),
    user: z
      .string()
      .regex(/^\d{12}$/)
      .describe('SDS user id.'),
    jobRole: z.string().min(1).describe('Job role code, R8000.'),
  })
  .describe('The user whom requests to PDS name; none unless given.');

/** What a bundled practice asks of PDS and SDS before it sends (gp2gp 1.3, pds-identity 1.8). */
export const lookupsConfig = z.strictObject({
  pds: z
    .enum(['hl7v3', 'off'])
    .default('hl7v3')
    .describe('Whether it asks PDS at all. off: orders name the practice that holds the record.'),
  gpUpdate: z
    .enum(['before-request', 'skip'])
    .default('before-request')
    .describe('Whether it registers the patient on PDS before it asks for the record.'),
  deceased: z
    .enum(['record', 'stop'])
    .default('record')
    .describe('What it does about a patient who is dead on PDS. No source rules on it.'),
  sds: z
    .enum(['ldap', 'ldaps', 'fhir', 'world'])
    .default('ldaps')
    .describe("How it finds another practice's system. world: without asking anybody."),
  senderCheck: senderCheck.default(senderCheck.parse({})),
  pdsTimeout: duration.default('PT10S').describe('Patience with a retrieval; not scaled.'),
  updateTimeout: duration
    .default('PT5M')
    .describe('Patience with the answer to an update; timeScale applies.'),
  sdsTimeout: duration
    .default('PT3S')
    .describe('Patience with the directory, 3 s in the known clients; not scaled.'),
  sdsCache: duration
    .default('PT0S')
    .describe('How long an answer of SDS is used again: 900 s in the MHS adaptor; not scaled.'),
  author: author.optional(),
});

export const recordsConfig = z
  .enum(['invent', 'ordered-only'])
  .default('invent')
  .describe(
    'Bundled parties: a record for each patient whom PDS has, or had, with it (where it checks PDS); or none.',
  );

export type LookupsConfig = Readonly<z.output<typeof lookupsConfig>>;
