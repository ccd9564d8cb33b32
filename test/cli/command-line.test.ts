import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

const SPINEBOX = new URL('../../cli/spinebox.mjs', import.meta.url).pathname;

test('who stops reading the output, as head does, is not told of a failure', async () => {
  const child = spawn(process.execPath, [SPINEBOX, 'world', 'schema'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told += text;
  });
  const [code] = await once(child, 'close');
  assert.deepEqual([code, told], [0, '']);
});

for (const name of ['toString', '__proto__', 'constructor']) {
  test(`${name} is no command, and that is the operator's to correct`, async () => {
    const child = spawn(process.execPath, [SPINEBOX, name], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.resume();
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      told += text;
    });
    const [code] = await once(child, 'close');
    assert.equal(code, 3);
    assert.match(told, new RegExp(`unknown command '${name}'`));
  });
}
