import { BoundedMap } from '../../../src/platform/bounded-map.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { type HeaderList, headerValues } from '../../../src/platform/http-message.ts';
import type { ApiAnswer } from '../../gateway/api-message.ts';

/** The answers that the proxy keeps, by verb, path and query (sds-ods 2.3). */
export interface ResponseCache {
  get(key: string): ApiAnswer | undefined;
  /** Errors are not kept. */
  put(key: string, answer: ApiAnswer, seconds: number): void;
  reset(): void;
}

const MOST_ANSWERS = 1000;

export function responseCache(clock: Clock): ResponseCache {
  const kept = new BoundedMap<string, { readonly answer: ApiAnswer; readonly until: number }>(
    MOST_ANSWERS,
  );
  return {
    get(key) {
      const found = kept.get(key);
      if (!found) return undefined;
      if (found.until > clock.now().getTime()) return found.answer;
      kept.delete(key);
      return undefined;
    },
    put(key, answer, seconds) {
      if (answer.status !== 200 || answer.drop || seconds === 0) return;
      kept.delete(key);
      kept.set(key, { answer, until: clock.now().getTime() + seconds * 1000 });
    },
    reset: () => kept.clear(),
  };
}

/** Whether the client asks not to be answered from what is kept. */
export function wantsFresh(headers: HeaderList): boolean {
  return [...headerValues(headers, 'Cache-Control'), ...headerValues(headers, 'Pragma')].some(
    (value) => /\b(no-cache|no-store|max-age=0)\b/i.test(value),
  );
}
