import type { Ground } from './ground.ts';
import { recordNote } from './record-note.ts';
import type { Spine } from './spine/spine.ts';
import type { Faces } from './start-faces.ts';
import type { Practices } from './start-practices.ts';
import { type WorldSettings, worldSettings } from './world/world-settings.ts';

/** The configuration that can be changed while everything runs; each change is put on record. */
export function startSettings(
  ground: Ground,
  spine: Spine,
  { ldap, gateway }: Faces,
  { ports }: Practices,
): WorldSettings {
  const { world: store, loaded } = ground;
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
    before: ({ restartNeeded }) =>
      recordNote(ground, 'control', 'the world was changed', {
        restartNeeded: restartNeeded.join(', '),
      }),
  });
}
