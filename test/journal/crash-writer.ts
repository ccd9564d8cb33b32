import { argv, stdout } from 'node:process';
import { crc32 } from 'node:zlib';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, note, received } from './specimen-entries.ts';

/**
 * Appends to the journal in the directory named first until it is killed, from several writers at once, and says
 * what was acknowledged: a line of sequence, CRC of the body and its length each. The second argument is a seed.
 */
const [, , directory = '', seedText = '1'] = argv;
const journal = await openJournal({ directory, segmentBytes: 200_000 });
let n = Number(seedText) * 100_000;

async function writer(): Promise<never> {
  for (;;) {
    const seed = ++n;
    // Mostly messages, now and then a body with a file of its own.
    const length = seed % 23 === 0 ? 66_000 + (seed % 5000) : 200 + ((seed * 37) % 7000);
    const body = bytesOf(length, seed);
    const entry = await journal.append(
      received(body, { messageId: `M${seed}`, opens: `w${seed}` }),
    );
    stdout.write(`${entry.sequence} ${crc32(body)} ${length}\n`);
    if (seed % 3 === 0) await journal.append(note('end', { settles: `w${seed}` }));
  }
}

await Promise.all(Array.from({ length: 8 }, writer));
