import { createHash } from 'node:crypto';
import { type Joined, joinParts, type PartStream } from '../../../src/gp2gp/large/join-parts.ts';
import type { AwaitedDocument, Piece } from '../../../src/gp2gp/large/reassembly.ts';

/** A document whose pieces are all here. */
export interface DocumentToJoin
  extends Pick<
    AwaitedDocument,
    'position' | 'documentId' | 'fileName' | 'contentType' | 'compressed'
  > {
  /** In the order in which they belong together. */
  readonly pieces: readonly Piece[];
  /** A piece as it travelled. */
  readonly read: (piece: Piece) => Promise<Uint8Array>;
  /** Bytes that may come out before it is taken for an attack. */
  readonly atMost: number;
  /** Takes what comes out, stretch by stretch. After a failure it is to be thrown away. */
  readonly take: (bytes: Uint8Array) => Promise<void> | void;
}

/** A document that is whole: what it is, and where it lies. Plain data: its bytes stay where they came. */
export interface JoinedDocument
  extends Pick<
    AwaitedDocument,
    'position' | 'documentId' | 'fileName' | 'contentType' | 'compressed' | 'skeleton'
  > {
  /** Under which it is kept. */
  readonly key: string;
  readonly pieces: readonly Piece[];
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Joins a document from the messages that brought it, one of them in memory at a time (gp2gp 3.5). */
export function joinDocument(document: DocumentToJoin): Promise<Joined> {
  const { compressed, atMost, pieces, read } = document;
  async function* parts(): AsyncGenerator<PartStream> {
    for (const piece of pieces) {
      yield { encoding: piece.encoding, bytes: inStretches(await read(piece)) };
    }
  }
  return joinParts(parts(), { compressed, atMost }, document.take);
}

const STRETCH = 262_144;

/** A large piece is worked on in stretches, so that other transfers have their turn. */
function* inStretches(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += STRETCH) yield bytes.subarray(at, at + STRETCH);
}

/** A digest that is drawn as the bytes come by. */
export function digesting(): {
  readonly take: (bytes: Uint8Array) => void;
  readonly sha256: () => string;
} {
  const hash = createHash('sha256');
  return {
    take: (bytes) => {
      hash.update(bytes);
    },
    sha256: () => hash.digest('hex'),
  };
}
