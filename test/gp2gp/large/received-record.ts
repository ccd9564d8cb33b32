import type { BuiltMessage } from '../../../src/gp2gp/build-message.ts';
import { joinParts, type PartStream } from '../../../src/gp2gp/large/join-parts.ts';
import { documentAt } from '../../../src/gp2gp/large/reassembly.ts';
import { readArrival } from '../../../src/gp2gp/read-arrival.ts';
import { decideRequester } from '../../../src/gp2gp/requester.ts';
import { newRequester, type RequesterState } from '../../../src/gp2gp/requester-state.ts';
import type { TransferEffect, TransferEvent } from '../../../src/gp2gp/transfer-event.ts';
import { readMime } from '../../../src/wire/mime/read-mime.ts';
import { FACTS } from '../extract-facts.ts';
import { received } from './sent-record.ts';

/** A practice that receives a record: the state machine, with the messages kept as they came. */
export interface ReceivingPractice {
  readonly state: () => RequesterState;
  readonly effects: readonly TransferEffect[];
  /** Documents that were joined, by their place in the extract's manifest. */
  readonly documents: ReadonlyMap<number, Buffer>;
  arrive(message: BuiltMessage): Promise<void>;
  happen(event: TransferEvent): Promise<void>;
}

export function receivingPractice(
  facts: Partial<Parameters<typeof newRequester>[0]> = {},
): ReceivingPractice {
  let state: RequesterState = {
    ...newRequester({
      conversationId: 'C',
      request: { messageId: 'C', hl7Id: 'C', ehrRequestId: FACTS.priorRequestId },
      nhsNumber: FACTS.nhsNumber,
      ownOds: FACTS.destinationOds,
      senderOds: FACTS.authorOds,
      ...facts,
    }),
    phase: 'waiting',
  };
  const effects: TransferEffect[] = [];
  const documents = new Map<number, Buffer>();
  const bodies = new Map<string, BuiltMessage>();

  const happen = async (event: TransferEvent): Promise<void> => {
    // Through the record and back: what is not plain data would be lost here.
    const decided = decideRequester(state, JSON.parse(JSON.stringify(event)));
    state = JSON.parse(JSON.stringify(decided.state));
    for (const effect of decided.effects) {
      effects.push(effect);
      if (effect.kind === 'join-document') await happen(await join(effect.position));
    }
  };

  const join = async (position: number): Promise<TransferEvent> => {
    const document = documentAt(state.reassembly, position);
    const parts = (document?.slots ?? []).map(({ piece }): PartStream => {
      const built = piece && bodies.get(piece.messageId);
      const mime = built && readMime(built.body, built.headers[0]?.[1]);
      const part = mime?.ok ? mime.value.parts[piece?.part ?? 0] : undefined;
      const { offset = 0, length = 0 } = part?.body ?? {};
      const bytes = built?.body.subarray(offset, offset + length) ?? Buffer.alloc(0);
      return { encoding: piece?.encoding ?? 'base64', bytes: [bytes] };
    });
    const out: Uint8Array[] = [];
    const options = { compressed: document?.compressed === true, atMost: 10_000_000 };
    const joined = await joinParts(parts, options, (bytes) => void out.push(bytes));
    if (joined.ok) {
      documents.set(position, Buffer.concat(out));
      return { kind: 'document-joined', position, bytes: joined.bytes };
    }
    const { why, because } = joined.failure;
    return {
      kind: 'document-not-joined',
      position,
      why: why === 'mixed' ? 'encoding' : why,
      because,
    };
  };

  return {
    state: () => state,
    effects,
    documents,
    happen,
    async arrive(message) {
      bodies.set(message.envelope.messageId, message);
      await happen({ kind: 'arrived', message: readArrival(received(message)) });
    },
  };
}
