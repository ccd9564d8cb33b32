import { z } from '../../src/platform/zod.ts';
import { fqdn, host, port } from './config-values.ts';

/** The listener of the web faces: PDS FHIR, SDS FHIR, SMSP, OAuth, smartcard and CIS2. */
export const gatewayConfig = z
  .strictObject({
    fqdn: fqdn.default('api.spinebox.test').describe('The name on its certificate.'),
    host: host.default('127.0.0.1'),
    port: port.default(8480),
    plainPort: port
      .optional()
      .describe('Plain HTTP besides, for clients without our root; off unless given.'),
    clientCertificate: z
      .enum(['none', 'request', 'require'])
      .default('request')
      .describe('The API platform asks for none; a proxy in front may.'),
  })
  .describe('The web faces of PDS, SDS and identity.');

export type GatewayConfig = Readonly<z.output<typeof gatewayConfig>>;
