import type { HttpOutcome } from '../../src/platform/http-client.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { type HandlerConduct, rightConduct } from '../mhs/handler-conduct.ts';
import type { NextStep } from '../mhs/judge-attempt.ts';
import type { AdaptorSettings } from '../world/world.ts';
import type { HandedOver } from './adaptor-room.ts';
import type { LastWord } from './answer-of-sending.ts';

/** What Spine said of the messages under way, by message id in upper case. */
export interface LastWords {
  await(messageId: string): void;
  of(messageId: string): LastWord;
  heard(messageId: string, word: LastWord): void;
  forget(messageId: string): void;
}

export function lastWords(): LastWords {
  const words = new Map<string, LastWord>();
  const keyOf = (messageId: string) => messageId.toUpperCase();
  return {
    await: (messageId) => void words.set(keyOf(messageId), {}),
    of: (messageId) => words.get(keyOf(messageId)) ?? {},
    heard(messageId, word) {
      if (words.has(keyOf(messageId))) words.set(keyOf(messageId), word);
    },
    forget: (messageId) => void words.delete(keyOf(messageId)),
  };
}

/** A broken connection is tried so often, so far apart, by the known MHS adaptor (mhs 7.2). */
const QUICK = { tries: 3, delayMs: 100 };

/**
 * The conduct of an adaptor: that of a good handler, but for the habits that are asked for (mhs 7.7). It listens to
 * what Spine says, for the system has to be told.
 */
export function adaptorConduct(
  settings: () => AdaptorSettings,
  words: LastWords,
): HandlerConduct<HandedOver> {
  return {
    ...rightConduct<HandedOver>(),
    isDuplicate: async (asked, right) =>
      settings().habits.duplicates === 'once' && (await right(asked)),
    judgeAnswer(asked, right) {
      const { answer, messageId } = asked;
      words.heard(messageId, { answer });
      const attempt = right(asked);
      const acknowledged = attempt.kind === 'acknowledged' || attempt.kind === 'taken';
      if (settings().habits.accepts === '202-only' && acknowledged) {
        if (statusOf(answer) === 202) return { kind: 'acknowledged', why: attempt.why };
        return { kind: 'refused', why: `${attempt.why}, and only 202 counts` };
      }
      return attempt;
    },
    nextStep(asked, right) {
      if (settings().habits.retries === 'contract') return right(asked);
      return fewRetries(asked, words.of(asked.sent.messageId).answer);
    },
  };
}

/** A broken connection at once, a retriable fault by the contract's count; the persist duration is not looked at. */
function fewRetries(
  { sent, attempt }: Parameters<HandlerConduct['nextStep']>[0],
  answer: HttpOutcome | undefined,
): NextStep {
  if (attempt.kind === 'acknowledged' || attempt.kind === 'taken')
    return { kind: 'end', outcome: 'acknowledged', detail: attempt.why };
  const refused: NextStep = { kind: 'end', outcome: 'refused', detail: attempt.why };
  if (attempt.kind === 'refused') return refused;
  const broken = answer === undefined || 'failed' in answer;
  const { retries, retryIntervalMs } = sent.contract.reliability;
  const [allowed, delayMs] = broken
    ? [QUICK.tries, QUICK.delayMs]
    : [answer.status === 500 ? retries + 1 : 1, retryIntervalMs];
  if (sent.attempts < allowed) return { kind: 'wait', delayMs, last: undefined };
  return refused;
}

function statusOf(answer: HttpOutcome): number | undefined {
  return 'failed' in answer ? undefined : answer.status;
}

/** Whether an arrival asks for an answer to a message that this party sent. */
export function refersTo({ refToMessageId }: EbxmlMessage): string | undefined {
  return refToMessageId?.trim() || undefined;
}
