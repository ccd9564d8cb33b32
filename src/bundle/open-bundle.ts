import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { JournalReader } from '../journal/journal.ts';
import { localHeader, type ZipRecord } from '../platform/zip-layout.ts';
import { openZip, type ZipArchive, ZipRefusal } from '../platform/zip-reader.ts';
import { FILES } from './bundle-content.ts';
import {
  BundleDamagedError,
  BundleMissingError,
  BundleNewerError,
  NotABundleError,
} from './bundle-errors.ts';
import { bodyName, bundledJournal, checking } from './bundled-journal.ts';
import { chainOf } from './chain.ts';
import { readEntryLines } from './entry-lines.ts';
import { BUNDLE_VERSION, type BundleManifest } from './manifest.ts';
import { readManifest } from './manifest-schema.ts';
import { SEAL } from './seal.ts';

/** A bundle that can be looked into. Every byte of a file is compared with its digest when it is read. */
export interface OpenBundle extends AsyncDisposable {
  readonly manifest: BundleManifest;
  /** Its entries have the sequences that they had in the journal they came from. */
  readonly journal: JournalReader;
  /** A file of the manifest as UTF-8. Rejects with BundleDamagedError when it is not there or not what was written. */
  readText(name: string): Promise<string>;
  readJson(name: string): Promise<unknown>;
  /** Its bytes as they come. */
  stream(name: string): Promise<Readable>;
  close(): Promise<void>;
}

export const BUNDLE_LIMITS = {
  members: 200_000,
  compressedMemberBytes: 256 * 1024 * 1024,
  totalBytes: 64 * 2 ** 30,
} as const;
/** A file that is read into memory whole. */
const TEXT_BYTES = 256 * 1024 * 1024;

/**
 * Opens a bundle and checks that its files are those of its manifest. `verifyBundle` checks all of their bytes.
 *
 * @throws BundleMissingError, NotABundleError, BundleNewerError, BundleDamagedError
 */
export async function openBundle(path: string): Promise<OpenBundle> {
  const archive = await openArchive(path);
  try {
    return await bundleOf(path, archive);
  } catch (error) {
    await archive.close();
    throw error;
  }
}

/** The zip of a bundle, whatever is in it. */
export async function openArchive(path: string): Promise<ZipArchive> {
  return openZip(path, BUNDLE_LIMITS).catch(async (error: unknown) => {
    if (!(error instanceof ZipRefusal)) throw new BundleMissingError(path, error);
    const was = await beganAsBundle(path);
    throw new (was ? BundleDamagedError : NotABundleError)(path, error.message);
  });
}

/** Whether a file begins as ours do: with the manifest. */
async function beganAsBundle(path: string): Promise<boolean> {
  const start = localHeader({ name: FILES.manifest, method: 8 });
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(start.length), 0, start.length, 0);
    return buffer.equals(start);
  } finally {
    await handle.close();
  }
}

async function bundleOf(path: string, archive: ZipArchive): Promise<OpenBundle> {
  const records = new Map(archive.records.map((record) => [record.name, record]));
  const found = records.get(FILES.manifest);
  if (!found) throw new NotABundleError(path, `it holds no ${FILES.manifest}`);
  const damaged = (why: string) => new BundleDamagedError(path, why);
  const read = readManifest(jsonOf(await textOf(archive, found, damaged)));
  if ('newer' in read)
    throw new BundleNewerError(path, read.newer.version, BUNDLE_VERSION, read.newer.product);
  if ('wrong' in read) throw new NotABundleError(path, read.wrong);
  const { manifest } = read;
  const [fault] = fileFaults(manifest, archive);
  if (fault !== undefined) throw damaged(fault);
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  const stream = async (name: string) => {
    const [file, record] = [listed.get(name), records.get(name)];
    if (!file || !record) throw damaged(`it holds no ${name}`);
    const check = checking(file.sha256, file.bytes, () =>
      damaged(`${name} is not what was written`),
    );
    const source = await archive.read(record).catch((error: unknown) => {
      throw damaged(messageOf(error));
    });
    source.once('error', (error) => check.destroy(damaged(`${name}: ${messageOf(error)}`)));
    check.once('close', () => source.destroy());
    return source.pipe(check);
  };
  const readText = async (name: string) => {
    if ((listed.get(name)?.bytes ?? 0) > TEXT_BYTES) throw damaged(`${name} is too large`);
    return (await collect(await stream(name))).toString('utf8');
  };
  const lines = await readText(FILES.entries);
  let journal: JournalReader;
  try {
    const entries = readEntryLines(lines, (sha256, bytes) => {
      const record = records.get(bodyName(sha256));
      return record?.bytes === bytes ? record.crc : undefined;
    });
    if (entries.length !== manifest.entries)
      throw new Error(`it holds ${entries.length} entries, not ${manifest.entries}`);
    const supply = (sha256: string) => stream(bodyName(sha256));
    journal = bundledJournal(entries, supply, (name) => damaged(`${name} is not what was written`));
  } catch (error) {
    throw damaged(messageOf(error));
  }
  const close = () => archive.close();
  return {
    ...{ manifest, journal, readText, stream, close },
    async readJson(name) {
      const value = jsonOf(await readText(name));
      if (value === undefined) throw damaged(`${name} is not JSON`);
      return value;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Where the manifest and the members of the zip disagree, a line each. */
export function fileFaults(manifest: BundleManifest, archive: ZipArchive): readonly string[] {
  const faults: string[] = [];
  const members = archive.records.map(({ name }) => name);
  const names = [FILES.manifest, ...manifest.files.map(({ name }) => name)];
  const present = new Map(archive.records.map((record) => [record.name, record]));
  const expected = new Set(names);
  if (expected.size !== names.length) faults.push('the manifest names a file twice');
  for (const name of members)
    if (!expected.has(name)) faults.push(`${name} is not one of the files that were written`);
  for (const { name, bytes } of manifest.files) {
    const record = present.get(name);
    if (!record) faults.push(`${name} is missing`);
    else if (record.bytes !== bytes)
      faults.push(`${name} has ${record.bytes} bytes, ${bytes} were written`);
  }
  if (faults.length === 0 && members.some((name, index) => name !== names[index]))
    faults.push('the files are not in the order in which they were written');
  if (chainOf(manifest.files) !== manifest.chain)
    faults.push('the chain over the files does not end as the manifest says');
  if (!SEAL.test(archive.comment)) faults.push('the file is not sealed');
  return faults;
}

export async function textOf(
  archive: ZipArchive,
  record: ZipRecord,
  damaged: (why: string) => Error,
): Promise<string> {
  if (record.bytes > TEXT_BYTES) throw damaged(`${record.name} is too large`);
  try {
    return (await collect(await archive.read(record))).toString('utf8');
  } catch (error) {
    throw damaged(`${record.name}: ${messageOf(error)}`);
  }
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
