import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { Engine } from '../conformance/engine/engine.ts';
import { openEngine } from '../conformance/engine/open-engine.ts';
import { externalSystem } from '../conformance/engine/system-source.ts';
import { personAtTerminal } from '../conformance/sut/ask-person.ts';
import { readProfile } from '../conformance/sut/read-profile.ts';

export interface RunOptions {
  readonly sut?: string;
  /** Of its own for every run of an external system unless given: it remembers patients of earlier runs. */
  readonly seed?: number;
  readonly schemas?: string;
  readonly world?: string;
  readonly certs?: string;
  readonly data?: string;
}

/**
 * Starts an engine for a system: at the ports of the world for one that somebody else runs, so that it can be pointed
 * at them, at free ones for the bundled practice.
 */
export async function startRun(options: RunOptions): Promise<Engine> {
  const { sut, schemas, world, certs, data } = options;
  const seed = options.seed ?? (sut === undefined ? 1 : randomInt(1, 1_000_000));
  const person = personAtTerminal();
  const profile = sut === undefined ? undefined : await readProfile(sut);
  const replay = [
    ...(sut === undefined ? [] : [`--sut ${sut}`]),
    ...(schemas === undefined ? [] : [`--schemas ${schemas}`]),
    ...(world === undefined ? [] : [`--world ${world}`]),
  ].join(' ');
  return openEngine({
    seed,
    freePorts: profile === undefined,
    ...(profile && { source: externalSystem(profile, person) }),
    ...(schemas !== undefined && { schemas: resolve(schemas) }),
    ...(world !== undefined && { world }),
    ...(certs !== undefined && { certificateDirectory: certs }),
    ...(data !== undefined && { dataDirectory: data }),
    ...(replay !== '' && { replayOptions: replay }),
  });
}
