import type { PatientRegister } from '../../../src/demographics/register/register.ts';
import { readSmspRequest } from '../../../src/demographics/smsp/read-request.ts';
import type { SmspFrame } from '../../../src/demographics/smsp/smsp-message.ts';
import type { FaultBook } from '../../../src/faults/fault-book.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from '../../gateway/api-message.ts';
import type { WorldStore } from '../../world/world-store.ts';
import { answerSmsp } from './answer-smsp.ts';
import { checkSecurity } from './check-security.ts';
import { answered, faulted, type SmspExchange } from './exchange.ts';

export interface SmspOptions {
  readonly world: Pick<WorldStore, 'current'>;
  readonly register: PatientRegister;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly faults: FaultBook;
  /** The name of a practice; that of the world's party unless given. */
  readonly practiceName?: (ods: string) => string | undefined;
}

/** The Spine Mini Services of PDS (pds-identity 3), at the prefix of the world of now. */
export function smsp(options: SmspOptions): ApiMount {
  return {
    prefix: options.world.current().pds.smsp.prefix,
    service: 'pds-smsp',
    // Requests may carry a password.
    secretive: true,
    handle: async (request) => handle(options, request),
  };
}

function handle(options: SmspOptions, request: ApiRequest): ApiAnswer {
  if (request.path !== '/' && request.path !== '') return plain(404, 'nothing is served here');
  if (request.method !== 'POST') return plain(405, 'requests are posted');
  const reading = readSmspRequest(request.body);
  const exchange: SmspExchange = { options, request };
  if (reading.kind === 'broken')
    return faulted(exchange, { code: '1000', why: reading.why, relatesTo: reading.messageId });
  const { frame } = reading.kind === 'read' ? { frame: reading.request } : reading;
  const insecure = checkSecurity(frame, options.world.current().pds.smsp, options.clock.now());
  if (insecure) return denied(exchange, frame, insecure);
  return reading.kind === 'invalid'
    ? answered(exchange, frame, { code: 'SMSP-0001' }, reading.why)
    : answerSmsp(exchange, reading);
}

function denied(exchange: SmspExchange, frame: SmspFrame, why: string): ApiAnswer {
  return faulted(exchange, { code: '3000', why, relatesTo: frame.messageId, frame });
}

function plain(status: 404 | 405, text: string): ApiAnswer {
  return {
    status,
    headers: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ...(status === 405 ? ([['Allow', 'POST']] as const) : []),
    ],
    body: `${text}\n`,
    operation: 'request',
    result: `refused: ${text}`,
  };
}
