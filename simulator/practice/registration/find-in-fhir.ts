import { contractOf } from '../../../src/directory/contract-of.ts';
import { serviceInteraction } from '../../../src/domain/interaction.ts';
import type { WebClient } from '../../../src/platform/http-client.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import { identifierOf, readSdsBundle, reliabilityOf, type SdsResource } from './sds-bundle.ts';
import {
  found,
  notAsked,
  onlyOne,
  type Searched,
  type SystemFinder,
  systemMeant,
} from './system-finder.ts';

const ID = 'https://fhir.nhs.uk/Id';

export interface FhirSource {
  readonly client: Pick<WebClient, 'get'>;
  /** Base address of the API, without a closing slash. Asked at every question. */
  readonly url: () => string;
  readonly apiKey: () => string;
  readonly ids: Ids;
}

/**
 * Finds systems over SDS FHIR: the Device of the organisation, then the Endpoint of its party key, as the
 * known adaptors do (sds-ods 2.2, 2.8).
 */
export function findInFhir(source: FhirSource): SystemFinder {
  return {
    async find({ odsCode, service, action, known }) {
      const interaction = [
        'identifier',
        'nhsServiceInteractionId',
        serviceInteraction(service, action),
      ];
      const devices = await search(source, 'Device', [
        ['organization', 'ods-organization-code', odsCode],
        interaction,
      ]);
      if (!devices.ok) return devices.outcome;
      const what = `Device of ${odsCode} for ${action}`;
      const device = systemMeant(devices.things, what, known, (each) => ({
        asid: identifierOf(each, 'nhsSpineASID'),
        partyKey: identifierOf(each, 'nhsMhsPartyKey'),
      }));
      if (!device.ok) return device.outcome;
      const { asid, partyKey } = device;
      const endpoints = await search(source, 'Endpoint', [
        interaction,
        ['identifier', 'nhsMhsPartyKey', partyKey],
      ]);
      if (!endpoints.ok) return endpoints.outcome;
      const endpoint = onlyOne(endpoints.things, `Endpoint of ${partyKey} for ${action}`);
      if (!endpoint.ok) return endpoint.outcome;
      const contract = contractOf(
        { service, action },
        { partyKey, odsCode },
        {
          ...reliabilityOf(endpoint.value),
          nhsmhscpaid: identifierOf(endpoint.value, 'nhsMhsCPAId'),
          nhsmhsfqdn: identifierOf(endpoint.value, 'nhsMhsFQDN'),
          nhsmhsendpoint: endpoint.value.address,
        },
      );
      return found({ odsCode, asid, partyKey, contract });
    },
  };
}

async function search(
  { client, url, apiKey, ids }: FhirSource,
  type: 'Device' | 'Endpoint',
  parameters: readonly (readonly string[])[],
): Promise<Searched<SdsResource>> {
  const query = parameters.map(
    ([name, system, value]) => `${name}=${encodeURIComponent(`${ID}/${system}|${value}`)}`,
  );
  const answer = await client.get(`${url()}/${type}?${query.join('&')}`, [
    ['Accept', 'application/fhir+json'],
    ['apikey', apiKey()],
    ['X-Correlation-ID', ids.uuid()],
  ]);
  if ('failed' in answer) return notAsked(answer.message);
  if (answer.status !== 200) return notAsked(`${type} was answered with status ${answer.status}`);
  const resources = readSdsBundle(answer.body)?.filter(({ resourceType }) => resourceType === type);
  return resources
    ? { ok: true, things: resources }
    : notAsked(`the answer for ${type} is no Bundle`);
}
