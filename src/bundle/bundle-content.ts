import type { ScenarioResult } from '../report/results.ts';

/** A file of text that was played. */
export interface NamedText {
  /** As `scenarios/requester/plain.yaml`; anything else than letters, digits, `.`, `_`, `-` and `/` is replaced. */
  readonly name: string;
  readonly text: string;
  /** It comes with the product: nothing in it is anybody's, and it is never changed. */
  readonly shipped?: boolean;
}

/** A scenario with everything needed to play it again. */
export interface ScenarioEvidence {
  readonly result: ScenarioResult;
  readonly feature: NamedText;
  readonly situations: readonly NamedText[];
}

export interface NamedCertificate {
  readonly name: string;
  /** Only the certificates of it are taken: a key beside them is not. */
  readonly pem: string;
}

/** Files that a bundle can be asked for, by what they hold. */
export const FILES = {
  manifest: 'manifest.json',
  summary: 'summary.html',
  entries: 'journal/entries.ndjson',
  world: 'world.json',
  system: 'system.json',
  problems: 'problems.json',
} as const;

/** A name for a folder or file of a bundle out of any text. */
export function safeName(text: string): string {
  const parts = text
    .split(/[\\/]+/)
    .map((part) => part.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, ''))
    .filter((part) => part !== '');
  return (
    parts
      .join('/')
      .slice(-160)
      .replace(/^[./-]+/, '') || 'file'
  );
}

/** Names of which no two are the same: the second `a.yaml` becomes `2-a.yaml`. */
export function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${count}-${name.replaceAll('/', '-')}`;
    taken.add(free);
    return free;
  });
}

const SECRET =
  /^(?:token|secret|clientSecret|password|passphrase|privateKey|key|pfx|authorization)$/i;

/** A value without what nobody else should have: what a member of such a name holds is left out. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      typeof each === 'string' && SECRET.test(name) ? '(left out)' : withoutSecrets(each),
    ]),
  );
}

/** The certificates of a PEM file, without anything else. */
export function publicParts(pem: string): string {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g);
  return (found ?? []).map((each) => `${each}\n`).join('');
}
