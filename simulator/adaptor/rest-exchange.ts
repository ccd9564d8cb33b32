import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InjectedFault } from '../../src/faults/fault.ts';
import { faultOf } from '../../src/faults/fault-book.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';
import type { BodySource, NewEntry, TraceStep } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import { type HeaderList, writeReply } from '../../src/platform/http-message.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import type { RestAnswer } from './rest-answer.ts';

/** One exchange as it goes on record. */
export interface RestExchange {
  readonly at: string;
  readonly started: number;
  readonly request: IncomingMessage;
  readonly headers: HeaderList;
  readonly operation: string;
  /** No message id where no message was handed over. */
  readonly ids: { readonly messageId: string; readonly correlationId: string };
  body: BodySource | undefined;
}

/** An exchange begins. */
export function openExchange(
  { clock }: AdaptorRoom,
  request: IncomingMessage,
  about: Pick<RestExchange, 'headers' | 'operation' | 'ids'>,
): RestExchange {
  return {
    ...{ request, ...about, body: undefined },
    at: clock.now().toISOString(),
    started: performance.now(),
  };
}

/** Puts an exchange on record with its answer, then answers; what a fault cut off has none. */
export async function answerExchange(
  { journal, party, service, work }: AdaptorRoom,
  exchange: RestExchange,
  response: ServerResponse,
  { reply, result, trace }: RestAnswer,
  met: readonly InjectedFault[] = [],
): Promise<void> {
  const { at, request, headers, operation, body } = exchange;
  const { messageId, correlationId } = exchange.ids;
  const disturbed = met.map(
    (each): TraceStep => ({ stage: 'disturb', text: tellFault('adaptor', each) }),
  );
  const dropped = faultOf(met, 'drop') !== undefined;
  const isPost = messageId !== '';
  const state = isPost ? work.stateOf('outbound', messageId) : undefined;
  const entry: NewEntry = {
    kind: 'received',
    at,
    service,
    summary: oneLine(
      `${operation} from the system: ${dropped ? 'connection ended' : `HTTP ${reply.status}`}, ${result}`,
    ),
    ...(isPost && { messageId, conversationId: correlationId }),
    fromParty: party.partyKey,
    interaction: operation,
    peer: { address: request.socket.remoteAddress ?? '' },
    request: {
      method: request.method ?? '',
      path: request.url ?? '',
      headers,
      ...(body && body.length > 0 && { body }),
    },
    ...(!dropped && {
      response: {
        status: reply.status,
        headers: reply.headers,
        ...(reply.body?.length && { body: reply.body }),
      },
    }),
    timings: { untilAnswer: Math.round((performance.now() - exchange.started) * 100) / 100 },
    trace: [...trace, ...disturbed],
    facts: { result, boundary: 'rest', ...(state !== undefined && { work: state }) },
  };
  await journal.append(entry);
  if (dropped) request.socket.destroy();
  else await writeReply(response, reply);
}
