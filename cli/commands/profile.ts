import { type LoadedWorld, loadWorld } from '../../simulator/world/load-world.ts';
import { printableConfig } from '../../simulator/world/printable-config.ts';
import { compareConfigs } from '../../simulator/world/profiles/compare-configs.ts';
import type {
  EnvironmentProfile,
  ProfileSetting,
} from '../../simulator/world/profiles/environment-profile.ts';
import { PROFILE_NAMES, type ProfileName } from '../../simulator/world/profiles/profile-names.ts';
import { PROFILES } from '../../simulator/world/profiles/profiles.ts';
import { Argument, Command } from '../command.ts';

type Print = (text: string) => void;

const told = (count: number) => (count === 1 ? '1 setting differs' : `${count} settings differ`);

const shown = (value: unknown) => (value === undefined ? '-' : JSON.stringify(value));

/** `spinebox profile list|show|diff`: the environments that a world can resemble. Rejects with WorldError. */
export function profileCommand(
  print: Print = (text) => void process.stdout.write(`${text}\n`),
): Command {
  return new Command('profile')
    .description('environments that a world can resemble: what each has, and what is known of it')
    .addCommand(listCommand(print))
    .addCommand(showCommand(print))
    .addCommand(diffCommand(print));
}

const name = (described: string) => new Argument('<name>', described).choices(PROFILE_NAMES);

function listCommand(print: Print): Command {
  return new Command('list')
    .description('the environments and what each is for')
    .option('--json', 'as JSON, for scripts')
    .action(({ json }: { json?: boolean }) => {
      const all = Object.values(PROFILES);
      if (json)
        return print(JSON.stringify(all.map(({ name, title, about }) => ({ name, title, about }))));
      for (const { name, title, about } of all)
        print(`${name.padEnd(10)}${title}\n${wrapped(about)}`);
    });
}

function wrapped(text: string, width = 84): string {
  const lines = text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width)
      lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
    return lines;
  }, []);
  return lines.map((line) => `          ${line}`).join('\n');
}

function showCommand(print: Print): Command {
  return new Command('show')
    .description('what one environment has: settings and addresses, each with its source')
    .addArgument(name('of spinebox profile list'))
    .option('--json', 'as JSON, for scripts')
    .addHelpText('after', '\nExample:\n  $ spinebox profile show int')
    .action(async (which: ProfileName, { json }: { json?: boolean }) => {
      const profile = PROFILES[which];
      const { config } = await loadWorld({ overrides: { profile: which } });
      const places = profile.places.map(({ here, ...place }) => ({ ...place, here: here(config) }));
      const { title, about, settings, open } = profile;
      if (json) return print(JSON.stringify({ name: which, title, about, settings, places, open }));
      print(`${title}\n${about}`);
      print('\nSettings over the default world');
      if (settings.length === 0) print('  none');
      for (const setting of settings) print(settingLines(setting));
      print('\nAddresses');
      for (const { what, there, here, standing, source } of places) {
        print(`  ${what}\n    there     ${there ?? 'not in public sources'}`);
        print(`    here      ${here}`);
        if (there) print(`    ${standing.padEnd(9)} ${source}`);
      }
      if (open.length > 0) print(`\nNot known\n${open.map((each) => `  - ${each}`).join('\n')}`);
    });
}

function settingLines({ path, value, standing, source, why }: ProfileSetting): string {
  return `  ${path} = ${shown(value)}\n    ${standing.padEnd(9)} ${source}: ${why}`;
}

interface DiffOptions {
  readonly world?: string;
  readonly json?: boolean;
}

function diffCommand(print: Print): Command {
  return new Command('diff')
    .description(
      'every setting that two environments, or an environment and your world, have differently',
    )
    .addArgument(name('the one environment'))
    .addArgument(new Argument('[other]', 'the other; local unless given').choices(PROFILE_NAMES))
    .option('--world <file>', 'your world file, in place of the other environment')
    .option('--json', 'as JSON, for scripts')
    .addHelpText(
      'after',
      `
Exit codes: 0 whatever differs, 3 a world that cannot stand.

Examples:
  $ spinebox profile diff int dep
  $ spinebox profile diff int --world my-world.yaml     what of INT your world does not have`,
    )
    .action(async (one: ProfileName, other: ProfileName | undefined, options: DiffOptions) => {
      const left = await loadWorld({ overrides: { profile: one } });
      const right = options.world
        ? await loadWorld({ file: options.world })
        : await loadWorld({ overrides: { profile: other ?? 'local' } });
      const differences = differencesOf(left, right);
      if (options.json) return print(JSON.stringify(differences));
      const against = options.world ?? other ?? 'local';
      if (differences.length === 0) return print(`${one} and ${against} have the same settings`);
      print(`${one} -> ${against}: ${told(differences.length)}`);
      for (const { path, left, right, because } of differences) {
        print(`  ${path}\n    ${shown(left)} -> ${shown(right)}`);
        for (const each of because)
          print(`    ${each.profile}: ${each.standing}, ${each.source}. ${each.why}`);
      }
    });
}

/** Differences of what may be shown, each with what the profiles of the two worlds say of it. */
function differencesOf(left: LoadedWorld, right: LoadedWorld) {
  const profiles = new Set([PROFILES[left.config.profile], PROFILES[right.config.profile]]);
  return compareConfigs(printableConfig(left.config), printableConfig(right.config))
    .filter(({ path }) => path !== 'profile')
    .map((difference) => ({
      ...difference,
      because: [...profiles].flatMap((profile) => reasonsOf(profile, difference.path)),
    }));
}

function reasonsOf({ name, settings }: EnvironmentProfile, path: string) {
  return settings
    .filter((setting) => setting.path === path)
    .map(({ standing, source, why }) => ({ profile: name, standing, source, why }));
}
