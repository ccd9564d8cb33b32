import assert from 'node:assert/strict';
import { test } from 'node:test';
import { practiceFile, TRANSFER_IN } from '../../features/support/practice-files.ts';
import { nhaisStand } from './stand.ts';

test('what waits on a link that the world has no more stays open until the link is back', async () => {
  await using stand = await nhaisStand();
  await stand.bring(practiceFile([['G1', TRANSFER_IN]]));
  await stand.quiet();
  const world = stand.world.current();
  const waiting = async () =>
    (await stand.journal.openWork('nhais')).map(({ opens }) => opens?.replace(/:.*/, ''));
  assert.deepEqual(await waiting(), ['nhais-open']);

  stand.world.replace({ ...world, nhais: world.nhais.filter(({ name }) => name !== 'riverside') });
  await stand.restart();
  await stand.quiet();
  assert.deepEqual(await waiting(), ['nhais-open']);

  stand.world.replace(world);
  await stand.restart();
  await stand.quiet();
  assert.deepEqual(await waiting(), ['nhais-open']);
  const [riverside] = stand.service.desk.links();
  assert.equal(riverside?.name, 'riverside');
  assert.deepEqual(await stand.journal.find({ finding: 'NHAIS-RECEIPT-01' }), []);
});
