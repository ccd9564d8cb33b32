import { z } from '../../src/platform/zod.ts';
import { pageSize, upperCase } from '../arguments.ts';
import { Argument, Command, Option } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { textTable } from '../text-table.ts';

type Print = (line: string) => void;

const listed = z.object({
  adaptors: z.array(
    z.object({
      odsCode: z.string(),
      rest: z.string(),
      broker: z.string(),
      embedded: z.boolean(),
      queue: z.string(),
      waiting: z.number().optional(),
      consumers: z.number().optional(),
      connected: z.boolean(),
    }),
  ),
});

const worked = z.object({
  work: z.array(
    z.object({
      messageId: z.string(),
      conversationId: z.string(),
      interaction: z.string(),
      direction: z.string(),
      state: z.string(),
      at: z.string(),
    }),
  ),
});

interface ListOptions extends ControlOptions {
  readonly json?: boolean;
}

interface WorkOptions extends ListOptions {
  readonly direction?: string;
  readonly state?: string;
  readonly limit?: number;
}

/** `spinebox adaptor`: the MHS adaptors that a running simulator plays. */
export function adaptorCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('adaptor')
    .description('the MHS adaptors that a running simulator plays')
    .addCommand(listCommand(print))
    .addCommand(workCommand(print));
}

function listCommand(print: Print): Command {
  return withControlOptions(new Command('list'))
    .description('where each takes messages, and what waits in its queue')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  $ spinebox adaptor list')
    .action(async (options: ListOptions) => {
      const { adaptors } = await controlClient(options).get('/adaptors', listed);
      if (options.json) print(JSON.stringify(adaptors, null, 2));
      else if (adaptors.length === 0) print('no adaptor is played');
      else {
        const rows = adaptors.map(
          ({ odsCode, rest, broker, embedded, queue, waiting, consumers, connected }) => [
            odsCode,
            `REST ${rest}`,
            `${embedded ? 'embedded ' : ''}queue ${queue} at ${broker}`,
            waiting === undefined ? '' : `${waiting} waiting`,
            consumers === undefined ? '' : `${consumers} consuming`,
            connected ? 'connected' : 'BROKER NOT REACHED',
          ],
        );
        for (const line of textTable(rows)) print(line);
      }
      if (adaptors.length === 0) process.exitCode = 1;
    });
}

function workCommand(print: Print): Command {
  return withControlOptions(new Command('work'))
    .description('how far an adaptor has come with each message, latest first')
    .addArgument(new Argument('<ods>', 'ODS code of the system behind it').argParser(upperCase))
    .addOption(new Option('--direction <way>').choices(['outbound', 'inbound']))
    .option('--state <name>', 'OUTBOUND_MESSAGE_ACKD and so on', upperCase)
    .option('--limit <number>', 'this many, 100 unless given', pageSize)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox adaptor work Z99050
  $ spinebox adaptor work Z99050 --state OUTBOUND_MESSAGE_NACKD --json`,
    )
    .action(async (ods: string, options: WorkOptions) => {
      const { direction, state, limit } = options;
      const path = `/adaptors/${encodeURIComponent(ods)}/work`;
      const { work } = await controlClient(options).get(path, worked, { direction, state, limit });
      if (options.json) print(JSON.stringify(work, null, 2));
      else if (work.length === 0) print('nothing found');
      else
        for (const line of textTable(
          work.map((each) => [
            each.at,
            each.direction,
            each.interaction,
            each.messageId,
            each.state,
          ]),
        ))
          print(line);
      if (work.length === 0) process.exitCode = 1;
    });
}
