import type { Finding } from '../../src/domain/finding.ts';
import type { NewEntry, TraceStep } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Answer, Arrival } from './arrival.ts';

/** What is to be put on record of one exchange. */
export interface Outcome {
  readonly message: Partial<EbxmlMessage> | undefined;
  /** `undefined` when the connection was ended without one. */
  readonly answer: Answer | undefined;
  readonly findings: readonly Finding[];
  readonly trace: readonly TraceStep[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** One word or a few: `taken`, `duplicate`, `refused: CPA_ID_UNKNOWN`. */
  readonly result: string;
  /** Work that follows from it. */
  readonly opens?: string | undefined;
}

/** The journal entry of one exchange: request and answer, byte for byte, and why. */
export function recordOf(arrival: Arrival, outcome: Outcome): NewEntry {
  const { message, answer, findings, trace, facts, result, opens } = outcome;
  const { http, headers, peer, at, began, body } = arrival;
  return {
    kind: 'received',
    at: at.toISOString(),
    service: 'spine',
    summary: oneLine(
      `${message?.action || http.path} from ${message?.from?.id || (peer.fqdn ?? peer.address)}: ${result}`,
    ),
    ...named('conversationId', message?.conversationId),
    ...named('messageId', message?.messageId),
    ...named('refToMessageId', message?.refToMessageId),
    ...named('fromParty', message?.from?.id),
    ...named('toParty', message?.to?.id),
    ...named('interaction', message?.action),
    peer,
    request: { method: http.method, path: http.path, headers, body },
    ...(answer && {
      response: { status: answer.status, headers: answer.headers, body: answer.body },
    }),
    timings: { untilAnswer: Math.round((performance.now() - began) * 100) / 100 },
    findings,
    trace,
    facts: { ...facts, result },
    ...named('opens', opens),
  };
}

function named<Name extends string>(
  name: Name,
  value: string | undefined,
): Partial<Record<Name, string>> {
  return value ? ({ [name]: value } as Record<Name, string>) : {};
}
