import { z } from '../../src/platform/zod.ts';
import { fqdn, host, port } from './config-values.ts';

const ldap = z.strictObject({
  fqdn: fqdn.default('ldap.spinebox.test').describe('The name on its certificate.'),
  host: host.default('127.0.0.1'),
  listen: z
    .enum(['both', 'plain-only', 'tls-only'])
    .default('both')
    .describe('Plain LDAP with StartTLS, LDAPS, or both.'),
  port: port.default(1389).describe('Plain LDAP; 389 needs privileges.'),
  tlsPort: port.default(1636).describe('LDAPS; 636 needs privileges.'),
  clientCertificate: z
    .enum(['none', 'request', 'require'])
    .default('request')
    .describe(
      'Whether clients of LDAPS and StartTLS show a certificate: request takes them with and without.',
    ),
  plain: z
    .enum(['serve', 'starttls-only', 'refuse'])
    .default('serve')
    .describe('What a connection without TLS may do.'),
  namedBind: z
    .enum(['refuse', 'accept'])
    .default('refuse')
    .describe('A bind with a name: refused with 49, or taken for anonymous. Not documented.'),
  writeResult: z
    .enum(['insufficientAccessRights', 'unwillingToPerform'])
    .default('insufficientAccessRights')
    .describe('How writes are refused. Not documented.'),
  sizeLimit: z.int().min(0).default(0).describe('Entries of one search; 0 is no limit.'),
  timeLimitSeconds: z.int().min(0).default(0).describe('Of one search; 0 is no limit.'),
  attributeNames: z
    .enum(['schema', 'requested'])
    .default('schema')
    .describe('The spelling of attribute names in answers.'),
  order: z
    .enum(['insertion', 'shuffle'])
    .default('insertion')
    .describe(
      'Of the entries of an answer, over FHIR too. shuffle: another each time; none is promised.',
    ),
  maxMessageBytes: z
    .int()
    .min(1024)
    .default(1_048_576)
    .describe('A longer request ends its connection.'),
  maxConnections: z.int().min(1).default(500).describe('Of each port.'),
  idleTimeoutSeconds: z
    .int()
    .min(0)
    .default(900)
    .describe('A connection on which nothing is asked for so long is closed; 0: never.'),
});

const fhir = z.strictObject({
  prefix: z
    .string()
    .regex(/^(\/[\w.-]+)+$/)
    .default('/spine-directory/FHIR/R4')
    .describe('Where it stands at the gateway.'),
  apiKeys: z
    .array(z.string().min(1))
    .optional()
    .describe('Keys that are let in; any, or none, unless given (sandbox).'),
  cacheSeconds: z.int().min(0).default(0).describe('The proxy keeps answers 1800 s; 0 keeps none.'),
  quotaPerMinute: z.int().min(0).default(0).describe('300 at the real proxy; 0 is no quota.'),
  spikePerSecond: z.int().min(0).default(0).describe('40 at the real proxy; 0 is no limit.'),
  slowDirectory: z
    .enum(['empty', 'timeout'])
    .default('empty')
    .describe('A directory slower than 3 s: 200 with no entry, as the API does, or 504.'),
  hide5xx: z.boolean().default(false).describe('The production proxy hides bodies of 5xx.'),
});

/** The Spine Directory Service, with its LDAP and FHIR faces (sds-ods 1 and 2). */
export const sdsConfig = z
  .strictObject({
    strictMatching: z
      .boolean()
      .default(true)
      .describe('Matching rules of the published schema; false compares anything, without case.'),
    entries: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'LDIF files in or below the folder of the world file; an entry replaces the one of the same name.',
      ),
    ldap: ldap.default(ldap.parse({})),
    fhir: fhir.default(fhir.parse({})),
  })
  .describe('The Spine Directory Service.');

export type SdsConfig = Readonly<z.output<typeof sdsConfig>>;
