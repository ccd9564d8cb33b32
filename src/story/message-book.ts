import type { Entry } from '../journal/entry.ts';
import type { MessageRole } from '../scenario/transcript.ts';
import { deliveryAttempt, receivedAttempt, storyFindings } from './attempts.ts';
import type { StoryAttempt, StoryFinding, StoryMessage } from './conversation-story.ts';
import { faultsOf, hubOf, practiceOf } from './witness.ts';

interface Draft {
  readonly id: string;
  at: string;
  role: StoryMessage['role'];
  readonly interaction: string;
  readonly messageId: string;
  readonly fromParty: string;
  readonly toParty: string;
  via: string;
  /** Spine wrote it itself. */
  composed: boolean;
  bytes: number;
  answer: StoryMessage['answer'];
  part: number | undefined;
  readonly sends: StoryAttempt[];
  /** What the sender's own record says of its sends. */
  readonly tries: StoryAttempt[];
  readonly deliveries: StoryAttempt[];
  lost: StoryMessage['lost'];
  readonly findings: StoryFinding[];
  readonly faults: string[];
  persistUntil: number | undefined;
}

/** Contract terms of a message, in milliseconds. */
export interface MessageTerms {
  readonly persistDurationMs: number;
}

export interface MessageBook {
  /** @param role what `takeEntry` found the message to be */
  take(entry: Entry, role: MessageRole | undefined, answer: StoryMessage['answer']): void;
  /** @param laneOf the lane of a party */
  messages(
    laneOf: (party: string) => string,
    termsOf:
      | ((message: { toParty: string; interaction: string }) => MessageTerms | undefined)
      | undefined,
  ): readonly StoryMessage[];
}

/** Puts together what entries tell of one message: it was sent, sent again, handed on, given up. */
export function messageBook(): MessageBook {
  const drafts = new Map<string, Draft>();
  let parts = 0;
  const draftOf = (entry: Entry): Draft => {
    const { messageId = '', fromParty = '', toParty = '', interaction = '', at } = entry;
    const id = `${messageId} ${fromParty}`.toUpperCase();
    const known = drafts.get(id);
    if (known) return known;
    const draft: Draft = {
      id: `m${entry.sequence}`,
      ...{ at, role: 'other', interaction, messageId, fromParty, toParty },
      ...{ via: 'spine', composed: false, bytes: 0, answer: undefined, part: undefined },
      ...{ sends: [], tries: [], deliveries: [], lost: undefined, findings: [], faults: [] },
      persistUntil: undefined,
    };
    drafts.set(id, draft);
    return draft;
  };

  const takeReceived = (entry: Entry, role: MessageRole | undefined, answer: Draft['answer']) => {
    const draft = draftOf(entry);
    if (draft.sends.length === 0) {
      draft.at = entry.at;
      draft.via = hubOf(entry);
      if (role !== undefined) draft.role = role;
      else if (entry.facts?.signal !== undefined) draft.role = 'signal';
    }
    draft.answer ??= answer;
    draft.bytes = Math.max(draft.bytes, entry.request?.body?.length ?? 0);
    draft.sends.push(receivedAttempt(entry, draft.sends.length + 1));
    // The copies of a message are judged alike: their findings would be told once each.
    const known = new Set(draft.findings.map(({ check, message }) => `${check} ${message}`));
    draft.findings.push(
      ...storyFindings(entry).filter(({ check, message }) => !known.has(`${check} ${message}`)),
    );
    draft.faults.push(...faultsOf(entry));
    if ((role === 'fragment' || role === 'index') && draft.part === undefined) draft.part = ++parts;
  };

  return {
    take(entry, role, answer) {
      const { kind, facts = {}, at, sequence } = entry;
      if (entry.messageId === undefined || entry.fromParty === undefined) return;
      const practice = practiceOf(entry);
      if (kind === 'received' && practice === undefined) return takeReceived(entry, role, answer);
      if (kind === 'composed' && practice === undefined) {
        const draft = draftOf(entry);
        draft.composed = true;
        draft.role = 'signal';
        draft.bytes = entry.request?.body?.length ?? 0;
        draft.findings.push(...storyFindings(entry));
        const persist = Number(facts.persistDurationMs ?? 0);
        if (persist > 0) draft.persistUntil = Date.parse(at) + persist;
        return;
      }
      if (kind === 'delivery' && practice !== undefined) {
        if (facts.attempt === undefined) return;
        const draft = draftOf(entry);
        draft.tries.push(deliveryAttempt(entry, draft.tries.length + 1));
        return;
      }
      if (kind === 'delivery') {
        const draft = draftOf(entry);
        draft.deliveries.push(deliveryAttempt(entry, draft.deliveries.length + 1));
        draft.faults.push(...faultsOf(entry));
        return;
      }
      if (kind === 'settled' && (facts.outcome === 'failed' || facts.outcome === 'held')) {
        const draft = draftOf(entry);
        const faults = faultsOf(entry);
        draft.faults.push(...faults);
        const why = facts.outcome === 'held' ? 'held back on purpose' : String(facts.why ?? '');
        draft.lost = { why, at, sequence };
      }
    },
    messages: (laneOf, termsOf) =>
      [...drafts.values()]
        .filter(
          ({ sends, tries, deliveries, composed }) =>
            composed || sends.length + tries.length + deliveries.length > 0,
        )
        .map((draft) => finished(draft, laneOf, termsOf)),
  };
}

function finished(
  draft: Draft,
  laneOf: (party: string) => string,
  termsOf: Parameters<MessageBook['messages']>[1],
): StoryMessage {
  const { id, role, interaction, messageId, fromParty, toParty, via, bytes, answer, part } = draft;
  const { deliveries, lost, findings, faults, persistUntil, composed } = draft;
  const sends = withUnheard(draft);
  const terms = termsOf?.({ toParty, interaction });
  const taken = sends.find(({ outcome }) => TAKEN.has(outcome));
  const until =
    persistUntil ??
    (terms && terms.persistDurationMs > 0 && taken
      ? Date.parse(taken.at) + terms.persistDurationMs
      : undefined);
  const isAgain = deliveries.some(({ next }) => next !== undefined);
  return {
    ...{ kind: 'message', id, at: draft.at, role, interaction, messageId },
    ...{ from: composed ? via : laneOf(fromParty), via, to: laneOf(toParty) },
    ...{ bytes, answer, part, sends, deliveries, lost, findings, faults: [...new Set(faults)] },
    resendUntil: isAgain && until !== undefined ? new Date(until).toISOString() : undefined,
  };
}

const TAKEN: ReadonlySet<string> = new Set(['acknowledged', 'accepted', 'answer-lost']);
const UNANSWERED: ReadonlySet<string> = new Set(['unanswered', 'answer-lost']);

/**
 * The sends with those of which only the sender knows: what failed without an answer, and left nothing with whoever
 * stands between.
 */
function withUnheard({ sends, tries, composed }: Draft): readonly StoryAttempt[] {
  if (composed) return [];
  const silent = tries.filter(
    ({ outcome }) => outcome === 'unreachable' || outcome === 'unanswered',
  );
  const heard = sends.filter(
    ({ outcome, status }) => UNANSWERED.has(outcome) || (status ?? 0) >= 300,
  );
  const unheard = silent
    .filter(({ status }) => status === undefined)
    .slice(0, Math.max(0, silent.length - heard.length));
  return [...unheard, ...sends]
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map((attempt, at) => ({ ...attempt, number: at + 1 }));
}
