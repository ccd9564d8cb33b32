import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldFor } from '../../simulator/console/held-for.ts';
import { openTraffic } from '../../simulator/console/traffic.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { virtualClock } from '../../src/platform/clock.ts';

function stage() {
  const clock = virtualClock();
  let listener: (entry: Entry) => void = () => undefined;
  let sequence = 0;
  const traffic = openTraffic(
    {
      subscribe: (told) => {
        listener = told;
        return () => undefined;
      },
    },
    clock,
  );
  const take = (fields: Partial<Entry> = {}) =>
    listener({
      ...{
        kind: 'received',
        service: 'spine',
        summary: '',
        interaction: 'A',
        sequence: ++sequence,
      },
      ...{ at: clock.now().toISOString(), facts: { result: 'taken' } },
      ...fields,
    });
  return { clock, take, view: traffic.view };
}

test('counts what came in and what was refused, in a minute and in five', async () => {
  const { clock, take, view } = stage();
  take();
  take({ facts: { result: 'refused: CPA_ID_UNKNOWN' } });
  await clock.advance(120_000);
  take({ interaction: 'B' });
  const { minute, fiveMinutes, bars, byInteraction } = view();
  assert.deepEqual(
    [minute, fiveMinutes],
    [
      { taken: 1, refused: 0 },
      { taken: 2, refused: 1 },
    ],
  );
  assert.deepEqual(byInteraction, [
    { service: 'spine', interaction: 'A', taken: 1, refused: 1 },
    { service: 'spine', interaction: 'B', taken: 1, refused: 0 },
  ]);
  assert.equal(bars.length, 60);
  assert.deepEqual(
    [bars.at(-1), bars.at(-25)],
    [
      { taken: 1, refused: 0 },
      { taken: 1, refused: 1 },
    ],
  );
});

test('what is older than five minutes is gone, also when nothing more comes', async () => {
  const { clock, take, view } = stage();
  take();
  await clock.advance(300_000);
  assert.deepEqual(view().fiveMinutes, { taken: 0, refused: 0 });
});

test('what practices take in came through Spine and counts once; attempts do not count', () => {
  const { take, view } = stage();
  take({ service: 'practice:Z99001' });
  take({ service: 'counterpart' });
  take({ kind: 'delivery' });
  assert.deepEqual(view().fiveMinutes, { taken: 0, refused: 0 });
});

test('an emptied journal empties the count', () => {
  const { take, view } = stage();
  take();
  take();
  take({ sequence: 1 });
  assert.deepEqual(view().fiveMinutes, { taken: 1, refused: 0 });
});

test('a peer that names a thousand interactions does not fill the memory', () => {
  const { take, view } = stage();
  for (let n = 0; n < 1000; n++) take({ interaction: `I-${n}` });
  const { byInteraction, fiveMinutes } = view();
  assert.equal(fiveMinutes.taken, 1000);
  assert.equal(byInteraction.length, 51);
  assert.deepEqual(byInteraction[0], {
    ...{ service: 'spine', interaction: 'others', taken: 950, refused: 0 },
  });
});

test('an answer is held for a while and shared; a failure is not held', async () => {
  const clock = virtualClock();
  let asked = 0;
  const ask = heldFor(2000, clock, async () => {
    asked++;
    if (asked === 1) throw new Error('not yet');
    return asked;
  });
  await assert.rejects(ask(), /not yet/);
  assert.deepEqual(await Promise.all([ask(), ask()]), [2, 2]);
  await clock.advance(1999);
  assert.equal(await ask(), 2);
  await clock.advance(1);
  assert.equal(await ask(), 3);
});
