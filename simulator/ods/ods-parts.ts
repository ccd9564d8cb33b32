import type { FaultBook } from '../../src/faults/fault-book.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Random } from '../../src/platform/random.ts';
import type { ApiMount, ApiRequest } from '../gateway/api-message.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { OrganisationStore } from './organisation-store.ts';

/** What the faces of ODS stand on. */
export interface OdsParts {
  readonly world: WorldStore;
  readonly organisations: OrganisationStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly faults: FaultBook;
}

export interface OdsFace extends ApiMount {
  /** Forgets counted calls. */
  reset(): void;
}

/** Where the face stands, as the client wrote it, without a closing slash. */
export function baseOf({ url, path }: Pick<ApiRequest, 'url' | 'path'>): string {
  const [place = ''] = url.split('?', 1);
  return place.endsWith(path) ? place.slice(0, place.length - path.length) : place;
}
