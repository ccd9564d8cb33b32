import { Readable } from 'node:stream';
import yazl from 'yazl';

/** A file to go into a zip. */
export interface NewZipMember {
  readonly name: string;
  /** Exactly so many come out of `open`. */
  readonly bytes: number;
  readonly compress: boolean;
  open(): Readable;
}

/** One time for every member: when a zip was written is no part of what it holds. */
const MTIME = new Date(1980, 0, 1);
/** A regular file that everybody may read. */
export const ZIP_MEMBER_MODE = 0o100644;

/**
 * A zip as a stream of bytes: members in order, without extra fields, each with a data descriptor. The same members give
 * the same bytes. One member is read at a time, so nothing is held whole. The stream fails with the error of a member.
 */
export function zipStream(members: readonly NewZipMember[], comment: string): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) =>
    void output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', fail);
  let reading: Readable | undefined;
  output.once('close', () => reading?.destroy());
  for (const { name, bytes, compress, open } of members) {
    const options = {
      ...{ mtime: MTIME, forceDosTimestamp: true, mode: ZIP_MEMBER_MODE },
      ...{ size: bytes, compress: compress && bytes > 0 },
    };
    zip.addReadStreamLazy(name, options, (give) => {
      reading = open();
      reading.once('error', fail);
      give(undefined, reading);
    });
  }
  zip.end({ comment, forceZip64Format: false });
  return output;
}

/** What gives a member of bytes that are there already. */
export function bytesOf(bytes: Uint8Array): () => Readable {
  return () => Readable.from(bytes.length === 0 ? [] : [Buffer.from(bytes)]);
}
