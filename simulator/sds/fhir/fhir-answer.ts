import type { HeaderList } from '../../../src/platform/http-message.ts';
import type { ApiAnswer } from '../../gateway/api-message.ts';
import { type SdsError, writeOutcome, writeProxyOutcome } from './operation-outcome.ts';

/** What every answer to a request has in common. */
export interface AnswerFrame {
  readonly operation: string;
  readonly caller: string | undefined;
  readonly correlationId: string;
}

type Extra = Partial<Omit<ApiAnswer, 'status' | 'body' | 'operation' | 'headers'>>;

export function fhirAnswer(
  frame: AnswerFrame,
  type: string,
  body: string,
  extra: Extra & { readonly result: string },
): ApiAnswer {
  return { ...frame, status: 200, headers: headersOf(frame, type), body, ...extra };
}

/** An error of the API itself. */
export function refusal(
  frame: AnswerFrame,
  error: SdsError,
  extra: Extra & { readonly headers?: HeaderList } = {},
): ApiAnswer {
  const { headers = [], ...rest } = extra;
  return {
    ...frame,
    status: error.status,
    headers: [...headersOf(frame, 'application/fhir+json'), ...headers],
    body: writeOutcome(error, frame.correlationId),
    result: `refused: ${error.diagnostics}`,
    ...rest,
  };
}

/** An error of the proxy in front of it. */
export function proxyRefusal(
  frame: AnswerFrame,
  status: number,
  why: string,
  headers: HeaderList = [],
): ApiAnswer {
  return {
    ...frame,
    status,
    headers: [...headersOf(frame, 'application/fhir+json'), ...headers],
    body: writeProxyOutcome(status, frame.correlationId),
    result: `refused: ${why}`,
  };
}

function headersOf({ correlationId }: AnswerFrame, type: string): HeaderList {
  return [
    ['Content-Type', type],
    ['X-Correlation-ID', correlationId],
  ];
}
