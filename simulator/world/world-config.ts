import { z } from '../../src/platform/zod.ts';
import {
  asid,
  bytes,
  duration,
  fqdn,
  host,
  odsCode,
  partyKey,
  port,
  serviceInteraction,
  url,
} from './config-values.ts';
import { faultConfig } from './fault-config.ts';
import { gatewayConfig } from './gateway-config.ts';
import { identityConfig } from './identity-config.ts';
import { meshConfig } from './mesh-config.ts';
import { nhaisConfig } from './nhais-config.ts';
import { odsConfig } from './ods-config.ts';
import { organisationConfig } from './party-config.ts';
import { pdsConfig } from './pds-config.ts';
import { PROFILE_NAMES } from './profiles/profile-names.ts';
import { sdsConfig } from './sds-config.ts';
import { serviceConfig } from './service-config.ts';

const strictness = z.enum(['enforce', 'warn', 'off']);

const paths = z
  .strictObject({
    synchronous: z
      .enum(['one', 'per-service'])
      .default('one')
      .describe('/sync-service, or the older /syncservice-pds/pds and so on.'),
    forward: z
      .enum(['intermediary', 'forwardreliable'])
      .default('intermediary')
      .describe('The last part of the path for forward messages.'),
  })
  .describe('The paths that SDS publishes for Spine; every one of them is served (mhs 1.1).');

const spine = z.strictObject({
  odsCode,
  partyKey,
  asid,
  fqdn,
  host: host.default('127.0.0.1'),
  port: port.default(8443),
  plainPort: port.optional().describe('Plain HTTP for debugging; off unless given.'),
  endpoint: url
    .optional()
    .describe('Base address published for the services of Spine; follows from host and port.'),
  paths: paths.default(paths.parse({})),
});

const policies = z.strictObject({
  partyIdentity: strictness
    .default('enforce')
    .describe('Whether a party key must be spoken for by its registered FQDN.'),
  timeToLive: z
    .enum(['enforce', 'warn', 'ignore'])
    .default('warn')
    .describe('Whether a message whose TimeToLive has passed is refused. Not documented.'),
  refusals: z
    .record(
      z.string().min(1),
      z.strictObject({
        channel: z
          .enum(['messageError', 'soapFault'])
          .describe('An ebXML MessageError, or a SOAP fault.'),
        code: z.string().min(1).describe('Its error code.'),
        text: z.string().min(1).optional().describe('Its text; the usual one unless given.'),
      }),
    )
    .default({})
    .describe('Form of refusals that no public document pins down, by error constant.'),
  doubledUrnInSignals: z
    .boolean()
    .default(false)
    .describe('Whether signals carry the urn:urn: of older software.'),
  retryCount: z
    .enum(['retries', 'attempts'])
    .default('retries')
    .describe(
      'What the retries of a contract count: sends after the first, or all. Not documented.',
    ),
  deliveryTimeout: duration.default('PT30S').describe('Of one delivery attempt; not scaled.'),
  deliveryConcurrency: z
    .int()
    .min(1)
    .max(1000)
    .default(4)
    .describe('Deliveries to one party at the same time.'),
});

// 5,242,880 bytes and 100 parts: mhs 4.6, which quotes EIS 2.5.4.2.
const limits = z.strictObject({
  messageBytes: bytes.default(5_242_880).describe('Of a whole message.'),
  parts: z.int().min(1).max(10_000).default(100).describe('MIME parts of a message.'),
  partBytes: bytes.default(5_242_880).describe('Of one MIME part.'),
  envelopeBytes: bytes.default(262_144).describe('Of the ebXML or SOAP envelope.'),
  requestTimeout: duration.default('PT30S').describe('For a whole request to arrive; not scaled.'),
});

const control = z.strictObject({
  host: host.default('127.0.0.1'),
  port: port.default(8470),
  token: z.string().min(16).optional().describe('Needed to listen beyond this machine.'),
  tokenFile: z
    .string()
    .min(1)
    .optional()
    .describe('Holds the token where `token` is not given; made with one at the first start.'),
});

const journal = z.strictObject({
  directory: z.string().min(1).optional().describe('Where the journal is kept.'),
  maxBytes: bytes.default(2_147_483_648).describe('Of entries and bodies together.'),
  whenFull: z
    .enum(['refuse', 'rotate'])
    .default('refuse')
    .describe('At the limit: take nothing more, or let go of the oldest that is settled.'),
});

/**
 * The operator's configuration: one schema for the world file, the environment and the control API. Keys
 * that are not listed are refused. What is left out comes from the default world, see `base`.
 */
export const worldConfig = z
  .strictObject({
    base: z
      .enum(['default', 'empty'])
      .default('default')
      .describe('What the file is laid over: the default world, or Spine alone.'),
    profile: z
      .enum(PROFILE_NAMES)
      .default('local')
      .describe(
        'The environment that the world resembles: its settings lie between the base and the file. See docs/profiles.md.',
      ),
    timeScale: z
      .number()
      .min(0.000_001)
      .max(1000)
      .default(1)
      .describe('Multiplies every advertised duration: 0.01 makes two hours 72 seconds.'),
    spine,
    organisations: z
      .record(
        z
          .string()
          .regex(/^[a-z][a-z0-9-]*$/)
          .meta({ description: 'A name of your choice.', examples: ['riverside'] }),
        organisationConfig,
      )
      .default({}),
    adaptors: z
      .strictObject({
        host: host
          .optional()
          .describe('Where played adaptors listen that name no host; 127.0.0.1 unless given.'),
        freePorts: z
          .boolean()
          .default(false)
          .describe('Whether they take any free port in place of those that they name.'),
      })
      .default({ freePorts: false })
      .describe('What MHS adaptors that spinebox plays have in common.'),
    services: z.record(serviceInteraction, serviceConfig).default({}),
    sds: sdsConfig.default(sdsConfig.parse({})),
    pds: pdsConfig.default(pdsConfig.parse({})),
    identity: identityConfig.default(identityConfig.parse({})),
    ods: odsConfig.default(odsConfig.parse({})),
    mesh: meshConfig.default(meshConfig.parse({})),
    nhais: nhaisConfig.default(nhaisConfig.parse({})),
    gateway: gatewayConfig.default(gatewayConfig.parse({})),
    faults: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/), faultConfig)
      .default({})
      .describe('What is to go wrong, each under a name of your choice.'),
    policies: policies.default(policies.parse({})),
    limits: limits.default(limits.parse({})),
    control: control.default(control.parse({})),
    journal: journal.default(journal.parse({})),
    certificates: z
      .strictObject({
        directory: z
          .string()
          .min(1)
          .optional()
          .describe('certs/generated of the working folder unless given; --certs has precedence.'),
      })
      .default({})
      .describe('Where keys and certificates lie or are generated.'),
    log: z
      .strictObject({
        level: z
          .enum(['silent', 'error', 'warn', 'info', 'debug'])
          .default('info')
          .describe('Of the log on standard error.'),
      })
      .default({ level: 'info' }),
  })
  .meta({ title: 'spinebox world' });

/** A whole configuration with every default filled in. */
export type WorldConfig = Readonly<z.output<typeof worldConfig>>;

/** A configuration, or a part of one, as an operator writes it. `null` takes a value away. */
export type WorldPatch = { readonly [key: string]: unknown };
