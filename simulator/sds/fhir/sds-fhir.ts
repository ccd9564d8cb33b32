import { createHash } from 'node:crypto';
import type { Directory } from '../../../src/directory/directory.ts';
import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import type { FaultBook } from '../../../src/faults/fault-book.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from '../../gateway/api-message.ts';
import { callQuota } from '../../gateway/call-quota.ts';
import type { SdsSettings } from '../../world/world.ts';
import type { WorldStore } from '../../world/world-store.ts';
import { shuffled } from '../shuffled.ts';
import { answerSearch, resourceAt } from './answer-search.ts';
import { correlationOf } from './correlation-id.ts';
import { type AnswerFrame, proxyRefusal } from './fhir-answer.ts';
import type { LookUp } from './look-up.ts';
import { writeProxyOutcome } from './operation-outcome.ts';
import { answerProbe } from './probes.ts';
import { responseCache, wantsFresh } from './response-cache.ts';
import { searchFaults } from './search-faults.ts';

export interface SdsFhirOptions {
  readonly world: WorldStore;
  readonly directory: () => Directory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly faults: FaultBook;
}

export interface SdsFhir extends ApiMount {
  /** Forgets kept answers and counted calls. */
  reset(): void;
}

/** The FHIR face of SDS (sds-ods 2), with the proxy that stands in front of it: keys, quota, cache. */
export function sdsFhir(options: SdsFhirOptions): SdsFhir {
  const { world, directory, clock, ids, random, faults } = options;
  const quota = callQuota(clock, 60_000);
  const spike = callQuota(clock, 1000);
  const cache = responseCache(clock);

  const lookUp = (): LookUp => {
    const { sds, spine } = world.current();
    return {
      ...{ directory: directory(), strict: sds.strictMatching, coreOds: spine.odsCode },
      // The API gives what the directory gave it, in that order.
      ...(sds.ldap.order === 'shuffle' && {
        arrange: (entries: DirectoryEntry[]) => shuffled(entries, random),
      }),
    };
  };

  const throughProxy = (
    request: ApiRequest,
    frame: AnswerFrame,
    settings: SdsSettings['fhir'],
    answer: () => { readonly whole: boolean; readonly answer: ApiAnswer },
  ): ApiAnswer => {
    if (settings.apiKeys && !settings.apiKeys.includes(apiKeyOf(request) ?? ''))
      return proxyRefusal(frame, 401, 'no valid API key');
    const who = frame.caller ?? request.peer.address;
    const seconds =
      spike.take(who, settings.spikePerSecond) || quota.take(who, settings.quotaPerMinute);
    if (seconds > 0)
      return proxyRefusal(frame, 429, 'over its quota', [['Retry-After', String(seconds)]]);
    const key = `${request.method} ${request.path}?${request.query}`;
    const kept = wantsFresh(request.headers) ? undefined : cache.get(key);
    if (kept) return fromCache(kept, frame);
    const { whole, answer: fresh } = answer();
    // What was cut short on its way was never whole at the proxy.
    if (whole) cache.put(key, fresh, settings.cacheSeconds);
    return settings.hide5xx && fresh.status >= 500 ? hidden(fresh, frame) : fresh;
  };

  return {
    prefix: world.current().sds.fhir.prefix,
    service: 'sds-fhir',
    async handle(request) {
      const { fhir } = world.current().sds;
      const correlation = correlationOf(request.headers, ids);
      const caller = callerOf(request);
      const resource = resourceAt(request.path);
      const operation = resource ? `${resource}.search` : 'unknown';
      const frame: AnswerFrame = { operation, caller, correlationId: correlation.id };
      const probe = answerProbe(request, frame, lookUp);
      if (probe) return probe;
      const answer = throughProxy(request, frame, fhir, () => {
        let whole = true;
        const made = answerSearch(request, {
          ...{ frame, correlation, lookUp },
          newId: () => ids.uuid(),
          faults({ ods }) {
            const met = searchFaults(faults, random, { operation, caller, ods });
            whole = !met.malformed;
            return met;
          },
          slowDirectory: fhir.slowDirectory,
        });
        return { whole, answer: made };
      });
      return withRequestId(answer, request);
    },
    reset() {
      quota.reset();
      spike.reset();
      cache.reset();
    },
  };
}

function apiKeyOf({ headers }: ApiRequest): string | undefined {
  return headerValue(headers, 'apikey');
}

/** A key opens doors, so its digest stands for it, as in the journal; otherwise the certificate's name. */
function callerOf(request: ApiRequest): string | undefined {
  const key = apiKeyOf(request);
  if (key === undefined || key === '') return request.peer.fqdn;
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}

function fromCache(kept: ApiAnswer, { caller, correlationId }: AnswerFrame): ApiAnswer {
  const { delayMs: _, headers, ...rest } = kept;
  return {
    ...rest,
    ...{ caller, correlationId },
    headers: headers.map(([name, value]) => [
      name,
      name === 'X-Correlation-ID' ? correlationId : value,
    ]),
    result: `${kept.result}, from the cache`,
    trace: [{ stage: 'decide', text: 'answered from what the proxy keeps' }],
  };
}

/** The production proxy shows no body of a 5xx (sds-ods 2.5). */
function hidden(answer: ApiAnswer, { correlationId }: AnswerFrame): ApiAnswer {
  return { ...answer, body: writeProxyOutcome(answer.status, correlationId) };
}

/** X-Request-ID is passed through, and kept for who looks for it. */
function withRequestId(answer: ApiAnswer, { headers }: ApiRequest): ApiAnswer {
  const id = headerValue(headers, 'X-Request-ID');
  if (id === undefined) return answer;
  return { ...answer, facts: { ...answer.facts, requestId: id.slice(0, 100) } };
}
