import type { RetrievedPerson } from '../../src/demographics/hl7v3/client/retrieved-person.ts';
import type { Contract } from '../../src/domain/contract.ts';
import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { EhrRequest } from '../../src/gp2gp/ehr-request.ts';
import type { TransferState } from '../../src/gp2gp/transfer.ts';
import type { OwnMessage, TimerName } from '../../src/gp2gp/transfer-event.ts';
import type { Timer } from '../../src/platform/clock.ts';
import type { Party } from '../world/world.ts';
import type { FiledRef } from './filed-record.ts';
import type { TransferMessage, TransferView } from './practice-room.ts';

/** The other practice and the system that speaks for it. */
export type Peer = Pick<Party, 'odsCode' | 'partyKey' | 'asid'>;

/** A transfer with everything that its effects need. */
export interface Transfer {
  readonly conversationId: string;
  /** The other practice as the directory names it; a requester may still be looking for it. */
  peer: Peer | undefined;
  /** What the directory said of the other practice's contracts, by interaction. */
  readonly contracts: Map<string, Contract>;
  /** What PDS told of the patient, as long as it is needed. */
  person: RetrievedPerson | undefined;
  state: TransferState;
  /** When its first step and its latest were put on record, ISO 8601 UTC. */
  startedAt: string;
  updatedAt: string;
  /** What the sender answers. */
  request: EhrRequest | undefined;
  /** Held from its making until it is handed to the outbox. */
  extract: BuiltMessage | undefined;
  /** The message that brought the first extract. */
  filed: FiledRef | undefined;
  readonly messages: TransferMessage[];
  /** Own messages by their ids in upper case. */
  readonly sent: Map<string, OwnMessage>;
  readonly timers: Map<TimerName, Timer>;
  /** Steps happen one after the other. */
  steps: Promise<void>;
  /** Messages leave one after the other: the next when the one before has been tried. */
  leaving: Promise<void>;
  /** The practice was reset: what still comes of this transfer is nobody's business. */
  forgotten: boolean;
}

/** Transfers by conversation id. Ids compare without regard to case. */
export interface TransferBook {
  open(conversationId: string, peer: Peer | undefined, state: TransferState): Transfer;
  find(conversationId: string): Transfer | undefined;
  all(): Iterable<Transfer>;
  /** Forgets every transfer and what it waits for. */
  clear(): void;
}

/** What is ended is forgotten beyond this many, oldest first; the journal keeps every step. */
const MOST_KEPT = 5_000;

export function transferBook(): TransferBook {
  const transfers = new Map<string, Transfer>();
  const forgetEnded = () => {
    for (const [key, { state }] of transfers) {
      if (transfers.size <= MOST_KEPT) return;
      if (state.phase === 'ended') transfers.delete(key);
    }
  };
  return {
    open(conversationId, peer, state) {
      const transfer: Transfer = {
        conversationId,
        peer,
        contracts: new Map(),
        person: undefined,
        state,
        startedAt: '',
        updatedAt: '',
        request: undefined,
        extract: undefined,
        filed: undefined,
        messages: [],
        sent: new Map(),
        timers: new Map(),
        steps: Promise.resolve(),
        leaving: Promise.resolve(),
        forgotten: false,
      };
      transfers.set(conversationId.toUpperCase(), transfer);
      if (transfers.size > MOST_KEPT) forgetEnded();
      return transfer;
    },
    find: (conversationId) => transfers.get(conversationId.toUpperCase()),
    all: () => transfers.values(),
    clear() {
      for (const transfer of transfers.values()) {
        transfer.forgotten = true;
        for (const timer of transfer.timers.values()) timer.cancel();
      }
      transfers.clear();
    },
  };
}

/** ODS code of the other practice as far as it is known; empty otherwise. */
export function peerOdsOf({ peer, state }: Transfer): string {
  return peer?.odsCode ?? (state.role === 'requester' ? state.senderOds : undefined) ?? '';
}

export function viewOf(transfer: Transfer): TransferView {
  const { conversationId, state, messages, startedAt, updatedAt } = transfer;
  return {
    conversationId,
    role: state.role,
    withOds: peerOdsOf(transfer),
    state: state.phase,
    outcome: state.outcome,
    messages: [...messages],
    startedAt,
    updatedAt,
  };
}
