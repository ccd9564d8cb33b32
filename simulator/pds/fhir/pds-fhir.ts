import type { InjectedFault } from '../../../src/faults/fault.ts';
import { faultOf } from '../../../src/faults/fault-book.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from '../../gateway/api-message.ts';
import { cutShort, faultTrace, injected, moveOn, waiting } from './disturb.ts';
import { platformAnswer } from './health.ts';
import { identifyCaller } from './identify-caller.ts';
import { type Asked, header, type Operation } from './operation.ts';
import { type Outcome, refuse, tooLate } from './outcome.ts';
import { type PdsFhirOptions, type PdsFhirRoom, pdsFhirRoom } from './pds-fhir-room.ts';
import { routeOf } from './route.ts';

export type { PdsFhirOptions } from './pds-fhir-room.ts';

export interface PdsFhir extends ApiMount {
  /** Forgets repeated requests, counted ones, and health insurance cards. */
  reset(): void;
}

/** The Personal Demographics Service over FHIR R4 (pds-identity 2), at the prefix of the world of now. */
export function pdsFhir(options: PdsFhirOptions): PdsFhir {
  let room = pdsFhirRoom(options);
  return {
    prefix: options.world.current().pds.fhir.prefix,
    service: 'pds-fhir',
    handle: async (request) => platformAnswer(request) ?? handle(room, request),
    reset() {
      room = pdsFhirRoom(options);
    },
  };
}

function handle(room: PdsFhirRoom, request: ApiRequest): ApiAnswer {
  const route = routeOf(request);
  if (!route.ok) return written(request, 'unsupported', route.outcome);
  const { operation, nhsNumber } = route;
  const early = operation.check?.(request, nhsNumber) ?? checkRequestId(request);
  if (early) return written(request, operation.name, early);
  const caller = identifyCaller(room, request);
  if (!caller.ok) return written(request, operation.name, caller.outcome);
  const { principal } = caller;
  const asked: Asked = { room, world: room.world.current(), request, principal, nhsNumber };
  const tooOften = checkRate(asked);
  if (tooOften) return { ...written(request, operation.name, tooOften), caller: callerOf(asked) };
  const faults = room.faults.meet({
    ...{ face: 'pds-fhir', operation: operation.name, caller: callerOf(asked) },
    nhsNumber: nhsNumber || operation.subject?.(request),
  });
  return disturbed(asked, operation, faults);
}

/** ASID where there is one: by that the other faces know the caller, too. */
function callerOf({ principal }: Asked): string {
  return principal.asid ?? principal.clientId;
}

/** The operation, and what faults make of its answer. */
function disturbed(
  asked: Asked,
  operation: Operation,
  faults: readonly InjectedFault[],
): ApiAnswer {
  const { request } = asked;
  const outcome = injected(faults, operation) ?? performed(asked, operation);
  if (operation.name === 'Patient.read' && outcome.status === 200) moveOn(faults, asked);
  const { delayMs, gaveUp } = waiting(faults, asked);
  const answer = written(request, operation.name, gaveUp ? tooLate() : outcome);
  const organisation = header(request, 'nhsd-end-user-organisation-ods');
  const malformed = faultOf(faults, 'malformed') && typeof answer.body === 'string';
  return {
    ...answer,
    ...(malformed ? { body: cutShort(String(answer.body)) } : {}),
    ...(delayMs > 0 ? { delayMs } : {}),
    ...(faultOf(faults, 'drop') ? { drop: true } : {}),
    caller: callerOf(asked),
    ...(organisation ? { facts: { endUserOrganisation: organisation.slice(0, 20) } } : {}),
    trace: [
      { stage: 'identify', text: `the caller has ${asked.principal.mode} access` },
      ...faultTrace(faults),
      { stage: 'perform', text: outcome.result },
      ...(answer.trace ?? []),
    ],
  };
}

/** A change that was made is answered again as it was, not made again (pds-identity 2.2). */
function performed(asked: Asked, operation: Operation): Outcome {
  const { room, request, principal } = asked;
  const { method, path, body } = request;
  const key = {
    ...{ client: principal.clientId, method, path, body },
    requestId: header(request, 'x-request-id') ?? '',
  };
  const before = operation.changes ? room.repeated.find(key) : undefined;
  if (before) return { ...before, result: `${before.result}: answered again` };
  const outcome = operation.permit(asked) ?? operation.perform(asked);
  const changed = outcome.status < 300 && outcome.version !== undefined;
  if (operation.changes && changed) room.repeated.keep(key, outcome);
  return outcome;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function checkRequestId(request: ApiRequest): Outcome | undefined {
  const id = header(request, 'x-request-id');
  if (!id)
    return refuse(
      'MISSING_VALUE',
      'Invalid request with error - X-Request-ID header must be supplied to access this resource',
    );
  return UUID.test(id)
    ? undefined
    : refuse('INVALID_VALUE', `Invalid value - '${id}' in header 'X-Request-ID'`);
}

function checkRate({ room, world, principal, request }: Asked): Outcome | undefined {
  const { clientId } = principal;
  if (room.rate.admit(clientId, world.pds.fhir.ratePerSecond, request.at)) return undefined;
  return refuse(
    'TOO_MANY_REQUESTS',
    `Your application, ${clientId}, has created a spike in traffic and is being rate limited. Please reduce the frequency of your requests. Please see: https://digital.nhs.uk/developer/guides-and-documentation/reference-guide#rate-limits for more details.`,
  );
}

/** The answer with its headers: ids of the request come back, versions are in the ETag (pds-identity 2.2). */
function written(request: ApiRequest, operation: string, outcome: Outcome): ApiAnswer {
  const { status, body, version, result, why, retryAfter } = outcome;
  const mirrored = ['X-Request-ID', 'X-Correlation-ID'].flatMap((name) => {
    const value = header(request, name);
    return value ? [[name, value] as const] : [];
  });
  return {
    status,
    headers: [
      ['Content-Type', 'application/fhir+json'],
      ...(version === undefined ? [] : [['ETag', `W/"${version}"`] as const]),
      ...mirrored,
      ...(retryAfter === undefined ? [] : [['Retry-After', String(retryAfter)] as const]),
    ],
    body: JSON.stringify(body),
    operation,
    result,
    ...(why ? { trace: [{ stage: 'decide', text: why }] } : {}),
    correlationId: header(request, 'x-correlation-id') ?? header(request, 'x-request-id'),
  };
}
