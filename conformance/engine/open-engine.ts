import { behindOf } from '../../simulator/behind-of.ts';
import type { RecordedLetters } from '../../simulator/counterpart/recorded-letters.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldConfig, WorldPatch } from '../../simulator/world/world-config.ts';
import {
  GP2GP_INTERACTIONS,
  GP2GP_SERVICE,
  serviceInteraction,
} from '../../src/domain/interaction.ts';
import { localHost } from '../../src/platform/local-host.ts';
import { createLogger, type Logger } from '../../src/platform/logger.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import { whyNotApplicable } from './applicable.ts';
import { bundledSystem } from './bundled-system.ts';
import { durationLog } from './duration-log.ts';
import type { Engine } from './engine.ts';
import { evidenceLog } from './evidence-log.ts';
import { openJudge } from './judge.ts';
import { openSituations, type Situations } from './open-situations.ts';
import { openTrial } from './open-trial.ts';
import { runningScenario } from './running-scenario.ts';
import { seedOf } from './seed-of.ts';
import { CANARIES } from './silence.ts';
import { systemPool } from './system-pool.ts';
import type { SpinePlaces, StartedSystems, SystemSource } from './system-source.ts';

export interface EngineOptions {
  /** The bundled practice unless given. */
  readonly source?: SystemSource;
  readonly seed?: number;
  /** Folder of the schemas of the messages; without them those checks are not run. */
  readonly schemas?: string;
  /** A world file under the parties of the suite: ports and host names of an external system's network. */
  readonly world?: string;
  /** Settings that hold over the world file: what a replay takes from the world of then. */
  readonly settings?: WorldPatch;
  /** Where scenario files are looked for by name; the product's own folder unless given. */
  readonly scenarioFolder?: string;
  /** Messages that counterparts send in place of those they would write. */
  readonly recorded?: RecordedLetters;
  /** `true` takes any free port; the ports of the world unless told. */
  readonly freePorts?: boolean;
  readonly certificateDirectory?: string;
  readonly dataDirectory?: string;
  readonly keyType?: 'rsa-2048' | 'p-256';
  /** Options that a replay command needs beside `--only` and `--seed`. */
  readonly replayOptions?: string;
  readonly logger?: Logger;
  /** What the console of the run shows beside everything else: what people are asked, and runs. */
  readonly desks?: SimulatorOptions['desks'];
}

/** Starts everything. Throws a SimulatorError that says what to do. Disposing of it leaves nothing behind. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const { source = bundledSystem(), seed = 1, logger = createLogger('error') } = options;
  await using stack = new AsyncDisposableStack();
  const simulator = await startWorld(source.profiles, options, logger);
  stack.defer(() => simulator.stop());
  // Systems read revocation lists when they start: who is to be refused as revoked stands on them by then.
  const { certificates, world } = simulator;
  await certificates.wrongIdentity('revoked', world.current().spine.fqdn);
  await simulator.readRevocations();
  const started = stack.use(await source.start(placesOf(simulator, source.profiles)));
  await placeSystems(simulator, source.profiles, started);
  const situations = await openSituations({
    simulator,
    folder: options.scenarioFolder,
    recorded: options.recorded,
  });
  const judge = stack.use(await openJudge({ simulator, schemas: options.schemas }));
  const pool = systemPool(started.systems);
  const first = started.systems[0];
  if (!first) throw new Error('there is no system to judge');
  let lost: Error | undefined;
  started.lost?.catch((error: Error) => {
    lost = error;
  });
  const durations = durationLog();
  const log = evidenceLog(simulator.journal);
  const loadFor = async (id: string, file: string, order: Parameters<Situations['load']>[1]) => {
    const situation = await situations.load(file, order);
    log.loaded(id, file, situation);
    return situation;
  };
  const kept = stack.move();

  return {
    seed,
    system: first.profile,
    hooks: first.hooks.names,
    capacity: pool.capacity,
    schemas: options.schemas === undefined ? 'not-run' : 'run',
    notRun: judge.notRun,
    simulator,
    durations,
    async begin(head) {
      const absent = whyNotApplicable(head, first.profile);
      const { system, release } = absent
        ? { system: first, release: () => undefined }
        : await pool.lease(head.exclusive);
      const since = await lastSequence(simulator);
      const over = log.begin(head.id, since);
      const own = seedOf(seed, `${head.id} ${head.row ?? ''}`);
      const trial = openTrial({
        head,
        system,
        journal: simulator.journal,
        identity: ({ wrong, fqdn = simulator.world.current().spine.fqdn } = {}) =>
          wrong
            ? simulator.certificates.wrongIdentity(wrong, fqdn)
            : simulator.certificates.identity(fqdn),
        since,
        load: (file, parameters, ordinal) =>
          loadFor(head.id, file, { parameters, seed: own + ordinal, system: system.profile }),
        examiner: judge.examiner,
        durations,
      });
      const more = options.replayOptions ? ` ${options.replayOptions}` : '';
      const running = runningScenario({
        trial,
        seed,
        replay: `spinebox conform --only ${head.id} --seed ${seed}${more}`,
        release() {
          release();
          over(lastSequence(simulator));
        },
        lost: () => lost,
        outcomesOf: judge.outcomesOf,
      });
      if (absent) running.broke(absent);
      return running;
    },
    evidence: () => judge.evidence(),
    async evidenceOf(id, named = []) {
      const { files, sequences } = await log.of(id);
      // Whoever plays the scenario again may come further.
      const further = [...named, ...Object.values(CANARIES)].map((name) =>
        situations.source(name).catch(() => undefined),
      );
      const all = await Promise.all([...files.map(situations.source), ...further]);
      const byPath = new Map(all.flatMap((each) => (each ? [[each.path, each] as const] : [])));
      return { situations: [...byPath.values()], sequences };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** A run of large records leaves gigabytes of evidence; what is let go of would break its chain. */
const MOST_EVIDENCE = 64 * 2 ** 30;

/** The simulator with the systems as parties and no practice of its own. */
async function startWorld(
  profiles: readonly SutProfile[],
  options: EngineOptions,
  logger: Logger,
): Promise<Simulator> {
  const {
    world: file,
    freePorts = true,
    dataDirectory,
    certificateDirectory,
    keyType,
    desks,
  } = options;
  const source = { environment: process.env, ...(file && { file }) };
  const before = await loadWorld({ ...source, overrides: options.settings ?? {} });
  const parties = mergePatch(options.settings ?? {}, {
    organisations: { ...besides(before.config), ...organisationsOf(profiles) },
    journal: { maxBytes: MOST_EVIDENCE },
  }) as WorldPatch;
  const { config } = await loadWorld({ ...source, overrides: parties });
  const ports = freePorts ? { ...anyPorts(config), control: { port: 0 } } : {};
  const overrides = mergePatch(ports, parties) as WorldPatch;
  const world = await loadWorld({ ...source, overrides });
  return startSimulator({
    world,
    practices: false,
    // A run that is broken off is run again: nobody needs its evidence on the disk at once.
    durable: false,
    logger,
    ...(desks && { desks }),
    ...(dataDirectory && { dataDirectory }),
    ...(certificateDirectory && { certificateDirectory }),
    ...(keyType && { keyType }),
  });
}

/** Bytes of a message (mhs 4.6), with the slack that Spine has. */
const SPINE_TAKES = 5_000_000;

/** What breaks on its way to the system comes again soon, and for long enough. */
const CONTRACTS = Object.fromEntries(
  GP2GP_INTERACTIONS.map((action) => [
    serviceInteraction(GP2GP_SERVICE, action),
    { retries: 3, retryInterval: 'PT0.5S', persistDuration: 'PT2M' },
  ]),
);

function organisationsOf(profiles: readonly SutProfile[]): WorldPatch {
  const parties = profiles.map((profile, index) => {
    const { odsCode, name, partyKey, asid, fqdn, endpoint, boundary, adaptor = {} } = profile;
    const party = {
      ...{ ods: odsCode, name, partyKey, asid, fqdn },
      ...(boundary === 'mhs' ? { endpoint } : { port: 0, adaptor: asSpineTakes(adaptor) }),
      played: 'external',
      contracts: CONTRACTS,
    };
    return [nameOf(index), party] as const;
  });
  return Object.fromEntries(parties);
}

/** Adaptors that the world has for others make room for those of the systems. */
function besides({ organisations }: WorldConfig): WorldPatch {
  const others = Object.entries(organisations).filter(([, { adaptor }]) => adaptor);
  return Object.fromEntries(
    others.map(([name]) => [name, { adaptor: { port: 0, queue: { port: 0 } } }]),
  );
}

/** What the world calls a system. */
function nameOf(index: number): string {
  return index === 0 ? 'sut' : `sut-${index + 1}`;
}

/** An adaptor that takes what Spine takes, so that the boundary makes no difference to what a system may send. */
function asSpineTakes(adaptor: object): object {
  return { requestBytes: SPINE_TAKES, bodyBytes: 2 * SPINE_TAKES, ...adaptor };
}

/** Tells the world where the systems really listen. */
async function placeSystems(
  simulator: Simulator,
  known: readonly SutProfile[],
  { systems }: StartedSystems,
): Promise<void> {
  const moved = systems.some(({ profile }, index) => profile.endpoint !== known[index]?.endpoint);
  if (!moved) return;
  await simulator.settings.patch({
    organisations: Object.fromEntries(
      systems.map(({ profile: { endpoint } }, index) => [nameOf(index), { endpoint }]),
    ),
  });
}

function placesOf(simulator: Simulator, profiles: readonly SutProfile[]): SpinePlaces {
  const { spine, ldap, gateway, certificateDirectory, neighbours, world } = simulator;
  const { odsCode, partyKey, asid, fqdn } = world.current().spine;
  const played = neighbours.adaptors;
  const adaptors = profiles.flatMap(({ odsCode }, index) => {
    const party = world.current().partyByOds(odsCode);
    const at = played?.ports[nameOf(index)];
    const behind = party && played && behindOf(party, played.desk.adaptors());
    if (!party?.listen || !at || !behind) return [];
    // The adaptor listens for Spine in place of the system.
    const endpoint = `https://${localHost(party.listen.host)}:${at.inbound}/`;
    return [[odsCode, { ...behind, endpoint }] as const];
  });
  return {
    adaptors: new Map(adaptors),
    spineUrl: spine.url,
    ldapUrl:
      ldap.tlsPort === undefined
        ? `ldap://${ldap.host}:${ldap.port}`
        : `ldaps://${ldap.host}:${ldap.tlsPort}`,
    gatewayUrl: gateway.url,
    spine: { odsCode, partyKey, asid, fqdn },
    certificateDirectory,
  };
}

async function lastSequence({ journal }: Simulator): Promise<number> {
  const [last] = await journal.find({ newestFirst: true, limit: 1 });
  return last?.sequence ?? 0;
}
