import { bytesText, durationText } from '../../../../src/report/html/words.ts';
import type { StoryAttempt, StoryMessage } from '../../../../src/story/conversation-story.ts';
import { roleWords } from '../../../../src/story/role-words.ts';
import type { DiagramRow } from './diagram-rows.ts';

/** A line of text below an arrow. */
export interface RowLine {
  readonly tone: 'bad' | 'odd' | 'note' | 'soft';
  readonly text: string;
}

/** Lines of a kind below one arrow; the rest is counted. */
const MOST_FINDINGS = 2;
const MOST_FAULTS = 2;

/** What a message is, for its arrow: `EHR extract`, `part 3 of 12`, `answer to the request: accepted`. */
export function messageTitle(message: StoryMessage, parts: number): string {
  const { role, part, answer, interaction } = message;
  if (part !== undefined) {
    const of = parts >= part ? ` of ${parts}` : '';
    return role === 'index' ? `part ${part}${of}: index` : `part ${part}${of}`;
  }
  if (role === 'other' || role === 'signal')
    return interaction === '' ? roleWords(role) : interaction;
  if (!answer) return roleWords(role);
  if (answer.accepted) return `${roleWords(role)}: accepted`;
  return `${roleWords(role)}: refused${answer.code === undefined ? '' : ` with ${answer.code}`}`;
}

/** What is to be told of a message besides: findings, what was done on purpose, how its hops went wrong. */
export function messageLines(message: StoryMessage, since: number): readonly RowLine[] {
  const { findings, faults, sends, deliveries, lost, resendUntil } = message;
  const lines: RowLine[] = [];
  for (const fault of faults.slice(0, MOST_FAULTS))
    lines.push({ tone: 'note', text: `\u26a1 on purpose: ${fault}` });
  if (faults.length > MOST_FAULTS)
    lines.push({ tone: 'note', text: `\u26a1 and ${faults.length - MOST_FAULTS} more on purpose` });
  const sorted = findings.toSorted((a, b) => rank(a.severity) - rank(b.severity));
  for (const { check, severity, message: text } of sorted.slice(0, MOST_FINDINGS))
    lines.push({ tone: severity === 'must' ? 'bad' : 'odd', text: `${check}: ${text}` });
  if (sorted.length > MOST_FINDINGS)
    lines.push({ tone: 'odd', text: `and ${sorted.length - MOST_FINDINGS} more findings` });
  const bad = whyOf(sends, 'sent', since);
  if (bad) lines.push(bad);
  const undelivered = whyOf(deliveries, 'delivered', since);
  if (undelivered && !lost) lines.push(undelivered);
  if (lost) lines.push({ tone: 'bad', text: `never arrived: ${lost.why}` });
  const next = lost ? undefined : deliveries.at(-1)?.next;
  if (next !== undefined)
    lines.push({ tone: 'soft', text: `next attempt at ${elapsed(next, since)}` });
  if (resendUntil !== undefined && !lost)
    lines.push({
      tone: 'soft',
      text: `sent again until ${elapsed(resendUntil, since)} by its contract`,
    });
  return lines;
}

function rank(severity: 'must' | 'should'): number {
  return severity === 'must' ? 0 : 1;
}

/** Why a hop was tried more than once, or did not go well. */
function whyOf(
  attempts: readonly StoryAttempt[],
  what: 'sent' | 'delivered',
  since: number,
): RowLine | undefined {
  const [first] = attempts;
  const last = attempts.at(-1);
  if (!first || !last) return undefined;
  const failing = attempts.find(({ outcome }) => BAD.has(outcome));
  if (attempts.length === 1) {
    if (!failing) return undefined;
    return { tone: 'bad', text: attemptText(failing) };
  }
  const took = Date.parse(last.at) - Date.parse(first.at);
  const why = failing ? `: first ${attemptText(failing)}` : '';
  const end = BAD.has(last.outcome)
    ? ''
    : `, at last ${attemptText(last)} at ${elapsed(last.at, since)}`;
  const text = `${what} ${attempts.length} times in ${durationText(took)}${why}${end}`;
  return { tone: BAD.has(last.outcome) ? 'bad' : 'odd', text };
}

const BAD: ReadonlySet<string> = new Set([
  'answer-lost',
  'refused',
  'unanswered',
  'unreachable',
  'expired',
]);

export function isBadAttempt({ outcome }: StoryAttempt): boolean {
  return BAD.has(outcome);
}

/** How one send went: `refused with 500: SOAP fault 200`. */
export function attemptText({ outcome, status, why }: StoryAttempt): string {
  const words = {
    acknowledged: 'acknowledged',
    accepted: 'taken without an acknowledgement',
    'answer-lost': 'taken, and the answer lost',
    duplicate: 'a duplicate: answered again, not delivered again',
    refused: `refused${status === undefined ? '' : ` with HTTP ${status}`}`,
    unanswered: 'no answer',
    unreachable: 'not reachable',
    expired: 'too late to be sent',
  }[outcome];
  return why === undefined || outcome === 'duplicate' ? words : `${words}: ${why}`;
}

/** `+1.234 s` since the beginning. */
export function elapsed(at: string, since: number): string {
  return `+${durationText(Math.max(0, Date.parse(at) - since))}`;
}

/** A whole row in a sentence, for those who do not see the arrow. */
export function rowSentence(row: DiagramRow, parts: number, since: number): string {
  switch (row.kind) {
    case 'message': {
      const { message } = row;
      const { from, to, bytes, sends, deliveries, lost } = message;
      const hop = deliveries.at(-1) ?? sends.at(-1);
      const went = lost ? 'never arrived' : hop ? attemptText(hop) : 'under way';
      const lines = messageLines(message, since).map(({ text }) => text);
      return [
        `${messageTitle(message, parts)}, ${from} to ${to}, ${bytesText(bytes)}, ${went}`,
        ...lines,
      ].join('. ');
    }
    case 'attempt': {
      const { message, hop, attempt } = row;
      const { from, via, to } = message;
      const way = hop === 'send' ? `${from} to ${via}` : `${via} to ${to}`;
      const done = attempt.faults.map((fault) => `on purpose: ${fault}`);
      return [
        `${messageTitle(message, parts)}, ${way}, attempt ${attempt.number}: ${attemptText(attempt)}`,
        ...done,
      ].join('. ');
    }
    case 'parts':
      return partsTitle(row.messages, parts);
    case 'lookups': {
      const [first] = row.lookups;
      return `${first.from} asks ${first.to.toUpperCase()}: ${row.lookups.map(({ text }) => text).join('; ')}`;
    }
    case 'states':
      return row.steps
        .map(({ lane, state, event, expired }) =>
          expired ? `${lane}: ${event}, ${state}` : `${lane} is ${state} (${event})`,
        )
        .join('; ');
    case 'gap':
      return `${gapText(row.ms)} later`;
  }
}

/** `parts 1-23 of 23, all answered`. */
export function partsTitle(messages: readonly StoryMessage[], parts: number): string {
  const numbers = messages.flatMap(({ part }) => part ?? []);
  const answers = messages.length - numbers.length;
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  const told = answers === numbers.length ? 'all answered' : `${answers} answers`;
  return `parts ${first}\u2013${last} of ${Math.max(parts, last)}, ${told}`;
}

/** `2 h 00 min`, in round figures. */
export function gapText(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** Above the line; where a cross, a bolt or a mark sits on the line, above that, too: long titles reach them. */
export function titleHeight({ findings, sends, deliveries, lost }: StoryMessage): number {
  const isMarked =
    lost !== undefined ||
    findings.length > 0 ||
    [...sends, ...deliveries].some((one) => isBadAttempt(one) || one.faults.length > 0);
  return isMarked ? 15 : 8;
}
