import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { filled, firstFilled, onlyFilled, UnmappableError } from './entry-values.ts';
import {
  INTERACTION,
  INTERACTION_EXTENSION,
  identifier,
  ODS,
  RELIABILITY_EXTENSION,
  referenceExtension,
} from './fhir-names.ts';

/** The same for every endpoint, ebXML though it be (sds-ods 2.4). */
const FIXED = {
  status: 'active',
  connectionType: {
    system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
    code: 'hl7-fhir-msg',
    display: 'HL7 FHIR Messaging',
  },
  payloadType: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type',
          code: 'any',
          display: 'Any',
        },
      ],
    },
  ],
} as const;

/**
 * A message handler (nhsMhs) as Endpoints, one for each address, or one without where there is none
 * (sds-ods 2.4). `addresses` are those to show, after substitution. Throws UnmappableError.
 */
export function mapEndpoint(
  entry: DirectoryEntry,
  addresses: readonly string[],
  newId: () => string,
) {
  const managing = firstFilled(entry, 'nhsIDCode');
  const identifiers = [
    ...identifier('nhsMhsFQDN', firstFilled(entry, 'nhsMhsFQDN')),
    ...identifier('nhsMhsPartyKey', firstFilled(entry, 'nhsMHSPartyKey')),
    ...identifier('nhsMhsCPAId', firstFilled(entry, 'nhsMhsCPAId')),
    ...identifier('nhsMHSId', onlyFilled(entry, 'uniqueIdentifier')),
  ];
  const reliability = reliabilityOf(entry);
  const extensions = [
    // First: clients read the persist duration from the first extension (sds-ods 2.8).
    ...(reliability.length > 0 ? [{ url: RELIABILITY_EXTENSION, extension: reliability }] : []),
    ...filled(entry, 'nhsMhsSvcIA').map((interaction) =>
      referenceExtension(INTERACTION_EXTENSION, INTERACTION, interaction),
    ),
  ];
  const shown: readonly (string | undefined)[] = addresses.length > 0 ? addresses : [undefined];
  return shown.map((address) => ({
    resourceType: 'Endpoint',
    id: newId(),
    ...FIXED,
    ...(address !== undefined && { address }),
    ...(managing !== undefined && {
      managingOrganization: { identifier: { system: ODS, value: managing } },
    }),
    ...(identifiers.length > 0 && { identifier: identifiers }),
    ...(extensions.length > 0 && { extension: extensions }),
  }));
}

function reliabilityOf(entry: DirectoryEntry) {
  const text = (name: string) => {
    const value = name === 'nhsMHSActor' ? onlyFilled(entry, name) : firstFilled(entry, name);
    return value === undefined ? [] : [{ url: name, valueString: value }];
  };
  return [
    ...text('nhsMHSSyncReplyMode'),
    ...text('nhsMHSRetryInterval'),
    ...retries(entry),
    ...text('nhsMHSPersistDuration'),
    ...text('nhsMHSDuplicateElimination'),
    ...text('nhsMHSAckRequested'),
    ...text('nhsMHSActor'),
  ];
}

function retries(entry: DirectoryEntry) {
  const value = firstFilled(entry, 'nhsMHSRetries');
  if (value === undefined) return [];
  if (!/^\s*[+-]?\d{1,9}\s*$/.test(value))
    throw new UnmappableError(`Expected a whole number for nhsMHSRetries but got ${value}`);
  return [{ url: 'nhsMHSRetries', valueInteger: Number(value) }];
}
