import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { readOrganisations } from '../../src/organisations/read-organisations.ts';
import { readLdif } from '../../src/wire/ldif/read-ldif.ts';
import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem, Path } from './world-problem.ts';

/** File name, as the configuration has it, to its text. */
export type Payloads = ReadonlyMap<string, string>;

/** A file that the configuration names, and where it names it. */
interface Named {
  readonly file: string;
  readonly path: Path;
}

/**
 * Reads the files that answers name, and those of the directory. They must lie in or below `directory`: the
 * control API takes the same configuration, and must not be a door to the rest of the machine.
 */
export async function readPayloads(
  config: WorldConfig,
  directory: string,
): Promise<{ readonly payloads: Payloads; readonly problems: readonly ConfigProblem[] }> {
  const payloads = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const { file, path } of namedFiles(config)) {
    const wrong = (text: string) =>
      problems.push({ severity: 'error', path, text, got: JSON.stringify(file) });
    try {
      const root = await realpath(directory);
      const full = resolve(root, file);
      // Both before and after links are followed: neither may lead out.
      const real = contains(root, full) ? await realpath(full) : full;
      if (contains(root, real)) payloads.set(file, await readFile(real, 'utf8'));
      else wrong('must lie in or below the folder of the world file');
    } catch (error) {
      wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return {
    payloads,
    problems: [
      ...problems,
      ...directoryProblems(config, payloads),
      ...organisationProblems(config, payloads),
    ],
  };
}

function namedFiles({ services, sds, ods }: WorldConfig): readonly Named[] {
  const answers = Object.entries(services).flatMap(([name, { answer }]) =>
    answer.kind === 'payload' && answer.file !== undefined
      ? [{ file: answer.file, path: ['services', name, 'answer', 'file'] }]
      : [],
  );
  return [
    ...answers,
    ...sds.entries.map((file, at) => ({ file, path: ['sds', 'entries', at] })),
    ...ods.records.map((file, at) => ({ file, path: ['ods', 'records', at] })),
  ];
}

/** What is wrong in the files of the directory, each with its line. */
function directoryProblems({ sds }: WorldConfig, payloads: Payloads): readonly ConfigProblem[] {
  return sds.entries.flatMap((file, at) =>
    readLdif(payloads.get(file) ?? '').problems.map(({ line, text }) => ({
      severity: 'error' as const,
      path: ['sds', 'entries', at],
      text: `${file}:${line}: ${text}`,
    })),
  );
}

/** What is wrong in the files of organisations, each with its line. One that could not be read has been told of. */
function organisationProblems({ ods }: WorldConfig, payloads: Payloads): readonly ConfigProblem[] {
  return ods.records.flatMap((file, at) => {
    const text = payloads.get(file);
    const read = text === undefined ? undefined : readOrganisations(text, ods.opened);
    if (!read || read.ok) return [];
    return read.problems.map(({ line, text: why }) => ({
      severity: 'error' as const,
      path: ['ods', 'records', at],
      text: `${file}:${line}: ${why}`,
    }));
  });
}

function contains(root: string, full: string): boolean {
  const inside = relative(root, full);
  return !inside.startsWith('..') && !isAbsolute(inside);
}
