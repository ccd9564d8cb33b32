import { headerValues } from '../../../src/platform/http-message.ts';
import { type Answer, answerEmpty, refuse } from '../answer/answer.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { judgeToken, type TokenRefusal } from '../request/authorization.ts';
import type { Asked } from './asked.ts';

/** What is said of a token that does not count, where anything is said (mesh-nhais 1.2). */
const TEXTS: Readonly<Record<TokenRefusal, string>> = {
  missing: '',
  malformed: 'Error reading from Authorization header',
  mailbox: 'Mailbox id does not match token',
  'unknown-mailbox': 'Mailbox id does not match token',
  hash: 'Invalid Authentication Token',
  time: 'Invalid Authentication Token',
  replayed: 'Error Duplicated Authentication Token',
  inactive: 'Request Received from Inactive Mailbox',
};

export interface Admission {
  readonly refused?: Answer | undefined;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Whether a request may act for a mailbox. Uses its token up. */
export function letIn(room: MeshRoom, mailbox: string, asked: Asked): Admission {
  const [header, ...more] = headerValues(asked.headers, 'authorization');
  const verdict =
    more.length > 0
      ? ({ ok: false, refusal: 'malformed', why: 'there are two Authorization headers' } as const)
      : judgeToken(header, mailbox, asked.settings, asked.at);
  if (verdict.ok) {
    const { use } = verdict;
    if (use === undefined) return { facts: {} };
    if (room.uses.use(use, asked.at)) return { facts: { tokenUse: use } };
    return refusal('replayed', 'this nonce and count were used before; a token works once', asked);
  }
  const offset = 'offsetMs' in verdict && verdict.offsetMs !== undefined ? verdict.offsetMs : 0;
  return refusal(verdict.refusal, verdict.why, asked, offset);
}

function refusal(reason: TokenRefusal, why: string, asked: Asked, offsetMs = 0): Admission {
  const text = TEXTS[reason];
  const told = asked.settings.authorization.refusal === 'text' && text !== '';
  const answer = told
    ? refuse(403, { event: '', code: '', text }, asked, why)
    : answerEmpty(403, 'refused');
  return {
    refused: { ...answer, result: `refused: ${reason}`, trace: [{ stage: 'decide', text: why }] },
    facts: { refusal: reason, ...(offsetMs !== 0 ? { offsetMs } : {}) },
  };
}
