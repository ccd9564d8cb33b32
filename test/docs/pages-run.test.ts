import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { allPages } from './pages.ts';
import { readPage } from './read-page.ts';
import { runScript, scriptOf, shellBlocks } from './run-page.ts';
import { temporaryProject } from './temporary-project.ts';

/** Programs that are not ours, that pages ask for, and that are not installed here. */
const missing = ['bash', 'curl', 'openssl', 'xmlsec1', 'ldapsearch'].filter(
  (name) => spawnSync(name, ['--version']).error !== undefined,
);
const skip = missing.includes('bash') && 'bash is not installed';
const project = skip ? undefined : await temporaryProject();
after(() => project?.[Symbol.asyncDispose]());

/** Why a script cannot be run here. */
function cannotRun(script: string): string | false {
  const wanted = missing.filter((name) => new RegExp(`\\b${name}\\b`).test(script));
  return skip || (wanted.length > 0 && `not installed: ${wanted.join(', ')}`);
}

test('a block that fails fails its page, a remark can say how a command ends', {
  skip,
}, async () => {
  assert.ok(project);
  const run = (text: string) => runScript(scriptOf(readPage(`\`\`\`sh\n${text}\n\`\`\``)), project);
  assert.equal((await run('npx spinebox --version')).code, 0);
  const failed = await run('npx spinebox ready\nnpx spinebox bundle verify none.zip');
  assert.equal(failed.code, 3);
  assert.match(failed.said, /the block at line 2: npx spinebox bundle verify/);
  assert.equal((await run('npx spinebox bundle verify none.zip  # ends with 3')).code, 0);
  assert.notEqual((await run('npx spinebox --version  # ends with 1')).code, 0);
  const console = readPage('```console\n$ npx spinebox --version\nwhatever it says\n```');
  assert.equal((await runScript(scriptOf(console), project)).code, 0);
});

for (const [file, page] of allPages()) {
  const blocks = shellBlocks(page);
  const left = blocks.filter(({ notRun }) => notRun !== undefined).length;
  if (blocks.length === left) continue;
  const script = scriptOf(page);
  const title = `${file}: its commands work as they stand (${blocks.length - left} blocks, ${left} not run)`;
  test(title, { skip: cannotRun(script) }, async () => {
    assert.ok(project);
    const { code, said } = await runScript(script, project);
    assert.equal(code, 0, said.slice(-3000));
  });
}
