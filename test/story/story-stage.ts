import { processCertificates } from '../../features/support/process-certificates.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { silentLogger } from '../../src/platform/logger.ts';

/** Two bundled practices at a Spine whose hours take two seconds: what is sent again is sent again soon. */
export async function storyStage(): Promise<Simulator> {
  const { directory } = await processCertificates();
  const practice = { port: 0 };
  const overrides = {
    ...FREE_SERVICE_PORTS,
    timeScale: 0.0006,
    organisations: { riverside: practice, hillside: practice },
  };
  return startSimulator({
    world: await loadWorld({ overrides }),
    certificateDirectory: directory,
    keyType: 'p-256',
    logger: silentLogger,
    control: false,
    durable: false,
  });
}
