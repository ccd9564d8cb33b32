import type { Peer } from '../../../src/journal/entry.ts';
import type { Arrived } from '../../../src/journal/take-body.ts';
import type { HeaderList } from '../../../src/platform/http-message.ts';
import type { MeshSettings } from '../../world/world.ts';
import type { ApiVersion } from '../request/api-version.ts';

/** A request that was let in. */
export interface Asked {
  readonly version: ApiVersion;
  /** Names this exchange in error answers. */
  readonly internalId: string;
  readonly headers: HeaderList;
  readonly query: URLSearchParams;
  readonly peer: Peer;
  readonly at: Date;
  readonly settings: MeshSettings;
  /** Reads the body to its end; always the same one. */
  body(): Promise<Arrived>;
}
