import { PRODUCT_VERSION } from '../simulator/version.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import { Command, CommanderError } from './command.ts';
/** Exit codes, the same for every command. */
export const EXIT = {
  /** Done, nothing wrong. */
  ok: 0,
  /** Something that was judged is wrong: a scenario failed, a finding, a journal with faults. */
  failures: 1,
  /** The product itself failed. */
  ourError: 2,
  /** The operator's configuration or command line is wrong, or something it names is missing. */
  badConfiguration: 3,
} as const;

/** Each command is loaded when it is asked for: most need little of the product. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  up: async () => (await import('./commands/up.ts')).upCommand(),
  ready: async () => (await import('./commands/ready.ts')).readyCommand(),
  practice: async () => (await import('./commands/practice.ts')).practiceCommand(),
  transfer: async () => (await import('./commands/transfer.ts')).transferCommand(),
  conform: async () => (await import('./commands/conform.ts')).conformCommand(),
  replay: async () => (await import('./commands/replay.ts')).replayCommand(),
  scenarios: async () => (await import('./commands/scenarios.ts')).scenariosCommand(),
  sut: async () => (await import('./commands/sut.ts')).sutCommand(),
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand(),
  validate: async () => (await import('./commands/validate.ts')).validateCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  tap: async () => (await import('./commands/tap.ts')).tapCommand(),
  explain: async () => (await import('./commands/explain.ts')).explainCommand(),
  diff: async () => (await import('./commands/diff.ts')).diffCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  certs: async () => (await import('./commands/certs.ts')).certsCommand(),
  world: async () => (await import('./commands/world.ts')).worldCommand(),
  profile: async () => (await import('./commands/profile.ts')).profileCommand(),
  directory: async () => (await import('./commands/directory.ts')).directoryCommand(),
  patient: async () => (await import('./commands/patient.ts')).patientCommand(),
  ods: async () => (await import('./commands/ods.ts')).odsCommand(),
  mesh: async () => (await import('./commands/mesh.ts')).meshCommand(),
  adaptor: async () => (await import('./commands/adaptor.ts')).adaptorCommand(),
  nhais: async () => (await import('./commands/nhais.ts')).nhaisCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  statement: async () => (await import('./commands/statement.ts')).statementCommand(),
  bundle: async () => (await import('./commands/bundle.ts')).bundleCommand(),
  journal: async () => (await import('./commands/journal.ts')).journalCommand(),
  version: async () => (await import('./commands/version.ts')).versionCommand(),
};

const HELP = `
Start here:
  $ spinebox up          Spine, PDS, SDS, identity, and what to put into your system
  $ spinebox transfer --as-registered --to Z99002 --patient 9991001158
  $ spinebox conform     every situation of GP2GP, verdicts, reports; --sut FILE for your system
  $ spinebox up --help   what can be said of each command, with examples

Exit codes: 0 fine, 1 something judged is wrong or nothing was found,
2 an error of spinebox, 3 bad configuration or command.
Settings of a world can be given by the environment: SPINEBOX_SPINE__PORT=0.`;

/** The command line with the commands of these names, all of them unless given. */
export async function spineboxCommand(
  names: readonly string[] = Object.keys(COMMANDS),
): Promise<Command> {
  const program = new Command('spinebox')
    .description('Reference simulator of the NHS Spine and conformance harness for GP2GP')
    .version(PRODUCT_VERSION, '-v, --version')
    .showHelpAfterError('(add --help for what is possible)')
    .showSuggestionAfterError()
    .addHelpText('after', HELP);
  for (const name of names) {
    const command = await COMMANDS[name]?.();
    if (command) program.addCommand(command);
  }
  return exiting(program);
}

/** Errors of the command line are thrown, so that one place decides how to end. */
function exiting(command: Command): Command {
  command.exitOverride();
  for (const below of command.commands) exiting(below);
  return command;
}

/** Runs a command line and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const [, , name = ''] = argv;
    const program = await spineboxCommand(Object.hasOwn(COMMANDS, name) ? [name] : undefined);
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.badConfiguration;
    }
    if (error instanceof SimulatorError) {
      process.stderr.write(`spinebox: ${error.message}\n  ${error.remedy}\n`);
      return EXIT.badConfiguration;
    }
    const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`spinebox: an error of its own, please report it\n${shown}\n`);
    return EXIT.ourError;
  }
}
