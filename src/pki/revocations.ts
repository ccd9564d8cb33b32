import { createPrivateKey } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Authority } from './authority.ts';
import type { CertificateDirectory } from './certificate-directory.ts';

const DAY = 86_400_000;
/** Long, because a list that has run out makes every peer refuse every certificate. */
const LASTS_DAYS = 365;

/** A certificate that must no longer be trusted. */
export interface Revocation {
  readonly serial: string;
  readonly fqdn: string;
  /** Profile name of the authority that issued it. */
  readonly issuer: string;
  readonly at: Date;
}

/** The record of revoked certificates and the lists (CRL) made from it. */
export interface Revocations {
  add(revocation: Revocation): Promise<void>;
  all(): Promise<readonly Revocation[]>;
  /** The list of one authority, made anew when the record has changed or it is half way to its end. */
  listOf(authority: Authority): Promise<string>;
}

/** What a list was made from; stands before the PEM block, where every reader skips it. */
interface ListFacts {
  readonly issuer: string;
  readonly renewAt: string;
  readonly serials: readonly string[];
}

export function openRevocations(directory: CertificateDirectory, clock: Clock): Revocations {
  let lastNumber = 0;

  async function all(): Promise<readonly Revocation[]> {
    const names = await directory.names(['revoked']);
    const texts = await Promise.all(names.map((name) => directory.readText(['revoked', name])));
    return texts
      .filter((text) => text !== undefined)
      .map((text) => JSON.parse(text) as Omit<Revocation, 'at'> & { readonly at: string })
      .map((kept) => ({ ...kept, at: new Date(kept.at) }));
  }

  async function make(authority: Authority, revoked: readonly Revocation[]): Promise<string> {
    const { issueCrl } = await import('./x509.ts');
    const now = clock.now();
    lastNumber = Math.max(lastNumber + 1, now.getTime());
    const pem = await issueCrl({
      signer: {
        certificatePem: authority.certificatePem,
        privateKey: createPrivateKey(authority.keyPem),
      },
      number: lastNumber,
      // A day back, for peers whose clocks are a little behind.
      thisUpdate: new Date(now.getTime() - DAY),
      nextUpdate: new Date(now.getTime() + LASTS_DAYS * DAY),
      revoked,
    });
    const facts: ListFacts = {
      issuer: authority.certificate.fingerprint256,
      renewAt: new Date(now.getTime() + (LASTS_DAYS / 2) * DAY).toISOString(),
      serials: revoked.map(({ serial }) => serial),
    };
    return `# ${JSON.stringify(facts)}\n${pem}`;
  }

  return {
    all,
    async add(revocation) {
      const text = JSON.stringify({ ...revocation, at: revocation.at.toISOString() });
      await directory.writeText(['revoked', `${revocation.serial}.json`], `${text}\n`);
    },
    async listOf(authority) {
      const place = ['crl', `${authority.name}.pem`];
      for (;;) {
        // The record is read again after every write: a revocation that another process recorded
        // meanwhile is then in the list, whichever of the two wrote last.
        const revoked = (await all()).filter(({ issuer }) => issuer === authority.name);
        const kept = await directory.readText(place);
        if (kept && isCurrent(kept, authority, revoked, clock.now())) return bareList(kept);
        const made = await make(authority, revoked);
        // Processes that start at once on an empty directory end with one list.
        if (kept === undefined) await directory.claimText(place, made);
        else await directory.writeText(place, made);
      }
    },
  };
}

function isCurrent(
  text: string,
  authority: Authority,
  revoked: readonly Revocation[],
  now: Date,
): boolean {
  try {
    const facts = JSON.parse(text.slice(2, text.indexOf('\n'))) as ListFacts;
    return (
      facts.issuer === authority.certificate.fingerprint256 &&
      new Date(facts.renewAt) > now &&
      facts.serials.join() === revoked.map(({ serial }) => serial).join()
    );
  } catch {
    return false;
  }
}

function bareList(text: string): string {
  return text.slice(text.indexOf('-----BEGIN'));
}
