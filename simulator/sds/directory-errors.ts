import { SimulatorError } from '../../src/platform/simulator-error.ts';
import type { LdifProblem } from '../../src/wire/ldif/read-ldif.ts';

/** LDIF that cannot be taken in. Nothing of it was. */
export class LdifError extends SimulatorError {
  readonly code = 'SIM_LDIF_INVALID';
  readonly remedy =
    'Correct the lines that are named. Entries, and changes of type add, are taken (RFC 2849).';
  readonly problems: readonly LdifProblem[];

  constructor(source: string, problems: readonly LdifProblem[]) {
    const lines = problems.map(({ line, text }) => `${source}:${line}: ${text}`);
    super(lines.join('\n'));
    this.problems = problems;
  }
}

/** An entry that the directory cannot hold. */
export class DirectoryEntryError extends SimulatorError {
  readonly code = 'SIM_DIRECTORY_ENTRY';
  readonly remedy =
    'An entry needs a name below o=nhs, an objectClass, and values of text for attributes with legal names.';

  constructor(dn: string, why: string) {
    super(`${JSON.stringify(dn.slice(0, 200))} ${why}`);
  }
}
