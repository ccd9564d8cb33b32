import { dayOf } from '../../../src/demographics/date-range.ts';
import { judgeRequest, type SmspJudgement } from '../../../src/demographics/smsp/judge-request.ts';
import type { SmspReading } from '../../../src/demographics/smsp/read-request.ts';
import type { SmspRequest } from '../../../src/demographics/smsp/smsp-message.ts';
import type { InjectedFault } from '../../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../../src/faults/fault-book.ts';
import { tellFault } from '../../../src/faults/tell-fault.ts';
import type { TraceStep } from '../../../src/journal/entry.ts';
import type { ApiAnswer } from '../../gateway/api-message.ts';
import { answered, faulted, type SmspExchange } from './exchange.ts';

/** The answer to a request that can be read, and what faults make of it. */
export function answerSmsp(
  exchange: SmspExchange,
  { request, deviations }: Extract<SmspReading, { kind: 'read' }>,
): ApiAnswer {
  const { faults, random } = exchange.options;
  const met = faults.meet({
    face: 'smsp',
    operation: request.operation,
    nhsNumber: request.query.nhsNumber?.extension,
    caller: request.security?.username ?? exchange.request.peer.fqdn,
  });
  const soap = faultOf(met, 'soap-fault');
  const answer = soap
    ? faulted(exchange, {
        ...{ code: soap.code, why: soap.text, relatesTo: request.messageId, frame: request },
      })
    : answered(exchange, request, injected(met) ?? judged(exchange, request));
  const delayMs = delayOf(met, random);
  const notes = deviations.map(({ message }) => ({ stage: 'read', text: message }));
  return {
    ...answer,
    ...(faultOf(met, 'malformed') ? { body: cutShort(String(answer.body)) } : {}),
    ...(faultOf(met, 'drop') ? { drop: true } : {}),
    ...(delayMs > 0 ? { delayMs } : {}),
    trace: [...notes, ...faultTrace(met), ...(answer.trace ?? [])],
  };
}

function injected(met: readonly InjectedFault[]): SmspJudgement | undefined {
  const result = faultOf(met, 'result');
  if (result && result.code !== 'SMSP-0000') return { code: result.code };
  return faultOf(met, 'unavailable') ? { code: 'SMSP-0004' } : undefined;
}

function judged({ options }: SmspExchange, request: SmspRequest): SmspJudgement {
  const { register, clock } = options;
  const world = options.world.current();
  const { pds } = world;
  return judgeRequest(register, request, {
    sensitive: pds.smspSensitive,
    unknownVerify: pds.smspUnknownVerify,
    superseded: pds.smsp.superseded,
    day: dayOf(clock.now()),
    practiceName: options.practiceName ?? ((ods) => world.partyByOds(ods)?.name),
  });
}

/** Cut off in the middle, so that it cannot be parsed. */
function cutShort(body: string): string {
  return body.slice(0, Math.ceil(body.length / 2));
}

function faultTrace(met: readonly InjectedFault[]): readonly TraceStep[] {
  return met.map((each) => ({
    stage: 'disturb',
    text: tellFault('smsp', each),
  }));
}
