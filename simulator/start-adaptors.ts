import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import { routesOfDirectory } from './adaptor/routes-of-directory.ts';
import { type Adaptor, startAdaptor } from './adaptor/start-adaptor.ts';
import type { AdaptorService } from './doors/neighbours.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';
import type { PracticeLookups } from './start-practices.ts';

/** Starts an MHS adaptor for every organisation that has one in the world. */
export async function startAdaptorsOn(
  ground: Ground,
  { directory, faults, random }: Services,
  { spineUrl }: PracticeLookups,
  onRefusedHandshake: (refusal: HandshakeRefusal) => void,
  cleanUp: CleanUp,
): Promise<AdaptorService | undefined> {
  const { loaded, world, certificates, journal, clock, ids, logger } = ground;
  const running = new Map<string, Adaptor>();
  const ports: Record<string, Adaptor['ports']> = {};
  for (const [name, { partyKey }] of Object.entries(loaded.config.organisations)) {
    const party = loaded.world.party(partyKey);
    if (!party?.adaptor) continue;
    const identity = await certificates.identity(party.fqdn);
    const adaptor = await startAdaptor({
      ...{ party, config: party.adaptor, world, identity, spineUrl },
      ...{ journal, clock, ids, logger, faults, random, onRefusedHandshake },
      routes: routesOfDirectory(world, () => directory.current()),
    });
    cleanUp.add(() => adaptor.close());
    running.set(party.odsCode, adaptor);
    ports[name] = adaptor.ports;
  }
  if (running.size === 0) return undefined;
  const all = () => [...running.values()];
  return {
    ports,
    desk: {
      adaptors: () => all().map((each) => each.facts()),
      work: (odsCode) => running.get(odsCode)?.work() ?? [],
    },
    reload(fqdn, identity) {
      for (const each of all()) if (each.fqdn === fqdn) each.reload(identity);
    },
    async resume() {
      for (const each of all()) await each.resume();
    },
    reset() {
      for (const each of all()) each.reset();
    },
  };
}
