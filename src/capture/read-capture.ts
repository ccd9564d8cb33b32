import { forwardReliable, type ReadMessage, readForExamination } from '../checks/read-message.ts';
import { type HttpCapture, headerOf } from '../wire/http-capture/http-capture.ts';
import { readHttpCapture } from '../wire/http-capture/read-http-capture.ts';
import type { Deviation } from '../wire/reading.ts';
import { httpFactsOf } from './http-facts.ts';
import { inItsOwnTime } from './own-time.ts';

/** A captured message, read for the checks. */
export interface ReadCapture {
  /** `undefined` when there is nothing that looks like HTTP. */
  readonly capture: HttpCapture | undefined;
  readonly httpDeviations: readonly Deviation[];
  readonly httpFailure: Deviation | undefined;
  /** Without the head. */
  readonly body: Uint8Array;
  readonly message: ReadMessage;
}

/**
 * Reads a captured message: an HTTP request with or without its head, a MIME body, an ebXML envelope, or an
 * HL7 payload alone. Without a directory the pattern is only known where the service has one: GP2GP.
 */
export function readCapture(bytes: Uint8Array, now: Date): ReadCapture {
  const http = readHttpCapture(bytes);
  const capture = http.ok ? http.value : undefined;
  const body = capture
    ? bytes.subarray(capture.body.offset, capture.body.offset + capture.body.length)
    : bytes;
  const message = readForExamination({
    contentType: capture && headerOf(capture.headers, 'content-type'),
    body,
    http: httpFactsOf(capture),
    directory: forwardReliable,
    now,
  });
  return {
    capture,
    httpDeviations: http.deviations,
    httpFailure: http.ok ? undefined : http.failure,
    body,
    message: inItsOwnTime(message),
  };
}
