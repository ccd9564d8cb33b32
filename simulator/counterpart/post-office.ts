import { setTimeout as wait } from 'node:timers/promises';
import { type Contract, patternOf } from '../../src/domain/contract.ts';
import { pathOf } from '../../src/domain/spine-path.ts';
import type { Identity } from '../../src/pki/identity.ts';
import { type HttpClient, openHttpClient } from '../../src/platform/http-client.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { judgeAnswer } from '../../src/wire/ebxml/judge-answer.ts';

/** A message ready to be posted. */
export interface Letter {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly messageId: string;
  readonly contract: Contract;
}

/** Posts the messages of all counterparts to Spine. */
export interface PostOffice {
  /** What Spine said, in a few words: `acknowledged`, `refused: ...`. Never rejects. */
  post(letter: Letter, as?: 'itself' | 'somebody else'): Promise<string>;
  close(): Promise<void>;
}

export interface PostOfficeParts {
  readonly identity: Identity;
  /** A certificate that speaks for no party. */
  readonly wrongIdentity: () => Promise<Identity>;
  readonly spineUrl: () => string;
}

/** Spine is in the same process: it answers at once, or it is being stopped. */
const TRIES = 3;
const BETWEEN_MS = 200;

export function postOffice({ identity, wrongIdentity, spineUrl }: PostOfficeParts): PostOffice {
  const right = openHttpClient({ identity, connections: 32 });
  let wrong: Promise<HttpClient> | undefined;
  let closed = false;
  const clientFor = (as: 'itself' | 'somebody else'): Promise<HttpClient> | HttpClient => {
    if (as === 'itself') return right;
    wrong ??= wrongIdentity().then((other) => openHttpClient({ identity: other }));
    return wrong;
  };
  return {
    async post({ headers, body, messageId, contract }, as = 'itself') {
      const client = await clientFor(as);
      const url = `${spineUrl()}${pathOf(patternOf(contract.reliability, false))}`;
      for (let attempt = 1; ; attempt++) {
        const answer = await client.post(url, { headers, body });
        if (!('failed' in answer)) {
          const { status } = answer;
          const contentType = headerValue(answer.headers, 'content-type');
          const judged = judgeAnswer({ status, contentType, body: answer.body }, messageId);
          if (judged.kind === 'messageError') {
            const [first] = judged.errorList.errors;
            return `refused: ${first?.errorCode ?? ''} ${first?.description ?? ''}`;
          }
          if (judged.kind === 'soapFault') return `refused: SOAP fault ${judged.codes.join(', ')}`;
          return judged.kind === 'refused' ? `refused: HTTP ${status}` : judged.kind;
        }
        if (closed || answer.failed === 'closed' || attempt >= TRIES) {
          return `not sent: ${answer.message}`;
        }
        await wait(BETWEEN_MS);
      }
    },
    async close() {
      closed = true;
      await right.close();
      await (await wrong)?.close();
    },
  };
}
