import type { ApiAnswer, ApiRequest } from '../../gateway/api-message.ts';
import type { AnswerFrame } from './fhir-answer.ts';
import { findHandlers, type LookUp } from './look-up.ts';

/** Nobody's codes: that the directory answers at all is healthy (sds-ods 1.6, Q10). */
const TEST = { ods: 'TEST', interaction: 'TEST', partyKey: 'TEST' };

/**
 * What watchdogs ask of container and proxy (sds-ods 2.1); nothing for any other path. The bodies are not
 * documented.
 */
export function answerProbe(
  { method, path }: ApiRequest,
  frame: AnswerFrame,
  lookUp: () => LookUp,
): ApiAnswer | undefined {
  if (method !== 'GET') return undefined;
  switch (path) {
    case '/healthcheck':
    case '/_ping':
      return probe(frame, path, 200, { status: 'pass' });
    case '/healthcheck/deep': {
      const found = findHandlers(lookUp(), TEST);
      return probe(frame, path, 200, { status: 'pass', directory: { entries: found.length } });
    }
    case '/_status':
      // It has a key of its own, which nobody is given.
      return probe(frame, path, 401, { status: 'fail', output: 'a status key is needed' });
    default:
      return undefined;
  }
}

function probe(frame: AnswerFrame, path: string, status: number, value: unknown): ApiAnswer {
  return {
    ...frame,
    operation: path.slice(1),
    status,
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify(value),
    result: status === 200 ? 'healthy' : 'refused: no status key',
  };
}
