import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CertificateDirectoryError } from './certificate-errors.ts';

/** A certificate with its key, as kept in a directory of its own. PEM. */
export interface KeptCertificate {
  readonly keyPem: string;
  readonly certificatePem: string;
}

/**
 * Files of the PKI. Every change is a rename of something complete, so that two processes that start at
 * once end with the same certificates and neither ever reads half a file.
 */
export interface CertificateDirectory {
  readonly path: string;
  /**
   * What is kept under `place`, made first when it is absent or no longer `good`. When another process
   * makes it at the same moment, the first to finish wins and both get that one.
   */
  keep(
    place: readonly string[],
    good: (kept: KeptCertificate) => boolean,
    make: () => Promise<KeptCertificate>,
  ): Promise<KeptCertificate>;
  read(place: readonly string[]): Promise<KeptCertificate | undefined>;
  /** Puts a certificate in the place of whatever is there. */
  replace(place: readonly string[], kept: KeptCertificate): Promise<void>;
  readText(place: readonly string[]): Promise<string | undefined>;
  writeText(place: readonly string[], text: string): Promise<void>;
  /** Writes where nothing is yet; what another process has written in the meantime stays. */
  claimText(place: readonly string[], text: string): Promise<void>;
  /** Names inside `place`, sorted; none when it is absent. */
  names(place: readonly string[]): Promise<readonly string[]>;
}

const ATTEMPTS = 8;
const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

export async function openCertificateDirectory(path: string): Promise<CertificateDirectory> {
  const temporary = join(path, 'tmp');
  await mkdir(temporary, { recursive: true, mode: PRIVATE_DIRECTORY }).catch((error: unknown) => {
    throw new CertificateDirectoryError(path, error);
  });
  const at = (place: readonly string[]) => join(path, ...place);
  const temporaryName = () => join(temporary, randomBytes(8).toString('hex'));

  async function readText(place: readonly string[]): Promise<string | undefined> {
    return readFile(at(place), 'utf8').catch(absent(path));
  }

  async function read(place: readonly string[]): Promise<KeptCertificate | undefined> {
    const [keyPem, certificatePem] = await Promise.all([
      readText([...place, 'key.pem']),
      readText([...place, 'cert.pem']),
    ]);
    return keyPem && certificatePem ? { keyPem, certificatePem } : undefined;
  }

  /** Renames a complete directory into place; `false` when somebody else was first. */
  async function claim(place: readonly string[], kept: KeptCertificate): Promise<boolean> {
    const fresh = temporaryName();
    await mkdir(fresh, { mode: PRIVATE_DIRECTORY });
    await writeFile(join(fresh, 'key.pem'), kept.keyPem, { mode: PRIVATE_FILE });
    await writeFile(join(fresh, 'cert.pem'), kept.certificatePem);
    await mkdir(dirname(at(place)), { recursive: true, mode: PRIVATE_DIRECTORY });
    try {
      await rename(fresh, at(place));
      return true;
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      // A directory that is not empty cannot be renamed over: that is the lock.
      if (await read(place)) return false;
      throw new CertificateDirectoryError(path, error);
    }
  }

  /** A text as a file of its own, to be put into its place whole. */
  async function complete(place: readonly string[], text: string): Promise<string> {
    const fresh = temporaryName();
    await mkdir(dirname(at(place)), { recursive: true, mode: PRIVATE_DIRECTORY });
    await writeFile(fresh, text);
    return fresh;
  }

  async function retire(place: readonly string[]): Promise<void> {
    const old = temporaryName();
    await rename(at(place), old).catch(absent(path));
    await rm(old, { recursive: true, force: true });
  }

  return {
    path,
    read,
    readText,
    async keep(place, good, make) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const kept = await read(place);
        if (kept && good(kept)) return kept;
        const made = await make();
        // Another process may have renewed it while this one was making its own.
        const now = await read(place);
        if (now && good(now)) return now;
        if (now) await retire(place);
        await claim(place, made);
      }
      throw new CertificateDirectoryError(
        path,
        new Error(`${place.join('/')} was taken away ${ATTEMPTS} times while it was being made`),
      );
    },
    async replace(place, kept) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        await retire(place);
        if (await claim(place, kept)) return;
      }
    },
    async writeText(place, text) {
      try {
        await rename(await complete(place, text), at(place));
      } catch (error) {
        throw new CertificateDirectoryError(path, error);
      }
    },
    async claimText(place, text) {
      try {
        const fresh = await complete(place, text);
        // A link is not made over what is there; a file system without links takes the last writer.
        const taken = await link(fresh, at(place)).then(
          () => true,
          ({ code }: NodeJS.ErrnoException) => code === 'EEXIST',
        );
        if (taken) await rm(fresh, { force: true });
        else await rename(fresh, at(place));
      } catch (error) {
        throw new CertificateDirectoryError(path, error);
      }
    },
    async names(place) {
      return ((await readdir(at(place)).catch(absent(path))) ?? []).sort();
    },
  };
}

/** Absence is an answer; anything else that goes wrong with a file is the operator's to mend. */
function absent(path: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CertificateDirectoryError(path, error);
  };
}
