import { sameId } from '../gp2gp/transfer-event.ts';
import type { Entry } from '../journal/entry.ts';
import { roleOfMessage } from '../scenario/role-of-message.ts';
import type { MessageRole } from '../scenario/transcript.ts';
import type { Progress, StoryAnswer } from './progress.ts';
import type { StoryHead } from './scan-head.ts';
import type { TransferMemory } from './transfer-memory.ts';
import { faultsOf, isOfTransfer, isWitnessed, practiceOf, wasTaken } from './witness.ts';

/** Whether `takeEntry` wants to know what the bytes of the entry's message say. */
export function needsHead(entry: Entry): boolean {
  return isWitnessed(entry) && isOfTransfer(entry) && entry.facts?.duplicateOf === undefined;
}

/** A message as it was counted. */
export interface TakenMessage {
  readonly role: MessageRole;
  /** Whether it had been sent before. */
  readonly again: boolean;
}

/** What is sent again as a matter of course: there was no answer that says no. */
const MAY_COME_AGAIN = /^disturbed: (?:no-answer|http-error|malformed)/;
/** So many answers of a kind are kept: who answers oftener says nothing new. */
const MOST_ANSWERS = 20;

/**
 * Counts an entry in. Entries come in the order of their sequences. Gives what a message is to the transfer, where the
 * entry is the record of one.
 */
export function takeEntry(
  progress: Progress,
  entry: Entry,
  head: StoryHead | undefined,
  memory: TransferMemory,
): TakenMessage | undefined {
  if (entry.at > progress.updatedAt) progress.updatedAt = entry.at;
  if (entry.at < progress.startedAt) progress.startedAt = entry.at;
  progress.faults += faultsOf(entry).length;
  switch (entry.kind) {
    case 'received':
      return isWitnessed(entry) && isOfTransfer(entry)
        ? takeMessage(progress, entry, head, memory)
        : undefined;
    case 'delivery':
      if (practiceOf(entry) === undefined && Number(entry.facts?.attempt ?? 1) > 1)
        progress.retries++;
      return undefined;
    case 'settled':
      takeSettled(progress, entry, memory);
      return undefined;
    case 'transfer':
      takeStep(progress, entry);
      return undefined;
    default:
      return undefined;
  }
}

function takeMessage(
  progress: Progress,
  entry: Entry,
  head: StoryHead | undefined,
  memory: TransferMemory,
): TakenMessage {
  const { messageId = '', fromParty = '', toParty = '', interaction = '', facts = {} } = entry;
  for (const { severity } of entry.findings ?? []) {
    if (severity === 'must') progress.broken++;
    else if (severity === 'should') progress.departures++;
  }
  const first = roleOfMessage({
    ...{ interaction, ofRequester: false, references: [] },
    about: undefined,
  });
  if (first === 'request') {
    progress.begun = true;
    if (!progress.requested) {
      progress.requester = fromParty;
      progress.sender = toParty;
    }
  }
  const ofRequester = sameId(fromParty, progress.requester);
  const references = head?.references ?? [];
  const acknowledgement = head?.acknowledgement;
  const role = roleOfMessage({
    ...{ interaction, ofRequester, references },
    about: acknowledgement && memory.roleOf(acknowledgement.refTo, !ofRequester),
  });
  const isCopy = facts.duplicateOf !== undefined;
  const isTaken = wasTaken(entry) || isCopy;
  if (!isTaken) {
    progress.messages++;
    progress.bytes += entry.request?.body?.length ?? 0;
    const why = String(facts.result ?? '');
    if (role === 'request' && !progress.requested && !MAY_COME_AGAIN.test(why)) {
      const { at, sequence } = entry;
      progress.refusedAtDoor = { role, why, at, sequence };
    }
    return { role, again: false };
  }
  const others = [head?.hl7Id, head?.extractId].filter((id) => id !== undefined);
  const isNew = !isCopy && memory.remember(messageId, others, { role, ofRequester });
  if (!isNew) {
    progress.retries++;
    return { role: memory.roleOf(messageId, ofRequester) ?? role, again: true };
  }
  progress.messages++;
  progress.bytes += entry.request?.body?.length ?? 0;
  const answer: StoryAnswer = {
    code: acknowledgement?.code,
    accepted: acknowledgement?.typeCode === 'AA',
    ...{ by: fromParty, at: entry.at, sequence: entry.sequence },
  };
  countRole(progress, role, messageId, references, answer, memory);
  return { role, again: false };
}

function countRole(
  progress: Progress,
  role: MessageRole,
  messageId: string,
  references: StoryHead['references'],
  answer: StoryAnswer,
  memory: TransferMemory,
): void {
  const announce = () => {
    for (const { href } of references) {
      if (!/^mid:/i.test(href)) continue;
      const added = memory.part(href.slice(4).trim(), 'announced');
      progress.partsExpected += added.announced;
      progress.partsDone += added.came;
    }
  };
  switch (role) {
    case 'request':
      progress.requested = true;
      progress.refusedAtDoor = undefined;
      return;
    case 'extract':
      progress.extracts++;
      announce();
      return;
    case 'index':
    case 'fragment':
      announce();
      progress.partsDone += memory.part(messageId, 'came').came;
      return;
    case 'continue':
      progress.continues++;
      return;
    case 'request-acknowledgement':
      progress.requestAnswers = [...progress.requestAnswers, answer].slice(0, MOST_ANSWERS);
      return;
    case 'final-acknowledgement':
      progress.finalAnswers = [...progress.finalAnswers, answer].slice(0, MOST_ANSWERS);
      return;
    case 'fragment-acknowledgement':
      if (!answer.accepted)
        progress.partRefusals = [...progress.partRefusals, answer].slice(0, MOST_ANSWERS);
      return;
    default:
  }
}

function takeSettled(progress: Progress, entry: Entry, memory: TransferMemory): void {
  const { facts, messageId, fromParty, at, sequence } = entry;
  if (facts?.outcome !== 'failed' && facts?.outcome !== 'held') return;
  if (messageId === undefined || !isOfTransfer(entry)) return;
  const role = memory.roleOf(messageId, sameId(fromParty, progress.requester)) ?? 'other';
  const why = facts.outcome === 'held' ? 'held back on purpose' : String(facts.why ?? '');
  progress.lost = { role, why, at, sequence };
}

function takeStep(progress: Progress, entry: Entry): void {
  const by = practiceOf(entry);
  const { facts = {}, at, sequence } = entry;
  if (by === undefined) return;
  const role = facts.role === 'sender' ? 'sender' : 'requester';
  if (facts.role === 'requester') {
    progress.begun = true;
    progress.requester ??= by;
    if (typeof facts.withOds === 'string') progress.sender ??= facts.withOds;
  }
  if (facts.state !== 'ended' || typeof facts.outcome !== 'string') return;
  if (progress.end?.role === 'requester' && role === 'sender') return;
  const code = typeof facts.code === 'string' ? facts.code : undefined;
  progress.end = { role, result: facts.outcome, code, by, at, sequence };
}
