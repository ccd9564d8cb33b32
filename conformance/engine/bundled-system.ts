import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { HOOK_NAMES } from '../sut/hook-calls.ts';
import { openHooks } from '../sut/open-hooks.ts';
import { type Boundary, type SutProfile, sutProfile } from '../sut/sut-profile.ts';
import type { SpinePlaces, StartedSystems, SystemSource } from './system-source.ts';

/** The bundled practice did not come up, or went away. */
export class BundledSystemError extends SimulatorError {
  readonly code = 'SIM_BUNDLED_SYSTEM';
  readonly remedy =
    'Run "spinebox practice --help" to see that it starts by itself; report it if it does.';
}

export interface BundledOptions {
  /** Practices in the process: the first takes scenarios side by side, the others those that want one for themselves. */
  readonly practices?: number;
  /** Scenarios side by side on the first. */
  readonly concurrency?: number;
  readonly patience?: string;
  readonly quiet?: string;
  /** `adaptor` puts each of them behind an MHS adaptor that the run plays; `mhs` unless given. */
  readonly boundary?: Boundary;
}

const FIRST_NUMBER = 99_003;
/** Many patients at once on a small machine: the directory answers late, and the usual 3 s would end transfers. */
export const LOOK_UPS = { sdsTimeout: 'PT12S' } as const;
const READY_MS = 60_000;
const END_MS = 10_000;

/** The profile of the bundled practice as one of several, without its hooks and its endpoint. */
export function bundledProfile(index: number, options: BundledOptions = {}): SutProfile {
  const number = FIRST_NUMBER + index;
  const ods = `Z${number}`;
  return sutProfile.parse({
    name: index === 0 ? 'spinebox practice' : `spinebox practice ${index + 1}`,
    odsCode: ods,
    partyKey: `${ods}-9${String(number).padStart(5, '0')}`,
    asid: `9990000${number}`,
    fqdn: index === 0 ? 'sut.spinebox.test' : `sut-${index + 1}.spinebox.test`,
    ...(options.boundary === 'adaptor'
      ? { boundary: 'adaptor', adaptor: { port: 0, queue: { port: 0 } } }
      : { endpoint: 'https://127.0.0.1:9443/' }),
    concurrency: index === 0 ? (options.concurrency ?? 8) : 1,
    patience: options.patience ?? 'PT15S',
    quiet: options.quiet ?? 'PT0.3S',
  });
}

/** The bundled practice as a process of its own, reached by its hooks like anyone's system. */
export function bundledSystem(options: BundledOptions = {}): SystemSource {
  const profiles = Array.from({ length: options.practices ?? 4 }, (_, index) =>
    bundledProfile(index, options),
  );
  return { profiles, start: (places) => startBundled(profiles, places) };
}

async function startBundled(
  profiles: readonly SutProfile[],
  places: SpinePlaces,
): Promise<StartedSystems> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-sut-'));
  const config = join(directory, 'practices.json');
  await writeFile(
    config,
    JSON.stringify({
      spine: {
        ...places.spine,
        ...{ url: places.spineUrl, ldap: places.ldapUrl, gateway: places.gatewayUrl },
      },
      certificates: places.certificateDirectory,
      data: join(directory, 'data'),
      practices: profiles.map(({ odsCode, partyKey, asid, fqdn }) => ({
        ods: odsCode,
        partyKey,
        asid,
        fqdn,
        lookups: LOOK_UPS,
        ...behindIn(places, odsCode),
      })),
    }),
  );
  const child = spawn(process.execPath, [...COMMAND, 'practice', '--config', config, '--json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const end = async () => {
    await endChild(child);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const ready = await readyLine(child);
    let ending = false;
    const lost = once(child, 'exit').then(([code, signal]): never => {
      if (ending) return undefined as never;
      throw new BundledSystemError(`the bundled practice ended by itself (${signal ?? code})`);
    });
    lost.catch(() => undefined);
    const systems = profiles.map((profile) => {
      const found = ready.practices.find(({ odsCode }) => odsCode === profile.odsCode);
      if (!found)
        throw new BundledSystemError(`the bundled practice did not start ${profile.odsCode}`);
      const hooks = Object.fromEntries(
        HOOK_NAMES.map((name) => [name, { http: { url: `${found.hooks}/${name}` } }]),
      );
      const endpoint = places.adaptors.get(profile.odsCode)?.endpoint ?? found.endpoint;
      const whole = sutProfile.parse({ ...profile, endpoint, hooks });
      return { profile: whole, hooks: openHooks(whole) };
    });
    return {
      systems,
      lost,
      async [Symbol.asyncDispose]() {
        ending = true;
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The setting of a practice that stands behind an adaptor of the run. */
export function behindIn({ adaptors }: SpinePlaces, odsCode: string): { behind?: object } {
  const found = adaptors.get(odsCode);
  if (!found) return {};
  const { rest, broker, queue } = found;
  return { behind: { rest, broker, queue } };
}

interface Ready {
  readonly practices: readonly {
    readonly odsCode: string;
    readonly endpoint: string;
    readonly hooks: string;
  }[];
}

// A checkout runs its sources, the published package what lies in `dist`: its command is one level higher.
const UP = extname(import.meta.filename) === '.ts' ? ['..', '..'] : ['..', '..', '..'];
const COMMAND = [join(import.meta.dirname, ...UP, 'cli', 'spinebox.mjs')];

async function readyLine(child: ChildProcess): Promise<Ready> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new BundledSystemError('the bundled practice has no output');
  let complaint = '';
  stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-2000);
  });
  const { promise, resolve, reject } = Promise.withResolvers<Ready>();
  const fail = (told: string) =>
    reject(
      new BundledSystemError(`the bundled practice did not start: ${told}\n${complaint}`.trim()),
    );
  const timer = setTimeout(() => fail(`not ready within ${READY_MS / 1000} s`), READY_MS);
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code) => fail(`it ended with code ${code}`));
  createInterface({ input: stdout }).once('line', (line) => {
    try {
      resolve(JSON.parse(line));
    } catch {
      fail(`it said ${line.slice(0, 200)}`);
    }
  });
  return promise.finally(() => clearTimeout(timer));
}

/** Closing its input is the way on every system; what does not listen is ended. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.on('error', () => undefined);
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
  await ended;
  clearTimeout(timer);
}
