import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { COUNTERPARTS_FQDN } from '../../simulator/counterpart/open-counterparts.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { ROOT } from './pages.ts';

/** A folder as a reader of the docs has it, with a simulator that is up. */
export interface TemporaryProject extends AsyncDisposable {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The piece of shell with the addresses of this simulator in place of the default ones. */
  here(shell: string): string;
}

/** Makes the project: certificates that cost nothing to make, commands on the path, `spinebox up` on free ports. */
export async function temporaryProject(): Promise<TemporaryProject> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-docs-'));
  await makeCertificates(join(directory, 'certs', 'generated'));
  await makeCommands(join(directory, 'bin'));
  const environment: NodeJS.ProcessEnv = {
    ...withoutOurs(process.env),
    PATH: `${join(directory, 'bin')}:${process.env.PATH ?? ''}`,
    NO_COLOR: '1',
  };
  const child = spawn(
    process.execPath,
    [join(ROOT, 'cli', 'spinebox.mjs'), 'up', '--free-ports', '--json'],
    { cwd: directory, env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  const facts = JSON.parse(String(line)) as Facts;
  const ports = portsOf(facts);
  return {
    directory,
    environment: { ...environment, SPINEBOX_CONTROL_URL: new URL(facts.control).origin },
    here: (shell) =>
      shell.replaceAll(
        /\b(127\.0\.0\.1|localhost):(\d{4})\b/g,
        (whole, host: string, port: string) =>
          ports.has(port) ? `${host}:${ports.get(port)}` : whole,
      ),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Facts {
  readonly spine: { readonly url: string };
  readonly sds: { readonly ldap: string; readonly ldaps: string; readonly fhir: string };
  readonly mesh: { readonly url: string } | null;
  readonly adaptors: readonly { readonly rest: string; readonly broker: string }[];
  readonly control: string;
}

/** Ports of the default world, and those in their place. */
function portsOf({ spine, sds, mesh, adaptors, control }: Facts): ReadonlyMap<string, string> {
  const [adaptor] = adaptors;
  const addresses = {
    ...(mesh && { 8700: mesh.url }),
    ...(adaptor && { 8482: adaptor.rest, 8484: adaptor.broker }),
    8443: spine.url,
    1389: sds.ldap,
    1636: sds.ldaps,
    8480: sds.fhir,
    8470: control,
  };
  return new Map(Object.entries(addresses).map(([port, url]) => [port, new URL(url).port]));
}

function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('SPINEBOX_')),
  );
}

async function makeCertificates(directory: string): Promise<void> {
  const clock = systemClock();
  // RSA, as what is exported as PKCS#12 wants it; small, so that it costs little.
  const store = await openCertificateStore({ directory, clock, keyType: 'rsa-2048' });
  const { spine, sds, gateway, mesh } = defaultWorld();
  const practices = ['riverside', 'hillside', 'lakeside'].map((name) => `${name}.spinebox.test`);
  const names = [
    spine.fqdn,
    sds.ldap.fqdn,
    gateway.fqdn,
    mesh.fqdn,
    COUNTERPARTS_FQDN,
    ...practices,
  ];
  names.push('sut.spinebox.test');
  for (let at = 2; at < 10; at++) names.push(`sut-${at}.spinebox.test`);
  for (const name of names) await store.identity(name);
}

/** `npx spinebox` and `spinebox` without npm in between; what stays up is ended when it is ready. */
async function makeCommands(directory: string): Promise<void> {
  const node = process.execPath;
  const script = `#!/bin/sh
[ "$1" = spinebox ] && shift
case " $* " in
  *' --help '*) ;;
  *) [ -n "\${STAYS_UP:-}" ] && exec '${node}' '${join(ROOT, 'cli/spinebox.mjs')}' "$@" ;;
esac
case " $* " in
  *' --help '*) ;;
  ' up '* | ' practice '* | ' tap '*) exec '${node}' '${join(ROOT, 'test/docs/until-ready.ts')}' "$@" ;;
esac
exec '${node}' '${join(ROOT, 'cli/spinebox.mjs')}' "$@"
`;
  await mkdir(directory, { recursive: true });
  for (const name of ['npx', 'spinebox']) {
    await writeFile(join(directory, name), script);
    await chmod(join(directory, name), 0o755);
  }
}
