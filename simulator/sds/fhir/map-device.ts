import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { filled, firstFilled, onlyFilled } from './entry-values.ts';
import {
  INTERACTION,
  INTERACTION_EXTENSION,
  identifier,
  MANUFACTURER_EXTENSION,
  ODS,
  referenceExtension,
} from './fhir-names.ts';

/**
 * A system (nhsAs) as a Device (sds-ods 2.4). What the entry does not have is left out. Throws
 * UnmappableError.
 */
export function mapDevice(entry: DirectoryEntry, id: string) {
  const manufacturer = firstFilled(entry, 'nhsMhsManufacturerOrg');
  const owner = onlyFilled(entry, 'nhsAsClient');
  const identifiers = [
    ...identifier('nhsSpineASID', onlyFilled(entry, 'uniqueIdentifier')),
    ...identifier('nhsMhsPartyKey', firstFilled(entry, 'nhsMHSPartyKey')),
  ];
  const extensions = [
    ...(manufacturer === undefined
      ? []
      : [referenceExtension(MANUFACTURER_EXTENSION, ODS, manufacturer)]),
    // All that the system is accredited for, not only what was asked for.
    ...filled(entry, 'nhsAsSvcIA').map((interaction) =>
      referenceExtension(INTERACTION_EXTENSION, INTERACTION, interaction),
    ),
  ];
  return {
    resourceType: 'Device',
    id,
    ...(identifiers.length > 0 && { identifier: identifiers }),
    ...(extensions.length > 0 && { extension: extensions }),
    ...(owner !== undefined && { owner: { identifier: { system: ODS, value: owner } } }),
  };
}
