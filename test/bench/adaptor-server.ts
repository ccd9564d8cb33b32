import { startSimulator } from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { silentLogger } from '../../src/platform/logger.ts';

/**
 * The simulator as shipped, with a durable journal, the adaptor before Lakeside, and a recipient elsewhere, in a
 * process of its own. Its settings come in `SIMULATOR`.
 */
const settings = JSON.parse(process.env.SIMULATOR ?? '{}');
const overrides: WorldPatch = {
  control: { port: 0 },
  organisations: {
    riverside: { played: 'external', endpoint: 'https://localhost:1/' },
    hillside: { played: 'external', endpoint: `https://localhost:${settings.recipientPort}/` },
  },
};
const { config } = await loadWorld({ overrides });
const world = await loadWorld({ overrides: mergePatch(anyPorts(config), overrides) as WorldPatch });
const simulator = await startSimulator({
  ...{ world, control: false, logger: silentLogger },
  dataDirectory: settings.data,
  certificateDirectory: settings.certificates,
});
const rest = simulator.neighbours.adaptors?.ports.lakeside?.rest;
process.on('message', () => {
  process.send?.({ pending: simulator.spine.pendingDeliveries, rest });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: simulator.spine.port });
