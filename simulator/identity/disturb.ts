import type { InjectedFault } from '../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../src/faults/fault-book.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';
import type { TraceStep } from '../../src/journal/entry.ts';
import { jsonAnswer } from './answers.ts';
import type { Reply } from './face.ts';
import type { IdentityRoom } from './identity-room.ts';

/** What a handler answers, and what the faults that the request meets make of it. */
export async function disturbed(
  room: Pick<IdentityRoom, 'faults' | 'random'>,
  operation: string,
  caller: string | undefined,
  handle: () => Promise<Reply>,
): Promise<Reply> {
  const faults = room.faults.meet({ face: 'identity', operation, ...(caller ? { caller } : {}) });
  if (faults.length === 0) return handle();
  const instead = faultOf(faults, 'unavailable', 'result');
  const reply = instead ? replacement(instead) : await handle();
  const delayMs = delayOf(faults, room.random);
  const late = {
    ...reply,
    trace: [...faults.map(told), ...(reply.trace ?? [])],
    ...(delayMs > 0 ? { delayMs } : {}),
  };
  if (faultOf(faults, 'drop')) return { ...late, drop: true, result: 'dropped by a fault rule' };
  return faultOf(faults, 'malformed') ? cutShort(late) : late;
}

function told(fault: InjectedFault): TraceStep {
  return { stage: 'disturb', text: tellFault('identity', fault) };
}

function replacement(fault: {
  readonly kind: 'unavailable' | 'result';
  readonly code?: string;
  readonly text?: string;
}): Reply {
  if (fault.kind === 'unavailable')
    return refusedBy(503, 'temporarily_unavailable', 'The service is unavailable');
  const status = Number(fault.code);
  // A name is an error of OAuth; those are told with 400.
  if (Number.isNaN(status)) return refusedBy(400, fault.code ?? '', fault.text);
  const error = status === 503 ? 'temporarily_unavailable' : 'server_error';
  return refusedBy(status >= 400 && status <= 599 ? Math.floor(status) : 500, error, fault.text);
}

function refusedBy(status: number, error: string, text = 'A fault rule says so'): Reply {
  const body = { error, error_description: text };
  return jsonAnswer(status, body, `a fault rule answers ${status}`);
}

/** Half of an answer: no reader can take it for a whole one. */
function cutShort(reply: Reply): Reply {
  const bytes = Buffer.from(reply.body);
  const half = bytes.subarray(0, Math.max(1, bytes.length >> 1));
  return { ...reply, body: bytes.length > 0 ? half : '<{', result: 'cut short by a fault rule' };
}
