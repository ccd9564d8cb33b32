import { z } from '../../src/platform/zod.ts';
import { upperCase } from '../arguments.ts';
import { Argument, Command, Option } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { readInput } from '../read-input.ts';
import { meshMessage, meshMessageCard } from './mesh-view.ts';

type Print = (line: string) => void;

const sent = z.object({ messageId: z.string() });

interface ShowOptions extends ControlOptions {
  readonly json?: boolean;
  readonly out?: string;
}

interface SendOptions extends ControlOptions {
  readonly from: string;
  readonly to: string;
  readonly workflow: string;
  readonly file?: string;
  readonly text?: string;
  readonly subject?: string;
  readonly localId?: string;
}

interface FailOptions extends ControlOptions {
  readonly code?: string;
  readonly description?: string;
}

/** The commands that are about one message. */
export function meshMessageCommands(print: Print): readonly Command[] {
  return [showCommand(print), sendCommand(print), acknowledgeCommand(print), failCommand(print)];
}

function showCommand(print: Print): Command {
  return withControlOptions(new Command('show'))
    .description('one message, and what happened to it')
    .argument('<message>', 'message id')
    .option('--out <file>', 'write its content into a file')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox mesh show 20260105090000000000_000001
  $ spinebox mesh show 20260105090000000000_000001 --out message.dat`,
    )
    .action(async (id: string, options: ShowOptions) => {
      const client = controlClient(options);
      const path = `/mesh/messages/${encodeURIComponent(id)}`;
      const message = await client.get(path, meshMessage);
      if (options.json) print(JSON.stringify(message, null, 2));
      else for (const line of meshMessageCard(message)) print(line);
      if (options.out === undefined) return;
      await client.save(`${path}/content`, undefined, options.out);
      if (!options.json) print(`content written to ${options.out}`);
    });
}

function sendCommand(print: Print): Command {
  return withControlOptions(new Command('send'))
    .description('put a message into a mailbox, without asking at the door')
    .requiredOption('--from <mailbox>', 'who sends it', upperCase)
    .requiredOption('--to <mailbox>', 'who gets it', upperCase)
    .requiredOption('--workflow <id>', 'workflow id')
    .addOption(new Option('--file <file>', 'its content, of 3 MB at most').conflicts('text'))
    .addOption(new Option('--text <text>', 'its content; none unless given'))
    .option('--subject <text>')
    .option('--local-id <text>')
    .addHelpText(
      'after',
      `
Example:
  $ spinebox mesh send --from X26ABC1 --to X26ABC2 --workflow API-DOCS-TEST --text hello`,
    )
    .action(async (options: SendOptions) => {
      const { from, to, workflow, file, text, subject, localId } = options;
      const content =
        file === undefined
          ? { text: text ?? '' }
          : { base64: (await readInput(file)).toString('base64'), fileName: fileNameOf(file) };
      const json = { from, to, workflowId: workflow, subject, localId, ...content };
      const { messageId } = await controlClient(options).send('POST', '/mesh/messages', sent, {
        json,
      });
      print(messageId);
    });
}

function acknowledgeCommand(print: Print): Command {
  return withControlOptions(new Command('acknowledge'))
    .description('acknowledge a message as its recipient would')
    .addArgument(new Argument('<mailbox>', 'that has received it').argParser(upperCase))
    .argument('<message>', 'message id')
    .addHelpText(
      'after',
      '\nExample:\n  $ spinebox mesh acknowledge X26ABC1 20260105090000000000_000001',
    )
    .action(async (mailbox: string, id: string, options: ControlOptions) => {
      const box = `/mesh/mailboxes/${encodeURIComponent(mailbox)}`;
      const path = `${box}/messages/${encodeURIComponent(id)}/acknowledge`;
      await controlClient(options).send('POST', path, z.undefined());
      print(`${id} is acknowledged`);
    });
}

function failCommand(print: Print): Command {
  return withControlOptions(new Command('fail'))
    .description('make a message undeliverable: its sender gets a report')
    .argument('<message>', 'message id')
    .option('--code <code>', 'of the report', '14')
    .option('--description <text>', 'of the report')
    .addHelpText('after', '\nExample:\n  $ spinebox mesh fail 20260105090000000000_000001')
    .action(async (id: string, options: FailOptions) => {
      const { code, description } = options;
      const path = `/mesh/messages/${encodeURIComponent(id)}/events`;
      const json = { status: 'undeliverable', code, description };
      const message = await controlClient(options).send('POST', path, meshMessage, { json });
      for (const line of meshMessageCard(message)) print(line);
    });
}

function fileNameOf(file: string): string {
  return file.replace(/^.*[\\/]/, '');
}
