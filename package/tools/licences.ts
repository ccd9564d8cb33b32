import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that is installed with this one. */
export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says. */
  readonly licence: string;
}

/** Licences that ask for no more than that their notice stays. */
const ALLOWED = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'ISC', 'MIT', 'Python-2.0', 'Unlicense', 'CC-BY-4.0', 'CC-BY-3.0'],
]);

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
}

/** Every package that comes with `npm install spinebox`, from the lock file alone, by name. */
export function runtimePackages(lock: string): readonly LicensedPackage[] {
  const { packages } = JSON.parse(lock) as { packages: Record<string, LockedPackage> };
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, peer }]) => path && !dev && !devOptional && !peer)
    .map(([path, { version = '', license = 'none said' }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version));
}

/** Whether we may ship with it. Of `A OR B` one has to be allowed, of `A AND B` both. */
export function allowedLicence(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1').trim();
  if (/\sAND\s/.test(plain)) return plain.split(/\s+AND\s+/).every(allowedLicence);
  if (/\sOR\s/.test(plain)) return plain.split(/\s+OR\s+/).some(allowedLicence);
  return ALLOWED.has(plain);
}

/** The page of them. */
export function renderLicences(packages: readonly LicensedPackage[]): string {
  const counts = Map.groupBy(packages, ({ licence }) => licence);
  const summary = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  return `${[
    '# Licences',
    '',
    `spinebox is under the MIT licence. ${packages.length} packages are installed with it. The page is written from`,
    '`package-lock.json` by `npm run licences`; a test holds it up to date and every licence on the list of those that are allowed',
    '(`package/tools/licences.ts`). `npm run sbom` writes the same as a CycloneDX bill of materials.',
    '',
    '| Licence | Packages |',
    '|---|---|',
    ...summary.map(([licence, of]) => `| ${licence} | ${of.length} |`),
    '',
    '| Package | Version | Licence |',
    '|---|---|---|',
    ...packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
  ].join('\n')}\n`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  const packages = runtimePackages(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  writeFileSync(join(root, 'docs', 'licences.md'), renderLicences(packages));
}
