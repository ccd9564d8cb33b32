import { readFile } from 'node:fs/promises';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import { readYaml } from '../src/platform/yaml.ts';
import { z } from '../src/platform/zod.ts';
import { behindConfig } from './world/adaptor-config.ts';
import { asid, fqdn, host, odsCode, partyKey, port } from './world/config-values.ts';
import { lookupsConfig, recordsConfig, transfersConfig } from './world/practice-config.ts';

const address = z.string().regex(/^(?:https?|ldaps?):\/\/\S+$/);

const seat = z.strictObject({
  ods: odsCode,
  partyKey,
  asid,
  fqdn,
  host: host.optional().describe('Where it listens; 127.0.0.1 unless given.'),
  port: port.optional().describe('Any free port unless given.'),
  hooks: z
    .strictObject({
      host: host.default('127.0.0.1'),
      port: port.default(0),
      token: z.string().min(16).optional().describe('Needed to listen beyond this machine.'),
      tokenFile: z
        .string()
        .min(1)
        .optional()
        .describe('Holds the token where `token` is not given; made with one at the first start.'),
    })
    .default({ host: '127.0.0.1', port: 0 }),
  behind: behindConfig
    .optional()
    .describe('An MHS adaptor that it sends and receives by; straight to Spine unless given.'),
  lookups: lookupsConfig.optional(),
  transfers: transfersConfig.optional(),
  records: recordsConfig.default('ordered-only'),
});

/** Practices that run as a system of their own: who they are, and where they find Spine. */
export const practiceProcessConfig = z.strictObject({
  spine: z.strictObject({
    url: address.describe('Base address of the message service, https://127.0.0.1:8443.'),
    ldap: address.optional().describe('Address of SDS over LDAP, ldaps://127.0.0.1:8636.'),
    gateway: address.optional().describe('Base address of the gateway, for SDS over FHIR.'),
    odsCode: odsCode.optional(),
    partyKey: partyKey.optional(),
    asid: asid.optional(),
    fqdn: fqdn.optional(),
  }),
  certificates: z.string().min(1).describe('Folder of keys and certificates.'),
  data: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the journals; a temporary one unless given.'),
  timeScale: z.number().min(0.000_001).max(1000).default(1).describe('Of its own durations.'),
  practices: z.array(seat).min(1).max(200),
});

export type PracticeProcessConfig = z.output<typeof practiceProcessConfig>;
export type SeatConfig = PracticeProcessConfig['practices'][number];

/** The settings of practices cannot stand. */
export class PracticeConfigError extends SimulatorError {
  readonly code = 'SIM_PRACTICE_CONFIG';
  readonly remedy = 'Correct what is named. "spinebox practice --help" shows what is needed.';

  constructor(source: string, problems: readonly string[]) {
    super(`${source} does not describe practices\n${problems.join('\n')}`);
  }
}

/** Checks a value that describes practices. Throws PracticeConfigError. */
export function parsePracticeConfig(source: string, value: unknown): PracticeProcessConfig {
  const parsed = practiceProcessConfig.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new PracticeConfigError(source, lines);
}

/** Reads a YAML or JSON file that describes practices. Throws PracticeConfigError. */
export async function readPracticeConfig(file: string): Promise<PracticeProcessConfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new PracticeConfigError(file, [error instanceof Error ? error.message : String(error)]);
  }
  const { value, problems } = readYaml(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const lines = errors.map(({ line, column, message }) => `${line}:${column}: ${message}`);
    throw new PracticeConfigError(file, lines);
  }
  return parsePracticeConfig(file, value);
}
