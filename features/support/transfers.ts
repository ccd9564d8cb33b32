import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { buildWorld } from '../../simulator/world/build-world.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { type VirtualClock, virtualClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { PRACTICES, type PracticeName, playedByScenario } from './cast.ts';
import { PATIENCE_MS } from './messaging.ts';
import { processCertificates } from './process-certificates.ts';
import { openScriptedPractice, type ScriptedPractice } from './scripted-practice.ts';

/** The whole simulator with its bundled practices, one of which the scenario may play itself. */
export interface Transfers extends AsyncDisposable {
  /** This practice is not bundled: the scenario says what it does. */
  play(practice: PracticeName): void;
  /** The practice goes by another ODS code, such as the one that a real extract names. */
  rename(practice: PracticeName, odsCode: string): void;
  /**
   * Practices ask PDS and SDS before they send. Otherwise they do not: most scenarios begin where the
   * patient has been registered.
   */
  askBefore(lookups: WorldPatch): void;
  stopClock(): void;
  pass(milliseconds: number): Promise<void>;
  simulator(): Promise<Simulator>;
  odsOf(practice: PracticeName): string;
  scripted(): Promise<ScriptedPractice>;
  /** The first entry of the journal that fits, once it is there. */
  entry(what: string, matches: (entry: Entry) => boolean): Promise<Entry>;
}

export function openTransfers(): Transfers {
  const codes = new Map<PracticeName, string>();
  let played: PracticeName | undefined;
  let script: ScriptedPractice | undefined;
  let clock: VirtualClock | undefined;
  let lookups: WorldPatch = { pds: 'off', sds: 'world' };
  let opening: Promise<Simulator> | undefined;

  const open = async (): Promise<Simulator> => {
    const { directory, store } = await processCertificates();
    if (played) script = await openScriptedPractice(played, store, () => simulator());
    const bundled = { port: 0, lookups };
    let organisations: WorldPatch = { riverside: bundled, hillside: bundled };
    if (played && script) {
      organisations = { ...organisations, ...playedByScenario(played, script.url) };
    }
    const loaded = await loadWorld({ overrides: { ...FREE_SERVICE_PORTS, organisations } });
    const config = {
      ...loaded.config,
      // Not by way of the file's checks: test extracts name practices that no directory could have.
      organisations: Object.fromEntries(
        Object.entries(loaded.config.organisations).map(([key, organisation]) => [
          key,
          { ...organisation, ods: codeByKey(key) ?? organisation.ods },
        ]),
      ),
    };
    return startSimulator({
      world: { ...loaded, config, world: buildWorld(config) },
      certificateDirectory: directory,
      keyType: 'p-256',
      logger: silentLogger,
      control: false,
      durable: false,
      ...(clock && { clock }),
    });
  };
  const codeByKey = (key: string) => [...codes].find(([name]) => PRACTICES[name].key === key)?.[1];
  const simulator = () => {
    opening ??= open();
    return opening;
  };

  return {
    play(practice) {
      played = practice;
    },
    askBefore(patch) {
      lookups = patch;
    },
    rename: (practice, odsCode) => void codes.set(practice, odsCode),
    stopClock() {
      // From now, for the simulator's certificates are made by this clock and judged by the machine's.
      clock = virtualClock(new Date());
    },
    async pass(milliseconds) {
      if (!clock) throw new Error('the scenario did not stop the clock');
      await clock.advance(milliseconds);
    },
    simulator,
    odsOf: (practice) => codes.get(practice) ?? PRACTICES[practice].ods,
    async scripted() {
      await simulator();
      if (!script) throw new Error('the scenario plays no practice itself');
      return script;
    },
    async entry(what, matches) {
      const { journal } = await simulator();
      return waitForEntry(journal, { what, matches }, { timeoutMs: PATIENCE_MS });
    },
    async [Symbol.asyncDispose]() {
      const opened = await opening?.catch(() => undefined);
      await script?.[Symbol.asyncDispose]();
      await opened?.stop();
    },
  };
}
