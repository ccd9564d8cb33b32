import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ZipRecord } from '../platform/zip-layout.ts';
import type { ZipArchive } from '../platform/zip-reader.ts';
import { FILES } from './bundle-content.ts';
import { BundleDamagedError, BundleNewerError, NotABundleError } from './bundle-errors.ts';
import { BUNDLE_VERSION, type BundleManifest } from './manifest.ts';
import { readManifest } from './manifest-schema.ts';
import { fileFaults, openArchive, openBundle, textOf } from './open-bundle.ts';
import { isSealed } from './seal.ts';

export interface BundleReport {
  /** `undefined` where it cannot be read any more. */
  readonly manifest: BundleManifest | undefined;
  /** Of the file. */
  readonly bytes: number;
  /** What is wrong, a line each; empty when every bit is what was written. */
  readonly faults: readonly string[];
}

/**
 * Reads everything of a bundle again: the seal over the file, the layout of the zip, the chain, every file's digest, and
 * that the entries can be read.
 *
 * @throws BundleMissingError, NotABundleError, BundleNewerError when there is nothing to be judged
 */
export async function verifyBundle(path: string): Promise<BundleReport> {
  let archive: ZipArchive;
  try {
    archive = await openArchive(path);
  } catch (error) {
    if (!(error instanceof BundleDamagedError)) throw error;
    const { size } = await stat(path);
    return { manifest: undefined, bytes: size, faults: [lineOf(error, path)] };
  }
  try {
    return await judge(path, archive);
  } finally {
    await archive.close();
  }
}

async function judge(path: string, archive: ZipArchive): Promise<BundleReport> {
  const bytes = archive.size;
  const faults: string[] = [];
  const sealed = await isSealed(path, bytes);
  if (!sealed) faults.push('the seal does not fit: bits of the file have changed');
  faults.push(...(await archive.layoutFaults()));
  const first = archive.records.find(({ name }) => name === FILES.manifest);
  if (!first) {
    if (!sealed && !archive.comment.startsWith('spinebox-bundle'))
      throw new NotABundleError(path, `it holds no ${FILES.manifest}`);
    return { manifest: undefined, bytes, faults: [...faults, `${FILES.manifest} is missing`] };
  }
  let text = '';
  try {
    text = await textOf(archive, first, (why) => new BundleDamagedError(path, why));
  } catch (error) {
    return { manifest: undefined, bytes, faults: [...faults, lineOf(error, path)] };
  }
  const read = readManifest(jsonOf(text));
  if ('newer' in read) {
    const { version, product } = read.newer;
    if (sealed) throw new BundleNewerError(path, version, BUNDLE_VERSION, product);
    faults.push(`version ${version} is newer than this spinebox knows`);
  }
  if (!('manifest' in read)) {
    if ('wrong' in read) faults.push(read.wrong);
    return { manifest: undefined, bytes, faults };
  }
  const { manifest } = read;
  faults.push(...fileFaults(manifest, archive));
  const digests = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]));
  for (const record of archive.records) {
    const fault = await memberFault(archive, record, digests.get(record.name));
    if (fault !== undefined) faults.push(fault);
  }
  // Last: what it says of one file is said above already, more precisely.
  if (faults.length === 0) {
    await openBundle(path)
      .then((bundle) => bundle.close())
      .catch((error: unknown) => faults.push(lineOf(error, path)));
  }
  return { manifest, bytes, faults };
}

async function memberFault(
  archive: ZipArchive,
  record: ZipRecord,
  sha256: string | undefined,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  let crc = 0;
  try {
    const stream = await archive.read(record);
    stream.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      crc = crc32(chunk, crc);
    });
    await once(stream, 'end');
  } catch (error) {
    return `${record.name} cannot be read: ${error instanceof Error ? error.message : error}`;
  }
  if (sha256 !== undefined && hash.digest('hex') !== sha256)
    return `${record.name} is not what was written`;
  return crc === record.crc ? undefined : `${record.name} does not have the sum that the zip says`;
}

function lineOf(error: unknown, path: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(`${path} is damaged: `, '').replace(`${path} is no bundle: `, '');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
