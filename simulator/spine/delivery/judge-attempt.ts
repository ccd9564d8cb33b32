import type { HttpAnswer } from '../../../src/platform/http-client.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import { judgeAnswer } from '../../../src/wire/ebxml/judge-answer.ts';
import { maySendAgain } from '../../../src/wire/soap/soap-fault.ts';
import type { AttemptOutcome } from './decide-delivery.ts';
import type { Delivery } from './delivery.ts';

/** What a recipient's HTTP answer means for the delivery. The body counts whatever the status (mhs 1.5). */
export function judgeAttempt(delivery: Delivery, answer: HttpAnswer): AttemptOutcome {
  const { status, body } = answer;
  const contentType = headerValue(answer.headers, 'content-type');
  const judged = judgeAnswer({ status, contentType, body }, delivery.messageId);
  switch (judged.kind) {
    case 'acknowledged':
      return { kind: 'acknowledged' };
    case 'accepted':
      return { kind: 'accepted' };
    case 'messageError': {
      const { highestSeverity, errors } = judged.errorList;
      const why = `MessageError ${errors.map((e) => `${e.errorCode} ${e.description}`).join('; ')}`;
      // EIS 11.6 section 2.5.2: after Error the same message is not presented again, after Warning it may be.
      return { kind: highestSeverity === 'Error' ? 'rejected' : 'refused', why };
    }
    case 'soapFault': {
      const { codes } = judged;
      const passing = maySendAgain(codes);
      return { kind: passing ? 'refused' : 'rejected', why: `SOAP fault ${codes.join(', ')}` };
    }
    default:
      return { kind: 'refused', why: `HTTP ${status} with nothing that could be understood` };
  }
}
