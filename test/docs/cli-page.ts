import type { Argument, Command, Option } from '../../cli/command.ts';
import { EXIT } from '../../cli/main.ts';

const HEAD = `# The command line

Every command with its arguments and options, as the program defines them. \`npm run docs:pages\` writes this page; a test
holds it up to date. \`spinebox COMMAND --help\` says the same at the terminal.

## Exit codes

| Code | Means |
|---|---|
| ${EXIT.ok} | done, nothing wrong |
| ${EXIT.failures} | something that was judged is wrong, or nothing was found |
| ${EXIT.ourError} | an error of spinebox itself, or of a hook |
| ${EXIT.badConfiguration} | the configuration or the command line is wrong, or something that it names is missing |

What a command means by them in particular stands with the command. A command that is ended by Ctrl+C or a signal and has
nothing to finish ends with 130 or 143.
`;

const AFTER_ENVIRONMENT = `
Every setting of a world file can be given too: \`SPINEBOX_\`, the path in capitals, two underscores between its parts, as
\`SPINEBOX_SPINE__PORT=0\`; a name in lower case becomes capitals with underscores (\`timeScale\` is \`TIME_SCALE\`). With \`_FILE\`
at the end, the value is read from the file of that name. [Every setting](settings.md). A program that is a hook finds
its input in \`SPINEBOX_HOOK_INPUT\`. \`NO_COLOR\` keeps colours out of \`spinebox validate\`.
`;

/** docs/cli.md: what commander knows of every command. */
export function cliPage(program: Command): string {
  const all = [...leaves(program)];
  return [
    HEAD,
    '## Environment',
    '',
    '| Variable | Instead of |',
    '|---|---|',
    ...environment(all),
    AFTER_ENVIRONMENT,
    '## Commands',
    '',
    '| Command | |',
    '|---|---|',
    ...all.map(
      (each) => `| [\`${pathOf(each)}\`](#${anchorOf(each)}) | ${cell(each.description())} |`,
    ),
    '',
    ...all.map(section),
  ].join('\n');
}

/** The commands that do something, below a command: groups are told by what is in them. */
export function* leaves(command: Command): Generator<Command> {
  if (command.commands.length === 0) yield command;
  for (const below of command.commands) yield* leaves(below);
}

/** A command as it is typed: `spinebox world show`. */
export function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** The options that a command takes, those of its groups too. */
export function optionsOf(command: Command): readonly Option[] {
  const above = command.parent?.parent ? optionsOf(command.parent) : [];
  return [...above, ...command.options].filter((option) => !option.hidden);
}

/** What the help says after its lists: exit codes and examples. */
export function afterHelp(command: Command): string {
  let said = '';
  const kept = command.configureOutput();
  command.configureOutput({ ...kept, writeOut: (text) => (said += text) });
  command.outputHelp();
  command.configureOutput(kept);
  return said.slice(command.helpInformation().length).trim();
}

function section(command: Command): string {
  const aliases = command.parent?.parent ? command.parent.aliases() : command.aliases();
  const after = afterHelp(command);
  const args = command.registeredArguments;
  return [
    `### ${pathOf(command)}`,
    '',
    `${sentence(command.description())}${aliases.length > 0 ? ` \`${aliases.join('`, `')}\` means the same.` : ''}`,
    '',
    `    ${pathOf(command)} ${command.usage()}`,
    '',
    ...(args.length > 0 ? ['| Argument | |', '|---|---|', ...args.map(argumentRow), ''] : []),
    ...(optionsOf(command).length > 0
      ? [
          '| Option | What it decides | Default | Environment |',
          '|---|---|---|---|',
          ...optionsOf(command).map(optionRow),
          '',
        ]
      : []),
    ...(after ? ['```text', after, '```', ''] : []),
  ].join('\n');
}

function argumentRow(argument: Argument): string {
  const must = argument.required ? '' : 'optional; ';
  return `| \`${argument.name()}${argument.variadic ? '...' : ''}\` | ${must}${cell(argument.description)}${choices(argument.argChoices)} |`;
}

function optionRow(option: Option): string {
  const wanted = option.mandatory ? '**wanted**; ' : '';
  return `| \`${cell(option.flags)}\` | ${wanted}${cell(option.description)}${choices(option.argChoices)} | ${standard(option)} | ${option.envVar ? `\`${option.envVar}\`` : ''} |`;
}

function choices(values: readonly string[] | undefined): string {
  return values ? `: ${values.map((each) => `\`${each}\``).join(', ')}` : '';
}

function standard(option: Option): string {
  const value = option.defaultValueDescription ?? option.defaultValue;
  if (value === undefined || value === false) return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function environment(commands: readonly Command[]): readonly string[] {
  const flags = new Map<string, string>();
  for (const option of commands.flatMap(optionsOf)) {
    if (option.envVar) flags.set(option.envVar, option.flags);
  }
  return [...flags]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([variable, flag]) => `| \`${variable}\` | \`${cell(flag)}\` |`);
}

function anchorOf(command: Command): string {
  return pathOf(command).replaceAll(' ', '-');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
