import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meshStand } from '../../features/support/mesh-stand.ts';

test('with a good token of its own a stranger gets nothing out of another mailbox, by any way', async () => {
  await using stand = await meshStand();
  const alice = stand.client('X26ABC1');
  const mallory = stand.client('X26ABC3');
  const secret = 'S3CRET CONTENT';
  const headers = { 'Mex-Subject': 'S3CRET SUBJECT', 'Mex-LocalID': 'S3CRET-LOCAL' };
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', secret, headers);
  const half = await alice.send('X26ABC2', 'TEST_WORKFLOW', secret, {
    ...headers,
    'Mex-Chunk-Range': '1:2',
  });
  const ways: (readonly [string, string])[] = [
    ['POST', ''],
    ['GET', ''],
    ['GET', '/inbox'],
    ['GET', '/count'],
    ['GET', `/inbox/${id}`],
    ['HEAD', `/inbox/${id}`],
    ['GET', `/inbox/${id}/1`],
    ['PUT', `/inbox/${id}/status/acknowledged`],
    ['POST', '/outbox'],
    ['POST', `/outbox/${half}/2`],
    ['GET', `/outbox/tracking?messageID=${id}`],
    ['GET', '/outbox/tracking/S3CRET-LOCAL'],
  ];
  const call = { headers: { 'Mex-Chunk-Range': '2:2', 'Mex-To': 'X26ABC3' }, body: 'forged' };
  for (const [method, path] of ways) {
    const body = method === 'POST' ? call : {};
    for (const victim of ['X26ABC1', 'X26ABC2']) {
      const reply = await mallory.at(method, `/messageexchange/${victim}${path}`, body);
      assert.equal(reply.status, 403, `${method} ${path} of ${victim}`);
      assert.equal(reply.body.length, 0);
    }
    // In the stranger's own mailbox the same names lead nowhere.
    const own = await mallory.call(method, path, body);
    assert.doesNotMatch(own.body.toString(), /S3CRET/, `${method} ${path}`);
    assert.doesNotMatch(JSON.stringify(own.headers), /S3CRET/, `${method} ${path}`);
  }
  const looked = await mallory.at('GET', `/admin/message/${id}`, { token: null });
  assert.doesNotMatch(looked.body.toString(), /S3CRET/);
  assert.equal(stand.mesh.desk.message(id)?.status, 'accepted');
  assert.equal(stand.mesh.desk.message(half)?.status, 'uploading');
});
