import { z } from '../../src/platform/zod.ts';
import { asid, odsCode } from './config-values.ts';

const twelveDigits = z
  .string()
  .regex(/^\d{12}$/)
  .meta({ description: 'Twelve digits, in quotes.', examples: ['555000000101'] });

const role = z.strictObject({
  roleProfileId: twelveDigits.describe('Role profile id (URPID, URID).'),
  organisation: odsCode,
  jobRoleCode: z.string().min(1).default('R8000'),
  jobRole: z.string().min(1).default('Clinical Practitioner Access Role'),
  activities: z
    .array(z.string().min(1))
    .default(['B0825', 'B0264', 'B8009'])
    .describe('Activity codes; B8009 may set a GP registration, B0825 other demographics.'),
});

const user = z.strictObject({
  userId: twelveDigits.describe('SDS user id.'),
  name: z.string().min(1),
  givenName: z.string().min(1).optional(),
  familyName: z.string().min(1).optional(),
  assurance: z.enum(['AAL1', 'AAL2', 'AAL3']).default('AAL3'),
  training: z.boolean().default(false).describe('ssbMode 1.'),
  roles: z.array(role).default([]),
});

const client = z.strictObject({
  clientId: z.string().min(1).describe('API key.'),
  secret: z.string().min(8).optional().describe('For the OpenID provider and the code flow.'),
  redirectUris: z.array(z.string().min(1)).default([]),
  publicKeys: z
    .array(z.looseObject({ kty: z.string(), kid: z.string() }))
    .default([])
    .describe('JSON Web Keys against which signed assertions are checked.'),
  accessMode: z
    .enum(['healthcare-worker', 'patient', 'application-restricted', 'privileged-application'])
    .default('application-restricted'),
  patient: z
    .string()
    .regex(/^\d{10}$/)
    .optional()
    .describe('NHS number of a patient-mode client.'),
  asid: asid.optional().describe('None: "No ASID is associated with your app".'),
  odsCode: odsCode.optional(),
  mayUpdateGp: z.boolean().default(true).describe('A primary-care system.'),
  seesConfidentialRemovals: z.boolean().default(false),
});

/** Who may act: users with smartcards, and client applications (pds-identity 2.8 and 4). */
export const identityConfig = z
  .strictObject({
    enforce: z
      .enum(['off', 'warn', 'enforce'])
      .default('off')
      .describe('Whether users named in messages must have a live session.'),
    gpUpdateActivity: z
      .string()
      .min(1)
      .default('B8009')
      .describe('Activity a user needs to set a GP registration; "none" for none. Not documented.'),
    demographicsActivity: z
      .string()
      .min(1)
      .default('B0825')
      .describe('Activity a user needs to change other demographics; "none" for none.'),
    users: z.record(z.string(), user).default({}),
    clients: z.record(z.string(), client).default({}),
    tokenSeconds: z.int().min(1).default(599),
    assertionToleranceSeconds: z
      .int()
      .min(0)
      .default(10)
      .describe('Beyond the five minutes that a client assertion may last.'),
    sessionSeconds: z.int().min(1).default(43_200).describe('Of a smartcard session.'),
  })
  .describe('Smartcards, CIS2 and OAuth clients.');

export type IdentityConfig = Readonly<z.output<typeof identityConfig>>;
