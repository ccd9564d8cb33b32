import { type DirectoryEntry, firstValueOf, valuesOf } from '../../src/directory/entry.ts';
import { kindOf } from '../../src/directory/find-entries.ts';
import { z } from '../../src/platform/zod.ts';
import { upperCase } from '../arguments.ts';
import { Command } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';

type Print = (line: string) => void;

const found = z.object({
  entries: z.array(
    z.object({
      dn: z.string(),
      attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
    }),
  ),
});

interface FindOptions extends ControlOptions {
  readonly ods?: string;
  readonly interaction?: string;
  readonly party?: string;
  readonly asid?: string;
  readonly json?: boolean;
}

/** `spinebox directory`: what the directory of a running simulator says. */
export function directoryCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('directory')
    .description('the Spine Directory Service of a running simulator')
    .addCommand(findCommand(print))
    .addCommand(lintCommand(print));
}

function findCommand(print: Print): Command {
  return withControlOptions(new Command('find'))
    .description('systems and message handlers, by any of their codes')
    .option('--ods <code>', 'organisation code', upperCase)
    .option('--interaction <name>', 'service and interaction, or the interaction alone')
    .option('--party <key>', 'party key')
    .option('--asid <id>', 'the system with this id, and the message handlers of its party key')
    .option('--json', 'the entries whole, as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox directory find --ods Z99001 --interaction RCMR_IN010000UK05
  $ spinebox directory find --party Z99001-900001 --json

The directory itself is asked as a client asks it:
  $ ldapsearch -LLL -x -H ldap://127.0.0.1:1389 -b ou=services,o=nhs \\
      '(&(nhsIDCode=Z99001)(objectClass=nhsAs))'`,
    )
    .action(async (options: FindOptions) => {
      const { ods, interaction, party, asid } = options;
      const query = { ods, interaction, partyKey: party, asid };
      const { entries } = await controlClient(options).get('/directory', found, query);
      if (options.json) print(JSON.stringify(entries, null, 2));
      else for (const line of lines(entries)) print(line);
      // As grep does: nothing found is no success.
      if (entries.length === 0) process.exitCode = 1;
    });
}

const remarked = z.object({
  remarks: z.array(z.object({ rule: z.string(), dn: z.string(), text: z.string() })),
});

function lintCommand(print: Print): Command {
  return withControlOptions(new Command('lint'))
    .description('what in the directory does not fit together; exit code 1 when there is anything')
    .addHelpText('after', '\nExample:\n  $ spinebox directory lint')
    .action(async (options: ControlOptions) => {
      const { remarks } = await controlClient(options).get('/directory/lint', remarked);
      for (const { rule, dn, text } of remarks) print(`${rule}  ${dn}: ${text}`);
      if (remarks.length === 0) print('all fits together');
      else process.exitCode = 1;
    });
}

function lines(entries: readonly DirectoryEntry[]): readonly string[] {
  if (entries.length === 0) return ['nothing found'];
  return entries.flatMap((entry) => (kindOf(entry) === 'system' ? system(entry) : handler(entry)));
}

function system(entry: DirectoryEntry): readonly string[] {
  const value = (name: string) => firstValueOf(entry, name) ?? '-';
  const accredited = valuesOf(entry, 'nhsAsSvcIA');
  return [
    `system    ASID ${value('uniqueIdentifier')}  ${value('nhsIDCode')}  party ${value('nhsMHSPartyKey')}`,
    `          for ${valuesOf(entry, 'nhsAsClient').join(', ') || '-'}, accredited for ${accredited.length} interactions`,
  ];
}

function handler(entry: DirectoryEntry): readonly string[] {
  const value = (name: string) => firstValueOf(entry, name) ?? '-';
  const reliability = [
    `ack ${value('nhsMHSAckRequested')}`,
    `duplicates ${value('nhsMHSDuplicateElimination')}`,
    `sync ${value('nhsMHSSyncReplyMode')}`,
    `retries ${value('nhsMHSRetries')} every ${value('nhsMHSRetryInterval')} for ${value('nhsMHSPersistDuration')}`,
  ];
  return [
    `handler   ${value('nhsMhsSvcIA')}  ${value('nhsIDCode')}  party ${value('nhsMHSPartyKey')}  CPA ${value('nhsMhsCPAId')}`,
    ...valuesOf(entry, 'nhsMHSEndPoint').map((address) => `          at ${address}`),
    `          ${reliability.join(', ')}`,
  ];
}
