import { parseDuration } from '../../src/domain/duration.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import type { FaultLedger, MessageFault } from '../../src/scenario/meet-faults.ts';
import type { Came } from '../../src/scenario/play-state.ts';
import type {
  AcceptanceFault,
  DeliveryFault,
  DispatchFault,
  MessageAtDoor,
  MessageDisturber,
} from '../doors/message-disturber.ts';
import { cameOf, kindOf } from './read-arrival.ts';

export interface DisturberParts {
  /** Names the situation on record. */
  readonly by: string;
  readonly ledger: FaultLedger;
  readonly plays: 'sender' | 'requester';
  readonly system: string;
  /** Party keys of those who play against it. */
  readonly players: readonly string[];
  /** What an acknowledgement of the system is about, of what the counterpart sent. */
  readonly acknowledges: (
    refTo: string | undefined,
  ) => 'request' | 'extract' | 'fragment' | undefined;
}

export interface SituationDisturber extends MessageDisturber {
  /** Faults that Spine is to carry out on a message of the counterpart that is about to be sent. */
  expect(messageId: string, faults: readonly MessageFault[]): void;
}

/** A second unless told. */
export function timeOf(fault: MessageFault): number {
  const time = 'for' in fault ? fault.for : undefined;
  return parseDuration(time ?? 'PT1S') ?? 1000;
}

/** The faults of one situation, as Spine asks for them. Messages of anybody else it leaves alone. */
export function situationDisturber(parts: DisturberParts): SituationDisturber {
  const { by, ledger, plays, system, players, acknowledges } = parts;
  /** By MessageId: what follows a message that was taken. */
  const later = new Map<string, readonly MessageFault[]>();
  const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();
  const isOurs = (from: string, to: string) =>
    same(from, system) && players.some((player) => same(player, to));

  const meet = ({ envelope, contentType, body }: MessageAtDoor): readonly MessageFault[] => {
    const read = body ? readMessage(contentType, body) : undefined;
    const came: Came | undefined = read?.ok ? cameOf(read.value, plays) : undefined;
    const kind = came ? kindOf(came, acknowledges) : kindByAction(envelope.action, plays);
    const { conversationId, messageId } = envelope;
    return ledger.meet({ from: 'system', kind, label: undefined, conversationId, messageId });
  };

  return {
    expect: (messageId, faults) => void later.set(messageId, faults),
    atDoor(message) {
      const { envelope } = message;
      if (!isOurs(envelope.from.id, envelope.to.id)) return [];
      const met = meet(message);
      if (met.length > 0) later.set(envelope.messageId, met);
      return met.flatMap((fault) => acceptance(fault, by) ?? []);
    },
    atDispatch({ messageId }): DispatchFault | undefined {
      const faults = later.get(messageId) ?? [];
      if (faults.some(({ do: what }) => what === 'hold')) return { by, kind: 'hold' };
      const delay = faults.find(({ from, do: what }) => from === 'counterpart' && what === 'delay');
      return delay && { by, kind: 'delay', ms: timeOf(delay) };
    },
    atDelivery({ messageId }, attempt): DeliveryFault | undefined {
      const faults = later.get(messageId) ?? [];
      const unreachable = faults.some(({ do: what }) => what === 'unreachable');
      if (unreachable) return { by, kind: 'unreachable' };
      if (attempt > 1) return undefined;
      for (const fault of faults) {
        if (fault.do === 'duplicate' || fault.do === 'reset') return { by, kind: fault.do };
        if (fault.do === 'slow-body') return { by, kind: 'slow-body', ms: timeOf(fault) };
      }
      return undefined;
    },
  };
}

/** Of a message too large to be looked into, which can only be an extract or a fragment. */
function kindByAction(action: string, plays: 'sender' | 'requester'): string {
  if (action.startsWith('RCMR_IN03')) return 'extract';
  return plays === 'requester' ? 'fragment' : 'other';
}

function acceptance(fault: MessageFault, by: string): AcceptanceFault | undefined {
  if (fault.from !== 'system') return undefined;
  const { do: what, code, text = 'Disturbed on purpose', severity = 'Error' } = fault;
  switch (what) {
    case 'delay':
    case 'late-acknowledgement':
      return { by, kind: what, ms: timeOf(fault) };
    case 'no-answer':
    case 'answer-lost':
    case 'no-acknowledgement':
    case 'malformed':
      return { by, kind: what };
    case 'soap-fault':
      return { by, kind: what, code: code ?? '200', text };
    case 'message-error':
      return { by, kind: what, code: code ?? 'DeliveryFailure', text, severity };
    case 'http-error':
      return { by, kind: what, status: Number(code ?? 503) };
    case 'unreachable':
    case 'hold':
      return undefined;
  }
}
