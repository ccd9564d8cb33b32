import type { SystemCheck } from '../../conformance/sut/check-system.ts';
import { profileTemplate } from '../../conformance/sut/profile-template.ts';
import { Command, Option } from '../command.ts';
import { profileOption } from '../profile-option.ts';
import { readyBlock } from '../ready-block.ts';
import { startRun } from '../start-run.ts';

interface InitOptions {
  readonly role?: 'requester' | 'sender';
  readonly boundary: 'mhs' | 'adaptor';
}

interface CheckOptions {
  readonly sut: string;
  readonly dry?: boolean;
  readonly world?: string;
  readonly profile?: string;
  readonly certs?: string;
}

type Print = (line: string) => void;

/** `spinebox sut`: the profile of a system under test. */
export function sutCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('sut')
    .description('write the profile of a system under test, and prove it before a run')
    .addCommand(initCommand(print))
    .addCommand(checkCommand(print))
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox sut init --role requester > sut.yaml
  $ spinebox sut check --sut sut.yaml
  $ spinebox conform --sut sut.yaml`,
    );
}

function initCommand(print: Print): Command {
  return new Command('init')
    .description('print a profile to fill in, every key explained')
    .addOption(
      new Option('--role <role>', 'for a system that plays one role alone').choices([
        'requester',
        'sender',
      ]),
    )
    .addOption(
      new Option(
        '--boundary <which>',
        'mhs: Spine delivers to the system. adaptor: spinebox plays an MHS adaptor in front of it',
      )
        .choices(['mhs', 'adaptor'])
        .default('mhs'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox sut init > sut.yaml
  $ spinebox sut init --boundary adaptor > sut.yaml`,
    )
    .action(({ role, boundary }: InitOptions) => {
      print(profileTemplate(role, boundary).trimEnd());
    });
}

function checkCommand(print: Print): Command {
  return new Command('check')
    .description('prove each hook and the connection both ways, and say what is wrong')
    .requiredOption('--sut <file>', 'profile of the system')
    .option('--dry', 'call nothing that makes the system do something: no transfer is tried')
    .option('--world <file>', 'world file for ports and host names that your system can reach')
    .addOption(profileOption())
    .option('--certs <directory>', 'where certificates are kept or made')
    .addHelpText(
      'after',
      `
Starts Spine, SDS and PDS where a run has them, prints what to enter in your system, calls its endpoint as Spine does,
asks for each hook, and has a small record transferred in each role.

Exit codes: 0 all is right or missing on purpose, 1 something is wrong.

Example:
  $ spinebox sut check --sut sut.yaml`,
    )
    .action(async (options: CheckOptions) => {
      const { checkSystem } = await import('../../conformance/sut/check-system.ts');
      const began = performance.now();
      await using engine = await startRun(options);
      print(readyBlock(engine.simulator, Math.round(performance.now() - began)));
      print('');
      const checks = await checkSystem(engine, {
        transfers: options.dry !== true,
        onCheck: (check) => print(lineOf(check)),
      });
      process.exitCode = checks.some(({ state }) => state === 'wrong') ? 1 : 0;
    });
}

const MARKS = { right: 'ok', wrong: 'WRONG', missing: '-' } as const;

function lineOf({ what, state, told, remedy }: SystemCheck): string {
  const line = `${MARKS[state].padEnd(6)}${what.padEnd(30)}${told}`;
  return remedy === undefined ? line : `${line}\n      ${remedy}`;
}
