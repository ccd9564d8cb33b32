import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import type { AdaptorService } from './doors/neighbours.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';
import type { PracticeLookups } from './start-practices.ts';

/** Starts an MHS adaptor for every organisation that has one in the world. */
export async function startAdaptorsOn(
  _ground: Ground,
  _services: Services,
  _lookups: PracticeLookups,
  _told: (refusal: HandshakeRefusal) => void,
  _cleanUp: CleanUp,
): Promise<AdaptorService | undefined> {
  return undefined;
}
