import { Command, InvalidArgumentError } from '../command.ts';

export interface ReplayCommandOptions {
  readonly sut?: string;
  readonly against?: string;
  readonly scenario?: string;
  readonly conversation?: string;
  readonly judged?: string;
  readonly times: number;
  readonly seed?: number;
  readonly schemas?: string;
  readonly world?: string;
  readonly certs?: string;
  readonly reports?: string;
  readonly json?: boolean;
}

/** `spinebox replay`: what a bundle holds happens again, and is compared with what happened then. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('play what a bundle holds once more, and say whether the same comes of it')
    .argument('<bundle>', 'a file that conform, tap or bundle create wrote')
    .option('--sut <file>', 'profile of the system that it is played against')
    .option(
      '--against <name>',
      'bundled, or a practice that is wrong on purpose: late-fragment-accepted',
    )
    .option('--scenario <id>', 'only this scenario of the bundle')
    .option('--conversation <id>', 'of a capture, only this conversation')
    .option(
      '--judged <party key>',
      'of a capture, the system that was judged then; who asked unless told',
    )
    .option('--times <number>', 'how often each is played', whole, 1)
    .option(
      '--seed <number>',
      'another than then, for a system that remembers what it was sent',
      whole,
    )
    .option('--schemas <directory>', 'XSDs of the messages, where they judged then')
    .option('--world <file>', 'world file for ports and host names that your system can reach')
    .option('--certs <directory>', 'where certificates are kept or made')
    .option('--reports <directory>', 'where the reports of the last playing are written')
    .option('--json', 'the outcome as JSON')
    .addHelpText(
      'after',
      `
Played is what the bundle carries, with its seed, its faults and in its order: not what is installed here.
  reproduced      the same verdict, at the same step, by the same rules, after the same messages
  different       it fails, but not so: the first difference is told
  not reproduced  it passes
Ids, times, sizes and how often something was tried again do not count.
Of a conversation that was captured the other side is played, with the bytes on record; what your system says to it
is compared: kinds and codes of its messages, and the rules that they break.

Exit codes: 0 reproduced, 1 not reproduced or different, 2 an error of spinebox or of a hook,
3 the bundle or the command is wrong, or nothing was judged.

Examples:
  $ spinebox replay GP2GP-REQ-083.zip --sut sut.yaml
  $ spinebox replay GP2GP-REQ-083.zip --against bundled
  $ spinebox replay GP2GP-REQ-083.zip --against chunks-in-reverse --times 3`,
    )
    .action(async (bundle: string, options: ReplayCommandOptions) => {
      const { replay } = await import('../replay-bundle.ts');
      process.exitCode = await replay(bundle, options);
    });
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('a whole number from 1 on is wanted');
}
