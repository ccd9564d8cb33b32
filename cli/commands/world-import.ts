import { access, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { LdifError } from '../../simulator/sds/directory-errors.ts';
import { type ImportPlan, planImport } from '../../simulator/sds/plan-import.ts';
import type { DirectoryEntry } from '../../src/directory/entry.ts';
import { readJsonEntries } from '../../src/directory/read-json-entries.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { writeYaml } from '../../src/platform/yaml.ts';
import { readLdif } from '../../src/wire/ldif/read-ldif.ts';
import { writeLdif } from '../../src/wire/ldif/write-ldif.ts';
import { Command, Option } from '../command.ts';

/** A file of LDIF cannot be read. */
class LdifFileError extends SimulatorError {
  readonly code = 'SIM_LDIF_FILE';
  readonly remedy = 'Name LDIF files that exist, for example what ldapsearch -LLL printed.';

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The world file cannot be put where it was asked for. */
class FileNotWrittenError extends SimulatorError {
  readonly code = 'SIM_FILE_NOT_WRITTEN';
  readonly remedy = 'Name a file in a folder that is there with --out.';

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The world file would overwrite another one. */
class FileInTheWayError extends SimulatorError {
  readonly code = 'SIM_FILE_EXISTS';
  readonly remedy = 'Name another file with --out, or overwrite it with --force.';

  constructor(file: string) {
    super(`${file} is there already`);
  }
}

interface ImportOptions {
  readonly ldif: readonly string[];
  readonly out: string;
  readonly base: 'default' | 'empty';
  readonly force?: boolean;
}

/** `spinebox world import`: directory entries become a world, so that Spine delivers to what they name. */
export function worldImportCommand(print: (text: string) => void): Command {
  return new Command('import')
    .description('make a world of directory entries; what a world cannot say stays LDIF beside it')
    .requiredOption(
      '--ldif <file...>',
      'LDIF files, lists of flat JSON records, or answers of the SDS FHIR API; of one name the later counts',
    )
    .option('--out <file>', 'world file to write', 'world.yaml')
    .addOption(
      new Option('--base <world>', 'what it is laid over')
        .choices(['default', 'empty'])
        .default('default'),
    )
    .option('--force', 'overwrite files that are there')
    .addHelpText(
      'after',
      `
Examples:
  $ ldapsearch -LLL -x -H ldap://... -b ou=services,o=nhs \\
      '(nhsIDCode=M85019)' > m85019.ldif
  $ spinebox world import --ldif m85019.ldif --out world.yaml
  $ spinebox world check world.yaml
  $ spinebox up --world world.yaml`,
    )
    .action(async ({ ldif, out, base, force }: ImportOptions) => {
      const entries = (await Promise.all(ldif.map(readEntries))).flat();
      const folder = dirname(resolve(out));
      const plan = await planImport(entries, base, folder);
      const beside = join(folder, `${basename(out, extname(out))}.ldif`);
      const keeps = plan.kept.length > 0;
      const world = keeps ? { ...plan.world, sds: { entries: [basename(beside)] } } : plan.world;
      if (!force) for (const file of keeps ? [out, beside] : [out]) await mustBeFree(file);
      if (keeps) await write(beside, writeLdif(plan.kept));
      await write(out, writeYaml(world));
      print(told(plan, entries.length, out, keeps ? beside : undefined));
    });
}

async function readEntries(file: string): Promise<readonly DirectoryEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new LdifFileError(file, error);
  });
  if (/^\s*[[{]/.test(text)) return jsonEntries(file, text);
  const { records, problems } = readLdif(text);
  if (problems.length > 0) throw new LdifError(file, problems);
  return records.map(({ dn, attributes }) => ({ dn, attributes }));
}

/** The shapes of the public sandbox instead of LDIF: flat records, or an answer over FHIR (sds-ods 4). */
function jsonEntries(file: string, text: string): readonly DirectoryEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LdifFileError(file, error);
  }
  const reading = readJsonEntries(value);
  if (reading.ok) return reading.entries;
  throw new LdifFileError(file, reading.why);
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new FileNotWrittenError(file, error);
  });
}

async function mustBeFree(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new FileInTheWayError(file);
}

function told(plan: ImportPlan, total: number, out: string, beside: string | undefined): string {
  const { organisations, contracts, kept, leftOut, remarks } = plan;
  const lines = [
    `${total} entries read: ${organisations.length} organisations with ${contracts} contracts${organisations.length > 0 ? ` (${shortened(organisations)})` : ''}`,
    ...remarks.map((remark) => `  ${remark}`),
    ...(leftOut > 0
      ? [`${leftOut} entries are Spine's own and left out: the simulator is Spine`]
      : []),
    ...(beside ? [`${kept.length} entries stay LDIF in ${beside}`] : []),
    `${out} is written; \`spinebox world check ${out}\` says what is doubtful`,
  ];
  return `${lines.join('\n')}\n`;
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
