import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { NothingHereError } from '../../simulator/console/page.ts';
import { bundleDownload } from '../../simulator/console/pages/transfer/bundle-download.ts';
import type { BundleDesk, BundleOrder } from '../../simulator/doors/bundle-desk.ts';
import { BundleEmptyError } from '../../src/bundle/bundle-errors.ts';

const CONVERSATION = '7F3B0A52-33C9-4D51-9E0E-1B6C2D0A9F11';

async function asked(write: BundleDesk['write'], conversation: string, query = '') {
  return bundleDownload({ bundles: { write } }).answer({
    params: { conversation },
    ...{ query: new URLSearchParams(query), form: new URLSearchParams() },
  });
}

test('a transfer is saved as a bundle, redacted where that is asked', async () => {
  const orders: BundleOrder[] = [];
  const write = async (order: BundleOrder, out: string) => {
    orders.push(order);
    await writeFile(out, 'a zip');
    return {} as Awaited<ReturnType<BundleDesk['write']>>;
  };
  for (const query of ['', 'redact']) {
    const answer = await asked(write, CONVERSATION, query);
    assert.ok('download' in answer);
    const { name, length, write: send } = answer.download;
    assert.deepEqual([name, length], [`bundle-${CONVERSATION}.zip`, 5]);
    const response = new PassThrough();
    const [bytes] = await Promise.all([
      buffer(response),
      send(response as unknown as Parameters<typeof send>[0], undefined as never),
    ]);
    assert.equal(bytes.toString(), 'a zip');
  }
  assert.deepEqual(
    orders.map(({ conversations, redact }) => [...conversations, redact]),
    [
      [CONVERSATION, false],
      [CONVERSATION, true],
    ],
  );
});

test('of a conversation that nothing is on record of nothing is saved', async () => {
  const write = async () => {
    throw new BundleEmptyError(['../../x']);
  };
  await assert.rejects(asked(write, '../../x'), NothingHereError);
});
