import type { FaultSubject, InjectedFault } from '../../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../../src/faults/fault-book.ts';
import { tellFault } from '../../../src/faults/tell-fault.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import { type Answer, refuse, refuseSilently } from '../answer/answer.ts';
import { codeOf } from '../answer/codes.ts';
import type { MeshRoom } from '../mesh-room.ts';
import type { Route } from '../request/route.ts';
import { textOf } from '../request/send-headers.ts';
import type { Asked } from './asked.ts';

/** What a fault makes of an exchange. */
export interface Disturbance {
  /** Answered in place of what was asked for, which is not done. */
  readonly instead?: Answer | undefined;
  /** What was asked for is done, but its answer does not arrive whole, or not at all. */
  readonly how?: 'malformed' | 'drop' | undefined;
  readonly delayMs: number;
  readonly faults: readonly InjectedFault[];
}

/** Asks the book of faults, once a request that was let in. */
export function disturbance(room: MeshRoom, route: Route, asked: Asked): Disturbance {
  const faults = room.faults.meet(subjectOf(room, route, asked));
  const rule = faultOf(faults, 'unavailable', 'result');
  const how = faultOf(faults, 'malformed', 'drop')?.kind;
  return {
    instead: rule && replacement(rule, asked),
    how,
    delayMs: delayOf(faults, room.random),
    faults,
  };
}

export function tellFaults(faults: readonly InjectedFault[]) {
  return faults.map((fault) => ({ stage: 'disturb', text: tellFault('mesh', fault) }));
}

function subjectOf({ messages }: MeshRoom, route: Route, { headers, peer }: Asked): FaultSubject {
  const known = 'id' in route ? messages.shelf.get(route.id) : undefined;
  const to = headerValue(headers, 'mex-to')?.trim();
  const local = 'localId' in route ? route.localId : textOf(headers, 'mex-localid');
  const workflow = 'workflow' in route ? route.workflow : textOf(headers, 'mex-workflowid');
  const present = (values: readonly (string | undefined)[]) =>
    values.filter((value) => value !== undefined && value !== '') as string[];
  return {
    face: 'mesh',
    operation: route.operation,
    caller: peer.fqdn,
    ...('ods' in route ? { ods: route.ods } : {}),
    mailboxes: present(['mailbox' in route ? route.mailbox : undefined, to, known?.to]),
    messages: present([
      ...[workflow, local, known?.id, known?.workflowId, known?.localId],
      'id' in route && !known ? route.id : undefined,
    ]),
  };
}

/** `503`, `417 12` or `12`: an HTTP status, a code of the table, or both. */
function replacement(
  fault: {
    readonly kind: 'unavailable' | 'result';
    readonly rule: string;
    readonly code?: string;
    readonly text?: string;
  },
  asked: Asked,
): Answer {
  const why = `the fault ${fault.rule} answers in place of MESH`;
  const answer = fault.kind === 'unavailable' ? refuseSilently(503, asked, why) : byCode();
  return { ...answer, result: `disturbed: ${fault.rule}` };

  function byCode(): Answer {
    const [first = '', second] = (fault.code ?? '').split(/[\s:,]+/);
    const status = /^[45]\d\d$/.test(first) ? Number(first) : undefined;
    const code = status === undefined ? first : second;
    if (code === undefined) return refuseSilently(status ?? 500, asked, why);
    return refuse(status ?? 417, codeOf(code, fault.text), asked, why);
  }
}
