import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export const ROOT = join(import.meta.dirname, '..', '..');
const MODULES = join(ROOT, 'node_modules');
const run = promisify(execFile);

/** What came of a command. */
export interface Ran {
  readonly code: number;
  readonly out: string;
}

/** An empty project with the packed product in it, as `npm install` puts it there. */
export interface InstalledProject extends AsyncDisposable {
  readonly directory: string;
  readonly tarball: string;
  run(program: string, ...args: readonly string[]): Promise<Ran>;
  /** Lets the project have a tool of this checkout, as if installed. */
  borrow(...packages: readonly string[]): Promise<void>;
  environment: NodeJS.ProcessEnv;
}

/** Packs this checkout and installs what was packed. Takes a minute or so; packages come from npm's cache or registry. */
export async function installedProject(): Promise<InstalledProject> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-installed-'));
  const environment = { ...clean(process.env), NO_COLOR: '1', CI: '1' };
  const npm = (cwd: string, ...args: readonly string[]) =>
    run('npm', [...args], { cwd, env: environment, shell: process.platform === 'win32' });
  const forget = () => rm(directory, { recursive: true, force: true });
  try {
    await npm(ROOT, 'pack', '--pack-destination', directory);
    const name = (await readdir(directory)).find((file) => file.endsWith('.tgz')) ?? '';
    const tarball = join(directory, name);
    await writeFile(
      join(directory, 'package.json'),
      JSON.stringify({ name: 'empty', private: true, type: 'module' }),
    );
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    await npm(directory, 'install', ...quiet, tarball);
    return {
      ...{ directory, tarball, environment },
      run: (program, ...args) => ran(program, args, directory, environment),
      async borrow(...packages) {
        for (const each of packages) {
          const to = join(directory, 'node_modules', each);
          await mkdir(join(to, '..'), { recursive: true });
          await symlink(join(MODULES, each), to, 'junction').catch((error: unknown) => {
            if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
          });
        }
      },
      [Symbol.asyncDispose]: forget,
    };
  } catch (error) {
    await forget();
    throw error;
  }
}

async function ran(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Ran> {
  const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (piece: Buffer) => (out += piece));
  child.stderr.on('data', (piece: Buffer) => (out += piece));
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  child.once('error', reject);
  child.once('close', (code) => resolve({ code: code ?? 1, out }));
  return promise;
}

/** Neither our own settings nor those of the runner of these tests; Node of this process first. */
function clean(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(SPINEBOX_|NODE_TEST_CONTEXT$|NODE_OPTIONS$|npm_)/.test(name),
  );
  const path = [join(MODULES, '.bin'), environment.PATH].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path };
}
