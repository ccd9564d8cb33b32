import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { bundledSystem } from '../conformance/engine/bundled-system.ts';
import type { Engine } from '../conformance/engine/engine.ts';
import { openEngine } from '../conformance/engine/open-engine.ts';
import { externalSystem } from '../conformance/engine/system-source.ts';
import { NoSystemError } from '../conformance/replay/replay-errors.ts';
import { rivalNamed } from '../conformance/replay/rival.ts';
import { terminalOf } from '../conformance/sut/ask-person.ts';
import { openPersonDesk } from '../conformance/sut/open-person-desk.ts';
import { readProfile } from '../conformance/sut/read-profile.ts';
import type { Boundary } from '../conformance/sut/sut-profile.ts';
import type { RunDesk } from '../simulator/doors/run-desk.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import { profileOverride } from './profile-option.ts';

export interface RunOptions {
  readonly sut?: string;
  /** `bundled`, or a practice that is wrong on purpose. */
  readonly against?: string;
  /** Of the bundled practice; the profile says it of a system. */
  readonly boundary?: Boundary;
  /** Of its own for every run of an external system unless given: it remembers patients of earlier runs. */
  readonly seed?: number;
  readonly schemas?: string;
  readonly world?: string;
  /** The environment that the world resembles. */
  readonly profile?: string;
  readonly certs?: string;
  readonly data?: string;
  /** Where people are asked; at the terminal where somebody sits there, else nowhere, unless given. */
  readonly ask?: 'terminal' | 'console' | 'never';
}

/** People are to be asked at a terminal, and there is none. */
class NoTerminalError extends SimulatorError {
  readonly code = 'SIM_NO_TERMINAL';
  readonly remedy = 'Ask in the console: --ask console. Or start the command in a terminal.';

  constructor() {
    super('people are to be asked at the terminal, and there is none');
  }
}

/** A profile says itself at which boundary its system stands. */
class BoundaryOfProfileError extends SimulatorError {
  readonly code = 'SIM_SUT_BOUNDARY';
  readonly remedy =
    'Say it in the profile: boundary: adaptor. Without --sut the option is of the bundled practice.';

  constructor() {
    super('--boundary is of the bundled practice, and --sut names another system');
  }
}

/**
 * Starts an engine for a system: at the ports of the world for one that somebody else runs, so that it can be pointed
 * at them, at free ones for the bundled practice.
 */
export async function startRun(options: RunOptions, runs?: RunDesk): Promise<Engine> {
  const { sut, against, schemas, world, certs, data, ask, boundary } = options;
  if (sut !== undefined && against !== undefined) throw new NoSystemError();
  if (sut !== undefined && boundary !== undefined) throw new BoundaryOfProfileError();
  const seed = options.seed ?? (sut === undefined ? 1 : randomInt(1, 1_000_000));
  const terminal = ask === undefined || ask === 'terminal' ? terminalOf() : undefined;
  if (ask === 'terminal' && !terminal) throw new NoTerminalError();
  const person = terminal || ask === 'console' ? openPersonDesk({ terminal }) : undefined;
  const profile = sut === undefined ? undefined : await readProfile(sut);
  const replay = [
    ...(sut === undefined ? [] : [`--sut ${sut}`]),
    ...(against === undefined ? [] : [`--against ${against}`]),
    ...(boundary === undefined ? [] : [`--boundary ${boundary}`]),
    ...(schemas === undefined ? [] : [`--schemas ${schemas}`]),
    ...(world === undefined ? [] : [`--world ${world}`]),
    ...(options.profile === undefined ? [] : [`--profile ${options.profile}`]),
  ].join(' ');
  return openEngine({
    seed,
    freePorts: profile === undefined,
    desks: { ...(person && { persons: person }), ...(runs && { runs }) },
    ...(against !== undefined && {
      source: rivalNamed(against, { practices: 2, ...(boundary && { boundary }) }),
    }),
    ...(sut === undefined &&
      against === undefined &&
      boundary && { source: bundledSystem({ boundary }) }),
    ...(profile && { source: externalSystem(profile, person) }),
    ...(schemas !== undefined && { schemas: resolve(schemas) }),
    ...(world !== undefined && { world }),
    settings: profileOverride(options.profile),
    ...(certs !== undefined && { certificateDirectory: certs }),
    ...(data !== undefined && { dataDirectory: data }),
    ...(replay !== '' && { replayOptions: replay }),
  });
}
