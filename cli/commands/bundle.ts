import { verifyBundle } from '../../src/bundle/verify-bundle.ts';
import { Command } from '../command.ts';
import { type ControlOptions, withControlOptions } from '../control-client.ts';
import { createBundle } from '../create-bundle.ts';
import { showBundle } from '../show-bundle.ts';

type Print = (line: string) => void;

export interface CreateOptions extends ControlOptions {
  readonly conversation: readonly string[];
  readonly run?: string;
  readonly scenario: readonly string[];
  readonly reports: string;
  readonly journal?: string;
  readonly redact?: boolean;
  readonly out?: string;
}

/** `spinebox bundle`: one file with everything about a failure. `verify` makes the exit code 1 when it finds faults. */
export function bundleCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('bundle')
    .description('one file with everything about a failure: make it, look into it, check it')
    .addCommand(createCommand(print))
    .addCommand(showCommand(print))
    .addCommand(verifyCommand(print));
}

function createCommand(print: Print): Command {
  const several = (value: string, before: readonly string[]) => [...before, value];
  return withControlOptions(new Command('create'))
    .description('write what is on record of conversations, or of scenarios that failed, as a zip')
    .option('--conversation <id>', 'a ConversationId; may be given again', several, [])
    .option('--run <id>', 'a run of the suite that was kept, as `spinebox conform` names it')
    .option('--scenario <id>', 'only this scenario of the run; may be given again', several, [])
    .option('--reports <directory>', 'where runs are kept', 'reports')
    .option('--journal <directory>', 'journal of a simulator that is not running')
    .option('--redact', 'replace names, NHS numbers, addresses, free text and attachments')
    .option('--out <file>', 'the file to write; bundle-ID.zip in this folder unless given')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox bundle create --conversation 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002
  $ spinebox bundle create --conversation 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002 --journal ./journal
  $ spinebox bundle create --run 20261126T181500Z-7 --redact --out failures.zip`,
    )
    .action((options: CreateOptions) => createBundle(options, print));
}

function showCommand(print: Print): Command {
  return new Command('show')
    .description('what is in a bundle, and what was wrong; summary.html in it says more')
    .argument('<file>', 'the bundle')
    .option('--json', 'the manifest and the problems as JSON, for scripts')
    .addHelpText('after', '\nExample:\n  $ spinebox bundle show bundle.zip')
    .action((file: string, { json }: { json?: boolean }) => showBundle(file, json === true, print));
}

function verifyCommand(print: Print): Command {
  return new Command('verify')
    .description('read everything again: whether any bit is another than was written')
    .argument('<file>', 'the bundle')
    .addHelpText(
      'after',
      `
The chain at the end is over every file in the bundle: compare it with the one that its writer tells you.

Example:
  $ spinebox bundle verify bundle.zip`,
    )
    .action(async (file: string) => {
      const { manifest, bytes, faults } = await verifyBundle(file);
      const files = manifest ? `${manifest.files.length} files, ` : '';
      const entries = manifest ? `${manifest.entries} entries, ` : '';
      print(`${entries}${files}${bytes} bytes`);
      for (const fault of faults) print(`fault: ${fault}`);
      print(faults.length === 0 ? 'The bundle is whole.' : 'The bundle is not what was written.');
      if (manifest && faults.length === 0) print(`chain: ${manifest.chain}`);
      if (faults.length > 0) process.exitCode = 1;
    });
}
