import type { RetrievedPerson } from '../../src/demographics/hl7v3/client/retrieved-person.ts';
import type { Contract } from '../../src/domain/contract.ts';
import type { ExtractFrame } from '../../src/gp2gp/ehr-extract.ts';
import type { TransferState } from '../../src/gp2gp/transfer.ts';
import type { TimerName } from '../../src/gp2gp/transfer-event.ts';
import type { Timer } from '../../src/platform/clock.ts';
import type { Party } from '../world/world.ts';
import type { JoinedDocument } from './large/join-document.ts';
import type { KeptPayload } from './large/kept-payload.ts';
import type { SendingPlan } from './large/sending-plan.ts';
import type { OwnMessageOf, TransferMessage, TransferView } from './practice-room.ts';
import type { SystemQuery } from './registration/system-finder.ts';
import type { HeldRecord } from './transfer-status.ts';

/** The other practice and the system that speaks for it. */
export type Peer = Pick<Party, 'odsCode' | 'partyKey' | 'asid'>;

/** A transfer with everything that its effects need. */
export interface Transfer {
  readonly conversationId: string;
  /** The state that it began with: what happened since leads to `state` again after a restart. */
  readonly opening: TransferState;
  /** The other practice as the directory names it; a requester may still be looking for it. */
  peer: Peer | undefined;
  /** Who began it, by the message that did; undefined where this practice did. */
  readonly known: SystemQuery['known'];
  /** What the directory said of the other practice's contracts, by interaction. */
  readonly contracts: Map<string, Contract>;
  /** What PDS told of the patient, as long as it is needed. */
  person: RetrievedPerson | undefined;
  state: TransferState;
  /** When its first step and its latest were put on record, ISO 8601 UTC. */
  startedAt: string;
  updatedAt: string;
  /** What a sender sends and has yet to send; undefined before the record was found. */
  sending: SendingPlan | undefined;
  /** Documents that are whole, by their keys. */
  readonly joined: Map<string, JoinedDocument>;
  /** The payload that takes the place of a skeleton. */
  rebuilt: KeptPayload | undefined;
  /** What that payload says of itself. */
  frame: ExtractFrame | undefined;
  /** What is held since it was filed. */
  held: HeldRecord | undefined;
  /** Whether the filing decision is asked for and still to come. */
  deciding: boolean;
  readonly messages: TransferMessage[];
  /** Own messages by their ids in upper case. */
  readonly sent: Map<string, OwnMessageOf>;
  readonly timers: Map<TimerName, Timer>;
  /** Steps happen one after the other. */
  steps: Promise<void>;
  /** Messages leave one after the other, but for fragments. */
  leaving: Promise<void>;
  /** The practice was reset: what still comes of this transfer is nobody's business. */
  forgotten: boolean;
}

/** How a transfer begins. */
export interface Opening {
  readonly conversationId: string;
  readonly state: TransferState;
  readonly peer?: Peer | undefined;
  readonly known?: SystemQuery['known'];
}

/** Transfers by conversation id. Ids compare without regard to case. */
export interface TransferBook {
  open(opening: Opening): Transfer;
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
    open({ conversationId, state, peer, known }) {
      const transfer: Transfer = {
        conversationId,
        opening: state,
        peer,
        known,
        contracts: new Map(),
        person: undefined,
        state,
        startedAt: '',
        updatedAt: '',
        sending: undefined,
        joined: new Map(),
        rebuilt: undefined,
        frame: undefined,
        held: undefined,
        deciding: false,
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
export function peerOdsOf({ peer, state }: Pick<Transfer, 'peer' | 'state'>): string {
  if (peer) return peer.odsCode;
  if (state.role === 'requester') return state.senderOds ?? '';
  return state.request?.asked?.requesterOds ?? '';
}

/** The patient's number as far as it is known; empty otherwise. */
export function nhsNumberOf({ state }: Pick<Transfer, 'state'>): string {
  if (state.role === 'requester') return state.nhsNumber;
  return state.request?.asked?.nhsNumber ?? '';
}

/** Whether a transfer is about a patient, by the number that was given or by the one in its place on PDS. */
export function isAbout(transfer: Pick<Transfer, 'state' | 'opening'>, nhsNumber: string): boolean {
  const { opening } = transfer;
  const given = opening.role === 'requester' ? opening.nhsNumber : undefined;
  return nhsNumberOf(transfer) === nhsNumber || given === nhsNumber;
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
