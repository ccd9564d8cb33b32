import type { BodySource } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openSpool, type Spool } from '../../src/journal/spool.ts';
import type { MimePackage } from '../../src/wire/mime/mime-package.ts';
import { MimeScanner } from '../../src/wire/mime/mime-scanner.ts';
import { readRelatedType } from '../../src/wire/mime/read-related-type.ts';
import type { Reading } from '../../src/wire/reading.ts';
import { unreadable } from '../../src/wire/reading.ts';
import type { Limits } from '../world/world.ts';

/** Bodies up to this size stay in memory until they are on record, larger ones go to disk as they come. */
export const IN_MEMORY = 64 * 1024;

const EMPTY = Buffer.alloc(0);

/** What has come of a body. */
export interface Taken {
  readonly body: BodySource;
  readonly mime: Reading<MimePackage> | undefined;
  readonly envelope: Uint8Array;
  readonly tooLarge: string | undefined;
}

/** A body on its way in. */
export interface Intake {
  /** `false` when no more is wanted. */
  take(chunk: Buffer): Promise<boolean>;
  end(): Promise<Taken>;
  abandon(): Promise<void>;
  readonly length: number;
}

/** Finds the parts of a body while it comes, and sees to it that a large one is never held. */
export function openIntake(
  journal: Journal,
  contentType: string | undefined,
  limits: Limits,
): Intake {
  const multipart = /^\s*multipart\//i.test(contentType ?? '');
  const type = multipart ? readRelatedType(contentType ?? '') : undefined;
  const scanner = type?.ok
    ? new MimeScanner(type.value, {
        limits: { bytes: Number.MAX_SAFE_INTEGER, partBytes: Number.MAX_SAFE_INTEGER },
        keepFirst: limits.envelopeBytes,
        countLines: false,
      })
    : undefined;
  // A body that is one document is its own envelope; it is held up to the limit of the message.
  const most = multipart ? IN_MEMORY : limits.messageBytes;
  const held: Buffer[] = [];
  let length = 0;
  let spool: Spool | undefined;
  let tooLarge: string | undefined;

  return {
    get length() {
      return length;
    },
    async take(chunk) {
      length += chunk.length;
      if (length > limits.messageBytes) {
        tooLarge = `the message has more than ${limits.messageBytes} bytes`;
        return false;
      }
      scanner?.push(chunk);
      if (!spool && length <= most) {
        held.push(chunk);
        return true;
      }
      if (!spool) {
        spool = await openSpool(journal);
        for (const earlier of held.splice(0)) await spool.write(earlier);
      }
      await spool.write(chunk);
      return true;
    },
    async end() {
      const [only = EMPTY] = held;
      const whole = held.length > 1 ? Buffer.concat(held) : only;
      const body = spool ? await spool.keep() : whole;
      if (!multipart) return { body, mime: undefined, envelope: whole, tooLarge };
      if (!scanner || !type?.ok) {
        const failure = type?.ok === false ? type.failure : undefined;
        const mime = unreadable<MimePackage>(
          failure?.code ?? 'mime.unreadable',
          failure?.message ?? 'the Content-Type could not be read',
        );
        return { body, mime, envelope: Buffer.alloc(0), tooLarge };
      }
      const read = tooLarge ? undefined : scanner.end();
      const mime: Reading<MimePackage> | undefined = read && {
        ...read,
        deviations: [...type.deviations, ...read.deviations],
      };
      const first = scanner.firstPart;
      const cut = first?.whole === false ? 'the ebXML envelope is too large' : undefined;
      return { body, mime, envelope: first?.bytes ?? Buffer.alloc(0), tooLarge: tooLarge ?? cut };
    },
    async abandon() {
      await spool?.abandon();
    },
  };
}
