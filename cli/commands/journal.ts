import { hashChain } from '../../src/journal/hash-chain.ts';
import { Command } from '../command.ts';
import { openExistingJournal } from '../existing-journal.ts';
import { journalListCommand } from './journal-list.ts';

type Print = (line: string) => void;

/**
 * `spinebox journal`: looks into the journal of a simulator. Actions throw `SimulatorError`; `print` takes one
 * line at a time. `verify` makes the exit code 1 when it finds faults.
 */
export function journalCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('journal')
    .description('what is on record: list it, check that it is whole')
    .addCommand(verifyCommand(print))
    .addCommand(journalListCommand(print));
}

function verifyCommand(print: Print): Command {
  return new Command('verify')
    .description('read everything again and check frames, sums, bodies and the index')
    .argument('<directory>', 'where the journal is kept; no simulator may be running on it')
    .option('--chain', 'also the hash chain over the entries, which conformance statements name')
    .addHelpText('after', '\nExample:\n  $ spinebox journal verify ./journal')
    .action(async (directory: string, { chain }: { chain?: boolean }) => {
      await using journal = await openExistingJournal(directory);
      const { entries, bytes, segments, faults } = await journal.verify();
      print(`${entries} entries, ${bytes} bytes, ${segments} segments`);
      for (const fault of faults) print(`fault: ${fault}`);
      print(faults.length === 0 ? 'The journal is whole.' : 'The journal is damaged.');
      if (faults.length > 0) process.exitCode = 1;
      else if (chain) print(`chain over ${entries} entries: ${(await hashChain(journal)).chain}`);
    });
}
