import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEvidence } from '../../simulator/doctor/evidence.ts';
import { ward } from './doctor-ward.ts';

test('what was on record before the start counts as well, each entry once', async () => {
  await using before = await ward();
  await before.record({ kind: 'handshake', facts: { cause: 'expired' } });
  await before.record({ kind: 'delivery', facts: { outcome: 'unreachable' } });
  await before.record({
    kind: 'received',
    fromParty: 'Z99001-900001',
    interaction: 'Acknowledgment',
    facts: { result: 'refused: CPA_ID_UNKNOWN' },
  });
  const evidence = await openEvidence(before.journal, before.clock);
  assert.deepEqual(
    [evidence.handshakes(), evidence.deliveries(), evidence.refusals()].map((each) => each.length),
    [1, 1, 1],
  );
  assert.ok(evidence.acknowledges('Z99001-900001'));
  await before.record({ kind: 'handshake', facts: { cause: 'expired' } });
  assert.equal(evidence.handshakes().length, 2);
  evidence.close();
});

test('much of it is bounded, the newest count', async () => {
  await using full = await ward();
  let last = 0;
  for (let n = 0; n < 1200; n++)
    last = (await full.record({ kind: 'delivery', facts: { outcome: 'acknowledged' } })).sequence;
  const kept = full.evidence.deliveries();
  assert.ok(kept.length <= 500);
  assert.equal(kept.at(-1)?.sequence, last);
});

test('nothing is left when the journal was emptied', async () => {
  await using emptied = await ward();
  await emptied.record({ kind: 'handshake', facts: { cause: 'expired' } });
  emptied.evidence.forget();
  assert.deepEqual(emptied.evidence.handshakes(), []);
});
