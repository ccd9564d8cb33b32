import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SimulatorError } from '../src/platform/simulator-error.ts';

/** What was asked for could not be put where the command was told to. */
export class SaveError extends SimulatorError {
  readonly code = 'SIM_SAVE';
  readonly remedy = 'Name a file in a folder that may be written to, on a disk with room.';

  constructor(file: string, cause: unknown) {
    super(`${file} was not written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Puts bytes into a file as they come, whole or not at all. */
export async function saveStream(bytes: Readable, file: string): Promise<void> {
  const fresh = `${file}.new`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await pipeline(bytes, createWriteStream(fresh));
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw new SaveError(file, error);
  }
}
