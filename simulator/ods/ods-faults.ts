import { delayOf, type FaultBook, faultOf } from '../../src/faults/fault-book.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';
import type { TraceStep } from '../../src/journal/entry.ts';
import type { Random } from '../../src/platform/random.ts';
import type { ApiAnswer } from '../gateway/api-message.ts';

/** What goes wrong with a request to ODS. */
export interface OdsFaults {
  readonly delayMs: number;
  /** `text` is the fault's own, where it has one. */
  readonly error?: {
    readonly status: number;
    readonly text?: string;
    readonly unavailable: boolean;
  };
  readonly malformed: boolean;
  readonly drop: boolean;
  readonly told: readonly TraceStep[];
}

/** Asks the book, once. `result` is an HTTP status here; a name stands for 500. */
export function odsFaults(
  faults: FaultBook,
  random: Random,
  subject: {
    readonly operation: string;
    readonly caller: string | undefined;
    readonly ods: string | undefined;
  },
): OdsFaults {
  const met = faults.meet({ face: 'ods', ...subject });
  const fault = faultOf(met, 'result', 'unavailable');
  return {
    delayMs: delayOf(met, random),
    ...(fault && { error: errorOf(fault) }),
    malformed: faultOf(met, 'malformed') !== undefined,
    drop: faultOf(met, 'drop') !== undefined,
    told: met.map((each) => ({ stage: 'disturb', text: tellFault('ods', each) })),
  };
}

/** An answer as a fault leaves it: late, cut short, or not sent at all. */
export function disturbed(answer: ApiAnswer, faults: OdsFaults): ApiAnswer {
  const { body, trace = [] } = answer;
  return {
    ...answer,
    body: faults.malformed ? body.slice(0, body.length / 2) : body,
    trace: [...trace, ...faults.told],
    ...(faults.delayMs > 0 && { delayMs: faults.delayMs }),
    ...(faults.drop && { drop: true }),
  };
}

function errorOf(
  fault: NonNullable<ReturnType<typeof faultOf<'result' | 'unavailable'>>>,
): NonNullable<OdsFaults['error']> {
  if (fault.kind === 'unavailable') return { status: 503, unavailable: true };
  const status = Number(fault.code);
  const known = Number.isInteger(status) && status >= 400 && status <= 599;
  const text = fault.text ?? (known ? undefined : fault.code);
  return { status: known ? status : 500, unavailable: false, ...(text !== undefined && { text }) };
}
