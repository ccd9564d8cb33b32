import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import {
  dataDescriptor,
  dataStart,
  directoryBytes,
  localHeader,
  memberEnd,
  ZIP_DATE,
  ZIP_FLAGS,
  type ZipRecord,
} from './zip-layout.ts';
import { ZIP_MEMBER_MODE } from './zip-writer.ts';

export interface ZipLimits {
  readonly members: number;
  /** Decoded, of one compressed member. */
  readonly compressedMemberBytes: number;
  /** Decoded, of all. */
  readonly totalBytes: number;
}

/** Why a file is not one of our zips: one line. */
export class ZipRefusal extends Error {}

/** A zip that can be read at any place. */
export interface ZipArchive {
  /** Bytes of the file. */
  readonly size: number;
  /** ASCII. */
  readonly comment: string;
  /** In their order. */
  readonly records: readonly ZipRecord[];
  /** What departs from the one layout that our writer makes, a line each: nothing hides between members. */
  layoutFaults(): Promise<readonly string[]>;
  /** The decoded bytes. The stream fails when they are not as many as the directory says. */
  read(record: ZipRecord): Promise<Readable>;
  /** Bytes of the file as they are. */
  bytes(from: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;
/** Decoded bytes for one of the file, beyond which something is not what it seems once it is a gigabyte. */
const RATIO = 100;
const GIGABYTE = 2 ** 30;

/**
 * Opens a zip of ours. Everything that a hostile one could do to its reader is refused here, before a byte is decoded.
 * Rejects with ZipRefusal, or with the error of the file system.
 */
export async function openZip(path: string, limits: ZipLimits): Promise<ZipArchive> {
  const handle = await open(path, constants.O_RDONLY);
  let zip: yauzl.ZipFile | undefined;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new ZipRefusal('it is not a file');
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: true };
    zip = await yauzl.openPromise(path, options).catch(refused);
    const entries: yauzl.Entry[] = [];
    try {
      for await (const entry of zip.eachEntry()) {
        entries.push(entry);
        if (entries.length > limits.members)
          throw new ZipRefusal(`it has more than ${limits.members} members`);
      }
    } catch (error) {
      refused(error);
    }
    const records = entries.map(recordOf);
    refuseHostile(records, stats.size, limits);
    return archive(handle, zip, entries, records, stats.size);
  } catch (error) {
    zip?.close();
    await handle.close();
    throw error;
  }
}

function refused(error: unknown): never {
  if (error instanceof ZipRefusal) throw error;
  // Of the file system: not there, not allowed.
  if (error instanceof Error && 'syscall' in error) throw error;
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
  throw new ZipRefusal(`it cannot be read as a zip: ${oneLine(first)}`);
}

function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, '?').slice(0, 200);
}

function recordOf(entry: yauzl.Entry): ZipRecord {
  const name = entry.fileNameRaw.toString('latin1');
  const shown = JSON.stringify(oneLine(name));
  const wrong = (what: string) => new ZipRefusal(`member ${shown} ${what}`);
  if (entry.isEncrypted()) throw wrong('is encrypted');
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & 0o170000) === 0o120000) throw wrong('is a symbolic link');
  if (!NAME.test(name)) throw wrong('has a name that no bundle has');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw wrong(`is compressed by method ${entry.compressionMethod}`);
  return {
    ...{ name, method: entry.compressionMethod, flags: entry.generalPurposeBitFlag },
    ...{ crc: entry.crc32, compressedBytes: entry.compressedSize, bytes: entry.uncompressedSize },
    offset: entry.relativeOffsetOfLocalHeader,
  };
}

function refuseHostile(records: readonly ZipRecord[], size: number, limits: ZipLimits): void {
  const names = new Set<string>();
  let [end, total] = [0, 0];
  for (const record of records) {
    const shown = JSON.stringify(record.name);
    if (names.has(record.name)) throw new ZipRefusal(`member ${shown} is there twice`);
    names.add(record.name);
    if (record.offset < end) throw new ZipRefusal(`member ${shown} overlaps another`);
    end = memberEnd(record);
    if (end > size) throw new ZipRefusal(`member ${shown} goes beyond the end of the file`);
    if (record.method !== 0 && record.bytes > limits.compressedMemberBytes)
      throw new ZipRefusal(`member ${shown} would be ${record.bytes} bytes, which is too many`);
    total += record.bytes;
  }
  if (total > limits.totalBytes || (total > GIGABYTE && total > RATIO * size))
    throw new ZipRefusal(`its ${size} bytes would become ${total}, which is too many`);
}

function archive(
  handle: FileHandle,
  zip: yauzl.ZipFile,
  entries: readonly yauzl.Entry[],
  records: readonly ZipRecord[],
  size: number,
): ZipArchive {
  const byRecord = new Map(records.map((record, index) => [record, entries[index]]));
  const comment = Buffer.from(zip.comment).toString('latin1');
  const bytes = async (from: number, length: number) => {
    const into = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
    const { bytesRead } = await handle.read(into, 0, into.length, from);
    return into.subarray(0, bytesRead);
  };
  return {
    ...{ size, comment, records, bytes },
    async layoutFaults() {
      const faults: string[] = [];
      let end = 0;
      for (const [record, entry] of byRecord) {
        const shown = JSON.stringify(record.name);
        if (record.offset !== end) faults.push(`there are bytes before member ${shown}`);
        if (entry && !isPlain(entry)) faults.push(`member ${shown} has fields that are not ours`);
        const header = localHeader(record);
        if (!header.equals(await bytes(record.offset, header.length)))
          faults.push(`the header of member ${shown} is not what the directory says`);
        const tail = dataDescriptor(record);
        const tailAt = dataStart(record) + record.compressedBytes;
        if (!tail.equals(await bytes(tailAt, tail.length)))
          faults.push(`the sizes after member ${shown} are not what the directory says`);
        end = memberEnd(record);
      }
      const rest = size - end - directoryBytes(records) - 22 - comment.length;
      // A large archive has a record of 76 bytes more.
      if (rest !== 0 && !(rest === 76 && (size > 0xfffffffe || records.length >= 0xffff)))
        faults.push('there are bytes beside the members and their directory');
      return faults;
    },
    read: async (record) => {
      const entry = byRecord.get(record);
      if (!entry) throw new ZipRefusal(`there is no member ${JSON.stringify(record.name)}`);
      const { fileDataStart } = await zip
        .readLocalFileHeaderPromise(entry, { minimal: true })
        .catch(refused);
      if (fileDataStart !== dataStart(record))
        throw new ZipRefusal(`the header of member ${JSON.stringify(record.name)} is not ours`);
      return zip.openReadStreamPromise(entry).catch(refused);
    },
    close: async () => {
      zip.close();
      await handle.close();
    },
  };
}

/** Whether the directory says of a member what our writer says of each. */
function isPlain(entry: yauzl.Entry): boolean {
  return (
    entry.generalPurposeBitFlag === ZIP_FLAGS &&
    entry.lastModFileTime === 0 &&
    entry.lastModFileDate === ZIP_DATE &&
    entry.internalFileAttributes === 0 &&
    entry.externalFileAttributes === (ZIP_MEMBER_MODE << 16) >>> 0 &&
    entry.fileCommentLength === 0 &&
    entry.extraFields.every(({ id }) => id === 1) &&
    entry.versionMadeBy === ((3 << 8) | 63) &&
    (entry.versionNeededToExtract === 20 || entry.versionNeededToExtract === 45)
  );
}
