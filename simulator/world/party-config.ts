import { z } from '../../src/platform/zod.ts';
import { adaptorConfig, behindConfig } from './adaptor-config.ts';
import {
  asid,
  cpaId,
  duration,
  fqdn,
  host,
  odsCode,
  partyKey,
  port,
  serviceInteraction,
  url,
} from './config-values.ts';
import { lookupsConfig, recordsConfig, transfersConfig } from './practice-config.ts';

/** What of an interaction's published contract is to be different (sds-ods 1.5, nhsMHS*). */
export const contractConfig = z
  .strictObject({
    cpaId: cpaId.optional(),
    endpoint: url.optional(),
    syncReply: z.enum(['MSHSignalsOnly', 'None']).optional().describe('nhsMHSSyncReplyMode.'),
    duplicateElimination: z
      .enum(['always', 'never'])
      .optional()
      .describe('nhsMHSDuplicateElimination.'),
    ackRequested: z.enum(['always', 'never']).optional().describe('nhsMHSAckRequested.'),
    actor: z
      .enum(['nextMSH', 'toPartyMSH', 'none'])
      .optional()
      .describe('nhsMHSActor: who acknowledges.'),
    retries: z.int().min(0).max(1000).optional().describe('Re-sends after the first attempt.'),
    retryInterval: duration.optional(),
    persistDuration: duration.optional(),
    acknowledgement: z
      .enum(['synchronous', 'asynchronous'])
      .optional()
      .describe('How Spine acknowledges the hop when the contract asks for no SyncReply.'),
  })
  .describe('Differences from the published contract of the interaction.');

/** An organisation that takes part in messaging, and the one system that speaks for it. */
export const organisationConfig = z.strictObject({
  ods: odsCode,
  name: z.string().min(1).max(200).optional().describe('The ODS code unless given.'),
  partyKey,
  asid,
  fqdn,
  played: z
    .enum(['bundled', 'external'])
    .default('external')
    .describe('bundled: the simulator plays it. external: it is a real system.'),
  endpoint: url
    .optional()
    .describe('Where Spine delivers. For a bundled party it follows from host and port.'),
  host: host.optional().describe('Bundled parties: 127.0.0.1 unless given.'),
  port: port.optional().describe('Bundled parties: where the party listens.'),
  interactions: z
    .array(serviceInteraction)
    .optional()
    .describe(
      'What its system is accredited for; the interactions of GP2GP and a few more unless given.',
    ),
  adaptor: adaptorConfig.optional(),
  behind: behindConfig.optional(),
  contracts: z.record(serviceInteraction, contractConfig).default({}),
  lookups: lookupsConfig
    .default(lookupsConfig.parse({}))
    .describe('Bundled parties: what it asks of PDS and SDS before it sends.'),
  records: recordsConfig,
  transfers: transfersConfig
    .default(transfersConfig.parse({}))
    .describe('Bundled parties: how it takes part in transfers.'),
});

export type ContractConfig = Readonly<z.output<typeof contractConfig>>;
export type OrganisationConfig = Readonly<z.output<typeof organisationConfig>>;
