import type { Simulator, SimulatorOptions } from '../simulator/simulator.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { anyPorts } from '../simulator/world/any-ports.ts';
import { loadWorld } from '../simulator/world/load-world.ts';
import type { WorldPatch } from '../simulator/world/world-config.ts';
import { type Command, Option } from './command.ts';
import { profileOption, profileOverride } from './profile-option.ts';

/** Options of every command that starts a simulator. */
export interface StartOptions {
  readonly world?: string;
  readonly profile?: string;
  readonly data?: string;
  readonly certs?: string;
}

export function withStartOptions(command: Command): Command {
  return command
    .addOption(new Option('--world <file>', 'world file, YAML or JSON').env('SPINEBOX_WORLD'))
    .addOption(profileOption())
    .addOption(
      new Option(
        '--data <directory>',
        'where the journal is kept; a temporary folder unless given',
      ).env('SPINEBOX_DATA'),
    )
    .addOption(
      new Option(
        '--certs <directory>',
        'where certificates are kept or made; certs/generated unless the world says otherwise',
      ).env('SPINEBOX_CERTS'),
    );
}

/** Starts a simulator as the options, the world file and the environment say. */
export async function startFrom(
  options: StartOptions,
  more: Partial<SimulatorOptions> = {},
  overrides?: WorldPatch,
): Promise<Simulator> {
  const world = await loadWorld({
    environment: process.env,
    ...(options.world ? { file: options.world } : {}),
    overrides: { ...overrides, ...profileOverride(options.profile) },
  });
  return startSimulator({
    world,
    ...(options.data ? { dataDirectory: options.data } : {}),
    ...(options.certs ? { certificateDirectory: options.certs } : {}),
    ...more,
  });
}

/** Free ports for the world of the options. */
export async function freePorts(options: StartOptions): Promise<WorldPatch> {
  const { config } = await loadWorld({
    environment: process.env,
    ...(options.world ? { file: options.world } : {}),
    overrides: profileOverride(options.profile),
  });
  return anyPorts(config);
}
