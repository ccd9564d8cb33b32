import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readYaml } from '../platform/yaml.ts';
import { CertificateProfileError } from './certificate-errors.ts';
import { CERTIFICATE_USAGES, type CertificateUsage } from './certificate-usage.ts';
import { KEY_KINDS, type KeyKind } from './key-pair.ts';
import { ProfileFields, refuseProfile } from './profile-fields.ts';
import type { CertificateKind, NamePart } from './x509.ts';

/** How certificates of one sort are made: one file of certs/profiles. `{fqdn}` stands for the endpoint. */
export interface CertificateProfile {
  /** The file's name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly kind: CertificateKind;
  readonly key: KeyKind;
  /** The profile of the issuer, or `self`. */
  readonly issuer: string;
  readonly subject: readonly NamePart[];
  readonly names: readonly string[];
  readonly usages: readonly CertificateUsage[];
  /** Days from now to the first moment of validity, negative for the past. */
  readonly startsDays: number;
  readonly lastsDays: number;
  /** `leaf`: the chain that is sent stops at the certificate itself. */
  readonly chain: 'full' | 'leaf';
  /** Put on the revocation list as soon as it is issued. */
  readonly revoked: boolean;
}

/** Where the shipped profiles are, seen from the sources and from the built package. */
export function shippedProfileDirectory(): string {
  const candidates = ['../..', '../../..'].map((up) =>
    join(import.meta.dirname, up, 'certs', 'profiles'),
  );
  return candidates.find((path) => existsSync(path)) ?? join('certs', 'profiles');
}

/** Reads the profile of that name. Throws `CertificateProfileError` with file and line. */
export async function loadProfile(directory: string, name: string): Promise<CertificateProfile> {
  const path = join(directory, `${name}.yaml`);
  try {
    return readProfile(name, path, await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof CertificateProfileError) throw error;
    const files = await readdir(directory).catch(() => []);
    const known = files
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => basename(file, '.yaml'));
    throw new CertificateProfileError(
      path,
      `there is no profile "${name}"`,
      known.length > 0
        ? `Profiles there: ${known.join(', ')}.`
        : 'Name the directory that holds root.yaml, issuing.yaml and endpoint.yaml.',
    );
  }
}

/** Reads one profile; `path` is used in error texts only. */
export function readProfile(name: string, path: string, text: string): CertificateProfile {
  const yaml = readYaml(text);
  const broken = yaml.problems.find(({ severity }) => severity === 'error');
  if (broken) refuseProfile(path, broken.line, broken.message, 'Correct the YAML.');
  const fields = new ProfileFields(path, yaml);
  fields.allowOnly(
    [],
    [
      ...['title', 'kind', 'key', 'issuer', 'subject', 'names', 'usages', 'validity'],
      ...['chain', 'revoked'],
    ],
  );
  fields.allowOnly(['validity'], ['startsDays', 'lastsDays']);
  const kind = fields.oneOf(['kind'], ['root', 'issuing', 'endpoint']);
  const endpoint = kind === 'endpoint';
  return {
    name,
    title: fields.text(['title']),
    kind,
    key: fields.oneOf(['key'], KEY_KINDS),
    issuer: fields.text(['issuer']),
    subject: fields.subject(['subject']),
    names: endpoint ? fields.texts(['names']) : [],
    usages: endpoint
      ? fields.texts(['usages']).map((_, at) => fields.oneOf(['usages', at], CERTIFICATE_USAGES))
      : [],
    startsDays: fields.number(['validity', 'startsDays']),
    lastsDays: fields.number(['validity', 'lastsDays']),
    chain: fields.has('chain') ? fields.oneOf(['chain'], ['full', 'leaf']) : 'full',
    revoked: fields.has('revoked') && fields.flag(['revoked']),
  };
}
