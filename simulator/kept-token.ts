import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SimulatorError } from '../src/platform/simulator-error.ts';

const SHORTEST = 16;

/** The file of the token cannot be read or made, or holds none. */
export class TokenFileError extends SimulatorError {
  readonly code = 'SIM_TOKEN_FILE';
  readonly remedy =
    'Let tokenFile name a file that this process may read or make, with one line of at least 16 characters; or set token.';

  constructor(file: string, what: string, cause?: unknown) {
    super(`the file of a token: ${file} ${what}`, { cause });
  }
}

/** A token as it is configured: as it is, or in a file. */
export interface TokenSettings {
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
}

/**
 * The token that a listener wants. One that is kept in a file is made at the first start, readable for its owner
 * alone, so that an image or a volume never comes with one that others know.
 *
 * @throws TokenFileError
 */
export async function keptToken({ token, tokenFile }: TokenSettings): Promise<string | undefined> {
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
    throw new TokenFileError(tokenFile, 'cannot be made', error);
  }
}

async function read(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new TokenFileError(file, 'cannot be read', error);
  }
  if (text.length < SHORTEST || /\s/.test(text))
    throw new TokenFileError(file, 'does not hold one token of at least 16 characters');
  return text;
}
