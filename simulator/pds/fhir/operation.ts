import { dayOf } from '../../../src/demographics/date-range.ts';
import type { Shape } from '../../../src/demographics/fhir/shape.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import type { Principal } from '../../doors/token-judge.ts';
import type { ApiRequest } from '../../gateway/api-message.ts';
import type { World } from '../../world/world.ts';
import type { Outcome } from './outcome.ts';
import type { PdsFhirRoom } from './pds-fhir-room.ts';

/** One request on its way through an operation. */
export interface Asked {
  readonly room: PdsFhirRoom;
  readonly world: World;
  readonly request: ApiRequest;
  readonly principal: Principal;
  /** From the path; empty where there is none. */
  readonly nhsNumber: string;
}

/** An operation of the API: the name under which it is on record and addressed by faults, and its parts. */
export interface Operation {
  readonly name: string;
  /**
   * What is wrong with the request before anybody asks who sends it: the number in the path, If-Match, the
   * content type. In the order of pds-identity 2.6.
   */
  readonly check?: (request: ApiRequest, nhsNumber: string) => Outcome | undefined;
  /** What this caller may not. */
  readonly permit: (asked: Asked) => Outcome | undefined;
  readonly perform: (asked: Asked) => Outcome;
  /** Whether it changes something: repeated requests are then answered as the first. */
  readonly changes?: boolean;
  /** Whose record it is about, where the path does not say. */
  readonly subject?: (request: ApiRequest) => string | undefined;
}

export function header({ headers }: ApiRequest, name: string): string | undefined {
  return headerValue(headers, name);
}

/** How this caller sees a record today. */
export function shapeFor({ world, request, principal }: Asked, view: Shape['view']): Shape {
  const { emptyAddressLines, aliasNameUse, unspecifiedGender } = world.pds.fhir;
  return {
    view,
    privileged: principal.mode === 'privileged-application',
    seesConfidentialRemovals: principal.seesConfidentialRemovals,
    today: dayOf(request.at),
    emptyLines: emptyAddressLines,
    alias: aliasNameUse,
    unspecifiedGender,
  };
}

/** The address of the API as the client wrote it. */
export function baseOf({ url, path, query }: ApiRequest): string {
  const whole =
    query === '' && !url.endsWith('?') ? url : url.slice(0, url.lastIndexOf(`?${query}`));
  return whole.endsWith(path) ? whole.slice(0, whole.length - path.length) : whole;
}
