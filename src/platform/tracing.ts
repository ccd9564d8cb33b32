import {
  type Span as ApiSpan,
  context,
  propagation,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/** A span that is over, told to whoever listens. Times in milliseconds since 1970. */
export interface FinishedSpan {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal';
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Why it is an error; absent when it is none. */
  readonly error?: string | undefined;
  /** Headers of the request that it answers: `traceparent` makes it a part of the caller's trace. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The span that it follows from. */
  readonly parent?: SpanName | undefined;
}

/** What a span is known by, to be another one's parent. Opaque. */
export type SpanName = SpanContext;

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const;

/**
 * Tells spans through the API of OpenTelemetry. Where the host has brought no SDK nothing happens, at next to no cost.
 *
 * @returns what the span is known by; `undefined` where nobody listens
 */
export function tellSpan(span: FinishedSpan): SpanName | undefined {
  const { name, kind, start, end, attributes, error, headers, parent } = span;
  const tracer = trace.getTracer('spinebox');
  const around = parent
    ? trace.setSpanContext(context.active(), parent)
    : headers
      ? propagation.extract(context.active(), headers)
      : context.active();
  const told: ApiSpan = tracer.startSpan(
    name,
    { kind: KINDS[kind], startTime: start, attributes: { ...attributes } },
    around,
  );
  if (!told.isRecording()) return undefined;
  if (error !== undefined) told.setStatus({ code: SpanStatusCode.ERROR, message: error });
  told.end(end);
  return told.spanContext();
}
