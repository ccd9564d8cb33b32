import { recordHandshake } from '../src/journal/record-handshake.ts';
import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import type { MeshService } from './doors/neighbours.ts';
import type { CleanUp, Ground } from './ground.ts';
import { startMesh } from './mesh/start-mesh.ts';
import type { Services } from './open-services.ts';

/** Starts MESH where the world has it on. Throws PortInUseError and CannotListenError. */
export async function startMeshOn(
  ground: Ground,
  { faults, random }: Services,
  told: (refusal: HandshakeRefusal) => void,
  cleanUp: CleanUp,
): Promise<MeshService | undefined> {
  const { world, certificates, journal, clock, ids, logger, loaded } = ground;
  const { enabled, fqdn } = loaded.world.mesh;
  if (!enabled) return undefined;
  const mesh = await startMesh({
    ...{ world, journal, clock, ids, random, logger, faults },
    identity: await certificates.identity(fqdn),
    onRefusedHandshake: (refusal) => void recordHandshake(ground, 'mesh', refusal, told),
  });
  cleanUp.add(() => mesh.close());
  return mesh;
}
