import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { EhrRequest } from '../../src/gp2gp/ehr-request.ts';
import type { TransferState } from '../../src/gp2gp/transfer.ts';
import type { OwnMessage, TimerName } from '../../src/gp2gp/transfer-event.ts';
import type { Timer } from '../../src/platform/clock.ts';
import type { Party } from '../world/world.ts';
import type { FiledRef } from './filed-record.ts';
import type { TransferMessage, TransferView } from './practice-room.ts';

/** A transfer with everything that its effects need. */
export interface Transfer {
  readonly conversationId: string;
  /** The other practice as the directory names it. */
  readonly peer: Party;
  state: TransferState;
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
}

/** Transfers by conversation id. Ids compare without regard to case. */
export interface TransferBook {
  open(conversationId: string, peer: Party, state: TransferState): Transfer;
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
        state,
        request: undefined,
        extract: undefined,
        filed: undefined,
        messages: [],
        sent: new Map(),
        timers: new Map(),
        steps: Promise.resolve(),
        leaving: Promise.resolve(),
      };
      transfers.set(conversationId.toUpperCase(), transfer);
      if (transfers.size > MOST_KEPT) forgetEnded();
      return transfer;
    },
    find: (conversationId) => transfers.get(conversationId.toUpperCase()),
    all: () => transfers.values(),
    clear() {
      for (const { timers } of transfers.values()) {
        for (const timer of timers.values()) timer.cancel();
      }
      transfers.clear();
    },
  };
}

export function viewOf({ conversationId, peer, state, messages }: Transfer): TransferView {
  return {
    conversationId,
    role: state.role,
    withOds: peer.odsCode,
    state: state.phase,
    outcome: state.outcome,
    messages: [...messages],
  };
}
