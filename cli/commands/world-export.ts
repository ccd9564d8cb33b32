import { openDirectoryStore } from '../../simulator/sds/directory-store.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { Command } from '../command.ts';
import { profileOption, profileOverride } from '../profile-option.ts';
import type { WorldCommandContext } from './world.ts';

/** `spinebox world export`: the directory of a world, as its SDS would answer. */
export function worldExportCommand({ environment, print }: WorldCommandContext): Command {
  return new Command('export')
    .description('print the whole directory of a world as LDIF')
    .argument('[file]', 'YAML or JSON; SPINEBOX_WORLD or the default world unless given')
    .option('--ldif', 'as LDIF, the one form that there is', true)
    .addHelpText(
      'after',
      '\nExample:\n  $ spinebox world export --ldif world.yaml > directory.ldif',
    )
    .addOption(profileOption())
    .action(async (file: string | undefined, { profile }: { profile?: string }) => {
      const { world } = await loadWorld({
        environment,
        ...(file && { file }),
        overrides: profileOverride(profile),
      });
      const store = await openDirectoryStore({ world: worldStore(world), clock: systemClock() });
      print(store.exportLdif());
    });
}
