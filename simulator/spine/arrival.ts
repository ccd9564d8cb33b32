import type { HttpFacts } from '../../src/checks/inbound-message.ts';
import type { Pattern } from '../../src/domain/contract.ts';
import type { BodySource, Peer } from '../../src/journal/entry.ts';
import type { MimePackage } from '../../src/wire/mime/mime-package.ts';
import type { Reading } from '../../src/wire/reading.ts';

/** A request that has arrived whole, its large parts already on disk. */
export interface Arrival {
  readonly http: HttpFacts;
  readonly headers: readonly (readonly [string, string])[];
  readonly peer: Peer;
  readonly at: Date;
  /** Of `performance.now()`, when the request line had been read. */
  readonly began: number;
  /** What the path serves. */
  readonly patterns: readonly Pattern[];
  readonly body: BodySource;
  /** The package, for a multipart body; `undefined` for a body that is one document. */
  readonly mime: Reading<MimePackage> | undefined;
  /** The envelope's bytes: the first part, or the whole of a body that is one document. */
  readonly envelope: Uint8Array;
  /** Set when the body was cut off at a limit: what is on record is only its beginning. */
  readonly tooLarge: string | undefined;
}

/** What goes back on the same connection. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}
