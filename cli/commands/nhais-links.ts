import { z } from '../../src/platform/zod.ts';
import { Command, InvalidArgumentError, Option } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { textTable } from '../text-table.ts';

type Print = (line: string) => void;

const listed = z.object({
  links: z.array(
    z.object({
      name: z.string(),
      cipher: z.string(),
      practice: z.string(),
      authority: z.string(),
      gpMailbox: z.string(),
      haMailbox: z.string(),
      numbers: z.object({
        interchangeOut: z.number(),
        messageOut: z.number(),
        interchangeIn: z.number().optional(),
        transactionOut: z.number(),
      }),
      unreceipted: z.array(z.number()),
    }),
  ),
});
const interchanges = z.object({
  interchanges: z.array(
    z.object({
      link: z.string(),
      direction: z.string(),
      kind: z.string(),
      sequence: z.number(),
      meshMessageId: z.string(),
      entry: z.number(),
      at: z.string(),
      codes: z.array(z.string()),
      receipted: z.boolean().optional(),
      deviations: z.number(),
    }),
  ),
});
const sent = z.object({ sequence: z.number() });

interface LinkOptions extends ControlOptions {
  readonly json?: boolean;
}

interface SendOptions extends ControlOptions {
  readonly link: string;
  readonly code: string;
  readonly [field: string]: string | number | undefined;
}

/** The commands that are about the links of a running simulator. */
export function nhaisLinkCommands(print: Print): readonly Command[] {
  return [linksCommand(print), listCommand(print), sendCommand(print)];
}

function linksCommand(print: Print): Command {
  return withControlOptions(new Command('links'))
    .description('the GP Links of a running simulator, their numbers, and what is not receipted')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  $ spinebox nhais links')
    .action(async (options: LinkOptions) => {
      const { links } = await controlClient(options).get('/nhais/links', listed);
      if (options.json) print(JSON.stringify(links, null, 2));
      else
        for (const link of links) {
          const { name, practice, authority, gpMailbox, haMailbox, numbers, unreceipted } = link;
          print(`${name}  ${practice} (${gpMailbox}) with ${authority} (${haMailbox})`);
          print(
            `  sent: interchange ${numbers.interchangeOut}, message ${numbers.messageOut}; came: interchange ${numbers.interchangeIn ?? 'none'}; transaction ${numbers.transactionOut}`,
          );
          if (unreceipted.length > 0) print(`  not receipted: ${unreceipted.join(', ')}`);
        }
      if (links.length === 0) {
        if (!options.json) print('there is no link');
        process.exitCode = 1;
      }
    });
}

function listCommand(print: Print): Command {
  return withControlOptions(new Command('list'))
    .description('interchanges that came or went, oldest first')
    .option('--link <name>', 'of this link')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  $ spinebox nhais list --link riverside')
    .action(async ({ link, ...options }: LinkOptions & { readonly link?: string }) => {
      const found = await controlClient(options).get('/nhais/interchanges', interchanges, { link });
      if (options.json) print(JSON.stringify(found.interchanges, null, 2));
      else {
        const rows = found.interchanges.map((each) => [
          each.at,
          each.link,
          each.direction,
          `${each.kind} ${each.sequence}`,
          each.codes.join(' '),
          each.deviations > 0 ? `${each.deviations} deviations` : '',
          each.receipted === false ? 'not receipted' : '',
          `journal ${each.entry}`,
        ]);
        for (const line of textTable(rows)) print(line);
        if (rows.length === 0) print('nothing found');
      }
      if (found.interchanges.length === 0) process.exitCode = 1;
    });
}

function sendCommand(print: Print): Command {
  return withControlOptions(new Command('send'))
    .description('have the health authority send a transaction of its own accord')
    .requiredOption('--link <name>', 'over which link')
    .addOption(
      new Option('--code <code>', 'what it sends')
        .choices(['F1', 'F2', 'F3', 'F4', 'F8', 'F9', 'F10', 'F11'])
        .makeOptionMandatory(),
    )
    .option('--nhs-number <number>', 'ten digits')
    .option('--surname <name>')
    .option('--forename <name>')
    .option('--birth-date <date>', '1990-03-01')
    .option('--town <name>')
    .option('--reason <code>', 'of a deduction or an FP69')
    .option('--date <date>', 'of a deduction, of the expiry of an FP69, of the end of a quarter')
    .option('--text <text>', 'free text')
    .option('--new-authority <cipher>', 'of a deduction')
    .option('--transaction-number <number>', 'of the practice, that this answers', wholeNumber)
    .addHelpText(
      'after',
      `
Example:
  $ spinebox nhais send --link riverside --code F2 --nhs-number 9990000018 --reason 1 --date 2026-04-01`,
    )
    .action(async ({ control, token, tokenFile, ...json }: SendOptions) => {
      const options = {
        control,
        ...(token && { token: String(token) }),
        ...(tokenFile && { tokenFile: String(tokenFile) }),
      };
      const { sequence } = await controlClient(options).send('POST', '/nhais/transactions', sent, {
        json,
      });
      print(`sent as interchange ${sequence}`);
    });
}

function wholeNumber(text: string): number {
  if (/^\d{1,7}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('A whole number from 1 to 9999999 is wanted.');
}
