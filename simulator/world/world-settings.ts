import { isDeepStrictEqual } from 'node:util';
import { type BoundPorts, withPorts } from './bound-ports.ts';
import { buildWorld } from './build-world.ts';
import { valueAt } from './explain-issues.ts';
import { type LoadedWorld, settleWorld } from './load-world.ts';
import type { WorldConfig, WorldPatch } from './world-config.ts';
import { plainLayer } from './world-layers.ts';
import { formatPath, type Path, WorldError, type WorldProblem } from './world-problem.ts';
import type { WorldStore } from './world-store.ts';

/** What a change of the configuration came to. */
export interface WorldChange {
  readonly config: WorldConfig;
  readonly warnings: readonly WorldProblem[];
  /** Keys that differ from what the listeners were started with: they count after a restart. */
  readonly restartNeeded: readonly string[];
}

/** The configuration of a running simulator. Changes come one after the other, whole or not at all. */
export interface WorldSettings {
  config(): WorldConfig;
  /** Takes a configuration as a world file would hold it. Rejects with WorldError. */
  replace(config: WorldPatch): Promise<WorldChange>;
  /** Lays a JSON merge patch (RFC 7396) over the configuration in force. Rejects with WorldError. */
  patch(patch: WorldPatch): Promise<WorldChange>;
  /** Goes back to the configuration of the start. */
  restore(): Promise<WorldChange>;
}

export interface SettingsOptions {
  readonly store: WorldStore;
  /** The configuration that the listeners were started with. */
  readonly loaded: LoadedWorld;
  readonly ports?: BoundPorts;
  /** Awaited before a change takes effect, for example to put it on record. */
  readonly before?: (change: WorldChange) => Promise<void>;
}

/** Keeps a store in step with a configuration. The store gets the world of `loaded` at once. */
export function worldSettings(options: SettingsOptions): WorldSettings {
  const { store, loaded: started, ports = {}, before = async () => {} } = options;
  let current = started;
  let queue: Promise<unknown> = Promise.resolve();

  // Listeners stay where they are until a restart, whatever the configuration says.
  const build = ({ config, payloads }: LoadedWorld) =>
    buildWorld(withPorts(config, ports), payloads);
  store.replace(build(started));

  const change = (settle: () => Promise<LoadedWorld>): Promise<WorldChange> => {
    const turn = queue.then(async () => {
      const next = await settle();
      const { config, warnings } = next;
      const result = { config, warnings, restartNeeded: restartNeeded(started.config, config) };
      const world = build(next);
      await before(result);
      current = next;
      store.replace(world);
      return result;
    });
    queue = turn.catch(() => {});
    return turn;
  };

  const body = (value: WorldPatch) => plainLayer('request body', value);
  return {
    config: () => current.config,
    replace: (config) => change(() => settleWorld([body(config)], started.directory)),
    patch: (patch) =>
      change(() => {
        keepProfile(current.config, patch);
        const below = plainLayer('configuration in force', current.config);
        return settleWorld([body(patch)], started.directory, [below]);
      }),
    restore: () => change(async () => started),
  };
}

/**
 * A profile lies below all else: laid over a configuration in force it would undo what was set over the old one.
 *
 * @throws WorldError
 */
function keepProfile({ profile }: WorldConfig, patch: WorldPatch): void {
  if (patch.profile === undefined || patch.profile === profile) return;
  throw new WorldError([
    {
      severity: 'error',
      source: 'request body',
      path: ['profile'],
      text: 'is chosen at the start, or with a whole configuration, not with a change of one',
      got: JSON.stringify(patch.profile),
      nearest: JSON.stringify(profile),
    },
  ]);
}

/** What only listeners and stores look at, once, when they start. */
function startKeys(config: WorldConfig): readonly Path[] {
  const organisations = Object.entries(config.organisations)
    .filter(([, { played, adaptor }]) => played === 'bundled' || adaptor)
    .flatMap(([name, { adaptor }]) => {
      const own = ['played', 'host', 'port', 'fqdn'].map((key) => ['organisations', name, key]);
      const inFront = ['host', 'port', 'queue'].map((key) => [
        ...['organisations', name, 'adaptor', key],
      ]);
      return adaptor ? [...own, ...inFront] : own;
    });
  const listener = ['host', 'port', 'plainPort', 'fqdn'];
  const spine = listener.map((key) => ['spine', key]);
  const gateway = [...listener, 'clientCertificate'].map((key) => ['gateway', key]);
  const ldap = [
    ...['host', 'port', 'tlsPort', 'listen', 'fqdn', 'clientCertificate', 'maxConnections'],
  ].map((key) => ['sds', 'ldap', key]);
  const register = ['patients', 'specialPatients', 'generated'].map((key) => ['pds', key]);
  const faces = ['sds', 'pds'].map((service) => [service, 'fhir', 'prefix']);
  const read = [...faces, ['pds', 'smsp', 'prefix'], ...register];
  return [
    ...spine,
    ...gateway,
    ...ldap,
    ...read,
    ['control'],
    ['journal'],
    ['certificates'],
    ['log'],
    ...organisations,
  ];
}

function restartNeeded(before: WorldConfig, after: WorldConfig): readonly string[] {
  const paths = [...startKeys(before), ...startKeys(after)];
  const changed = paths.filter(
    (path) => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path)),
  );
  return [...new Set(changed.map(formatPath))];
}
