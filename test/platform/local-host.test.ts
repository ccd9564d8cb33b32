import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localHost } from '../../src/platform/local-host.ts';

test('a listener on every interface is reached by loopback, an IPv6 address stands in brackets', () => {
  const shown = ['0.0.0.0', '::', '::1', '127.0.0.1', 'spine'].map(localHost);
  assert.deepEqual(shown, ['127.0.0.1', '[::1]', '[::1]', '127.0.0.1', 'spine']);
});
