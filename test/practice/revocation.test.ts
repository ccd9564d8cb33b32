import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { onFileChange } from '../../src/platform/watch-file.ts';
import { openProcessStage } from './process-stage.ts';

/** Connections that are tried after the lists have changed: they are read beside us, not before. */
const MOST_TRIES = 200;

test('a practice of its own refuses a certificate that is revoked while it runs', async () => {
  await using stage = await openProcessStage();
  const [practice] = stage.system.practices;
  assert.ok(practice);
  const { certificates, certificateDirectory, world } = stage.simulator;
  const { fqdn } = world.current().spine;
  const identity = await certificates.identity(fqdn);
  const client = openHttpClient({ identity, timeoutMs: 20_000 });
  const letIn = async () =>
    !('failed' in (await client.get(practice.endpoint, [['Connection', 'close']])));
  try {
    assert.equal(await letIn(), true);
    const changed = Promise.withResolvers<void>();
    const unwatch = onFileChange(join(certificateDirectory, 'crl.pem'), () => changed.resolve());
    await certificates.revoke(fqdn);
    await changed.promise;
    unwatch();
    let tries = 0;
    while ((await letIn()) && tries < MOST_TRIES) tries += 1;
    assert.ok(tries < MOST_TRIES, 'it is let in for ever');
  } finally {
    await client.close();
  }
});
