import type { Arrived } from '../../../src/journal/take-body.ts';
import { type Answer, answerEmpty, refuseSilently } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';

/** What is answered to a body that did not come whole, or is too large. */
export function notTaken(asked: Asked, arrived: Extract<Arrived, { ok: false }>): Answer {
  if (arrived.reason === 'too-large') {
    const { requestBytes } = asked.settings;
    return refuseSilently(413, asked, `a request may have ${requestBytes} bytes; chunks hold more`);
  }
  const text = `the peer went away after ${arrived.length} bytes of the body; nothing is kept`;
  return { ...answerEmpty(499, 'broken off'), trace: [{ stage: 'receive', text }] };
}
