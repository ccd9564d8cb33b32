import { z } from '../../src/platform/zod.ts';
import { asid, odsCode, url } from './config-values.ts';

const twelveDigits = z
  .string()
  .regex(/^\d{12}$/)
  .meta({ description: 'Twelve digits, in quotes.', examples: ['555000000101'] });

const nhsNumber = z.string().regex(/^\d{10}$/);

const codedNames = z
  .array(
    z.strictObject({
      code: z.string().min(1).describe('As in national_rbac of CIS2.'),
      name: z.string().min(1).describe('What the code stands for.'),
    }),
  )
  .default([]);

const role = z.strictObject({
  roleProfileId: twelveDigits.describe('Role profile id (URPID, URID).'),
  organisation: odsCode,
  personOrganisationId: twelveDigits
    .optional()
    .describe('person_orgid of CIS2; the role profile id unless given.'),
  jobRoleCode: z.string().min(1).default('R8000').describe('Job role code of RBAC.'),
  jobRole: z.string().min(1).default('Clinical Practitioner Access Role').describe('Its name.'),
  jobRoleGroup: z
    .string()
    .regex(/^[A-Z]\d{4}:[A-Z]\d{4}$/)
    .default('S8000:G8000')
    .describe('What stands before the job role code: S8000:G8000:R8000.'),
  jobRoleCategory: z.string().min(1).default('Clinical').describe('First part of the role name.'),
  jobRoleSubcategory: z
    .string()
    .min(1)
    .default('Clinical Provision')
    .describe('Second part of the role name.'),
  activities: z
    .array(z.string().min(1))
    .default(['B0825', 'B0264', 'B8009'])
    .describe('Activity codes; B8009 may set a GP registration, B0825 other demographics.'),
  areasOfWork: codedNames.describe('Where the user works.'),
  workgroups: codedNames.describe('With whom the user works.'),
});

const user = z.strictObject({
  userId: twelveDigits.describe('SDS user id.'),
  name: z.string().min(1).describe('As pages and tokens show it.'),
  givenName: z.string().min(1).optional().describe('In tokens and user info of CIS2.'),
  familyName: z.string().min(1).optional().describe('In tokens and user info of CIS2.'),
  email: z.string().min(3).optional().describe('In user info of CIS2.'),
  practitionerCode: z.string().min(1).optional().describe('nhsOcsPrCode.'),
  assurance: z
    .enum(['AAL1', 'AAL2', 'AAL3'])
    .default('AAL3')
    .describe('How well the user is authenticated.'),
  training: z.boolean().default(false).describe('ssbMode 1.'),
  roles: z.array(role).default([]).describe('One user may have several, at several organisations.'),
});

const patient = z.strictObject({
  login: z.string().min(1).describe('By which the patient is chosen.'),
  nhsNumber: nhsNumber.describe('The patient whose own record it is.'),
  name: z.string().min(1).describe('As a page shows it.'),
  level: z.enum(['P0', 'P5', 'P9']).default('P9').describe('Only P9 gets a token.'),
});

const client = z.strictObject({
  clientId: z.string().min(1).describe('API key.'),
  secret: z.string().min(8).optional().describe('For the OpenID provider and the code flow.'),
  redirectUris: z
    .array(z.string().min(1))
    .default([])
    .describe('Where the code flow may send users back to, exactly.'),
  publicKeys: z
    .array(
      z.looseObject({
        kty: z.string().describe('Key type, RSA; the other members of the key stand beside it.'),
        kid: z.string().describe('By which assertions name the key.'),
      }),
    )
    .default([])
    .describe('JSON Web Keys against which signed assertions are checked.'),
  accessMode: z
    .enum(['healthcare-worker', 'patient', 'application-restricted', 'privileged-application'])
    .default('application-restricted')
    .describe('The two of applications are had with client credentials; users bring their own.'),
  patient: nhsNumber.optional().describe('NHS number of a patient-mode client.'),
  asid: asid.optional().describe('None: "No ASID is associated with your app".'),
  odsCode: odsCode.optional(),
  mayUpdateGp: z.boolean().default(true).describe('A primary-care system.'),
  seesConfidentialRemovals: z
    .boolean()
    .default(false)
    .describe('Whether it is told confidential reasons of removal.'),
});

const assertion = z
  .strictObject({
    beforeSeconds: z
      .int()
      .min(0)
      .default(180)
      .describe('From NotBefore to the issue, about 3 minutes live.'),
    afterSeconds: z
      .int()
      .min(1)
      .default(60)
      .describe('From the issue to NotOnOrAfter, about 1 minute live.'),
    signature: z
      .enum(['rsa-sha256', 'rsa-sha1', 'none'])
      .default('rsa-sha256')
      .describe('No public document says how role assertions are signed.'),
  })
  .describe('SAML role assertions.');

/** Who may act: users with smartcards, and client applications (pds-identity 2.8 and 4). */
export const identityConfig = z
  .strictObject({
    enforce: z
      .enum(['off', 'warn', 'enforce'])
      .default('off')
      .describe('Whether users named in messages must have a live session.'),
    baseUrl: url
      .optional()
      .describe('How applications reach the gateway: issuers and endpoints are named by it.'),
    gpUpdateActivity: z
      .string()
      .min(1)
      .default('B8009')
      .describe('Activity a user needs to set a GP registration. Not documented; "none" for none.'),
    demographicsActivity: z
      .string()
      .min(1)
      .default('B0825')
      .describe('Activity a user needs to change other data. Not documented; "none" for none.'),
    users: z.record(z.string(), user).default({}),
    patients: z
      .record(z.string(), patient)
      .default({})
      .describe('Patients who sign in with NHS login.'),
    clients: z.record(z.string(), client).default({}),
    leastAssurance: z
      .enum(['AAL1', 'AAL2', 'AAL3'])
      .default('AAL2')
      .describe(
        'Users below get no access token of the API platform; PDS has scopes for AAL2 and AAL3.',
      ),
    tokenSeconds: z.int().min(1).default(599).describe('Life of an access token.'),
    refreshSeconds: z.int().min(1).default(3599).describe('Of a refresh token, from its issue.'),
    codeSeconds: z.int().min(1).default(60).describe('Of an authorization code.'),
    idTokenSeconds: z.int().min(1).default(3600).describe('Of the tokens of the OpenID provider.'),
    assertionToleranceSeconds: z
      .int()
      .min(0)
      .default(10)
      .describe('Beyond the five minutes that a client assertion may last.'),
    sessionSeconds: z.int().min(1).default(43_200).describe('Of a smartcard session.'),
    assertion: assertion.default(assertion.parse({})),
  })
  .describe('Smartcards, CIS2 and OAuth clients.');

export type IdentityConfig = Readonly<z.output<typeof identityConfig>>;
export type IdentityInput = Readonly<z.input<typeof identityConfig>>;
