import type { Entry } from '../../src/journal/entry.ts';
import { BoundedMap } from '../../src/platform/bounded-map.ts';
import { type SpanName, tellSpan } from '../../src/platform/tracing.ts';

/** Messages whose deliveries still find the span of their arrival. */
const REMEMBERED = 10_000;
const TRACE_HEADERS: ReadonlySet<string> = new Set(['traceparent', 'tracestate']);

/**
 * Spans out of the journal: one for each exchange, with the deliveries of a message below its arrival. They are told when
 * the entry is durable, with the times that it has.
 */
export function spanTeller(tell: typeof tellSpan = tellSpan): (entry: Entry) => void {
  const arrivals = new BoundedMap<string, SpanName>(REMEMBERED);
  return (entry) => {
    const { kind, at, timings, messageId } = entry;
    if (kind !== 'received' && kind !== 'delivery') return;
    const ms = timings?.untilAnswer ?? timings?.total ?? 0;
    // An arrival has the time when it began, a delivery when it was over.
    const time = Date.parse(at);
    const start = kind === 'received' ? time : time - ms;
    const parent = kind === 'delivery' && messageId ? arrivals.get(messageId) : undefined;
    const told = tell({
      name: `${kind === 'received' ? 'receive' : 'deliver'} ${entry.interaction ?? entry.service}`,
      kind: kind === 'received' ? 'server' : 'client',
      start,
      end: start + ms,
      attributes: attributesOf(entry),
      error: errorOf(entry),
      parent,
      headers: kind === 'received' ? traceHeaders(entry) : undefined,
    });
    if (told && kind === 'received' && messageId) arrivals.set(messageId, told);
  };
}

function attributesOf(entry: Entry): Record<string, string | number | boolean> {
  const { service, sequence, conversationId, messageId, fromParty, toParty, interaction } = entry;
  const attributes = {
    'spinebox.service': service,
    'spinebox.sequence': sequence,
    'spinebox.interaction': interaction,
    'messaging.message.conversation_id': conversationId,
    'messaging.message.id': messageId,
    'spinebox.from_party': fromParty,
    'spinebox.to_party': toParty,
    'spinebox.findings': entry.findings?.length,
    'spinebox.attempt': entry.kind === 'delivery' ? Number(entry.facts?.attempt) : undefined,
    'http.response.status_code': entry.response?.status,
    'http.request.body.size': entry.request?.body?.length,
  };
  return Object.fromEntries(
    Object.entries(attributes).filter(
      (pair): pair is [string, string | number] => pair[1] !== undefined,
    ),
  );
}

function errorOf({ response, facts = {}, kind, findings = [] }: Entry): string | undefined {
  if (kind === 'delivery' && typeof facts.why === 'string') return facts.why;
  if ((response?.status ?? 0) >= 400) return `HTTP ${response?.status}`;
  return findings.find(({ severity }) => severity === 'must')?.check;
}

function traceHeaders({ request }: Entry): Record<string, string> | undefined {
  const found = request?.headers.filter(([name]) => TRACE_HEADERS.has(name.toLowerCase())) ?? [];
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map(([name, value]) => [name.toLowerCase(), value]));
}
