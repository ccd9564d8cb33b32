import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { COUNTERPARTS_FQDN } from '../../simulator/counterpart/open-counterparts.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { EXAMPLES, type PipelineJob } from './pipeline-example.ts';

const SPINEBOX = new URL('../../cli/spinebox.mjs', import.meta.url).pathname;

/** A machine of a pipeline: commands on its path, and checkouts of a supplier's repository. */
export interface Machine extends AsyncDisposable {
  readonly directory: string;
  /** A fresh checkout with certificates that are there already. */
  checkout(name: string): Promise<string>;
  /** Runs the shell of a job; ends with the code of the first piece that fails, as pipelines do. */
  run(job: PipelineJob, shard: number, checkout: string): Promise<Ran>;
}

export interface Ran {
  readonly code: number;
  readonly said: string;
}

/**
 * `npx spinebox` is the spinebox of this checkout, and `--sut sut.yaml` a practice of ours with the arguments of
 * `system`, at free ports: shards of a pipeline have a machine each, here they share one. `npm ci` has nothing to do.
 */
export async function openMachine(system: string): Promise<Machine> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-pipeline-'));
  const certificates = join(directory, 'certificates');
  await makeCertificates(certificates);
  await makeCommands(join(directory, 'bin'), system);
  return {
    directory,
    async checkout(name) {
      const folder = join(directory, name);
      await mkdir(join(folder, 'certs'), { recursive: true });
      await symlink(certificates, join(folder, 'certs', 'generated'));
      await copyFile(join(EXAMPLES, 'baseline.yaml'), join(folder, 'baseline.yaml'));
      await writeFile(join(folder, 'sut.yaml'), '# the profile of a system\n');
      await command(join(folder, 'start-system.sh'), 'exit 0');
      return folder;
    },
    async run(job, shard, checkout) {
      const script = job.scripts.map((each) => job.place(each, shard)).join('\n');
      const child = spawn('bash', ['-e', '-c', script], {
        cwd: checkout,
        env: {
          ...{ HOME: directory, NO_COLOR: '1', ...job.environment(shard) },
          PATH: `${join(directory, 'bin')}:${process.env.PATH}`,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          said += text;
        });
      }
      const [code] = await once(child, 'close');
      return { code: Number(code), said };
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** What a pipeline carries from one job to another. */
export async function carry(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}

async function makeCertificates(directory: string): Promise<void> {
  const store = await openCertificateStore({ directory, clock: systemClock(), keyType: 'p-256' });
  const { spine, sds, gateway } = defaultWorld();
  const systems = ['sut', 'sut-2', 'sut-3', 'sut-4'].map((name) => `${name}.spinebox.test`);
  for (const name of [spine.fqdn, sds.ldap.fqdn, gateway.fqdn, COUNTERPARTS_FQDN, ...systems]) {
    await store.identity(name);
  }
}

async function makeCommands(bin: string, system: string): Promise<void> {
  await mkdir(bin, { recursive: true });
  await command(join(bin, 'npm'), '[ "$1" = ci ]');
  const spinebox = `exec '${process.execPath}' '${SPINEBOX}'`;
  await command(
    join(bin, 'npx'),
    `[ "$1" = spinebox ] || exit 9
shift
case "$1 $2 $3" in
  'conform --sut sut.yaml') shift 3; ${spinebox} conform ${system} "$@" ;;
  *) ${spinebox} "$@" ;;
esac`,
  );
}

async function command(file: string, body: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o755);
}
