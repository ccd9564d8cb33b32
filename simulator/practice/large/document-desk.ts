import { setImmediate as turn } from 'node:timers/promises';
import type { JoinFailure } from '../../../src/gp2gp/large/join-parts.ts';
import { documentAt, type Piece } from '../../../src/gp2gp/large/reassembly.ts';
import type { TransferEvent } from '../../../src/gp2gp/transfer-event.ts';
import { gate } from '../../mhs/gate.ts';
import type { PracticeRoom } from '../practice-room.ts';
import type { StepAside } from '../step-entry.ts';
import type { Transfer } from '../transfer-book.ts';
import { heldRecordOf } from './held-record.ts';
import {
  type DocumentToJoin,
  digesting,
  type JoinedDocument,
  joinDocument,
} from './join-document.ts';
import { keepPayload } from './kept-payload.ts';
import { PartGoneError, type PartReader } from './part-reader.ts';
import { type Replacement, rebuildPayload } from './rebuild-payload.ts';

interface Done {
  readonly event: TransferEvent;
  readonly aside?: StepAside | undefined;
}

/** Puts records together out of the messages that brought them. Nothing is kept twice. */
export interface DocumentDesk {
  join(transfer: Transfer, position: number): Promise<Done>;
  rebuild(transfer: Transfer, positions: readonly number[]): Promise<Done>;
  file(transfer: Transfer, messageId: string): Promise<Done>;
  /** Hands a document that is whole on once more. */
  read(document: JoinedDocument, take: DocumentToJoin['take']): Promise<void>;
}

type Facts = Omit<DocumentToJoin, 'read' | 'atMost' | 'take'> & {
  readonly skeleton: boolean;
};

type Tried =
  | { readonly ok: true; readonly document: JoinedDocument }
  | { readonly ok: false; readonly failure: JoinFailure };

/** Documents that are put together at a time, by one practice. */
const AT_A_TIME = 2;

export function documentDesk(room: PracticeRoom, reader: PartReader): DocumentDesk {
  const { conduct, journal, party, world } = room;
  const joining = gate(AT_A_TIME);

  const settings = () => world.current().practiceSettings(party.partyKey)?.transfers;
  const expansion = (skeleton: boolean): number =>
    (skeleton ? settings()?.payloadBytes : settings()?.expandedBytes) ?? 100_000_000;

  const tryJoining = (facts: Facts, take: DocumentToJoin['take']): Promise<Tried> =>
    joining.pass(async () => {
      const { take: digest, sha256 } = digesting();
      const { skeleton, ...document } = facts;
      const joined = await conduct.joinDocument(
        {
          ...document,
          atMost: expansion(skeleton),
          read: (piece) => reader.part(piece),
          take: async (bytes) => {
            digest(bytes);
            await take(bytes);
            await turn();
          },
        },
        joinDocument,
      );
      if (!joined.ok) return joined;
      const { position, fileName, documentId } = facts;
      const key = conduct.documentKey({ position, fileName, documentId }, (asked) =>
        String(asked.position),
      );
      return { ok: true, document: { ...facts, key, bytes: joined.bytes, sha256: sha256() } };
    });

  const externalFacts = (transfer: Transfer, position: number): Facts => {
    const { state } = transfer;
    const awaited = state.role === 'requester' && documentAt(state.reassembly, position);
    if (!awaited) throw new PartGoneError(`there is no document ${position} to be joined`);
    const { documentId, fileName, contentType, compressed, skeleton } = awaited;
    const pieces = awaited.slots.flatMap(({ piece }) => (piece ? [piece] : []));
    return { position, documentId, fileName, contentType, compressed, skeleton, pieces };
  };

  /** The documents that came in the extract itself. */
  const inlineFacts = async (messageId: string): Promise<readonly Facts[]> => {
    const documents = await reader.documents(messageId);
    return documents.flatMap((each) => {
      if (each.kind !== 'inline') return [];
      const { position, documentId, fileName, contentType, compressed, skeleton } = each;
      const { part, encoding, bytes } = each;
      const pieces: Piece[] = [{ messageId, part, encoding, bytes }];
      return [{ position, documentId, fileName, contentType, compressed, skeleton, pieces }];
    });
  };

  const extractId = ({ state }: Transfer): string =>
    (state.role === 'requester' && state.extract?.messageId) || '';

  return {
    async join(transfer, position) {
      const tried = await tryJoining(externalFacts(transfer, position), () => undefined);
      if (tried.ok) {
        const { bytes } = tried.document;
        return {
          event: { kind: 'document-joined', position, bytes },
          aside: { joined: tried.document },
        };
      }
      const { why, because } = tried.failure;
      return {
        event: {
          kind: 'document-not-joined',
          position,
          why: why === 'mixed' ? 'encoding' : why,
          because,
        },
      };
    },

    async rebuild(transfer, positions) {
      const messageId = extractId(transfer);
      const inline = await inlineFacts(messageId);
      const replacements: Replacement[] = [];
      for (const position of positions) {
        const facts =
          inline.find((each) => each.position === position) ?? externalFacts(transfer, position);
        const pieces: Buffer[] = [];
        const tried = await tryJoining(facts, (bytes) => void pieces.push(Buffer.from(bytes)));
        if (!tried.ok) return { event: notRebuilt(tried.failure) };
        replacements.push({ documentId: facts.documentId, content: Buffer.concat(pieces) });
      }
      const core = await reader.payload(messageId);
      const atMost = expansion(true);
      const rebuilt = await conduct.rebuildPayload({ core, replacements, atMost }, async (asked) =>
        rebuildPayload(asked),
      );
      if (!rebuilt.ok) {
        const { why, because } = rebuilt;
        return { event: { kind: 'payload-not-rebuilt', why, because } };
      }
      const { conversationId } = transfer;
      const summary = 'the payload that a skeleton stood for';
      const kept = await keepPayload(room, conversationId, summary, rebuilt.payload);
      return {
        event: { kind: 'payload-rebuilt', extract: rebuilt.extract },
        aside: { rebuilt: kept },
      };
    },

    async file(transfer, messageId) {
      const documents = new Map(transfer.joined);
      for (const facts of await inlineFacts(messageId)) {
        if (facts.skeleton) continue;
        const tried = await tryJoining(facts, () => undefined);
        if (!tried.ok) {
          const because = `attachment ${facts.documentId ?? facts.fileName}: ${tried.failure.because}`;
          return { event: { kind: 'record-not-filed', why: 'attachments', because } };
        }
        documents.set(tried.document.key, tried.document);
      }
      const { rebuilt, frame } = transfer;
      const payload = rebuilt
        ? await journal.readBody(rebuilt.body)
        : await reader.payload(messageId);
      const held = heldRecordOf(conduct, payload, frame, [...documents.values()]);
      return {
        event: { kind: 'record-filed' },
        aside: { held, documents: [...documents.values()] },
      };
    },

    async read({ key: _key, bytes: _bytes, sha256: _sha256, skeleton, ...document }, take) {
      const joined = await joinDocument({
        ...document,
        atMost: expansion(skeleton),
        read: (piece) => reader.part(piece),
        take,
      });
      // It was whole when it was filed, and the journal checks its sums.
      if (!joined.ok) throw new PartGoneError(joined.failure.because);
    },
  };
}

function notRebuilt({ why, because }: JoinFailure): TransferEvent {
  switch (why) {
    case 'compression':
    case 'too-large':
      return { kind: 'payload-not-rebuilt', why, because };
    default:
      return { kind: 'payload-not-rebuilt', why: 'content', because };
  }
}
