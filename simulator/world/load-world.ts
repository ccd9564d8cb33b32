import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readYaml } from '../../src/platform/yaml.ts';
import { withAdaptorListeners } from './adaptor-listeners.ts';
import { buildWorld } from './build-world.ts';
import { checkWorld } from './check-world.ts';
import { DEFAULT_CONFIG, SPINE_ALONE } from './default-world.ts';
import { environmentLayer } from './environment.ts';
import { explainIssues, valueAt } from './explain-issues.ts';
import { isPlain } from './merge-patch.ts';
import { isProfileName, PROFILES, profilePatch } from './profiles/profiles.ts';
import { type Payloads, readPayloads } from './read-payloads.ts';
import type { World } from './world.ts';
import { type WorldConfig, type WorldPatch, worldConfig } from './world-config.ts';
import { locate, merge, plainLayer, type WorldLayer } from './world-layers.ts';
import {
  type ConfigProblem,
  WorldError,
  WorldFileError,
  type WorldProblem,
} from './world-problem.ts';

export interface WorldSources {
  /** YAML or JSON. `SPINEBOX_WORLD` of the environment unless given. */
  readonly file?: string;
  /** Variables as in `process.env`; none unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Lies over everything else, for example options of a command. */
  readonly overrides?: WorldPatch;
}

/** A configuration that stands. */
export interface LoadedWorld {
  readonly world: World;
  readonly config: WorldConfig;
  /** The files that its answers name, for `buildWorld`. */
  readonly payloads: Payloads;
  /** What is legal but doubtful. */
  readonly warnings: readonly WorldProblem[];
  /** The folder that file names in the configuration start from. */
  readonly directory: string;
}

/**
 * The world of file, environment and overrides, laid in this order over the default world and the profile that they name.
 *
 * @throws WorldFileError when the file cannot be read.
 * @throws WorldError with every problem, each with file, line, value and the nearest legal value.
 */
export async function loadWorld(sources: WorldSources = {}): Promise<LoadedWorld> {
  const { environment = {}, overrides } = sources;
  const file = sources.file ?? environment.SPINEBOX_WORLD;
  const fromFile = file ? await fileLayer(file) : undefined;
  const layers = [
    ...(fromFile ? [fromFile] : []),
    environmentLayer(environment),
    ...(overrides ? [plainLayer('overrides', overrides)] : []),
  ];
  return settleWorld(layers, file ? dirname(resolve(file)) : process.cwd());
}

/**
 * Lays layers over what lies below, the base and the profile that they name unless given, and checks the whole.
 *
 * @throws WorldError
 */
export async function settleWorld(
  layers: readonly WorldLayer[],
  directory: string,
  below: readonly WorldLayer[] = belowOf(layers),
): Promise<LoadedWorld> {
  const all = [...below, ...layers];
  const whole = withAdaptorListeners(merge(all));
  const fail = (problems: readonly ConfigProblem[]): never => {
    throw new WorldError(problems.map((problem) => locate(problem, all)));
  };
  const parsed = worldConfig.safeParse(whole);
  if (!parsed.success) return fail(explainIssues(parsed.error.issues, whole));
  const config = parsed.data;
  const { payloads, problems } = await readPayloads(config, directory);
  const found = [...problems, ...checkWorld(config)];
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return fail(errors);
  const warnings = found.map((problem) => locate(problem, all));
  return { config, payloads, world: buildWorld(config, payloads), warnings, directory };
}

/** The base, and the profile over it. A name that is none is left to the schema to tell. */
function belowOf(layers: readonly WorldLayer[]): readonly WorldLayer[] {
  const given = merge(layers);
  const base = valueAt(given, ['base']) === 'empty' ? SPINE_ALONE : DEFAULT_CONFIG;
  const name = valueAt(given, ['profile']);
  const profile = isProfileName(name)
    ? [plainLayer(`profile ${name}`, profilePatch(PROFILES[name]))]
    : [];
  return [plainLayer('default world', base), ...profile];
}

async function fileLayer(file: string): Promise<WorldLayer> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new WorldFileError(file, error);
  }
  const { value, problems, lineOf, keyLineOf } = readYaml(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const wrong = (text: string, place: { line: number; column: number }): WorldProblem => ({
    ...place,
    severity: 'error',
    source: file,
    path: [],
    text,
  });
  if (errors.length > 0)
    throw new WorldError(
      errors.map(({ message, line, column }) => wrong(message, { line, column })),
    );
  if (value !== null && value !== undefined && !isPlain(value))
    throw new WorldError([wrong('must be a mapping of keys', { line: 1, column: 1 })]);
  // Editors find the schema by this key; it is no part of the world.
  const { $schema: _, ...patch } = value ?? {};
  return {
    value: patch,
    place: (path, atKey) => ({ source: file, ...(atKey ? keyLineOf(path) : lineOf(path)) }),
  };
}
