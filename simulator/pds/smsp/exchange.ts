import type { SmspJudgement } from '../../../src/demographics/smsp/judge-request.ts';
import { SMSP_CODES } from '../../../src/demographics/smsp/operations.ts';
import type { SmspFrame } from '../../../src/demographics/smsp/smsp-message.ts';
import { writeSmspAnswer, writeSmspFault } from '../../../src/demographics/smsp/write-answer.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { ApiAnswer, ApiRequest } from '../../gateway/api-message.ts';
import type { SmspOptions } from './smsp.ts';
import { withoutPasswords } from './without-passwords.ts';

/** One request and what is needed to answer it. */
export interface SmspExchange {
  readonly options: SmspOptions;
  readonly request: ApiRequest;
}

const XML: ApiAnswer['headers'] = [['Content-Type', 'text/xml; charset=utf-8']];

/** An answer of a mini service: HTTP 200, whatever its code. `why` is on record only. */
export function answered(
  { options, request }: SmspExchange,
  frame: SmspFrame,
  judgement: SmspJudgement,
  why?: string,
): ApiAnswer {
  const { ids } = options;
  const { code } = judgement;
  const body = writeSmspAnswer({
    messageId: ids.uuid(),
    relatesTo: frame.messageId,
    to: frame.from,
    // Where the client reached us, by its own account.
    from: frame.to ?? options.world.current().pds.smsp.prefix,
    trackingId: ids.uuid(),
    payloadId: `uuid_${ids.uuid()}`,
    audit: frame.audit,
    sender: frame.sender,
    id: ids.uuid(),
    operation: frame.operation,
    ...judgement,
  });
  const meaning = SMSP_CODES[code];
  return {
    ...{ status: 200, headers: XML, body },
    operation: frame.operation,
    result: meaning ? `${code}, ${meaning}` : code,
    ...known(frame),
    findings: why ? [finding(why)] : [],
    trace: [{ stage: 'perform', text: why ?? meaning ?? `answered with ${code}` }],
    ...withoutPassword(request),
  };
}

export interface SmspRefusal {
  /** `1000` the message is not valid, `3000` access is denied. */
  readonly code: string;
  readonly why: string;
  readonly relatesTo?: string | undefined;
  readonly frame?: SmspFrame;
}

const FAULT_TEXTS: Readonly<Record<string, string>> = {
  '1000': 'Invalid message',
  '3000': 'Access denied',
};

/** A fault of the toolkit: HTTP 500. */
export function faulted(
  { options, request }: SmspExchange,
  { code, why, relatesTo, frame }: SmspRefusal,
): ApiAnswer {
  const { ids } = options;
  const body = writeSmspFault({
    ...{ messageId: ids.uuid(), relatesTo, errorId: ids.uuid(), code },
    ...{ text: FAULT_TEXTS[code] ?? why, diagnostic: why },
  });
  return {
    ...{ status: 500, headers: XML, body },
    operation: frame?.operation ?? 'request',
    result: `fault ${code}`,
    ...(frame ? known(frame) : {}),
    findings: [finding(why)],
    trace: [{ stage: 'read', text: why }],
    ...withoutPassword(request),
  };
}

function known({ security, trackingId }: SmspFrame): Pick<ApiAnswer, 'caller' | 'correlationId'> {
  return {
    ...(security ? { caller: security.username } : {}),
    ...(trackingId ? { correlationId: trackingId } : {}),
  };
}

function finding(message: string): Finding {
  return {
    check: 'SMSP-REQUEST-01',
    severity: 'must',
    clause: 'pds-identity 3',
    message,
    at: 'body',
  };
}

/** A password in the request does not go on record. */
function withoutPassword({ body }: ApiRequest): Pick<ApiAnswer, 'recorded'> {
  const request = withoutPasswords(body);
  return request === undefined ? {} : { recorded: { request } };
}
