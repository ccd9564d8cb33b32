import { load } from './load.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { requestOf } from './message.ts';
import { openScene, type Scene } from './scene.ts';

const CONNECTIONS = 16;
const ROUNDS = 3;

interface Rates {
  readonly bare: number;
  readonly spine: number;
  readonly p99: number;
}

/** Bare server and Spine take turns, so that both meet the same moods of the machine; the median counts. */
async function compare(scene: Scene, bytes: number, forMs: number, warmUp: number): Promise<Rates> {
  const next = requestOf(bytes);
  const run = (port: number, requests: number) =>
    load({
      port,
      identity: scene.sender,
      connections: CONNECTIONS,
      requests,
      forMs,
      next,
      status: 202,
    });
  await run(scene.bare.port, warmUp);
  await run(scene.spine.port, warmUp);
  await scene.drained();
  const rounds: Rates[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await run(scene.bare.port, Number.POSITIVE_INFINITY);
    const spine = await run(scene.spine.port, Number.POSITIVE_INFINITY);
    if (bare.failures + spine.failures > 0)
      throw new Error('a message was not acknowledged with 202');
    rounds.push({ bare: bare.perSecond, spine: spine.perSecond, p99: spine.p99 });
    await scene.drained();
  }
  const middle = (pick: (rates: Rates) => number) =>
    rounds.map(pick).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  return { bare: middle((r) => r.bare), spine: middle((r) => r.spine), p99: middle((r) => r.p99) };
}

/** Acknowledged messages a second while deliveries go on and everything is durable. */
export async function forward6k(): Promise<readonly Measurement[]> {
  await using scene = await openScene();
  const rates = await compare(scene, 6_000, 4_000, 4_000);
  return [
    compared('forward-6k', 'messages/s', rates.spine, rates.bare, 'ratio >= 0.4'),
    measured('forward-6k-p99', 'ms', rates.p99, '< 50'),
  ];
}

export async function forward5M(): Promise<readonly Measurement[]> {
  await using scene = await openScene();
  const rates = await compare(scene, 4_900_000, 5_000, 40);
  return [
    compared('forward-4.9M', 'messages/s', rates.spine, rates.bare, 'ratio >= 0.5'),
    measured('forward-4.9M-p99', 'ms', rates.p99),
  ];
}
