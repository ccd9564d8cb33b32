import { readFile } from 'node:fs/promises';
import { SimulatorError } from '../src/platform/simulator-error.ts';

/** A file that a command was to read cannot be read. */
export class InputFileError extends SimulatorError {
  readonly code = 'SIM_INPUT_FILE';
  readonly remedy = 'Name a file that is there and may be read.';

  constructor(file: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${file} cannot be read: ${why}`, { cause });
  }
}

/** The bytes of a file that is named on the command line. Rejects with InputFileError. */
export async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new InputFileError(file, error);
  }
}
