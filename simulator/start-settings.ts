import type { Neighbours } from './doors/neighbours.ts';
import type { Ground } from './ground.ts';
import { keepWorld, publicCertificates } from './kept-world.ts';
import { recordNote } from './record-note.ts';
import type { Spine } from './spine/spine.ts';
import type { Faces } from './start-faces.ts';
import type { Practices } from './start-practices.ts';
import type { WorldConfig } from './world/world-config.ts';
import { type WorldSettings, worldSettings } from './world/world-settings.ts';

/**
 * The configuration that can be changed while everything runs; each change is put on record, and what is in force is
 * left beside a journal that stays.
 */
export async function startSettings(
  ground: Ground,
  spine: Spine,
  { ldap, gateway }: Faces,
  { ports }: Practices,
  { mesh, adaptors }: Neighbours,
): Promise<WorldSettings> {
  const { world: store, loaded, keptIn, certificates } = ground;
  const portOf = (url: string | undefined) => url && Number(new URL(url).port);
  const spinePlain = portOf(spine.plainUrl);
  const gatewayPlain = portOf(gateway.plainUrl);
  const keep = async (config: WorldConfig) => {
    if (keptIn === undefined) return;
    const { spine, gateway } = store.current();
    const known = await publicCertificates(certificates, [spine.fqdn, gateway.fqdn]);
    await keepWorld(keptIn, config, known);
  };
  const settings = worldSettings({
    store,
    loaded,
    ports: {
      ...{ spine: spine.port, gateway: gateway.port, organisations: ports },
      ...(spinePlain && { spinePlain }),
      ...(gatewayPlain && { gatewayPlain }),
      ...(mesh && { mesh: mesh.port }),
      ...(adaptors && { adaptors: adaptors.ports }),
      ...(ldap.port && { ldap: ldap.port }),
      ...(ldap.tlsPort && { ldaps: ldap.tlsPort }),
    },
    async before({ config, restartNeeded }) {
      await recordNote(ground, 'control', 'the world was changed', {
        restartNeeded: restartNeeded.join(', '),
      });
      await keep(config);
    },
  });
  await keep(settings.config());
  return settings;
}
