import { z } from '../../src/platform/zod.ts';
import { pageSize, upperCase } from '../arguments.ts';
import { Argument, Command, Option } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { textTable } from '../text-table.ts';
import { meshMessageCommands } from './mesh-messages.ts';
import { type MeshMessage, meshMessage } from './mesh-view.ts';

type Print = (line: string) => void;

const boxes = z.object({
  mailboxes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      odsCode: z.string(),
      active: z.boolean(),
      waiting: z.number(),
    }),
  ),
});
const listed = z.object({ messages: z.array(meshMessage), next: z.string().optional() });

interface ListOptions extends ControlOptions {
  readonly json?: boolean;
}

interface BoxOptions extends ListOptions {
  readonly status?: string;
  readonly workflow?: string;
  readonly limit?: number;
  readonly after?: string;
}

/** `spinebox mesh`: the mailboxes of a running simulator. */
export function meshCommand(print: Print = (line) => console.log(line)): Command {
  const mesh = new Command('mesh')
    .description('the mailboxes of MESH in a running simulator')
    .addCommand(listCommand(print))
    .addCommand(boxCommand('inbox', 'what a mailbox has received and still knows', print))
    .addCommand(boxCommand('outbox', 'what a mailbox has sent and is still known', print))
    .addCommand(emptyCommand(print));
  for (const command of meshMessageCommands(print)) mesh.addCommand(command);
  return mesh;
}

function listCommand(print: Print): Command {
  return withControlOptions(new Command('list'))
    .description('mailboxes, and how much waits in each')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  $ spinebox mesh list')
    .action(async (options: ListOptions) => {
      const { mailboxes } = await controlClient(options).get('/mesh/mailboxes', boxes);
      if (options.json) print(JSON.stringify(mailboxes, null, 2));
      else
        for (const line of textTable(
          mailboxes.map(({ id, odsCode, waiting, active, name }) => [
            id,
            odsCode,
            `${waiting} waiting`,
            active ? '' : 'closed',
            name,
          ]),
        ))
          print(line);
    });
}

function boxCommand(side: 'inbox' | 'outbox', what: string, print: Print): Command {
  return withControlOptions(new Command(side))
    .description(`${what}, oldest first`)
    .addArgument(new Argument('<mailbox>', 'mailbox id').argParser(upperCase))
    .addOption(
      new Option('--status <status>').choices([
        ...['uploading', 'accepted', 'acknowledged', 'undeliverable', 'error'],
      ]),
    )
    .option('--workflow <id>', 'of this workflow')
    .option('--limit <number>', 'this many, 100 unless given', pageSize)
    .option('--after <message>', 'those after this one')
    .option('--json', 'as JSON')
    .addHelpText('after', `\nExample:\n  $ spinebox mesh ${side} X26ABC1 --status accepted`)
    .action(async (mailbox: string, options: BoxOptions) => {
      const { status, workflow, limit, after } = options;
      const { messages, next } = await controlClient(options).get(
        `/mesh/mailboxes/${encodeURIComponent(mailbox)}/${side}`,
        listed,
        { status, workflow, limit, after },
      );
      if (options.json) print(JSON.stringify(messages, null, 2));
      else {
        for (const line of textTable(messages.map(row))) print(line);
        if (messages.length === 0) print('nothing found');
        if (next) print(`more come with --after ${next}`);
      }
      if (messages.length === 0) process.exitCode = 1;
    });
}

function row(message: MeshMessage): readonly string[] {
  const { id, createdAt, status, from, to, workflowId, type, bytes } = message;
  const way = type === 'REPORT' ? `report to ${to}` : `${from} to ${to}`;
  return [createdAt, id, status, way, workflowId, `${bytes} bytes`];
}

function emptyCommand(print: Print): Command {
  return withControlOptions(new Command('empty'))
    .description('forget what lies in a mailbox, or in all of them')
    .addArgument(new Argument('[mailbox]', 'all of them unless given').argParser(upperCase))
    .addHelpText('after', '\nExample:\n  $ spinebox mesh empty X26ABC1')
    .action(async (mailbox: string | undefined, options: ControlOptions) => {
      const path = mailbox
        ? `/mesh/mailboxes/${encodeURIComponent(mailbox)}/messages`
        : '/mesh/messages';
      await controlClient(options).send('DELETE', path, z.undefined());
      print(mailbox ? `${mailbox} is empty` : 'all mailboxes are empty');
    });
}
