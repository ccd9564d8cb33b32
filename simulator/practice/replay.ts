import { decide } from '../../src/gp2gp/transfer.ts';
import type { TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { PracticeRoom } from './practice-room.ts';
import { readServiceEntries } from './service-entries.ts';
import { type Step, takeStep } from './step-entry.ts';
import type { Transfer, TransferBook } from './transfer-book.ts';

/** An effect that was decided and whose end is not on record. */
export interface OpenEffect {
  readonly transfer: Transfer;
  readonly effect: TransferEffect;
  /** Of the step, and its place there. */
  readonly key: string;
  /** When it was decided, ms. */
  readonly since: number;
}

/** What the journal tells of a practice's transfers. */
export interface Replay {
  readonly open: readonly OpenEffect[];
  /** Messages that were made, by the key of the effect that made them. */
  readonly composed: ReadonlyMap<string, Entry>;
  /** Messages that were taken and not worked on. */
  readonly unworked: readonly Entry[];
}

interface Growing {
  readonly open: Map<string, OpenEffect>;
  /** Own messages whose end is known, in upper case. */
  readonly settled: Set<string>;
}

/**
 * Brings every transfer on record to where it stood: the same events lead to the same state. Oldest first; what
 * cannot be read is left out and told.
 */
export async function replay(room: PracticeRoom, book: TransferBook): Promise<Replay> {
  const { conduct, journal, logger, service } = room;
  const all = new Map<Transfer, Growing>();
  const worked = new Set<string>();

  const apply = (entry: Entry, { event, opening, aside }: Step): void => {
    const { conversationId = '', sequence, at } = entry;
    const known = book.find(conversationId);
    const transfer = known ?? (opening && book.open({ conversationId, ...opening }));
    if (!transfer) return;
    const growing = all.get(transfer) ?? { open: new Map(), settled: new Set() };
    all.set(transfer, growing);
    const decision = conduct.decide({ state: transfer.state, event }, (asked) =>
      decide(asked.state, asked.event),
    );
    transfer.state = decision.state;
    transfer.startedAt ||= at;
    transfer.updatedAt = at;
    takeStep(transfer, event, aside);
    close(growing, event);
    for (const [index, effect] of decision.effects.entries()) {
      begin(growing, { transfer, effect, key: `${sequence}.${index}`, since: Date.parse(at) });
    }
  };

  for await (const entry of readServiceEntries(journal, { kind: 'transfer', service })) {
    if (entry.messageId) worked.add(entry.messageId.toUpperCase());
    if (!entry.request?.body) continue;
    try {
      const bytes = await journal.readBody(entry.request.body);
      apply(entry, JSON.parse(bytes.toString('utf8')) as Step);
    } catch (error) {
      const { sequence, conversationId } = entry;
      logger.error({ service, sequence, conversationId, error: String(error) }, 'a step is lost');
    }
  }
  const composed = await composedBy(room, book);
  const open = [...all].flatMap(([, growing]) => stillOpen(growing, composed));
  return { open, composed, unworked: await unworkedBy(room, book, worked) };
}

/** What ends an effect. */
function close({ open, settled }: Growing, event: TransferEvent): void {
  if (event.kind === 'transport' && event.messageId) settled.add(event.messageId.toUpperCase());
  for (const [key, { effect }] of open) {
    if (isAnswered(effect, event)) {
      open.delete(key);
      // A message that could not be made has no id to be settled by: the oldest of its kind is meant.
      if (event.kind === 'transport') return;
    }
  }
}

function begin({ open }: Growing, one: OpenEffect): void {
  const { effect } = one;
  if (effect.kind === 'report') return;
  if (effect.kind === 'start-timer' || effect.kind === 'stop-timer') {
    for (const [key, each] of open) {
      if (each.effect.kind === 'start-timer' && each.effect.timer === effect.timer)
        open.delete(key);
    }
    if (effect.kind === 'stop-timer') return;
  }
  open.set(one.key, one);
}

const SENT = {
  'send-request': 'request',
  'send-acknowledgement': 'acknowledgement',
  'send-extract': 'extract',
  'send-continue': 'continue',
  'send-fragment': 'fragment',
} as const;

const ANSWERS: Readonly<Record<string, readonly TransferEvent['kind'][]>> = {
  'retrieve-patient': ['patient-retrieved', 'patient-not-retrieved'],
  'update-registration': ['registration-updated', 'registration-not-updated'],
  'look-up-system': ['system-found', 'system-not-found'],
  'find-record': ['record-found', 'record-missing', 'record-too-large', 'record-failed'],
  'rebuild-payload': ['payload-rebuilt', 'payload-not-rebuilt'],
  'ask-decision': ['decided'],
  'file-record': ['record-filed', 'record-not-filed'],
};

function isAnswered(effect: TransferEffect, event: TransferEvent): boolean {
  switch (effect.kind) {
    case 'start-timer':
      return event.kind === 'timer-expired' && event.timer === effect.timer;
    case 'join-document':
      return (
        (event.kind === 'document-joined' || event.kind === 'document-not-joined') &&
        event.position === effect.position
      );
    case 'send-request':
    case 'send-acknowledgement':
    case 'send-extract':
    case 'send-continue':
    case 'send-fragment':
      return (
        event.kind === 'transport' &&
        event.messageId === undefined &&
        event.about === SENT[effect.kind]
      );
    default:
      return ANSWERS[effect.kind]?.includes(event.kind) === true;
  }
}

function stillOpen(
  { open, settled }: Growing,
  composed: ReadonlyMap<string, Entry>,
): readonly OpenEffect[] {
  return [...open.values()].filter(({ effect, key, transfer }) => {
    const id = effect.kind === 'send-fragment' ? effect.messageId : composed.get(key)?.messageId;
    if (effect.kind === 'send-fragment') {
      const { messageId } = effect;
      transfer.sent.set(messageId.toUpperCase(), { about: 'fragment', messageId });
    }
    return id === undefined || !settled.has(id.toUpperCase());
  });
}

/** Messages that were made; each is among those of its transfer again. */
async function composedBy(
  { journal, service }: PracticeRoom,
  book: TransferBook,
): Promise<Map<string, Entry>> {
  const composed = new Map<string, Entry>();
  for await (const entry of readServiceEntries(journal, { kind: 'composed', service })) {
    const { facts, conversationId = '', messageId = '', interaction = '', at } = entry;
    const transfer = book.find(conversationId);
    const about = Object.values(SENT).find((each) => each === facts?.about);
    if (!transfer || !about || typeof facts?.effect !== 'string') continue;
    composed.set(facts.effect, entry);
    transfer.sent.set(messageId.toUpperCase(), { about, messageId });
    transfer.messages.push({ direction: 'sent', interaction, messageId, at });
  }
  return composed;
}

/** Messages that Spine has an answer for, and nobody has worked on: the practice ended in between. */
async function unworkedBy(
  { journal, service }: PracticeRoom,
  book: TransferBook,
  worked: ReadonlySet<string>,
): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for await (const entry of readServiceEntries(journal, { kind: 'received', service })) {
    const { facts, conversationId = '', messageId = '', interaction = '', at } = entry;
    if (facts?.verdict !== 'message') continue;
    if (!worked.has(messageId.toUpperCase())) found.push(entry);
    else {
      book
        .find(conversationId)
        ?.messages.push({ direction: 'received', interaction, messageId, at });
    }
  }
  return found;
}
