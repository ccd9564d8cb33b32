import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRunDesk } from '../../conformance/runs/open-run-desk.ts';
import { type AskedDesk, openPersonDesk } from '../../conformance/sut/open-person-desk.ts';
import { processCertificates } from '../../features/support/process-certificates.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { RunResults } from '../../src/report/results.ts';
import { runStore } from '../../src/report/run-store.ts';

export interface ConsoleStage extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly persons: AskedDesk;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Plays a record transfer to its end. */
  transfer(attachments: number): Promise<string>;
}

/** A whole simulator with its console, on ports of the system's choice, with runs of the suite that are kept. */
export async function consoleStage(
  runs: readonly RunResults[] = [],
  settings: WorldPatch = {},
): Promise<ConsoleStage> {
  const reports = await mkdtemp(join(tmpdir(), 'spinebox-runs-'));
  const store = runStore(reports);
  for (const run of runs) await store.keep(run);
  const persons = openPersonDesk();
  const { config } = await loadWorld();
  const overrides = { timeScale: 0.01, ...anyPorts(config), control: { port: 0 }, ...settings };
  const { directory } = await processCertificates();
  const simulator = await startSimulator({
    world: await loadWorld({ overrides }),
    certificateDirectory: directory,
    logger: silentLogger,
    keyType: 'p-256',
    durable: false,
    desks: { persons, runs: openRunDesk(reports, store) },
  });
  return {
    ...{ simulator, persons },
    origin: simulator.control?.url ?? '',
    async transfer(attachments) {
      const { parts, journal } = simulator;
      const { conversationId } = await parts.startTransfer({
        ...{ from: 'Z99001', to: 'Z99002', patient: '9990000018', attachments },
      });
      const done = () => parts.transfer(conversationId)?.done === true;
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = journal.subscribe(() => done() && resolve());
      if (!done()) await promise;
      end();
      return conversationId;
    },
    async [Symbol.asyncDispose]() {
      await simulator.stop();
      await rm(reports, { recursive: true, force: true });
    },
  };
}
