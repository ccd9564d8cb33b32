import { z } from '../../src/platform/zod.ts';
import { bytes, duration, fqdn, host, odsCode, port } from './config-values.ts';

/** Upper case; the path of a request may write it as it likes. */
export const mailboxId = z
  .string()
  .regex(/^[A-Z0-9]{1,20}$/)
  .meta({ description: 'Mailbox id, in upper case.', examples: ['X26ABC1'] });

export const mailboxConfig = z.strictObject({
  name: z.string().min(1).max(200).optional().describe('The id unless given.'),
  ods: odsCode,
  org: odsCode.optional().describe('Code of the organisation above; the ODS code unless given.'),
  orgName: z.string().default('').describe('Its name, as tracking gives it.'),
  billingEntity: z
    .string()
    .default('England')
    .describe('As the view of a mailbox for tests gives it.'),
  password: z.string().min(1).default('password').describe('For the authorization header.'),
  active: z.boolean().default(true).describe('false: every request is refused with 403.'),
});

const workflowConfig = z.strictObject({
  senders: z.array(mailboxId).default([]).describe('Who may send it.'),
  receivers: z.array(mailboxId).default([]).describe('Whom it may be sent to.'),
});

const authorization = z.strictObject({
  mode: z
    .enum(['full', 'canned', 'none'])
    .default('full')
    .describe('canned: the nonce must be VALID. none: the header is not looked at.'),
  time: z
    .enum(['strict', 'london', 'off'])
    .default('strict')
    .describe(
      'strict: UTC. london: UK time counts too, as some clients write. off: not looked at.',
    ),
  window: duration.default('PT2H').describe('How far its time may be from ours; not scaled.'),
  hashCase: z
    .enum(['strict', 'any'])
    .default('strict')
    .describe('any: a hash in upper case counts, as in the sandbox.'),
  repeats: z
    .enum(['refuse', 'allow'])
    .default('refuse')
    .describe('allow: a token works more than once, as in the sandbox.'),
  refusal: z
    .enum(['empty', 'text'])
    .default('empty')
    .describe('Whether a 403 says why. Not documented for the live service.'),
});

/** The Message Exchange for Social Care and Health (mesh-nhais 1). */
export const meshConfig = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether it is there at all.'),
    fqdn: fqdn.default('mesh.spinebox.test').describe('The name on its certificate.'),
    host: host.default('127.0.0.1'),
    port: port.default(8700),
    clientCertificate: z
      .enum(['none', 'request', 'require'])
      .default('require')
      .describe('Whether clients show a certificate; the real service wants one.'),
    sharedKey: z
      .string()
      .min(1)
      .default('TestKey')
      .describe('Key of the environment for the authorization header.'),
    authorization: authorization.default(authorization.parse({})),
    requestBytes: bytes.default(104_857_600).describe('Of one request, 100 MB.'),
    chunkBytesAtLeast: z
      .int()
      .min(0)
      .default(0)
      .describe('Of every chunk but the last; the specification says 5 MB.'),
    downloadAfterAcknowledge: z
      .enum(['refuse', 'serve'])
      .default('refuse')
      .describe(
        'refuse: 410, by the specification (its status is our inference). serve: as the sandbox does.',
      ),
    workflows: z
      .enum(['enforce', 'ignore'])
      .default('enforce')
      .describe(
        'Whether a workflow that a mailbox is not registered for is refused with 16 or 17.',
      ),
    workflowRefusalStatus: z
      .int()
      .min(400)
      .max(499)
      .default(417)
      .describe('HTTP status of 16 and 17. Not documented.'),
    reportTo: z
      .enum(['intended', 'own'])
      .default('intended')
      .describe(
        'Mex-To of a report: the intended receiver by the specification, or the mailbox that gets it.',
      ),
    collectWithin: duration.default('P5D').describe('Else undeliverable; timeScale applies.'),
    keepFor: duration.default('P30D').describe('Then a message is gone; timeScale applies.'),
    testEndpoints: z
      .boolean()
      .default(true)
      .describe('Whether the sandbox endpoints that only tests use are served.'),
    mailboxes: z.record(mailboxId, mailboxConfig).default({}),
    workflowIds: z
      .record(z.string().min(1).max(300), workflowConfig)
      .default({})
      .describe('Who may send and receive what, by workflow id.'),
  })
  .describe('Mailboxes of MESH.');

export type MeshConfig = Readonly<z.output<typeof meshConfig>>;
