import type { z } from '../../platform/zod.ts';
import type { acknowledgeAction, step } from '../step-shape.ts';
import type { CapturedConversation, CapturedMessage } from './captured-conversation.ts';
import type { CapturedDocuments } from './captured-documents.ts';
import { goodActions } from './good-actions.ts';

export type WrittenStep = z.input<typeof step>;
export type WrittenAction = WrittenStep['do'][number];

export interface CapturedSteps {
  /** Only those that differ from what a good practice does at that point. */
  readonly steps: readonly WrittenStep[];
  /** What no step can say, a sentence each, for the author. */
  readonly todo: readonly string[];
}

/** Longer pauses of the counterpart are kept, cut to this. */
const PAUSE_MS = 1000;
const CUT = 'PT1S';
const REFUSES_CONTENT: ReadonlySet<string> = new Set([
  'final-acknowledgement',
  'fragment-acknowledgement',
]);

/** What the counterpart did, as steps: each of its messages after what the system had sent last. */
export function capturedSteps(
  conversation: CapturedConversation,
  documents: CapturedDocuments,
): CapturedSteps {
  const { messages, plays } = conversation;
  const steps = new Map<string, WrittenAction[]>();
  const todo: string[] = [];
  const sent = new Map<string, string>();
  const extracts = { count: 0 };
  let fragments = 0;
  const pending = new Set(documents.labels.keys());
  let at = 'start';
  let before: CapturedMessage | undefined;
  if (plays === 'requester') steps.set(at, []);
  for (const message of messages) {
    if (message.from === 'system') {
      if (message.duplicate || !message.taken) continue;
      if (message.role === 'fragment' || message.role === 'index') fragments++;
      pending.delete(message.messageId.toUpperCase());
      const complete =
        plays === 'requester' &&
        ['extract', 'fragment', 'index'].includes(message.role) &&
        pending.size === 0;
      for (const when of triggersOf(message, plays, fragments, complete)) {
        at = when;
        if (!steps.has(at)) steps.set(at, []);
      }
      before = message;
      continue;
    }
    const where = placeOf(message, at, messages);
    const actions = steps.get(where) ?? [];
    steps.set(where, actions);
    const gap = before ? Date.parse(message.at) - Date.parse(before.at) : 0;
    if (gap > PAUSE_MS) {
      actions.push({ wait: CUT });
      todo.push(
        `Before its ${words(message)} the counterpart let ${Math.round(gap / 1000)} s go by; here it is ${CUT}.`,
      );
    }
    const action = actionOf(message, documents, sent, extracts);
    if (action === undefined)
      todo.push(
        `The counterpart sent a ${words(message)}, which no step can say (#${message.sequence}).`,
      );
    else actions.push(action);
    before = message;
  }
  for (const { from, role, acknowledgement, duplicate } of messages) {
    if (from !== 'system' || duplicate || !REFUSES_CONTENT.has(role)) continue;
    const { code, about } = acknowledgement ?? {};
    const refused = messages.find(({ sequence }) => sequence === about);
    if (code === undefined || !refused) continue;
    const label = sent.get(refused.messageId.toUpperCase()) ?? words(refused);
    todo.push(
      `The system refused ${label} with ${code}: where that was for its content, put into an edit what was wrong with it.`,
    );
  }
  const good = goodActions(conversation, documents);
  const different = [...steps]
    .map(([when, actions]) => ({ when, do: actions }))
    .filter((each) => JSON.stringify(each.do) !== JSON.stringify(good(each.when)));
  return { steps: different, todo };
}

/** What a message of the system makes a counterpart do, the last that of which more follows. */
function triggersOf(
  { role }: CapturedMessage,
  plays: CapturedConversation['plays'],
  fragments: number,
  complete: boolean,
): readonly string[] {
  if (plays === 'sender') {
    if (role === 'request' || role === 'continue') return [role];
    return role === 'final-acknowledgement' ? ['acknowledgement of extract'] : [];
  }
  if (role === 'extract') return complete ? ['extract', 'complete'] : ['extract'];
  if (role !== 'fragment' && role !== 'index') return [];
  return [`fragment ${fragments}`, ...(complete ? ['complete'] : [])];
}

/** An acknowledgement belongs to what it is about, wherever it came. */
function placeOf(
  message: CapturedMessage,
  at: string,
  messages: readonly CapturedMessage[],
): string {
  if (message.role === 'continue') return 'extract';
  if (message.role !== 'fragment-acknowledgement') return at;
  const parts = messages.filter(
    ({ from, role, duplicate, taken }) =>
      from === 'system' && (role === 'fragment' || role === 'index') && !duplicate && taken,
  );
  const number = parts.findIndex(({ sequence }) => sequence === message.acknowledgement?.about);
  return number < 0 ? at : `fragment ${number + 1}`;
}

function actionOf(
  message: CapturedMessage,
  { labels }: CapturedDocuments,
  sent: Map<string, string>,
  extracts: { count: number },
): WrittenAction | undefined {
  const known = sent.get(message.messageId.toUpperCase());
  if (known !== undefined) return { repeat: known };
  const keep = (label: string): string => {
    sent.set(message.messageId.toUpperCase(), label);
    return label;
  };
  const from = message.from === 'stranger' ? { from: 'stranger' as const } : {};
  switch (message.role) {
    case 'request':
    case 'continue':
      return { send: keep(message.role), ...from };
    case 'extract':
      extracts.count++;
      keep(extracts.count === 1 ? 'extract' : `extract#${extracts.count}`);
      return { send: 'extract', ...from };
    case 'fragment':
    case 'index': {
      const label = labels.get(message.messageId.toUpperCase());
      return label === undefined ? undefined : { send: keep(label), ...from };
    }
    case 'other':
      return undefined;
    default:
      return { acknowledge: ABOUT[message.role], ...refusalOf(message), ...from };
  }
}

const ABOUT = {
  'request-acknowledgement': 'request',
  'final-acknowledgement': 'extract',
  'continue-acknowledgement': 'continue',
  'fragment-acknowledgement': 'fragment',
  'stray-acknowledgement': 'unknown',
} as const;

function refusalOf({
  acknowledgement,
}: CapturedMessage): Partial<z.input<typeof acknowledgeAction>> {
  const { typeCode, codeAsWritten } = acknowledgement ?? {};
  if (typeCode === undefined || typeCode === 'AA') return {};
  if (typeCode !== 'AE' && typeCode !== 'AR') return {};
  return codeAsWritten === undefined
    ? { typeCode, codeIn: 'none' }
    : { code: codeAsWritten, ...(typeCode === 'AR' ? { typeCode } : {}) };
}

function words({ role, interaction }: CapturedMessage): string {
  return role === 'other' ? interaction : role.replaceAll('-', ' ');
}
