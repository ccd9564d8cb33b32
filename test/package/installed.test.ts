import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';
import { PRODUCT_VERSION } from '../../simulator/version.ts';
import { installedProject, ROOT } from './installed.ts';

const NODE = process.execPath;
/** Bytes: what everybody who installs it waits for. */
const BUDGET = { tarball: 2_000_000, unpacked: 6_500_000 };

describe('packed and installed into an empty project', async () => {
  const project = await installedProject();
  after(() => project[Symbol.asyncDispose]());
  const bin = join(project.directory, 'node_modules', 'spinebox', 'cli', 'spinebox.mjs');

  test('it keeps to its size, and what is shipped is what is used', async () => {
    const listed = await project.run('tar', '-tvzf', project.tarball);
    const files = listed.out.trim().split('\n');
    const unpacked = files.reduce((sum, line) => sum + Number(line.split(/\s+/)[2]), 0);
    const { size } = await stat(project.tarball);
    assert.ok(size < BUDGET.tarball, `the tarball has ${size} bytes`);
    assert.ok(unpacked > 1_000_000 && unpacked < BUDGET.unpacked, `unpacked ${unpacked} bytes`);
    const names = files.map((line) => line.slice(line.indexOf('package/')));
    const foreign = names.filter((name) =>
      /^package\/(test|examples|reports|node_modules|package)\//.test(name),
    );
    assert.deepEqual(foreign, []);
    assert.deepEqual(
      names.filter((name) => /(?<!\.d)\.ts$/.test(name)),
      [],
      'no sources',
    );
    for (const wanted of [
      ...['LICENSE', 'CHANGELOG.md', 'README.md', 'docs/tutorial.md', 'docs/licences.md'],
      ...['certs/profiles/endpoint.yaml', 'dist/build.json'],
    ]) {
      assert.ok(names.includes(`package/${wanted}`), `${wanted} is missing`);
    }
    assert.ok(names.some((name) => /^package\/scenarios\/.*\.yaml$/.test(name)));
    assert.ok(names.some((name) => /^package\/features\/.*\.feature$/.test(name)));
  });

  test('its command tells version and build, and starts a Spine', async () => {
    assert.equal((await project.run(NODE, bin, '--version')).out, `${PRODUCT_VERSION}\n`);
    const told = JSON.parse((await project.run(NODE, bin, 'version', '--json')).out);
    assert.equal(told.version, PRODUCT_VERSION);
    assert.equal(told.node, process.versions.node);
    assert.match(told.commit, /^[0-9a-f]{40}$/);
    const up = spawn(NODE, [bin, 'up', '--free-ports', '--json'], {
      ...{ cwd: project.directory, env: project.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(up, 'close');
    const [line] = await Promise.race([once(createInterface(up.stdout), 'line'), ended]);
    const facts = JSON.parse(String(line));
    assert.equal((await fetch(`${facts.control}/ready`)).status, 200);
    up.kill('SIGTERM');
    await ended;
  });

  test('npx finds the command', async () => {
    const { code, out } = await project.run('npm', 'exec', '--offline', 'spinebox', '--', '-v');
    assert.equal(code, 0, out);
    assert.match(out, new RegExp(`^${PRODUCT_VERSION.replaceAll('.', '\\.')}$`, 'm'));
  });

  test('publint and attw have nothing to say', async () => {
    const tool = (name: string, ...path: readonly string[]) =>
      join(ROOT, 'node_modules', name, ...path);
    const publint = await project.run(
      ...([NODE, tool('publint', 'src', 'cli.js'), 'run', project.tarball, '--strict'] as const),
    );
    assert.equal(publint.code, 0, publint.out);
    const attw = await project.run(
      ...([NODE, tool('@arethetypeswrong', 'cli', 'dist', 'index.js'), project.tarball] as const),
      ...['--profile', 'esm-only', '--format', 'ascii'],
    );
    assert.equal(attw.code, 0, attw.out);
  });

  for (const resolution of ['nodenext', 'bundler']) {
    test(`types resolve under ${resolution}, and what is wrong is seen`, async () => {
      await project.borrow('@types/node', 'undici-types', 'testcontainers');
      const folder = join(project.directory, `types-${resolution}`);
      await mkdir(folder, { recursive: true });
      const source = (options: string) => `
        import { startSpinebox, type EntryView } from 'spinebox';
        import { SpineboxContainer } from 'spinebox/testcontainers';
        export async function use(): Promise<EntryView> {
          await using one = await startSpinebox(${options});
          await using other = await new SpineboxContainer().withPractice({ ods: 'Z99060' }).start();
          const id: string = await one.controlClient.startTransfer({ to: 'Z99001', patient: '9990000018' });
          const { key }: { key: string } = await other.issueCertificate('a.test');
          return other.journal.waitFor({ conversationId: id, kind: 'delivery' }, { timeoutMs: key.length });
        }`;
      const check = async (options: string) => {
        await writeFile(join(folder, 'use.ts'), source(options));
        return project.run(
          ...([NODE, join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit'] as const),
          ...[
            '--strict',
            '--skipLibCheck',
            '--target',
            'es2024',
            '--lib',
            'es2024,esnext.disposable',
          ],
          ...['--module', resolution === 'bundler' ? 'preserve' : 'nodenext'],
          ...['--moduleResolution', resolution, '--types', 'node', join(folder, 'use.ts')],
        );
      };
      const right = await check(`{ practices: [{ ods: 'Z99060' }], clientCertificate: true }`);
      assert.equal(right.code, 0, right.out);
      const wrong = await check('{ practises: [] }');
      assert.match(wrong.out, /practises/);
    });
  }

  test('the examples run: node:test, Vitest, Jest', async () => {
    await project.borrow('vitest', 'jest', '@jest/globals');
    await cp(join(ROOT, 'examples'), join(project.directory, 'examples'), { recursive: true });
    const modules = join(project.directory, 'node_modules');
    const at = (folder: string, ...args: readonly string[]) =>
      project.run(NODE, ...args, join(project.directory, 'examples', folder));
    const nodeTest = await project.run(
      ...([NODE, '--test', 'examples/node-test/transfer.test.mjs'] as const),
    );
    assert.equal(nodeTest.code, 0, nodeTest.out);
    assert.match(nodeTest.out, /pass 2/);
    const vitest = await at('vitest', join(modules, 'vitest', 'vitest.mjs'), 'run', '--root');
    assert.equal(vitest.code, 0, vitest.out);
    assert.match(vitest.out, /1 passed/);
    const jest = join(modules, 'jest', 'bin', 'jest.js');
    const inJest = await at('jest', '--experimental-vm-modules', jest, '--rootDir');
    assert.equal(inJest.code, 0, inJest.out);
    assert.match(inJest.out, /1 passed/);
  });

  const python = spawnSync('python3', ['--version']).error === undefined;
  test('the Python example runs', { skip: !python && 'python3 is not installed' }, async () => {
    const program = `
      import { spawn } from 'node:child_process';
      import { once } from 'node:events';
      import { startSpinebox } from 'spinebox';
      await using spine = await startSpinebox();
      const child = spawn('python3', ['examples/python/transfer_test.py'], {
        stdio: 'inherit',
        env: { ...process.env, SPINEBOX_CONTROL_URL: spine.controlUrl },
      });
      const [code] = await once(child, 'close');
      process.exitCode = code;`;
    await cp(join(ROOT, 'examples'), join(project.directory, 'examples'), { recursive: true });
    await writeFile(join(project.directory, 'python.mjs'), program);
    const { code, out } = await project.run(NODE, 'python.mjs');
    assert.equal(code, 0, out);
    assert.match(out, /Ran 1 test/);
  });
});
