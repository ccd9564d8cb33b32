import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FinishedSpan, tellSpan } from '../../src/platform/tracing.ts';

const span: FinishedSpan = {
  name: 'receive X',
  kind: 'server',
  start: 10,
  end: 14,
  attributes: { 'spinebox.sequence': 3 },
  error: 'HTTP 500',
};

test('without an SDK of the host nothing is told', () => {
  assert.equal(tellSpan(span), undefined);
});

test('an SDK of the host gets name, times, attributes and what went wrong', () => {
  const told: Record<string, unknown>[] = [];
  const spanContext = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
  const tracer = {
    startSpan(name: string, options: Record<string, unknown>) {
      const seen: Record<string, unknown> = { name, ...options };
      told.push(seen);
      return {
        isRecording: () => true,
        setStatus: (status: unknown) => Object.assign(seen, { status }),
        end: (time: number) => Object.assign(seen, { end: time }),
        spanContext: () => spanContext,
      };
    },
  };
  // Where SDKs put themselves for every copy of the API in the process to find.
  const place = Symbol.for('opentelemetry.js.api.1');
  const holder = globalThis as unknown as Record<symbol, unknown>;
  const before = holder[place];
  holder[place] = { version: '1.99.0', trace: { getTracer: () => tracer } };
  try {
    assert.deepEqual(tellSpan(span), spanContext);
  } finally {
    holder[place] = before;
  }
  assert.deepEqual(told, [
    {
      ...{ name: 'receive X', kind: 1, startTime: 10, end: 14 },
      attributes: { 'spinebox.sequence': 3 },
      status: { code: 2, message: 'HTTP 500' },
    },
  ]);
});
