import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readYaml } from '../../src/platform/yaml.ts';
import { z } from '../../src/platform/zod.ts';
import { fqdn } from '../world/config-values.ts';
import { injectionRules } from './injection-rules.ts';
import { TapConfigError } from './tap-errors.ts';

const path = z.string().min(1);

/** Who the tap is on one side of a leg. */
const identity = z.union([
  z.strictObject({ fqdn: fqdn.describe('A name of the certificate store; made when absent.') }),
  z.strictObject({
    key: path.describe('PEM file.'),
    certificate: path.describe('PEM file: the certificate, then its issuers below the root.'),
    trust: path.describe("PEM file: what the peer's chain must lead to."),
    revoked: path.optional().describe('PEM file of revocation lists.'),
  }),
]);

const listen = z
  .union([z.string(), z.int()])
  .transform((text, context) => {
    const found = /^(?:(\[[0-9a-f:]+\]|[^:\s]+):)?(\d{1,5})$/i.exec(String(text));
    const port = Number(found?.[2]);
    if (!found || port > 65_535) {
      context.addIssue({ code: 'custom', message: 'PORT or HOST:PORT, 127.0.0.1:9443' });
      return z.NEVER;
    }
    return { host: (found[1] ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1'), port };
  })
  .describe('Where it listens; on this machine alone unless a host is named.');

const forward = z
  .string()
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search !== '') {
      context.addIssue({ code: 'custom', message: 'https://HOST:PORT, without a path' });
      return z.NEVER;
    }
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    return { host, port: Number(url.port) || 443 };
  })
  .describe('Where it goes on to.');

const leg = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens')
    .describe('Entries of the journal name it: tap:NAME.'),
  system: z
    .string()
    .min(1)
    .default('')
    .describe('Legs of one system are one conversation; all legs unless given.'),
  listen,
  show: identity.describe('Who it is to those who call.'),
  clients: z
    .enum(['require', 'request', 'none'])
    .default('require')
    .describe('Whether callers need a certificate.'),
  forward,
  verifyName: fqdn
    .optional()
    .describe('Name that the server must show; the host of forward unless given.'),
  as: identity.describe('Who it is to whom it calls.'),
});

/** A tap: where it listens and where it goes on to, a leg for each direction in which connections are opened. */
export const tapConfig = z
  .strictObject({
    certificates: path.default('certs/generated').describe('Folder of keys and certificates.'),
    data: path.optional().describe('Folder of the journal; a temporary one unless given.'),
    connectTimeoutMs: z.int().min(1).default(10_000),
    legs: z.array(leg).min(1).max(50),
    inject: injectionRules.default([]).describe('What is made to go wrong; nothing unless given.'),
  })
  .superRefine(({ legs, inject }, context) => {
    const names = legs.map(({ name }) => name);
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index)
        context.addIssue({
          code: 'custom',
          path: ['legs', index, 'name'],
          message: `${name} is taken`,
        });
    for (const [index, rule] of inject.entries())
      if (rule.leg !== undefined && !names.includes(rule.leg))
        context.addIssue({
          code: 'custom',
          path: ['inject', index, 'leg'],
          message: `there is no leg ${rule.leg}`,
        });
  });

export type TapConfig = z.output<typeof tapConfig>;
export type LegConfig = TapConfig['legs'][number];
export type TapIdentity = z.output<typeof identity>;

/** Checks a value that describes a tap. Throws TapConfigError. */
export function parseTapConfig(source: string, value: unknown): TapConfig {
  const parsed = tapConfig.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TapConfigError(source, issuesOf(parsed.error));
}

/** Reads a YAML or JSON file that describes a tap; its paths are below the folder of the file. Throws TapConfigError. */
export async function readTapConfig(file: string): Promise<TapConfig> {
  const config = parseTapConfig(file, await readValue(file));
  const below = (name: string) => resolve(dirname(file), name);
  const files = (given: TapIdentity): TapIdentity =>
    'fqdn' in given
      ? given
      : {
          ...{ key: below(given.key), certificate: below(given.certificate) },
          trust: below(given.trust),
          ...(given.revoked !== undefined && { revoked: below(given.revoked) }),
        };
  return {
    ...config,
    certificates: below(config.certificates),
    ...(config.data !== undefined && { data: below(config.data) }),
    legs: config.legs.map((each) => ({ ...each, show: files(each.show), as: files(each.as) })),
  };
}

/** Reads a file of rules of injection: a list, or `rules:`. Throws TapConfigError. */
export async function readInjectionRules(file: string): Promise<TapConfig['inject']> {
  const value = await readValue(file);
  const list =
    typeof value === 'object' && value !== null && 'rules' in value ? value.rules : value;
  const parsed = injectionRules.safeParse(list);
  if (parsed.success) return parsed.data;
  throw new TapConfigError(file, issuesOf(parsed.error));
}

async function readValue(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new TapConfigError(file, [error instanceof Error ? error.message : String(error)]);
  }
  const { value, problems } = readYaml(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return value;
  const lines = errors.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  throw new TapConfigError(file, lines);
}

function issuesOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path: at, message }) => `${at.join('.') || 'it'}: ${message}`);
}
