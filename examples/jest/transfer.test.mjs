import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from './start.mjs';

let spine;
beforeAll(async () => {
  spine = await start({ practices: [{ ods: 'Z99060', name: 'Seaside Surgery' }] });
}, 120_000);
afterAll(() => spine?.stop());

test('the record of a patient goes from one practice to the other', async () => {
  const conversationId = await spine.controlClient.startTransfer({
    from: 'Z99001',
    to: 'Z99060',
    patient: '9990000018',
  });

  const extract = await spine.journal.waitFor(
    { conversationId, service: 'spine', interaction: 'RCMR_IN030000UK06' },
    { timeoutMs: 60_000 },
  );
  expect(extract.toParty).toBe('Z99060-910001');
}, 90_000);
