import { argv, stdin, stdout } from 'node:process';
import { openJournal } from '../../src/journal/open-journal.ts';

/** Opens the journal in the directory named first, says so, and holds it until it is killed. */
await openJournal({ directory: argv[2] ?? '' });
stdout.write('open\n');
stdin.resume();
