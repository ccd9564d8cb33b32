import { argv, stdout } from 'node:process';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, received } from './specimen-entries.ts';

/**
 * Appends, five at a time, to the journal in the directory named first until the system refuses to let a file grow,
 * then says as JSON what was acknowledged and how the rest was refused.
 */
process.on('SIGXFSZ', () => undefined);
const journal = await openJournal({ directory: argv[2] ?? '' });
const acknowledged: number[] = [];
const refused = new Set<string>();
for (let group = 0; refused.size === 0; group++) {
  const all = [1, 2, 3, 4, 5].map((n) => journal.append(received(bytesOf(5000, group * 5 + n))));
  for (const outcome of await Promise.allSettled(all)) {
    if (outcome.status === 'fulfilled') acknowledged.push(outcome.value.sequence);
    else refused.add(`${outcome.reason.code}: ${outcome.reason.message}`);
  }
}
const small = await journal.append(received(bytesOf(10)));
stdout.write(JSON.stringify({ acknowledged, refused: [...refused], small: small.sequence }));
await journal.close();
