import type { YamlReading } from '../platform/yaml.ts';
import { CertificateProfileError } from './certificate-errors.ts';
import type { NamePart } from './x509.ts';

type Path = readonly (string | number)[];

/** Takes fields out of a profile, naming file and line of what is wrong. */
export class ProfileFields {
  readonly #path: string;
  readonly #yaml: YamlReading;

  constructor(path: string, yaml: YamlReading) {
    this.#path = path;
    this.#yaml = yaml;
  }

  has(name: string): boolean {
    return this.#at([name]) !== undefined;
  }

  text(at: Path): string {
    const value = this.#at(at);
    return typeof value === 'string' && value !== '' ? value : this.#wrong(at, 'a text');
  }

  texts(at: Path): readonly string[] {
    const value = this.#at(at);
    if (!Array.isArray(value) || value.length === 0) return this.#wrong(at, 'a list of texts');
    return value.map((_, index) => this.text([...at, index]));
  }

  number(at: Path): number {
    const value = this.#at(at);
    return typeof value === 'number' ? value : this.#wrong(at, 'a number of days');
  }

  flag(at: Path): boolean {
    const value = this.#at(at);
    return typeof value === 'boolean' ? value : this.#wrong(at, 'true or false');
  }

  oneOf<const T extends string>(at: Path, allowed: readonly T[]): T {
    const value = this.#at(at);
    return allowed.find((each) => each === value) ?? this.#wrong(at, allowed.join(', '));
  }

  /** A list of single attributes, `- CN: name`, because the order of a name matters. */
  subject(at: Path): readonly NamePart[] {
    const value = this.#at(at);
    if (!Array.isArray(value)) return this.#wrong(at, 'a list such as "- CN: name"');
    return value.map((part: unknown, index) => {
      const [entry, ...others] = Object.entries(part ?? {});
      if (!entry || others.length > 0) return this.#wrong([...at, index], 'one attribute');
      return [entry[0], this.text([...at, index, entry[0]])] as const;
    });
  }

  allowOnly(at: Path, names: readonly string[]): void {
    const value = this.#at(at);
    if (typeof value !== 'object' || value === null) this.#wrong(at, `fields ${names.join(', ')}`);
    for (const name of Object.keys(value as object)) {
      if (names.includes(name)) continue;
      const line = this.#yaml.keyLineOf([...at, name])?.line ?? 1;
      refuseProfile(
        this.#path,
        line,
        `unknown field "${name}"`,
        `Known fields: ${names.join(', ')}.`,
      );
    }
  }

  #at(at: Path): unknown {
    return at.reduce<unknown>(
      (value, step) => (value as Readonly<Record<string | number, unknown>> | null)?.[step],
      this.#yaml.value,
    );
  }

  #wrong(at: Path, expected: string): never {
    const value = this.#at(at);
    const place = this.#yaml.lineOf(at) ?? this.#yaml.lineOf(at.slice(0, -1));
    const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
    return refuseProfile(
      this.#path,
      place?.line ?? 1,
      `${at.join('.')} ${found}`,
      `Give ${expected}.`,
    );
  }
}

/** Throws `CertificateProfileError` for a line of a profile. */
export function refuseProfile(path: string, line: number, what: string, remedy: string): never {
  throw new CertificateProfileError(`${path}:${line}`, what, remedy);
}
