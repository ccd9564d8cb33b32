import { must, withoutEngine } from '../container/engine/engine.ts';
import { buildImage, IMAGE, lineOf, openStage } from '../container/engine/stage.ts';
import { type Measurement, measured } from './measurement.ts';

const RUNS = 5;
const READY = /spinebox is ready/;

/**
 * The image: bytes above its base; from `docker run` to ready with certificates in the volume and without, beside a
 * container of the same base that only says so; from `docker stop` to its end. Medians of five.
 */
export async function container(): Promise<readonly Measurement[]> {
  const without = await withoutEngine();
  if (without) {
    console.log(`container: left out, ${without}`);
    return [];
  }
  await buildImage();
  const history = await must('history', '--human=false', '--format', '{{.Size}}', IMAGE);
  const own = history.split('\n').map(Number).slice(0, -1);
  const bytes = own.reduce((sum, size) => sum + size, 0);
  const [bare, fresh, kept, stop]: number[][] = [[], [], [], []];
  for (let run = 0; run < RUNS; run++) {
    await using stage = openStage();
    const args = ['--volume', `${await stage.volume()}:/data`];
    const node = ['-e', "console.log('spinebox is ready')"];
    const entry = ['--entrypoint', 'node'];
    bare?.push((await timed(() => stage.start({ args: entry, command: node }))).ms);
    const first = await timed(() => stage.start({ args }));
    fresh?.push(first.ms);
    const began = performance.now();
    await must('stop', first.id);
    stop?.push(performance.now() - began);
    kept?.push((await timed(() => stage.start({ args }))).ms);
  }
  const baseline = median(bare);
  const started = (name: string, times: number[] | undefined, target: string) => ({
    ...measured(name, 'ms', median(times), target),
    baseline: Math.round(baseline),
    ratio: Math.round((median(times) / baseline) * 100) / 100,
  });
  return [
    measured('container-layers', 'MB', bytes / 1e6, '< 60'),
    started('container-ready', kept, '< 1500'),
    started('container-ready-first', fresh, '< 4000'),
    measured('container-stop', 'ms', median(stop), '< 2000'),
  ];
}

async function timed(start: () => Promise<string>): Promise<{ id: string; ms: number }> {
  const began = performance.now();
  const id = await start();
  await lineOf(id, READY);
  return { id, ms: performance.now() - began };
}

function median(times: readonly number[] = []): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
