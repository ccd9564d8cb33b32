import { createHash } from 'node:crypto';
import { PDS_INTERACTIONS } from '../../src/demographics/hl7v3/interactions.ts';
import type { PatientRegister } from '../../src/demographics/register/register.ts';
import { SMSP_OPERATIONS } from '../../src/demographics/smsp/operations.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { recordHandshake } from '../../src/journal/record-handshake.ts';
import type { CertificateStore } from '../../src/pki/certificate-store.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';
import type { Actor } from '../../src/scenario/draft.ts';
import type { Parameters } from '../../src/scenario/parameters.ts';
import type { MessageDisturber } from '../doors/message-disturber.ts';
import { localAddress } from '../world/build-world.ts';
import type { WorldStore } from '../world/world-store.ts';
import { counterpartDoor } from './counterpart-door.ts';
import { type ScenarioShelf, scenarioShelf } from './find-scenario.ts';
import { type LoadedSituation, loadSituation } from './load-situation.ts';
import type { NeighbourDesks } from './place-neighbours.ts';
import { postOffice } from './post-office.ts';
import type { RecordedLetters } from './recorded-letters.ts';
import type { CounterpartMessage, Situation } from './situation-view.ts';

export interface LoadOptions {
  readonly parameters?: Parameters;
  /** Everything of the situation follows from it; 1 unless given. */
  readonly seed?: number;
  /** Whom it is played against. */
  readonly system: Actor;
  /** Where the file is looked for; the shelf of these counterparts unless given. */
  readonly from?: ScenarioShelf;
  /** Messages that are sent in place of those it would write. */
  readonly recorded?: RecordedLetters | undefined;
}

/** Practices that do what scenario files say, each situation with one of its own, all in one process. */
export interface Counterparts extends AsyncDisposable {
  readonly port: number;
  readonly shelf: ScenarioShelf;
  /**
   * Puts a situation in place: it waits for the system, or to be started. Rejects with UnknownScenarioError,
   * ScenarioFileError and UnreachableSystemError.
   */
  load(file: string, options: LoadOptions): Promise<Situation>;
  /** Those that are loaded, oldest first. */
  situations(): readonly Situation[];
  find(id: string): Situation | undefined;
  /** A message that a counterpart sent, by its MessageId, for as long as its situation is loaded. */
  message(messageId: string): CounterpartMessage | undefined;
}

export interface CounterpartsOptions {
  readonly world: WorldStore;
  readonly register: PatientRegister;
  readonly journal: Journal;
  readonly certificates: CertificateStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly spineUrl: () => string;
  readonly disturb: (disturber: MessageDisturber) => () => void;
  /** What stands beside Spine, for situations that bring something into it. */
  readonly desks: NeighbourDesks;
  /** 127.0.0.1 and any free port unless given. */
  readonly host?: string;
  readonly port?: number;
  /** Where scenario files are looked for by name; the product's own folder unless given. */
  readonly folder?: string;
}

/** The name that all counterparts have in their one certificate. */
export const COUNTERPARTS_FQDN = 'counterparts.spinebox.test';

/** Starts the listener behind which all counterparts are. Throws PortInUseError and CannotListenError. */
export async function openCounterparts(options: CounterpartsOptions): Promise<Counterparts> {
  const { world, register, journal, certificates, clock, ids, logger, disturb } = options;
  const identity = await certificates.identity(COUNTERPARTS_FQDN);
  const loaded = new Map<string, LoadedSituation>();
  const byParty = new Map<string, LoadedSituation>();
  const loads = new Map<string, number>();
  let count = 0;
  const listener = await startTlsServer({
    service: 'counterparts',
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    identity,
    clientCertificate: 'require',
    expectedNames: () => [world.current().spine.fqdn],
    onRefusedHandshake: (refusal) =>
      void recordHandshake({ journal, clock, logger }, 'counterpart', refusal),
    onRequest: counterpartDoor({
      ...{ clock, ids, logger, limit: () => world.current().limits.messageBytes },
      take(partyKey, message) {
        const found = byParty.get(partyKey.toUpperCase());
        found?.player.take(message);
        return found !== undefined;
      },
    }),
  });
  const office = postOffice({
    identity,
    wrongIdentity: () => certificates.identity(`nobody.${COUNTERPARTS_FQDN}`),
    spineUrl: options.spineUrl,
  });
  const shelf = scenarioShelf(options.folder);
  const ground = {
    ...{ world, register, journal, clock, logger, office, disturb },
    fqdn: COUNTERPARTS_FQDN,
    endpoint: `${localAddress(listener.host, listener.port)}/`,
    ...{ retrievals: RETRIEVALS, desks: options.desks },
  };

  const forget = (id: string) => {
    const known = loaded.get(id);
    loaded.delete(id);
    for (const key of known?.partyKeys ?? []) byParty.delete(key.toUpperCase());
  };

  return {
    port: listener.port,
    shelf,
    async load(file, { parameters = {}, seed = 1, system, from = shelf, recorded }) {
      const scenario = await from.read(file, parameters);
      const key = `${file} ${seed}`;
      const load = loads.get(key) ?? 0;
      loads.set(key, load + 1);
      count += 1;
      const id = `s${count}`;
      // A seed that is loaded again draws other ids: Spine remembers those it has seen.
      const chance = chanceOf(file, seed, load);
      const order = { id, name: file, file: scenario, parameters, seed, chance, system, recorded };
      const made = loadSituation(ground, order);
      loaded.set(id, made);
      for (const partyKey of made.partyKeys) byParty.set(partyKey.toUpperCase(), made);
      const { situation } = made;
      const dispose = situation[Symbol.asyncDispose].bind(situation);
      const whole: Situation = {
        ...situation,
        async [Symbol.asyncDispose]() {
          if (!loaded.has(id)) return;
          forget(id);
          await dispose();
        },
      };
      loaded.set(id, { ...made, situation: whole });
      try {
        await made.place();
      } catch (error) {
        await whole[Symbol.asyncDispose]();
        throw error;
      }
      return whole;
    },
    situations: () => [...loaded.values()].map(({ situation }) => situation),
    find: (id) => loaded.get(id)?.situation,
    message(messageId) {
      for (const { situation } of loaded.values()) {
        const found = situation.sent().find((each) => each.messageId === messageId);
        if (found) return found;
      }
      return undefined;
    },
    async [Symbol.asyncDispose]() {
      for (const { situation } of [...loaded.values()]) await situation[Symbol.asyncDispose]();
      await Promise.all([listener.close(), office.close()]);
    },
  };
}

/** Interactions of HL7, operations of FHIR and of the mini services that only ask. */
const RETRIEVALS: readonly string[] = [
  ...PDS_INTERACTIONS.filter(({ kind }) => kind !== 'update' && kind !== 'allocation').map(
    ({ request }) => request,
  ),
  ...['Patient.read', 'Patient.search'],
  ...Object.keys(SMSP_OPERATIONS),
];

/** Two files of one seed do not draw the same. */
function chanceOf(file: string, seed: number, load: number): number {
  return createHash('sha256').update(`${file} ${seed} ${load}`).digest().readUInt32BE(0);
}
