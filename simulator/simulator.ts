import { resolve } from 'node:path';
import type { Journal } from '../src/journal/journal.ts';
import type { CertificateStore } from '../src/pki/certificate-store.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Ids } from '../src/platform/ids.ts';
import type { Logger } from '../src/platform/logger.ts';
import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import { openConsole } from './console/console-app.ts';
import type { ConsoleParts } from './console/console-parts.ts';
import { consoleRoutes } from './console/routes.ts';
import { type Control, startControl } from './control/start-control.ts';
import { controlPartsOf } from './control-parts-of.ts';
import type { Counterparts } from './counterpart/open-counterparts.ts';
import { scenarioDesk } from './counterpart/scenario-desk.ts';
import { counterpartsOn } from './counterparts-on.ts';
import type { ControlParts } from './doors/control-parts.ts';
import type { AdaptorService, Neighbours } from './doors/neighbours.ts';
import { type CleanUp, cleanUpList, type Ground, openGround } from './ground.ts';
import type { SigningKeys } from './identity/signing-keys.ts';
import { keptToken } from './kept-token.ts';
import { type Monitoring, openMonitoring } from './monitoring/open-monitoring.ts';
import { openDoctor } from './open-doctor.ts';
import { openServices, type Services } from './open-services.ts';
import type { Practice } from './practice/practice-room.ts';
import type { RecordShelf } from './practice/record-source.ts';
import { readyFacts } from './ready-facts.ts';
import { ruleDisturber } from './spine/rule-disturber.ts';
import { type Spine, startSpine } from './spine/spine.ts';
import { startAdaptorsOn } from './start-adaptors.ts';
import { type Faces, startGatewayOn, startLdapOn } from './start-faces.ts';
import { startMeshOn } from './start-mesh.ts';
import { startNhaisOn } from './start-nhais.ts';
import { type PracticeLookups, type Practices, startPractices } from './start-practices.ts';
import { startSettings } from './start-settings.ts';
import { PRODUCT_VERSION } from './version.ts';
import { type Judging, watchRevocations } from './watch-revocations.ts';
import type { LoadedWorld } from './world/load-world.ts';
import type { Party } from './world/world.ts';
import type { WorldSettings } from './world/world-settings.ts';
import type { WorldStore } from './world/world-store.ts';

export interface SimulatorOptions {
  /** The default world unless given. */
  readonly world?: LoadedWorld;
  /** Where the journal lies; unless given or configured a temporary folder that goes with the simulator. */
  readonly dataDirectory?: string;
  /** Where certificates lie or are made; `certs/generated` below the working directory unless configured. */
  readonly certificateDirectory?: string;
  /** P-256 makes certificates fast, for tests. */
  readonly keyType?: 'rsa-2048' | 'p-256';
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Logger;
  /** `false` leaves the control API out. */
  readonly control?: boolean;
  /** `false` leaves the bundled practices out: a test plays the parties itself. */
  readonly practices?: boolean;
  /** `false` lets the system decide when bytes reach the disk. */
  readonly durable?: boolean;
  /** Keys of the identity services that are open already; of the gateway's certificate unless given. */
  readonly signingKeys?: SigningKeys;
  /** Of what is drawn by chance, such as the latency of a fault; 1 unless given. */
  readonly seed?: number;
  /** What the console shows of a run of the suite, when one is under way. */
  readonly desks?: Pick<ControlParts, 'persons' | 'runs'>;
  readonly onRefusedHandshake?: (refusal: HandshakeRefusal) => void;
}

/** A running simulator: every service, the bundled practices, the control API, over one world and one journal. */
export interface Simulator extends AsyncDisposable, Faces {
  readonly world: WorldStore;
  readonly settings: WorldSettings;
  readonly journal: Journal;
  readonly certificates: CertificateStore;
  /** Where they lie, absolute. */
  readonly certificateDirectory: string;
  readonly spine: Spine;
  /** MESH, the health authorities and the adaptors, as far as the world has them. */
  readonly neighbours: Neighbours;
  /** The register of patients, the directory and the identities behind the faces. */
  readonly services: Services;
  readonly control: Control | undefined;
  /** Bundled practices by ODS code. */
  readonly practices: ReadonlyMap<string, Practice>;
  /** What each bundled practice holds of its patients, by ODS code. */
  readonly shelves: ReadonlyMap<string, RecordShelf>;
  readonly parts: ControlParts;
  /** Every listener judges by the revocation lists of this moment, without waiting for the next look at them. */
  readRevocations(): Promise<void>;
  /** Practices that play situations; their listener starts when it is first asked for. */
  counterparts(): Promise<Counterparts>;
  stop(): Promise<void>;
}

/** Starts everything and comes back when it takes traffic. Throws a SimulatorError that says what to do. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const cleanUp = cleanUpList();
  try {
    const ground = await openGround(options, cleanUp);
    const told = options.onRefusedHandshake ?? (() => undefined);
    let faces: Faces | undefined;
    const gatewayUrl = () => faces?.gateway.url ?? '';
    const services = await openServices(ground, { ...options, gatewayUrl }, cleanUp);
    const spine = await startSpineOn(ground, services, told, cleanUp);
    const ldap = await startLdapOn(ground, services, told, cleanUp);
    const gateway = await startGatewayOn(ground, services, told, cleanUp);
    faces = { ldap, gateway };
    const mesh = await startMeshOn(ground, services, told, cleanUp);
    const nhais = await startNhaisOn(ground, services, mesh?.desk, cleanUp);
    const lookups = lookupsAt(spine, faces);
    const adaptors = await startAdaptorsOn(ground, services, lookups, told, cleanUp);
    const neighbours: Neighbours = { mesh, nhais, adaptors };
    const practices =
      options.practices === false
        ? { running: new Map(), shelves: new Map(), ports: {} }
        : await startPractices(ground, lookups, cleanUp, adaptors?.desk.adaptors());
    const settings = await startSettings(ground, spine, faces, practices, neighbours);
    const revocations = watchRevocations({
      ...ground,
      directory: ground.certificateDirectory,
      listeners: listenersOf(ground, spine, faces, practices, neighbours),
    });
    cleanUp.add(async () => revocations.end());
    // Only now does the world name the ports that are really listened on: open work may go out.
    await spine.resume();
    await adaptors?.resume();
    await nhais?.resume();
    const counterparts = counterpartsOn(ground, spine, services, neighbours, cleanUp);
    const scenarios = scenarioDesk({ world: ground.world, counterparts });
    const steered = controlPartsOf(
      ...([ground, settings, spine, services, faces, practices, neighbours, cleanUp] as const),
    );
    const monitoring = openMonitoring({
      ...ground,
      neighbours,
      version: PRODUCT_VERSION,
      queueDepth: () => spine.pendingDeliveries,
    });
    cleanUp.add(async () => monitoring.close());
    const doctor = await openDoctor(ground, settings, services, neighbours, scenarios, cleanUp);
    const parts: ControlParts = {
      ...steered,
      ...options.desks,
      scenarios,
      doctor: doctor.examine,
      async reset() {
        // What situations put into world and register goes before these go back to their beginning.
        for (const { id } of await scenarios.loaded()) await scenarios.remove(id);
        await steered.reset();
        doctor.forget();
        monitoring.reset();
      },
    };
    const { world, journal, certificates } = ground;
    const { running, shelves } = practices;
    const stop = cleanUp.run;
    let control: Control | undefined;
    const simulator = () => ({
      ...{ world, settings, journal, certificates, services, spine, ldap, gateway, neighbours },
      certificateDirectory: resolve(ground.certificateDirectory),
      ...{ control, parts, stop, shelves, counterparts },
      readRevocations: revocations.readAgain,
      practices: running,
      [Symbol.asyncDispose]: stop,
    });
    if (options.control !== false) {
      const shown: ConsoleParts = {
        ...parts,
        clock: ground.clock,
        ready: () => readyFacts(simulator()),
        certificates: () => certificates.list(),
      };
      control = await startControlOn(ground, shown, monitoring, cleanUp);
    }
    return simulator();
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function startSpineOn(
  { loaded, world, journal, certificates, clock, ids, logger }: Ground,
  { pds, faults, random, identity: { sessions } }: Services,
  told: (refusal: HandshakeRefusal) => void,
  cleanUp: CleanUp,
): Promise<Spine> {
  const identity = await certificates.identity(loaded.world.spine.fqdn);
  const spine = await startSpine({
    ...{ world, journal, identity, clock, ids, logger },
    applications: { pds },
    sessions,
    onRefusedHandshake: told,
  });
  cleanUp.add(() => spine.stop());
  spine.disturb(ruleDisturber(faults, random, () => world.current()));
  return spine;
}

/** Where a bundled practice finds what it asks before it sends. */
function lookupsAt(spine: Spine, { ldap, gateway }: Faces): PracticeLookups {
  return {
    spineUrl: () => spine.url,
    pdsUrl: () => spine.url,
    // Where the directory does not listen for the way that is set, the practice takes the one there is.
    ldapUrl: (scheme) => {
      const secure = ldap.port === undefined || (scheme === 'ldaps' && ldap.tlsPort !== undefined);
      return secure ? `ldaps://${ldap.host}:${ldap.tlsPort}` : `ldap://${ldap.host}:${ldap.port}`;
    },
    fhirUrl: () => gateway.url,
  };
}

function listenersOf(
  { loaded }: Ground,
  spine: Spine,
  { ldap, gateway }: Faces,
  { running }: Practices,
  { mesh, adaptors }: Neighbours,
): Judging[] {
  const { world } = loaded;
  const practices = [...running].map(([ods, { reload }]) => ({
    fqdn: world.partyByOds(ods)?.fqdn ?? '',
    reload,
  }));
  return [
    { fqdn: world.spine.fqdn, reload: spine.reload },
    { fqdn: world.sds.ldap.fqdn, reload: ldap.reload },
    { fqdn: world.gateway.fqdn, reload: gateway.reload },
    ...practices,
    ...(mesh ? [{ fqdn: world.mesh.fqdn, reload: mesh.reload }] : []),
    ...(adaptors ? adapted(world.parties, adaptors) : []),
  ];
}

function adapted(parties: readonly Party[], { reload }: AdaptorService): Judging[] {
  return parties
    .filter(({ adaptor }) => adaptor)
    .map(({ fqdn }) => ({ fqdn, reload: (identity) => reload(fqdn, identity) }));
}

async function startControlOn(
  { loaded, clock, logger }: Ground,
  parts: ConsoleParts,
  monitoring: Monitoring,
  cleanUp: CleanUp,
): Promise<Control> {
  const { host, port } = loaded.config.control;
  const token = await keptToken(loaded.config.control);
  const guard = token ? { token } : {};
  const common = { version: PRODUCT_VERSION, parts, logger, clock };
  const routes = consoleRoutes(parts);
  const pages = openConsole({ ...common, routes, token });
  const mounts = { '/console': pages.app };
  const guarded = { '/metrics': monitoring.answer };
  const control = await startControl({ host, port, ...guard, ...common, mounts, guarded });
  cleanUp.add(() => {
    pages.close();
    return control.close();
  });
  return control;
}
