import { processCertificates } from '../../features/support/process-certificates.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { silentLogger } from '../../src/platform/logger.ts';

export interface ConsoleStage extends AsyncDisposable {
  readonly simulator: Simulator;
  /** `http://127.0.0.1:PORT/console` */
  readonly url: string;
  /** Plays a record transfer to its end. */
  transfer(attachments: number): Promise<string>;
}

/** A whole simulator with its console, on ports of the system's choice. */
export async function consoleStage(
  settings: WorldPatch = {},
  options: Partial<SimulatorOptions> = {},
): Promise<ConsoleStage> {
  const { config } = await loadWorld();
  const overrides = { timeScale: 0.01, ...anyPorts(config), control: { port: 0 }, ...settings };
  const { directory } = await processCertificates();
  const simulator = await startSimulator({
    world: await loadWorld({ overrides }),
    certificateDirectory: directory,
    logger: silentLogger,
    keyType: 'p-256',
    durable: false,
    ...options,
  });
  return {
    simulator,
    url: `${simulator.control?.url}/console`,
    async transfer(attachments) {
      const { parts, journal } = simulator;
      const { conversationId } = await parts.startTransfer({
        ...{ from: 'Z99001', to: 'Z99002', patient: '9990000018', attachments },
      });
      const done = () => parts.transfer(conversationId)?.done === true;
      if (!done()) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const end = journal.subscribe(() => done() && resolve());
        if (!done()) await promise;
        end();
      }
      return conversationId;
    },
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}
