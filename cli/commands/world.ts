import { openRegister, practicesOf } from '../../simulator/pds/open-register.ts';
import { openDirectoryStore } from '../../simulator/sds/directory-store.ts';
import { worldFileSchema } from '../../simulator/world/json-schema.ts';
import { type LoadedWorld, loadWorld } from '../../simulator/world/load-world.ts';
import { printableConfig } from '../../simulator/world/printable-config.ts';
import { settingsReference } from '../../simulator/world/settings-reference.ts';
import { formatProblem } from '../../simulator/world/world-problem.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { formatDuration } from '../../src/domain/duration.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { Command } from '../command.ts';
import { profileOption, profileOverride } from '../profile-option.ts';
import { worldExportCommand } from './world-export.ts';
import { worldImportCommand } from './world-import.ts';

/** What the command needs of the process. */
export interface WorldCommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output. */
  print(text: string): void;
}

const processContext: WorldCommandContext = {
  environment: process.env,
  print: (text) => void process.stdout.write(text),
};

interface CheckOptions {
  readonly profile?: string;
  readonly strict?: boolean;
}

interface ShowOptions {
  readonly profile?: string;
  readonly contracts?: boolean;
}

/** `spinebox world check|show|schema|settings|import|export`. A world that cannot stand rejects with WorldError. */
export function worldCommand(context: WorldCommandContext = processContext): Command {
  const { environment, print } = context;
  const load = (file: string | undefined, profile: string | undefined) =>
    loadWorld({ environment, ...(file && { file }), overrides: profileOverride(profile) });

  const world = new Command('world').description(
    'check and show the configuration, take directory entries in and out',
  );
  world
    .command('check')
    .description('say whether a world can stand, and what is wrong with it')
    .argument('[file]', 'YAML or JSON; SPINEBOX_WORLD or the default world unless given')
    .addOption(profileOption())
    .option('--strict', 'let warnings and remarks fail the check')
    .addHelpText(
      'after',
      `
Every problem comes with file, line, the value and the nearest legal one. The LDIF
files and patients that the world names are read, too.

Examples:
  $ spinebox world check my-world.yaml
  $ spinebox world check --strict my-world.yaml     in a pipeline`,
    )
    .action(async (file: string | undefined, { strict, profile }: CheckOptions) => {
      const loaded = await load(file, profile);
      for (const warning of loaded.warnings) print(`warning: ${formatProblem(warning)}\n`);
      const patients = await patientsOf(loaded);
      const remarks = await directoryRemarks(loaded);
      for (const remark of remarks.slice(0, MOST_REMARKS)) print(`directory: ${remark}\n`);
      if (remarks.length > MOST_REMARKS)
        print(`directory: and ${remarks.length - MOST_REMARKS} remarks more\n`);
      print(`${summary(loaded, patients, remarks.length)}\n`);
      if (strict && loaded.warnings.length + remarks.length > 0) process.exitCode = 1;
    });
  world
    .command('show')
    .description('print the configuration with every default, as JSON; secrets are left out')
    .argument('[file]', 'YAML or JSON; SPINEBOX_WORLD or the default world unless given')
    .addOption(profileOption())
    .option('--contracts', 'print who holds which contract instead')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox world show my-world.yaml
  $ spinebox world show --contracts | grep RCMR_IN030000UK06`,
    )
    .action(async (file: string | undefined, { contracts, profile }: ShowOptions) => {
      const loaded = await load(file, profile);
      print(
        contracts
          ? contractLines(loaded)
          : `${JSON.stringify(printableConfig(loaded.config), null, 2)}\n`,
      );
    });
  world
    .command('schema')
    .description('print the JSON Schema of world files, for editors')
    .addHelpText('after', '\nExample:\n  $ spinebox world schema > world.schema.json')
    .action(() => print(`${JSON.stringify(worldFileSchema(), null, 2)}\n`));
  world
    .command('settings')
    .description('print the reference of every setting, as Markdown')
    .addHelpText('after', "\nExample:\n  $ spinebox world settings | grep 'sds.ldap'")
    .action(() => print(settingsReference()));
  return world.addCommand(worldImportCommand(print)).addCommand(worldExportCommand(context));
}

const MOST_REMARKS = 20;

/** What in the directory of a world does not fit together. */
async function directoryRemarks({ world }: LoadedWorld): Promise<readonly string[]> {
  const store = await openDirectoryStore({ world: worldStore(world), clock: systemClock() });
  return store.lint().map(({ dn, text }) => `${dn}: ${text}`);
}

/** How many patients the register would begin with. Rejects when a file of patients holds what is none. */
async function patientsOf({ world, directory }: LoadedWorld): Promise<number> {
  const { size } = await openRegister({
    settings: world.pds,
    directory,
    practices: practicesOf(world),
    clock: systemClock(),
  });
  return size;
}

function count(number: number, one: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${one}s`;
}

function summary({ world, warnings }: LoadedWorld, patients: number, remarks: number): string {
  const { parties, contracts, services } = world;
  const bundled = parties.filter(({ played }) => played === 'bundled').length;
  const behind = parties.filter(({ played, adaptor }) => played === 'external' && adaptor).length;
  return [
    `the world stands: Spine, ${bundled} bundled and ${parties.length - bundled} external parties`,
    ...(behind > 0 ? [`${behind} of them behind an MHS adaptor`] : []),
    `${contracts.length} contracts, ${services.length} services, ${count(patients, 'patient')}`,
    count(warnings.length, 'warning') + (remarks > 0 ? `, ${count(remarks, 'remark')}` : ''),
  ].join(', ');
}

function contractLines({ world }: LoadedWorld): string {
  const lines = world.contracts.map((contract) => {
    const { partyKey, cpaId, service, action, endpoint, reliability } = contract;
    const { syncReply, ackRequested, actor, retries, retryIntervalMs, persistDurationMs } =
      reliability;
    const timing = [retries, formatDuration(retryIntervalMs), formatDuration(persistDurationMs)];
    return [
      partyKey,
      cpaId,
      `${service}:${action}`,
      [syncReply, ackRequested, actor ?? '-'].join('/'),
      timing.join('/'),
      endpoint,
    ].join('  ');
  });
  return `${lines.join('\n')}\n`;
}
