import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedCertificate } from '../src/bundle/bundle-content.ts';
import { replaceFile } from '../src/journal/durable-files.ts';
import type { CertificateStore } from '../src/pki/certificate-store.ts';
import { WRONG_PREFIX } from '../src/pki/identity-keeper.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import { z } from '../src/platform/zod.ts';
import { PRODUCT_VERSION } from './version.ts';
import { printableConfig } from './world/printable-config.ts';
import type { WorldConfig } from './world/world-config.ts';

/** What was in force where a journal was written, without secrets. */
export interface KeptWorld {
  /** Of the product that wrote it. */
  readonly version: string;
  readonly config: unknown;
  readonly certificates: readonly NamedCertificate[];
}

const NAME = 'world.json';

const shape = z.object({
  version: z.string(),
  config: z.unknown(),
  certificates: z.array(z.object({ name: z.string(), pem: z.string() })),
});

/** The file beside a journal is there and says something else than what was put into it. */
export class KeptWorldError extends SimulatorError {
  readonly code = 'SIM_KEPT_WORLD';
  readonly remedy = 'Move the file away: the next start of the simulator writes it anew.';

  constructor(path: string, cause?: unknown) {
    super(`${path} is not what a simulator left there`, { cause });
  }
}

/** Leaves beside the journal what was in force, so that a bundle can be made when nothing runs any more. */
export async function keepWorld(
  directory: string,
  config: WorldConfig,
  certificates: readonly NamedCertificate[],
): Promise<void> {
  const kept: KeptWorld = {
    ...{ version: PRODUCT_VERSION, config: printableConfig(config), certificates },
  };
  await replaceFile(join(directory, NAME), `${JSON.stringify(kept, undefined, 2)}\n`);
}

/** What was left there; `undefined` where an older simulator left nothing. */
export async function readKeptWorld(directory: string): Promise<KeptWorld | undefined> {
  const path = join(directory, NAME);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    throw new KeptWorldError(path, error);
  }
}

/** Public parts of whom everybody trusts, and of those endpoints whose certificates were made here. */
export async function publicCertificates(
  certificates: Pick<CertificateStore, 'trustPem' | 'list'>,
  fqdns: readonly string[],
): Promise<readonly NamedCertificate[]> {
  const listed = await certificates.list();
  // Identities that are wrong on purpose have the same names.
  const own = listed.filter(
    ({ kind, fqdn, profile }) =>
      kind === 'identity' && fqdns.includes(fqdn) && !profile.startsWith(WRONG_PREFIX),
  );
  const read = own.map(async ({ fqdn, path }) => {
    const pem = await readFile(join(path, 'cert.pem'), 'utf8').catch(() => undefined);
    return pem === undefined ? [] : [{ name: fqdn, pem }];
  });
  return [{ name: 'trust', pem: certificates.trustPem }, ...(await Promise.all(read)).flat()];
}
