import type { Organisation } from '../../src/organisations/organisation.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { pageSize, upperCase } from '../arguments.ts';
import { Argument, Command, Option } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { readInput } from '../read-input.ts';
import { textTable } from '../text-table.ts';

type Print = (line: string) => void;

/** The API has judged the record: what is shown of it is all that is looked at here. */
const organisation = z.custom<Organisation>(
  (value) => typeof (value as Organisation | null)?.odsCode === 'string',
);
const listed = z.object({ organisations: z.array(organisation), next: z.string().optional() });
const imported = z.object({ organisations: z.number() });

interface FindOptions extends ControlOptions {
  readonly name?: string;
  readonly postcode?: string;
  readonly role?: string;
  readonly status?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

/** What was to be put is no JSON. */
class OrganisationFileError extends SimulatorError {
  readonly code = 'SIM_ORGANISATION_FILE';
  readonly remedy = 'Give an organisation as `spinebox ods find CODE --json` shows one.';
}

/** `spinebox ods`: the organisations of ODS in a running simulator. */
export function odsCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('ods')
    .description('the organisations of ODS in a running simulator')
    .addCommand(findCommand(print))
    .addCommand(importCommand(print))
    .addCommand(putCommand(print))
    .addCommand(removeCommand(print));
}

function findCommand(print: Print): Command {
  return withControlOptions(new Command('find'))
    .description('one organisation by its code, or those that fit')
    .addArgument(new Argument('[code]', 'ODS code').argParser(upperCase))
    .option('--name <text>', 'a part of the name')
    .option('--postcode <text>', 'how the postcode begins')
    .option('--role <id>', 'RO177 and so on', upperCase)
    .addOption(new Option('--status <status>').choices(['Active', 'Inactive']))
    .option('--limit <number>', 'this many, 100 unless given', pageSize)
    .option('--json', 'the records whole, as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox ods find Z99001
  $ spinebox ods find --name riverside --role RO177 --json

ODS itself is asked as a client asks it:
  $ curl --cacert certs/generated/trust.pem https://localhost:8480/ORD/2-0-0/organisations/Z99001`,
    )
    .action(async (code: string | undefined, options: FindOptions) => {
      const client = controlClient(options);
      if (code !== undefined) {
        const one = await client.get(address(code), organisation);
        if (options.json) print(JSON.stringify(one, null, 2));
        else for (const line of card(one)) print(line);
        return;
      }
      const { name, postcode, role, status, limit } = options;
      const query = { name, postcode, role, status, limit };
      const { organisations, next } = await client.get('/organisations', listed, query);
      if (options.json) print(JSON.stringify(organisations, null, 2));
      else {
        const rows = organisations.map((each) => [
          each.odsCode,
          each.status === 'Active' ? '' : 'closed',
          each.roles.find(({ primary }) => primary)?.roleId ?? '',
          each.name,
        ]);
        for (const line of textTable(rows)) print(line);
        if (organisations.length === 0) print('nothing found');
        if (next) print(`more come after ${next}: narrow it down, or raise --limit`);
      }
      if (organisations.length === 0) process.exitCode = 1;
    });
}

function importCommand(print: Print): Command {
  return withControlOptions(new Command('import'))
    .description('take in a file: records of ORD as JSON, or the CSV of ODS')
    .argument('<file>', 'whole or not at all; a record replaces the one of its code')
    .addHelpText('after', '\nExample:\n  $ spinebox ods import epraccur.csv')
    .action(async (file: string, options: ControlOptions) => {
      const text = (await readInput(file)).toString('utf8');
      const body = { text, type: 'text/plain' };
      const path = '/organisations/import';
      const { organisations } = await controlClient(options).send('POST', path, imported, body);
      print(
        organisations === 1 ? '1 organisation taken in' : `${organisations} organisations taken in`,
      );
    });
}

function putCommand(print: Print): Command {
  return withControlOptions(new Command('put'))
    .description('put an organisation into ODS, or another in its place, until a reset')
    .argument('<file>', 'JSON, as `ods find CODE --json` shows it')
    .addHelpText('after', '\nExample:\n  $ spinebox ods put practice.json')
    .action(async (file: string, options: ControlOptions) => {
      const json = jsonIn(file, (await readInput(file)).toString('utf8'));
      const put = await controlClient(options).send('PUT', address(json.odsCode), organisation, {
        json,
      });
      for (const line of card(put)) print(line);
    });
}

function removeCommand(print: Print): Command {
  return withControlOptions(new Command('remove'))
    .description('take an organisation out of ODS until a reset')
    .addArgument(new Argument('<code>', 'ODS code').argParser(upperCase))
    .addHelpText('after', '\nExample:\n  $ spinebox ods remove Z99200')
    .action(async (code: string, options: ControlOptions) => {
      await controlClient(options).send('DELETE', address(code), z.undefined());
      print(`${code} is gone`);
    });
}

function address(code: string): string {
  return `/organisations/${encodeURIComponent(code)}`;
}

function jsonIn(file: string, text: string): Organisation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new OrganisationFileError(
      `${file} is no JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
  const read = organisation.safeParse(value);
  if (read.success) return read.data;
  throw new OrganisationFileError(`${file} holds no organisation: it has no odsCode`);
}

function card(organisation: Organisation): readonly string[] {
  const { odsCode, name, status, address, roles, relationships, successions } = organisation;
  const { lines, town, county, postcode, country } = address;
  const where = [...lines, town, county, postcode, country].filter((each) => each);
  return [
    `${odsCode}  ${name}  ${status}`,
    ...(where.length > 0 ? [`  at ${where.join(', ')}`] : []),
    ...roles.map(
      ({ roleId, primary, status }) =>
        `  role ${roleId}${primary ? ', primary' : ''}${status === 'Active' ? '' : ', inactive'}`,
    ),
    ...relationships.map(
      ({ relId, target, targetPrimaryRole, status }) =>
        `  ${relId} ${target} (${targetPrimaryRole.roleId})${status === 'Active' ? '' : ', inactive'}`,
    ),
    ...successions.map(({ type, target, date }) => `  ${type.toLowerCase()} ${target} on ${date}`),
  ];
}
