import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import type { WorldConfig } from './world/world-config.ts';

const SHORTEST = 16;

/** The file of the token cannot be read or made, or holds none. */
export class ControlTokenFileError extends SimulatorError {
  readonly code = 'SIM_CONTROL_TOKEN_FILE';
  readonly remedy =
    'Let control.tokenFile name a file that this process may read or make, with one line of at least 16 characters; or set control.token.';

  constructor(file: string, what: string, cause?: unknown) {
    super(`the token of the control API: ${file} ${what}`, { cause });
  }
}

/**
 * The token that the control API wants. One that is kept in a file is made at the first start, readable for its owner
 * alone, so that an image or a volume never comes with one that others know.
 *
 * @throws ControlTokenFileError
 */
export async function controlToken({
  token,
  tokenFile,
}: WorldConfig['control']): Promise<string | undefined> {
  if (token !== undefined || tokenFile === undefined) return token;
  const kept = await read(tokenFile);
  if (kept !== undefined) return kept;
  const made = randomBytes(24).toString('base64url');
  try {
    await mkdir(dirname(tokenFile), { recursive: true });
    await writeFile(tokenFile, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    // Another process may have made it just now.
    const other = await read(tokenFile).catch(() => undefined);
    if (other !== undefined) return other;
    throw new ControlTokenFileError(tokenFile, 'cannot be made', error);
  }
}

async function read(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ControlTokenFileError(file, 'cannot be read', error);
  }
  if (text.length < SHORTEST || /\s/.test(text))
    throw new ControlTokenFileError(file, 'does not hold one token of at least 16 characters');
  return text;
}
