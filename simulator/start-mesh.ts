import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import type { MeshService } from './doors/neighbours.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';

/** Starts MESH where the world has it on. Throws PortInUseError and CannotListenError. */
export async function startMeshOn(
  _ground: Ground,
  _services: Services,
  _told: (refusal: HandshakeRefusal) => void,
  _cleanUp: CleanUp,
): Promise<MeshService | undefined> {
  return undefined;
}
