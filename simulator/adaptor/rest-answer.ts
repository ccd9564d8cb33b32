import type { TraceStep } from '../../src/journal/entry.ts';
import type { HttpReply } from '../../src/platform/http-message.ts';
import { type SpineErrors, writeSpineErrors } from '../../src/wire/adaptor/spine-errors.ts';

/** What a system is answered, and why. */
export interface RestAnswer {
  readonly reply: HttpReply;
  /** What came of the request, a word or two: `accepted`, `refused by Spine`. */
  readonly result: string;
  readonly trace: readonly TraceStep[];
}

/** Ids that every answer tells. */
export interface AnswerIds {
  readonly correlationId: string;
  readonly messageId: string;
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const TEXT = ['Content-Type', 'text/plain'] as const;
const XML = ['Content-Type', 'text/xml'] as const;

/** The framework's way to refuse: the code, a colon, the reason (mhs 7.2). */
export function frameworkRefusal(
  status: number,
  reason: string,
  correlationId: string,
  why: string = reason,
): RestAnswer {
  return {
    reply: {
      status,
      headers: [TEXT, ['Correlation-Id', correlationId]],
      body: Buffer.from(`${status}: ${reason}`),
    },
    result: `refused: ${reason}`.slice(0, 200),
    trace: [{ stage: 'read', text: why }],
  };
}

/** A failure of the adaptor's work: the text alone (mhs 7.2). */
export function workFailure(status: number, text: string, ids: AnswerIds, why: string): RestAnswer {
  return {
    reply: { status, headers: [TEXT, ...headersOf(ids)], body: Buffer.from(text) },
    result: text.slice(0, 200),
    trace: [{ stage: 'perform', text: why }],
  };
}

/** 202 with nothing in it; the type is XML all the same (mhs 7.2). */
export function accepted(ids: AnswerIds, why: string): RestAnswer {
  return {
    reply: { status: 202, headers: [XML, ...headersOf(ids)] },
    result: 'accepted',
    trace: [{ stage: 'settle', text: why }],
  };
}

export function answered(ids: AnswerIds, xml: Uint8Array, why: string): RestAnswer {
  return {
    reply: { status: 200, headers: [XML, ...headersOf(ids)], body: xml },
    result: 'answered',
    trace: [{ stage: 'settle', text: why }],
  };
}

/** JSON that calls itself plain text (mhs 7.2). */
export function refusedBySpine(errors: SpineErrors, ids: AnswerIds, why: string): RestAnswer {
  return {
    reply: { status: 500, headers: [TEXT, ...headersOf(ids)], body: writeSpineErrors(errors) },
    result: 'refused by Spine',
    trace: [{ stage: 'settle', text: why }],
  };
}

export function json(status: number, value: unknown, correlationId: string): HttpReply {
  return {
    status,
    headers: [JSON_TYPE, ['Correlation-Id', correlationId]],
    body: Buffer.from(JSON.stringify(value)),
  };
}

function headersOf({ correlationId, messageId }: AnswerIds) {
  return [
    ['Correlation-Id', correlationId],
    ['Message-Id', messageId],
  ] as const;
}
