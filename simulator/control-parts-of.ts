import { localHost } from '../src/platform/local-host.ts';
import { bundleDesk } from './bundle-desk.ts';
import type { ControlParts } from './doors/control-parts.ts';
import type { Neighbours } from './doors/neighbours.ts';
import { explainMessage } from './explain-message.ts';
import type { CleanUp, Ground } from './ground.ts';
import { publicCertificates } from './kept-world.ts';
import type { Services } from './open-services.ts';
import { patientPlacement } from './patient-placement.ts';
import { recordNote } from './record-note.ts';
import type { Spine } from './spine/spine.ts';
import type { Faces } from './start-faces.ts';
import type { Practices } from './start-practices.ts';
import { transferBoard } from './transfers.ts';
import { PRODUCT_VERSION } from './version.ts';
import { printableConfig } from './world/printable-config.ts';
import type { WorldSettings } from './world/world-settings.ts';

/** What the control API and the command line steer, for a simulator that is up. */
export function controlPartsOf(
  { world, journal, clock, certificates }: Ground,
  settings: WorldSettings,
  spine: Spine,
  services: Services,
  { ldap, gateway }: Faces,
  { running, shelves }: Practices,
  { mesh, nhais, adaptors }: Neighbours,
  cleanUp: CleanUp,
): ControlParts {
  let ready = true;
  cleanUp.add(async () => {
    ready = false;
  });
  return {
    world,
    settings,
    journal,
    readiness: () => ({
      ready,
      checks: [
        { name: 'spine', ready, detail: spine.url },
        { name: 'directory', ready, detail: directoryAddress(ldap) },
        { name: 'gateway', ready, detail: gateway.url },
        ...(mesh ? [{ name: 'mesh', ready, detail: mesh.url }] : []),
        ...(adaptors?.desk.adaptors() ?? []).map(({ odsCode, rest, connected }) => ({
          name: `adaptor ${odsCode}`,
          ready: ready && connected,
          detail: rest,
        })),
        ...[...running].map(([ods, { host, port }]) => ({
          name: `practice ${ods}`,
          ready,
          detail: `https://${localHost(host)}:${port}/`,
        })),
      ],
    }),
    directory: services.directory,
    organisations: services.organisations,
    patients: services.patients,
    identity: services.identity.desk,
    ...(mesh && { mailboxes: mesh.desk }),
    ...(nhais && { nhais: nhais.desk }),
    ...(adaptors && { adaptors: adaptors.desk }),
    ...transferBoard(running, shelves, {
      patients: patientPlacement(
        services.register,
        clock,
        () => world.current().pds.reuseProvisionId,
      ),
      remark: (summary) => recordNote({ journal, clock }, 'pds', summary),
    }),
    bundles: bundleDesk(journal, clock, async () => {
      const { spine, gateway } = world.current();
      return {
        ...{ version: PRODUCT_VERSION, world: printableConfig(settings.config()) },
        certificates: await publicCertificates(certificates, [spine.fqdn, gateway.fqdn]),
      };
    }),
    explain: (messageId) => explainMessage(journal, messageId),
    async reset() {
      spine.reset();
      for (const practice of running.values()) practice.reset();
      await settings.restore();
      services.reset();
      for (const neighbour of [mesh, nhais, adaptors]) neighbour?.reset();
      await journal.clear();
    },
  };
}

function directoryAddress({ host, port, tlsPort }: Faces['ldap']): string {
  const addresses = [
    ...(port === undefined ? [] : [`ldap://${host}:${port}`]),
    ...(tlsPort === undefined ? [] : [`ldaps://${host}:${tlsPort}`]),
  ];
  return addresses.join('  ');
}
