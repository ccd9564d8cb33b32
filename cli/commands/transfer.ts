import type { TransferOrder } from '../../simulator/doors/control-parts.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { Command, InvalidArgumentError, Option } from '../command.ts';
import { tokenIn, withControlOptions } from '../control-client.ts';
import { freePorts, type StartOptions, startFrom, withStartOptions } from '../start-options.ts';
import { watchTransfer } from '../watch-transfer.ts';

interface TransferOptions extends StartOptions {
  readonly from?: string;
  readonly asRegistered?: boolean;
  readonly to?: string;
  readonly hooks?: string;
  readonly hooksToken?: string;
  readonly hooksTokenFile?: string;
  readonly control: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly patient: string;
  readonly attachments: number;
  readonly size?: number;
  readonly timeout: number;
}

/** Nothing says which practice asks for the record. */
class NobodyAsksError extends SimulatorError {
  readonly code = 'SIM_NOBODY_ASKS';
  readonly remedy =
    'Name it: --to ODS for a practice of the world, or --hooks URL for one that is a system of its own.';

  constructor() {
    super('a transfer needs a practice that asks for the record');
  }
}

/** `spinebox transfer`: plays one whole GP2GP transfer and shows every step of it. */
export function transferCommand(print: (line: string) => void = printLine): Command {
  return withControlOptions(withStartOptions(new Command('transfer')))
    .description(
      'play one record transfer: between two practices in a simulator of its own, or (--hooks) of a practice beside a running one',
    )
    .option('--from <ods>', 'practice that holds the record; the patient is registered there first')
    .option('--as-registered', 'leave the patient registered as PDS has it, and ask that practice')
    .option('--to <ods>', 'practice that asks for it')
    .option('--hooks <url>', 'hooks of a practice that asks for it: spinebox practice prints them')
    .addOption(new Option('--hooks-token <token>', 'of them').env('SPINEBOX_HOOKS_TOKEN'))
    .addOption(
      new Option('--hooks-token-file <file>', 'file that holds it').env(
        'SPINEBOX_HOOKS_TOKEN_FILE',
      ),
    )
    .requiredOption('--patient <nhs-number>', 'ten digits; test numbers begin with 999')
    .option('--attachments <count>', 'inline attachments, 0 to 98', count(0, 98), 0)
    .option('--size <bytes>', 'bytes of the extract, for example 20000 or 2M', size)
    .option('--timeout <seconds>', 'give up waiting after', count(1, 3600), 60)
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox transfer --from Z99002 --to Z99001 --patient 9990000018
  $ spinebox transfer --from Z99002 --to Z99001 --patient 9990000018 \\
      --attachments 3 --size 200k
  $ spinebox transfer --as-registered --to Z99002 --patient 9991001158
  $ spinebox transfer --hooks http://127.0.0.1:8460 --patient 9991001158      beside spinebox up`,
    )
    .action(async (options: TransferOptions) => {
      if (options.hooks !== undefined) {
        const { hooks } = options;
        const hooksToken = options.hooksToken ?? tokenIn(options.hooksTokenFile);
        if (!(await watchTransfer({ ...options, hooks, hooksToken }, print))) process.exitCode = 1;
        return;
      }
      const { to } = options;
      if (to === undefined) throw new NobodyAsksError();
      const simulator = await startFrom(
        options,
        { control: false, logger: silentLogger },
        await freePorts(options),
      );
      try {
        const integrated = await play(simulator, { ...options, to }, print);
        if (!integrated) process.exitCode = 1;
      } finally {
        await simulator.stop();
      }
    });
}

async function play(
  simulator: Simulator,
  options: TransferOptions & { readonly to: string },
  print: (line: string) => void,
): Promise<boolean> {
  const { journal, parts } = simulator;
  const { from, to, patient, attachments, size, asRegistered } = options;
  const began = performance.now();
  const unsubscribe = journal.subscribe((entry) => {
    const line = stepOf(entry);
    if (line) print(`${String(Math.round(performance.now() - began)).padStart(6)} ms  ${line}`);
  });
  const order: TransferOrder = {
    to,
    patient,
    attachments,
    ...(from !== undefined && { from }),
    ...(asRegistered !== undefined && { asRegistered }),
    ...(size !== undefined && { size }),
  };
  const { conversationId } = await parts.startTransfer(order);
  const asked = asRegistered ? 'the practice that PDS names' : from;
  print(`conversation ${conversationId}: ${to} asks ${asked} for the record`);
  const ends = (role: string) => ({
    what: `the end of the transfer for the ${role}`,
    matches: ({ kind, conversationId: id, facts }: Entry) =>
      kind === 'transfer' &&
      id === conversationId &&
      facts?.role === role &&
      facts.state === 'ended',
  });
  const wait = { timeoutMs: options.timeout * 1000 };
  await waitForEntry(journal, ends('requester'), wait);
  if (hasSender(simulator, conversationId)) await waitForEntry(journal, ends('sender'), wait);
  unsubscribe();
  const view = parts.transfer(conversationId);
  const messages = await journal.count({ conversationId, kind: 'received' });
  const result = String(view?.facts?.outcome ?? 'unknown');
  print('');
  print(
    `${result === 'integrated' ? 'integrated' : `not integrated: ${result}`}, ${view?.facts?.because ?? ''}`,
  );
  print(
    `${messages} messages of the conversation came in, ${Math.round(performance.now() - began)} ms`,
  );
  return result === 'integrated';
}

/** Whether one of our practices is the other side: it may never have been asked. */
function hasSender({ practices, parts }: Simulator, conversationId: string): boolean {
  const view = parts.transfer(conversationId);
  const isAsked = Number(view?.facts?.messages) > 0;
  const isReached = view?.facts?.outcome !== 'request-undeliverable';
  return view !== undefined && practices.has(view.from) && isAsked && isReached;
}

function stepOf({ kind, service, summary }: Entry): string | undefined {
  return kind === 'handshake' ? undefined : `${service.padEnd(16)} ${summary}`;
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function count(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`a whole number from ${low} to ${high} is wanted`);
  };
}

/** `20000`, `20k`, `2M`: bytes. */
function size(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([kM]?)B?$/.exec(text);
  const factor = { '': 1, k: 1_000, M: 1_000_000 }[match?.[2] ?? ''];
  const bytes = Math.round(Number(match?.[1]) * (factor ?? Number.NaN));
  if (bytes >= 1 && bytes <= 5_000_000) return bytes;
  throw new InvalidArgumentError('a size from 1 to 5M is wanted, for example 20000, 20k or 2M');
}
