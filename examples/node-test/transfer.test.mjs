import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start } from './start.mjs';

test('the record of a patient goes from one practice to the other', async () => {
  await using spine = await start({ practices: [{ ods: 'Z99060', name: 'Seaside Surgery' }] });

  const conversationId = await spine.controlClient.startTransfer({
    from: 'Z99001',
    to: 'Z99060',
    patient: '9990000018',
  });

  const extract = await spine.journal.waitFor(
    { conversationId, service: 'spine', interaction: 'RCMR_IN030000UK06' },
    { timeoutMs: 60_000 },
  );
  assert.equal(extract.toParty, 'Z99060-910001');
  // What happened, in one file: npx spinebox bundle show bundle.zip
  const bundle = await spine.exportBundle({ conversations: [conversationId] });
  assert.equal(new TextDecoder().decode(bundle.subarray(0, 2)), 'PK');
});

test('what does not come is told with what came instead', async () => {
  await using spine = await start();
  await assert.rejects(
    spine.journal.waitFor({ interaction: 'RCMR_IN010000UK05' }, { timeoutMs: 300 }),
    /waited 300 ms for an entry with interaction RCMR_IN010000UK05, in vain/,
  );
});
