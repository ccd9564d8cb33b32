import type { HttpFacts } from '../checks/inbound-message.ts';
import { type HttpCapture, headerOf } from '../wire/http-capture/http-capture.ts';

/** What a captured request says of itself; `undefined` for an answer and for a body alone. */
export function httpFactsOf(capture: HttpCapture | undefined): HttpFacts | undefined {
  if (capture?.kind !== 'request') return undefined;
  const { method = '', path = '', headers } = capture;
  const length = headerOf(headers, 'content-length');
  return {
    method,
    path,
    soapAction: headerOf(headers, 'soapaction'),
    contentType: headerOf(headers, 'content-type'),
    contentLength:
      length === undefined || Number.isNaN(Number(length)) ? undefined : Number(length),
    chunked: headerOf(headers, 'transfer-encoding') !== undefined,
  };
}
