import type { AnswerFault, DeliveryFault, FaultShape } from './fault-shape.ts';

/** A message that passes between system and counterpart, as faults are addressed. */
export interface PassingMessage {
  readonly from: 'system' | 'counterpart';
  /** `request`, `fragment-acknowledgement` ... */
  readonly kind: string;
  /** Of the counterpart's. */
  readonly label: string | undefined;
  readonly conversationId: string;
  readonly messageId: string;
}

export type MessageFault = DeliveryFault | AnswerFault;

/** Which faults of a situation a message meets. Counts messages of a kind and tries of a message. */
export interface FaultLedger {
  /** One more try of a message. */
  meet(message: PassingMessage): readonly MessageFault[];
  /** The same without counting, for a try that has been counted. */
  of(message: PassingMessage, attempt: number): readonly MessageFault[];
  /** Ends the faults that last until this cue. */
  end(cue: string): void;
  /** Whether a fault that lasts until some cue still does. */
  lasts(until: string | undefined): boolean;
}

const LOOK_UPS: ReadonlySet<string> = new Set([
  ...['pds', 'pds-retrieval', 'pds-update', 'sds', 'ods', 'mesh', 'nhais'],
]);

function isMessageFault(fault: FaultShape): fault is MessageFault {
  return 'from' in fault && !LOOK_UPS.has(fault.on);
}

export function faultLedger(faults: readonly FaultShape[]): FaultLedger {
  const ended = new Set<string>();
  /** MessageIds by conversation, side and kind, in the order of coming. */
  const kinds = new Map<string, string[]>();
  const tries = new Map<string, number>();
  const messages = faults.filter(isMessageFault);
  const numberOf = ({ from, conversationId, messageId }: PassingMessage, kind: string): number => {
    const key = `${conversationId} ${from} ${kind}`;
    const known = kinds.get(key) ?? [];
    if (!known.includes(messageId)) known.push(messageId);
    kinds.set(key, known);
    return known.indexOf(messageId) + 1;
  };
  const lasts = (until: string | undefined) => until === undefined || !ended.has(until);
  const of = (message: PassingMessage, attempt: number): MessageFault[] => {
    const names = kindsOf(message);
    const numbers = new Map(names.map((kind) => [kind, numberOf(message, kind)]));
    return messages.filter(({ from, on, number, attempts, until }) => {
      if (from !== message.from || !lasts(until)) return false;
      const count = numbers.get(on) ?? (on === message.label ? 1 : undefined);
      if (count === undefined || (number !== undefined && number !== count)) return false;
      return within(attempts, attempt);
    });
  };
  return {
    of,
    lasts,
    meet(message) {
      const attempt = (tries.get(message.messageId) ?? 0) + 1;
      tries.set(message.messageId, attempt);
      return of(message, attempt);
    },
    end: (cue) => void ended.add(cue),
  };
}

/** A fault on fragments meets indexes too, one on any meets all. */
function kindsOf({ kind }: PassingMessage): readonly string[] {
  return kind === 'index' ? ['index', 'fragment', 'any'] : [kind, 'any'];
}

/** `all`, `2`, `1-3`. */
function within(attempts: string, attempt: number): boolean {
  if (attempts === 'all') return true;
  const [from = 1, to = from] = attempts.split('-').map(Number);
  return attempt >= from && attempt <= to;
}
