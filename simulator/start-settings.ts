import type { Ground } from './ground.ts';
import type { Spine } from './spine/spine.ts';
import type { Faces } from './start-faces.ts';
import type { Practices } from './start-practices.ts';
import { type WorldSettings, worldSettings } from './world/world-settings.ts';

/** The configuration that can be changed while everything runs; each change is put on record. */
export function startSettings(
  { world: store, loaded, journal, clock }: Ground,
  spine: Spine,
  { ldap, gateway }: Faces,
  { ports }: Practices,
): WorldSettings {
  const portOf = (url: string | undefined) => url && Number(new URL(url).port);
  const spinePlain = portOf(spine.plainUrl);
  const gatewayPlain = portOf(gateway.plainUrl);
  return worldSettings({
    store,
    loaded,
    ports: {
      ...{ spine: spine.port, gateway: gateway.port, organisations: ports },
      ...(spinePlain && { spinePlain }),
      ...(gatewayPlain && { gatewayPlain }),
      ...(ldap.port && { ldap: ldap.port }),
      ...(ldap.tlsPort && { ldaps: ldap.tlsPort }),
    },
    async before({ restartNeeded }) {
      await journal.append({
        kind: 'note',
        at: clock.now().toISOString(),
        service: 'control',
        summary: 'the world was changed',
        facts: { restartNeeded: restartNeeded.join(', ') },
      });
    },
  });
}
