import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { OwnMessage, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { type Gate, gate } from '../mhs/gate.ts';
import type { Outbox, Sending, SendOutcome } from '../mhs/outbox.ts';
import type { ReadyMessage } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import { peerOdsOf, type Transfer } from './transfer-book.ts';

/** A message that is to leave. */
export interface Departure {
  readonly about: OwnMessage;
  /** Known before it is made where the protocol has announced it. */
  readonly messageId?: string | undefined;
  /** `undefined` when the directory names no way to the other practice. Called again for each attempt but the first. */
  readonly make: () => Promise<ReadyMessage | undefined>;
  /** The step that decided it and the place among its effects: what was made for it is found again by this. */
  readonly effect: string;
}

/** Sends the messages of a transfer in the order in which they were decided. */
export interface TransferPost {
  /** Has a message made and sent once the one before it has been tried. Resolves at once. */
  leave(transfer: Transfer, departure: Departure): Promise<void>;
  /** Sends what was made before a restart. */
  leaveAgain(transfer: Transfer, about: OwnMessage, ready: ReadyMessage): void;
}

/** Fragments of all transfers that are in memory at a time, by whether they are large: those are of up to 5 MB. */
const MOST_LARGE = 2;
const MOST_SMALL = 32;
/** A fragment that brings so many characters is large. */
const LARGE = 262_144;

export function transferPost(
  room: PracticeRoom,
  outbox: Outbox,
  dispatch: (transfer: Transfer, event: TransferEvent) => void,
): TransferPost {
  const { clock, journal, logger, service } = room;
  const large = gate(MOST_LARGE);
  const small = gate(MOST_SMALL);
  const windows = new WeakMap<Transfer, Gate>();

  const windowOf = (transfer: Transfer): Gate => {
    const known = windows.get(transfer);
    if (known) return known;
    const { window = 4 } =
      room.world.current().practiceSettings(room.party.partyKey)?.transfers ?? {};
    const fresh = gate(window);
    windows.set(transfer, fresh);
    return fresh;
  };

  const undeliverable = (transfer: Transfer, { about, messageId }: Departure): void => {
    const detail = `${peerOdsOf(transfer)} has no contract for it`;
    dispatch(transfer, { kind: 'transport', about, messageId, outcome: 'refused', detail });
  };

  const hand = async (
    transfer: Transfer,
    about: OwnMessage,
    { message, contract }: ReadyMessage,
    again?: () => Promise<BuiltMessage | undefined>,
  ): Promise<void> => {
    const { action, messageId } = message.envelope;
    const told = ({ outcome, detail }: SendOutcome) =>
      dispatch(transfer, { kind: 'transport', about, messageId, outcome, detail });
    transfer.sent.set(messageId.toUpperCase(), { about, messageId });
    const at = clock.now().toISOString();
    transfer.messages.push({ direction: 'sent', interaction: action, messageId, at });
    const sending: Sending = outbox.send({ role: about, message, contract, again });
    void sending.outcome.then((outcome) => outcome && told(outcome));
    await sending.firstAttempt;
  };

  const send = async (transfer: Transfer, departure: Departure): Promise<void> => {
    if (transfer.forgotten) return;
    const ready = await departure.make();
    if (!ready) return undeliverable(transfer, departure);
    const { envelope, headers, body } = ready.message;
    // A fragment is made again from what it is a part of; everything else is kept as it was made.
    const isMadeAgain = departure.about === 'fragment';
    if (!isMadeAgain) {
      await journal.append({
        kind: 'composed',
        at: clock.now().toISOString(),
        service,
        summary: `${envelope.action} for ${envelope.to.id}: ${departure.about}`,
        conversationId: envelope.conversationId,
        messageId: envelope.messageId,
        fromParty: envelope.from.id,
        toParty: envelope.to.id,
        interaction: envelope.action,
        request: { method: 'POST', headers, body },
        facts: { about: departure.about, effect: departure.effect },
      });
    }
    const again = isMadeAgain ? async () => (await departure.make())?.message : undefined;
    await hand(transfer, departure.about, ready, again);
  };

  const failed =
    (transfer: Transfer, about: OwnMessage, messageId?: string) => (error: unknown) => {
      const { conversationId } = transfer;
      logger.error({ service, conversationId, error: String(error) }, 'a message did not leave');
      const detail = 'the practice itself failed';
      dispatch(transfer, { kind: 'transport', about, messageId, outcome: 'refused', detail });
    };

  return {
    async leave(transfer, departure) {
      const { about, messageId } = departure;
      if (about === 'fragment') {
        const window = windowOf(transfer);
        const before = transfer.leaving;
        void before
          .then(() => {
            const memory = charactersOf(transfer, messageId) < LARGE ? small : large;
            return window.pass(() => memory.pass(() => send(transfer, departure)));
          })
          .catch(failed(transfer, about, messageId));
        return;
      }
      transfer.leaving = transfer.leaving
        .then(() => send(transfer, departure))
        .catch(failed(transfer, about, messageId));
    },
    leaveAgain(transfer, about, ready) {
      transfer.leaving = transfer.leaving
        .then(() => hand(transfer, about, ready))
        .catch(failed(transfer, about, ready.message.envelope.messageId));
    },
  };
}

/** Characters of a document that a planned message brings at most; without a plan nobody knows. */
function charactersOf({ sending }: Transfer, messageId: string | undefined): number {
  const part = sending?.plan.parts.find((each) => each.messageId === messageId);
  const document = part && sending?.plan.documents[part.document];
  if (!part || !document) return Number.POSITIVE_INFINITY;
  const { way, chars } = document;
  if (way.kind !== 'chunks') return chars;
  const chunk = part.chunk === undefined ? undefined : way.chunks[part.chunk];
  return chunk ? chunk.to - chunk.from : 0;
}
