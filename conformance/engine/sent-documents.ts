import { createHash } from 'node:crypto';
import type { ManifestDocument } from '../../src/gp2gp/large/document-facts.ts';
import { joinParts, type PartStream } from '../../src/gp2gp/large/join-parts.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import { openMessage } from './opened-message.ts';
import { ownOf } from './sender-answers.ts';
import type { Trial } from './trial.ts';

/** A stretch of a document in one message, in its place. */
export interface SentPiece {
  readonly sequence: number;
  readonly part: number;
  readonly encoding: 'base64' | 'decoded';
  /** Characters as they travelled. */
  readonly characters: number;
  /** As its own reference describes it. */
  readonly fileName: string;
  readonly declaredLength: number | undefined;
}

/** A document as the system announced and delivered it (gp2gp 3.4). */
export interface SentDocument {
  readonly documentId: string | undefined;
  /** Without the id that most senders put before it. */
  readonly name: string;
  readonly contentType: string;
  readonly compressed: boolean;
  readonly announcedLarge: boolean;
  readonly skeleton: boolean;
  readonly way: 'inline' | 'whole' | 'index';
  /** The message that was announced; of an inline document the extract. */
  readonly sequence: number;
  readonly pieces: readonly SentPiece[];
}

/** Every document that the extract announces, with the pieces in which it came. A deviation where one is missing. */
export async function collectSentDocuments(
  trial: Trial,
  name?: string,
): Promise<readonly SentDocument[]> {
  const { messages } = trial.transcript(name);
  const [extract] = ownOf(messages, 'extract');
  if (!extract) throw new SystemDeviation({ expected: 'an extract', observed: 'there is none' });
  const carriers = new Map(
    ownOf(messages, 'fragment', 'index').map((each) => [each.messageId.toUpperCase(), each]),
  );
  const { message } = await openMessage(trial, extract);
  const found: SentDocument[] = [];
  for (const document of message.documents) {
    const common = {
      documentId: document.documentId,
      name: plainName(document),
      contentType: document.contentType,
      compressed: document.compressed,
      announcedLarge: document.large,
      skeleton: document.skeleton,
    };
    if (document.kind === 'missing') {
      throw missing(`the part ${document.href} is not in the extract`, extract);
    }
    if (document.kind === 'inline') {
      const pieces = [pieceOf(document, message, extract)];
      found.push({ ...common, way: 'inline', sequence: extract.sequence, pieces });
      continue;
    }
    const carrier = carriers.get(document.messageId.toUpperCase());
    if (!carrier)
      throw missing(`message ${document.messageId} was announced and not sent`, extract);
    const { way, pieces } = await piecesFrom(trial, carrier, carriers);
    found.push({ ...common, way, sequence: carrier.sequence, pieces });
  }
  return found;
}

async function piecesFrom(
  trial: Trial,
  carrier: TranscriptMessage,
  carriers: ReadonlyMap<string, TranscriptMessage>,
): Promise<Pick<SentDocument, 'way' | 'pieces'>> {
  const { message } = await openMessage(trial, carrier);
  const way = message.documents.some(({ kind }) => kind === 'external') ? 'index' : 'whole';
  const pieces: SentPiece[] = [];
  for (const document of message.documents) {
    if (document.kind === 'inline') pieces.push(pieceOf(document, message, carrier));
    if (document.kind === 'missing')
      throw missing(`the part ${document.href} is not there`, carrier);
    if (document.kind !== 'external') continue;
    const chunk = carriers.get(document.messageId.toUpperCase());
    if (!chunk) throw missing(`chunk ${document.messageId} was announced and not sent`, carrier);
    const opened = await openMessage(trial, chunk);
    const inline = opened.message.documents.find(({ kind }) => kind === 'inline');
    if (inline?.kind !== 'inline') throw missing('a chunk brings no bytes', chunk);
    const piece = pieceOf(inline, opened.message, chunk);
    pieces.push({ ...piece, fileName: document.fileName, declaredLength: document.length });
  }
  return { way, pieces };
}

function pieceOf(
  document: Extract<ManifestDocument, { readonly kind: 'inline' }>,
  { attachments }: GpMessage,
  { sequence }: TranscriptMessage,
): SentPiece {
  const attachment = attachments.find(({ part }) => part === document.part);
  return {
    sequence,
    part: document.part,
    encoding: document.encoding,
    characters: attachment?.span.length ?? document.bytes,
    fileName: document.fileName,
    declaredLength: document.length,
  };
}

/** The file name without `<documentId>_` before it. */
function plainName({ fileName, documentId }: ManifestDocument): string {
  const [, id = '', rest = ''] = /^([0-9A-Fa-f-]{36})_(.+)$/s.exec(fileName) ?? [];
  if (id === '') return fileName;
  const own = documentId === undefined || id.toUpperCase() === documentId.toUpperCase();
  return own ? rest : fileName;
}

export type JoinedDocument =
  | { readonly ok: true; readonly sha256: string; readonly bytes: number; readonly content: Buffer }
  | { readonly ok: false; readonly because: string };

/** What comes out when the pieces are joined in the order of the index (gp2gp 3.5). One message at a time is read. */
export async function joinSent(
  trial: Trial,
  { pieces, compressed }: SentDocument,
  { keep = false }: { readonly keep?: boolean } = {},
): Promise<JoinedDocument> {
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  const joined = await joinParts(
    streamsOf(trial, pieces),
    { compressed, atMost: 600_000_000 },
    (bytes) => {
      hash.update(bytes);
      if (keep) kept.push(bytes);
    },
  );
  if (!joined.ok) return { ok: false, because: joined.failure.because };
  return {
    ok: true,
    sha256: hash.digest('hex'),
    bytes: joined.bytes,
    content: keep ? Buffer.concat(kept) : Buffer.alloc(0),
  };
}

interface Held {
  readonly sequence: number;
  readonly message: GpMessage;
  readonly body: Buffer;
}

/** The message that was opened last: documents that travel in one message are read one after the other. */
const latest = new WeakMap<Trial, Held>();

async function hold(trial: Trial, sequence: number): Promise<Held> {
  const before = latest.get(trial);
  if (before?.sequence === sequence) return before;
  const { message } = await openMessage(trial, { sequence });
  const held = { sequence, message, body: await trial.bytesOf(sequence) };
  latest.set(trial, held);
  return held;
}

async function* streamsOf(trial: Trial, pieces: readonly SentPiece[]): AsyncGenerator<PartStream> {
  for (const { sequence, part, encoding } of pieces) {
    const { message, body } = await hold(trial, sequence);
    const attachment = message.attachments.find((each) => each.part === part);
    if (!attachment) continue;
    const { offset, length } = attachment.span;
    yield { encoding, bytes: [body.subarray(offset, offset + length)] };
  }
}

function missing(observed: string, { sequence }: TranscriptMessage): SystemDeviation {
  return new SystemDeviation({
    expected: 'every announced part',
    observed,
    evidence: [sequence],
    weight: 'unsafe',
  });
}
