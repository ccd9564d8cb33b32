import { recordHandshake } from '../src/journal/record-handshake.ts';
import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import { type Gateway, startGateway } from './gateway/start-gateway.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';
import { type LdapService, startLdap } from './sds/ldap/start-ldap.ts';

/** The listeners of SDS, PDS and identity beside Spine's own. */
export interface Faces {
  readonly ldap: LdapService;
  readonly gateway: Gateway;
}

export async function startLdapOn(
  ground: Ground,
  { directory, random, faults }: Services,
  told: (refusal: HandshakeRefusal) => void,
  cleanUp: CleanUp,
): Promise<LdapService> {
  const { world, certificates, journal, clock, ids, logger, loaded } = ground;
  const identity = await certificates.identity(loaded.world.sds.ldap.fqdn);
  const ldap = await startLdap({
    ...{ world, identity, journal, clock, ids, random, logger, faults },
    directory: () => directory.current(),
    onRefusedHandshake: (refusal) => void recordHandshake(ground, 'sds-ldap', refusal, told),
  });
  cleanUp.add(() => ldap.close());
  return ldap;
}

export async function startGatewayOn(
  ground: Ground,
  { mounts }: Services,
  told: (refusal: HandshakeRefusal) => void,
  cleanUp: CleanUp,
): Promise<Gateway> {
  const { certificates, journal, clock, logger, loaded } = ground;
  const settings = loaded.world.gateway;
  const gateway = await startGateway({
    ...{ settings, mounts, journal, clock, logger },
    identity: await certificates.identity(settings.fqdn),
    onRefusedHandshake: (refusal) => void recordHandshake(ground, 'gateway', refusal, told),
  });
  cleanUp.add(() => gateway.close());
  return gateway;
}
