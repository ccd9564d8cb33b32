import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { SystemDeviation } from '../engine/departures.ts';
import type { Engine } from '../engine/engine.ts';
import { expectStillWorks } from '../engine/silence.ts';
import type { ScenarioHead } from '../engine/trial.ts';
import { HOOK_NAMES, type HookName } from './hook-calls.ts';
import { HookError } from './hook-error.ts';
import { openHooks } from './open-hooks.ts';
import type { HookWay, SutProfile } from './sut-profile.ts';

/** What one look at a system came to. */
export interface SystemCheck {
  /** `hook transferStatus`, `Spine to system`. */
  readonly what: string;
  readonly state: 'right' | 'wrong' | 'missing';
  /** One line. */
  readonly told: string;
  /** What to do about it, where something is wrong. */
  readonly remedy?: string;
}

export interface SystemCheckOptions {
  /** `false` leaves out the transfers that are tried with each role. */
  readonly transfers: boolean;
  /** Called with every check as it is done. */
  readonly onCheck: (check: SystemCheck) => void;
}

/** A number that no system holds: it asks for nothing. */
const MARKER = '9990000018';

/** Looks at every hook and at the connection both ways. Nothing that a system does makes it reject. */
export async function checkSystem(
  engine: Engine,
  { transfers, onCheck }: SystemCheckOptions,
): Promise<readonly SystemCheck[]> {
  const { system } = engine;
  const checks: SystemCheck[] = [];
  const note = (check: SystemCheck) => {
    checks.push(check);
    onCheck(check);
  };
  note(await (system.boundary === 'adaptor' ? checkAdaptor(engine) : checkEndpoint(engine)));
  for (const name of HOOK_NAMES) note(await checkHook(system, name, system.hooks[name]));
  if (transfers) {
    for (const role of system.roles) note(await checkTransfer(engine, role));
  }
  return checks;
}

/** Calls the system's door as Spine does. Whatever HTTP it answers, the connection stands. */
async function checkEndpoint({ simulator, system }: Engine): Promise<SystemCheck> {
  const what = 'Spine to system';
  const { spine } = simulator.world.current();
  const identity = await simulator.certificates.identity(spine.fqdn);
  const client = openHttpClient({ identity, timeoutMs: 10_000 });
  try {
    const outcome = await client.get(system.endpoint, []);
    if (!('failed' in outcome)) {
      const told = `${system.endpoint} lets Spine in and shows a certificate of ours`;
      return { what, state: 'right', told };
    }
    const trust = join(simulator.certificateDirectory, 'trust.pem');
    return {
      what,
      state: 'wrong',
      told: `${system.endpoint}: ${outcome.message}`,
      remedy: `Let it listen there with the certificate of ${system.fqdn} ("spinebox certs create ${system.fqdn}"), and trust ${trust}.`,
    };
  } finally {
    await client.close();
  }
}

/** Looks whether the system reads its queue. */
async function checkAdaptor({ simulator, system }: Engine): Promise<SystemCheck> {
  const what = 'adaptor to system';
  const played = simulator.neighbours.adaptors?.desk.adaptors() ?? [];
  const facts = played.find(({ odsCode }) => odsCode === system.odsCode);
  if (!facts) throw new Error(`no adaptor is played for ${system.odsCode}`);
  const { rest, broker, queue, embedded, connected, consumers } = facts;
  const remedy = `Have it post to ${rest} and take messages from queue ${queue} of ${broker}.`;
  if (!connected) {
    const told = `${broker} is not reached`;
    return {
      what,
      state: 'wrong',
      told,
      remedy: 'Start the broker, or correct adaptor.queue.broker.',
    };
  }
  if (!embedded)
    return {
      what,
      state: 'right',
      told: `${broker} is reached; who reads ${queue} it knows alone`,
    };
  if (!consumers)
    return { what, state: 'wrong', told: `nobody reads queue ${queue} of ${broker}`, remedy };
  return { what, state: 'right', told: `queue ${queue} of ${broker} has ${consumers} consumer(s)` };
}

async function checkHook(
  system: SutProfile,
  name: HookName,
  way: HookWay | undefined,
): Promise<SystemCheck> {
  const what = `hook ${name}`;
  if (!way) {
    return {
      what,
      state: 'missing',
      told: 'the profile has none: scenarios that need it are skipped',
    };
  }
  if ('person' in way)
    return { what, state: 'right', told: 'a person is asked, at the terminal or in the console' };
  if (name === 'transferStatus') return checkStatus(system, what);
  return 'http' in way ? probeHttp(what, way.http) : probeCommand(what, way.command);
}

/** The one hook that can be called without doing anything. */
async function checkStatus(system: SutProfile, what: string): Promise<SystemCheck> {
  try {
    const { state } = await openHooks(system).call('transferStatus', { nhsNumber: MARKER });
    if (state === 'none') {
      return { what, state: 'right', told: `of unknown patient ${MARKER} it says "none"` };
    }
    return {
      what,
      state: 'wrong',
      told: `of patient ${MARKER}, whom nobody has registered, it says "${state}"`,
      remedy: 'Answer {"state": "none"} where no transfer of the patient is known.',
    };
  } catch (error) {
    const remedy = error instanceof HookError ? error.remedy : undefined;
    const told = error instanceof Error ? error.message : String(error);
    return { what, state: 'wrong', told, ...(remedy && { remedy }) };
  }
}

async function probeHttp(
  what: string,
  { url, headers }: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
): Promise<SystemCheck> {
  try {
    const { status } = await fetch(url, {
      method: 'OPTIONS',
      headers,
      signal: AbortSignal.timeout(10_000),
    });
    // Many servers refuse OPTIONS: that they know the address is all that can be asked without doing something.
    if (status !== 404 && status !== 401 && status !== 403 && status < 502) {
      return { what, state: 'right', told: `${url} answers` };
    }
    return {
      what,
      state: 'wrong',
      told: `${url} answers HTTP ${status}`,
      remedy:
        status === 404 ? 'Correct the address.' : 'Give the hook the headers that it asks for.',
    };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const told = cause instanceof Error ? cause.message : String(cause);
    const remedy = 'See that the address is right and that something listens there.';
    return { what, state: 'wrong', told: `${url}: ${told}`, remedy };
  }
}

async function probeCommand(what: string, [program = '']: readonly string[]): Promise<SystemCheck> {
  const found = await findProgram(program);
  if (found) return { what, state: 'right', told: `${found} can be run` };
  return {
    what,
    state: 'wrong',
    told: `there is no program ${program} that can be run`,
    remedy: 'Name a program by its path, or one that is on the PATH.',
  };
}

async function findProgram(program: string): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  const isPath = isAbsolute(program) || program.includes('/') || program.includes(sep);
  const folders = isPath ? [''] : (process.env.PATH ?? '').split(delimiter);
  for (const folder of folders) {
    for (const ending of endings) {
      const file = isPath ? `${program}${ending}` : join(folder, `${program}${ending}`);
      const runs = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return file;
    }
  }
  return undefined;
}

/** A small transfer from end to end: the system finds Spine, PDS and SDS, and is let in. */
async function checkTransfer(engine: Engine, role: ScenarioHead['role']): Promise<SystemCheck> {
  const what = `system to Spine, as ${role}`;
  const running = await engine.begin({
    id: `CHECK-${role.toUpperCase()}`,
    title: 'a small transfer',
    feature: 'sut check',
    role,
    basis: 'N',
    requirements: [],
    needs: [],
    exclusive: false,
  });
  let deviation: SystemDeviation | undefined;
  try {
    await expectStillWorks(running.trial);
  } catch (error) {
    if (error instanceof SystemDeviation) deviation = error;
    running.broke(error);
  }
  const { verdict, reason } = await running.finish();
  if (verdict === 'pass') return { what, state: 'right', told: 'a small transfer went through' };
  if (verdict === 'skip') return { what, state: 'missing', told: reason ?? 'a hook is missing' };
  return {
    what,
    state: 'wrong',
    told: reason ?? verdict,
    remedy: deviation
      ? 'Enter the addresses of Spine, SDS and PDS that are printed above; refused connections are told there, too.'
      : 'Correct what is named.',
  };
}
