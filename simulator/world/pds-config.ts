import { z } from '../../src/platform/zod.ts';
import { duration } from './config-values.ts';

const reason = (code: string, text: string, what: string) =>
  z
    .strictObject({
      code: z.string().min(1).default(code).describe(`${what}: the code. Not documented.`),
      text: z.string().min(1).default(text).describe(`${what}: the text.`),
    })
    .default({ code, text });

// What public sources do not tell; the defaults are those of pds-identity 1.8, 1.9 and 7.
const codes = z
  .strictObject({
    serialNumber: reason(
      'IU000-SCN',
      'Update Failed - Serial Change Number does not match',
      'Of an update with an old serial number',
    ),
    supersededUpdate: reason(
      'IU000-MERGE',
      'Update Failed - NHS No. supplied has been superseded in a merge',
      'Of an update of a superseded number',
    ),
    multipleMatches: reason('7', 'Multiple matches', 'Of a trace that finds more than one'),
    rule: z
      .string()
      .min(1)
      .default('IU000')
      .describe(
        'Of an update that breaks a rule whose code is not public; its text names the rule.',
      ),
    duplicateAllocation: reason(
      'IU000-DUP',
      'Registration Failed - a Service User record with these details exists',
      'Of an allocation for somebody who has a number',
    ),
    user: reason(
      'IU000-USER',
      'Access denied - the user has no live session or may not do this',
      'Of a user who may not, where identity.enforce is enforce',
    ),
    header: z
      .string()
      .min(1)
      .default('201')
      .describe('Error code of a SOAP fault for a header that breaks a rule. Not documented.'),
  })
  .describe('Response codes that are not public.');

// Where live PDS FHIR is not documented, the default is that of pds-identity 2 and 7.
const fhir = z
  .strictObject({
    prefix: z
      .string()
      .regex(/^(\/[\w.-]+)+$/)
      .default('/personal-demographics/FHIR/R4')
      .describe('Where it stands at the gateway.'),
    authentication: z
      .enum(['enforce', 'off'])
      .default('off')
      .describe('off: as the sandbox, every caller is a healthcare worker.'),
    ratePerSecond: z
      .int()
      .min(0)
      .default(0)
      .describe('Requests of one client; 5 at the real gateway; 0 is no limit.'),
    createRatePerSecond: z
      .int()
      .min(0)
      .default(3)
      .describe('New patients for all clients together; 0 is no limit.'),
    syncWaitSeconds: z
      .number()
      .min(0.25)
      .max(29)
      .default(10)
      .describe('Longer answers become 503, unless the client names another wait in X-Sync-Wait.'),
    emptyAddressLines: z
      .enum(['keep', 'remove'])
      .default('keep')
      .describe('keep as the published example; the API reference says that they are removed.'),
    aliasNameUse: z
      .enum(['temp', 'nickname', 'old'])
      .default('temp')
      .describe("FHIR's word for HL7's alias. Only the API reference hints at one."),
    unspecifiedGender: z
      .enum(['other', 'unknown'])
      .default('other')
      .describe("FHIR's word for HL7's gender 9. Not documented."),
    malformedIfMatch: z
      .enum(['400', '409', '412'])
      .default('409')
      .describe('Answer to an If-Match that is not W/"n"; 409 in the sandbox.'),
    veryRestrictedInSearch: z
      .boolean()
      .default(true)
      .describe('Whether searches find very restricted patients. Not documented.'),
  })
  .describe('PDS FHIR.');

const smsp = z
  .strictObject({
    prefix: z
      .string()
      .regex(/^(\/[\w.-]+)+$/)
      .default('/smsp/pds')
      .describe('Where it stands at the gateway.'),
    security: z
      .enum(['enforce', 'presence', 'off'])
      .default('presence')
      .describe(
        'wsse:Security: presence wants a timestamp and a user name, enforce a timestamp that has not passed, too.',
      ),
    superseded: z
      .enum(['code', 'number'])
      .default('code')
      .describe('Whether DEMOG-0017 comes with the superseding number. Not documented.'),
  })
  .describe('The Spine Mini Services.');

/** The Personal Demographics Service (pds-identity 7). */
export const pdsConfig = z
  .strictObject({
    patients: z
      .array(z.string().min(1))
      .default([])
      .describe('JSON files (ours or FHIR Bundles), relative to the world file, to begin with.'),
    specialPatients: z
      .boolean()
      .default(true)
      .describe('Whether the register begins with the 35 patients of special kinds.'),
    generated: z
      .strictObject({
        count: z
          .int()
          .min(0)
          .max(800_000)
          .default(0)
          .describe(
            'So many invented patients besides, registered with the practices of the world in turn.',
          ),
        seed: z.int().min(0).default(1).describe('The same seed invents the same people.'),
      })
      .default({ count: 0, seed: 1 })
      .describe('Invented patients besides.'),
    mode: z
      .enum(['lenient', 'strict'])
      .default('lenient')
      .describe('Live PDS takes three departures from its schema; strict takes none.'),
    mim: z
      .enum(['6301', '7202'])
      .default('6301')
      .describe('The version that answers name where both would do.'),
    unknownAsid: z
      .enum(['fault', 'silence'])
      .default('fault')
      .describe('Answer to a system that is not registered; live PDS is said to be silent.'),
    invalidated: z
      .enum(['no-match'])
      .default('no-match')
      .describe('HL7 answer for an invalidated number. Not documented.'),
    superseded: z
      .enum(['superseding-record', 'no-match'])
      .default('superseding-record')
      .describe('HL7 answer for a superseded number. Not documented.'),
    smspSensitive: z
      .string()
      .min(1)
      .default('DEMOG-0001')
      .describe('SMSP code for a sensitive patient. Not documented.'),
    smspUnknownVerify: z
      .enum(['false', 'DEMOG-0001'])
      .default('DEMOG-0001')
      .describe('What verifying an unknown number answers. Not documented.'),
    updateVisibleAfter: duration
      .default('PT0S')
      .describe('How long a change stays invisible; timeScale applies.'),
    reuseProvisionId: z
      .boolean()
      .default(true)
      .describe('Whether a new practice keeps the object id of the old one, as seen live.'),
    asyncAnswerDelay: duration
      .default('PT0S')
      .describe('About 2 s live, between a query and its answer; timeScale applies.'),
    authorRequiredForUpdate: z
      .boolean()
      .default(false)
      .describe('Whether an update that names no user is refused.'),
    duplicateAllocation: z
      .enum(['refuse', 'allocate'])
      .default('refuse')
      .describe('Allocation for somebody who has a number.'),
    mostMatches: z
      .int()
      .min(1)
      .max(1000)
      .default(50)
      .describe('Of an advanced trace; more are told as too many. Not documented.'),
    codes: codes.default(codes.parse({})),
    fhir: fhir.default(fhir.parse({})),
    smsp: smsp.default(smsp.parse({})),
  })
  .describe('The Personal Demographics Service.');

export type PdsConfig = Readonly<z.output<typeof pdsConfig>>;
