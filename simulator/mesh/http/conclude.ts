import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodySource, TraceStep } from '../../../src/journal/entry.ts';
import { type Answer, refuseSilently } from '../answer/answer.ts';
import type { MeshRoom } from '../mesh-room.ts';
import type { Route } from '../request/route.ts';
import type { Asked } from './asked.ts';
import { discardBody } from './discard-body.ts';
import { type Disturbance, tellFaults } from './disturb.ts';
import { meshEntry } from './mesh-entry.ts';
import { writeAnswer } from './write-answer.ts';

/** One exchange on its way through: what is known of it so far. */
export interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route | undefined;
  readonly asked: Asked;
  readonly began: number;
  /** The body when it was read and kept. */
  kept: BodySource | undefined;
}

/** Puts an exchange on record and answers it. */
export async function conclude(
  room: MeshRoom,
  passage: Passage,
  answer: Answer,
  facts: Readonly<Record<string, string | number>> = {},
  disturbed: Disturbance = { delayMs: 0, faults: [] },
): Promise<void> {
  const send = await put(room, passage, answer, facts, disturbed);
  return send();
}

/** Puts an exchange on record, with what it changes. Resolves with what then answers it. */
export async function put(
  room: MeshRoom,
  passage: Passage,
  answer: Answer,
  facts: Readonly<Record<string, string | number>>,
  disturbed: Disturbance,
): Promise<() => Promise<void>> {
  const { request, response, asked, route } = passage;
  const thrown =
    passage.kept === undefined && !request.complete
      ? await discardBody(request, asked.settings.requestBytes)
      : 0;
  const trace: readonly TraceStep[] = [
    ...tellFaults(disturbed.faults),
    ...answer.trace,
    ...(thrown > 0
      ? [{ stage: 'receive', text: `${thrown} bytes of the body were not kept` }]
      : []),
    ...(disturbed.how ? [{ stage: 'perform', text: LOST[disturbed.how] }] : []),
  ];
  const entry = meshEntry({
    method: request.method ?? '',
    target: (request.url ?? '').slice(0, 4096),
    operation: route?.operation ?? 'request',
    mailbox: route && 'mailbox' in route ? route.mailbox : undefined,
    ...{ asked, answer, trace, facts },
    body: passage.kept,
    dropped: disturbed.how === 'drop',
    untilAnswer: performance.now() - passage.began,
  });
  try {
    if (answer.change) await room.messages.record(entry, answer.change);
    else await room.journal.append(entry);
  } catch (error) {
    // Evidence first: what cannot be put on record is not answered as if it were.
    room.logger.error({ service: 'mesh', error: String(error) }, 'an exchange is not on record');
    const told = refuseSilently(503, asked, '');
    return () => writeAnswer(response, told, room.journal);
  }
  return async () => {
    const { delayMs, how } = disturbed;
    if (delayMs > 0) await new Promise<void>((go) => room.clock.after(delayMs, go));
    if (how === 'drop' || answer.result === 'broken off') request.socket.destroy();
    else if (how === 'malformed') await writeAnswer(response, cutShort(answer), room.journal);
    else await writeOut(room, passage, answer);
  };
}

const LOST = {
  drop: 'what was asked for is done; the connection ends without the answer',
  malformed: 'what was asked for is done; the answer is cut short',
} as const;

async function writeOut(room: MeshRoom, { response }: Passage, answer: Answer): Promise<void> {
  try {
    await writeAnswer(response, answer, room.journal);
  } catch (error) {
    // A peer that goes away midway, or bytes that are no longer there.
    room.logger.debug({ service: 'mesh', error: String(error) }, 'an answer broke off');
    response.destroy();
  }
}

/** Half of an answer: no reader can take it for a whole one. */
function cutShort(answer: Answer): Answer {
  const bytes = answer.body instanceof Uint8Array ? Buffer.from(answer.body) : Buffer.alloc(0);
  const half = bytes.subarray(0, bytes.length >> 1);
  const body = half.length > 0 ? half : Buffer.from('{"');
  return { ...answer, body, headers: [...answer.headers, ['Content-Length', String(body.length)]] };
}
