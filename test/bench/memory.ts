import { load } from './load.ts';
import { type Measurement, measured } from './measurement.ts';
import { requestOf } from './message.ts';
import { openScene, type Scene, type SpineState } from './scene.ts';

const MIB = 1024 * 1024;

async function send(
  scene: Scene,
  bytes: number,
  requests: number,
  connections: number,
): Promise<SpineState> {
  const { failures } = await load({
    port: scene.spine.port,
    identity: scene.sender,
    connections,
    requests,
    forMs: Number.POSITIVE_INFINITY,
    next: requestOf(bytes),
    status: 202,
  });
  if (failures > 0) throw new Error(`${failures} messages were not acknowledged`);
  return scene.drained();
}

/** The most memory that Spine held at any time while it took 200 messages of 4.9 MB. */
export async function rssLarge(): Promise<readonly Measurement[]> {
  await using scene = await openScene();
  await scene.spine.ask('reset-peak');
  const { peak } = await send(scene, 4_900_000, 200, 4);
  return [measured('rss-large', 'MiB', peak / MIB, '< 256')];
}

/** Memory after 100,000 small messages as a ratio to memory after the first 20,000. */
export async function rssSoak(): Promise<readonly Measurement[]> {
  await using scene = await openScene();
  const settled = async (state: SpineState) =>
    (await scene.spine.ask<SpineState>('collect')).rss || state.rss;
  const first = await settled(await send(scene, 6_000, 20_000, 16));
  const last = await settled(await send(scene, 6_000, 80_000, 16));
  return [
    {
      ...measured('rss-soak', 'MiB', last / MIB, 'ratio 0.9 to 1.1'),
      baseline: Math.round(first / MIB),
      ratio: Math.round((last / first) * 1000) / 1000,
    },
  ];
}
