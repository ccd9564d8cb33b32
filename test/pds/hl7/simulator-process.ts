import { startSimulator } from '../../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../../simulator/world/any-ports.ts';
import { loadWorld } from '../../../simulator/world/load-world.ts';
import { mergePatch } from '../../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../../simulator/world/world-config.ts';
import { silentLogger } from '../../../src/platform/logger.ts';

/** The whole simulator in a process of its own that can be killed. Settings come in `SIMULATOR`, its port goes to the parent. */
const { certificates, data, world: patch } = JSON.parse(process.env.SIMULATOR ?? '{}');
const world = await loadWorld({ overrides: mergePatch(FREE_SERVICE_PORTS, patch) as WorldPatch });
const simulator = await startSimulator({
  ...{ world, dataDirectory: data, certificateDirectory: certificates, keyType: 'p-256' },
  ...{ logger: silentLogger, control: false },
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: simulator.spine.port });
