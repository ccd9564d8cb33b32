import assert from 'node:assert/strict';
import {
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  GP2GP_SERVICE,
  serviceInteraction,
} from '../../src/domain/interaction.ts';
import type { DirectoryClerk } from './directory-clerk.ts';

/** What a sender learns of a recipient. */
export interface Learnt {
  readonly asid: string | undefined;
  readonly partyKey: string | undefined;
  readonly address: string | undefined;
  readonly retries: string | undefined;
  readonly retryInterval: string | undefined;
  readonly persistDuration: string | undefined;
}

export const INTERACTIONS: Readonly<Record<string, string>> = {
  'EHR extract': serviceInteraction(GP2GP_SERVICE, EHR_EXTRACT),
  'EHR extract with redactions': serviceInteraction(GP2GP_SERVICE, EHR_EXTRACT_WITH_REDACTIONS),
};

/** As the MHS adaptor asks: system, then message handler by its party key (sds-ods 1.6, Q2 and Q3). */
export async function lookUpOverLdap(
  clerk: DirectoryClerk,
  ods: string,
  interaction: string,
): Promise<Learnt | undefined> {
  const [system, ...others] = await clerk.entries(
    `(&(nhsIDCode=${ods})(objectClass=nhsAs)(nhsAsSvcIA=${interaction}))`,
  );
  assert.deepEqual(others, [], 'more than one system');
  if (!system) return undefined;
  const of = ({ attributes }: typeof system, wanted: string) =>
    attributes.find(({ name }) => name === wanted)?.values[0];
  const partyKey = of(system, 'nhsMHSPartyKey');
  const [handler] = await clerk.entries(
    `(&(objectClass=nhsMhs)(nhsMHSPartyKey=${partyKey})(nhsMhsSvcIA=${interaction}))`,
  );
  assert.ok(handler, `no message handler of ${partyKey}`);
  return {
    asid: of(system, 'uniqueIdentifier'),
    partyKey,
    address: of(handler, 'nhsMHSEndPoint'),
    retries: of(handler, 'nhsMHSRetries'),
    retryInterval: of(handler, 'nhsMHSRetryInterval'),
    persistDuration: of(handler, 'nhsMHSPersistDuration'),
  };
}

interface Resource {
  readonly address?: string;
  readonly identifier?: readonly { readonly system: string; readonly value: string }[];
  readonly extension?: readonly {
    readonly extension?: readonly {
      readonly url: string;
      readonly valueString?: string;
      readonly valueInteger?: number;
    }[];
  }[];
}

/** As the requesting adaptor asks: Device, then Endpoint by interaction and party key (sds-ods 2.8). */
export async function lookUpOverFhir(
  clerk: DirectoryClerk,
  ods: string,
  interaction: string,
): Promise<Learnt | undefined> {
  const device = await only(clerk, `/Device?${organization(ods)}&${service(interaction)}`);
  if (!device) return undefined;
  const id = (wanted: string) =>
    device.identifier?.find(({ system }) => system === `https://fhir.nhs.uk/Id/${wanted}`)?.value;
  const partyKey = id('nhsMhsPartyKey');
  const key = `identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|${partyKey}`;
  const endpoint = await only(clerk, `/Endpoint?${service(interaction)}&${key}`);
  // The persist duration is read from the first extension, wherever it may be in others.
  const [reliability] = endpoint?.extension ?? [];
  const term = (wanted: string) => {
    const found = reliability?.extension?.find(({ url }) => url === wanted);
    return found?.valueString ?? (found && String(found.valueInteger));
  };
  return {
    asid: id('nhsSpineASID'),
    partyKey,
    address: endpoint?.address,
    retries: term('nhsMHSRetries'),
    retryInterval: term('nhsMHSRetryInterval'),
    persistDuration: term('nhsMHSPersistDuration'),
  };
}

export function organization(ods: string): string {
  return `organization=https://fhir.nhs.uk/Id/ods-organization-code|${ods}`;
}

export function service(interaction: string): string {
  return `identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|${interaction}`;
}

async function only(clerk: DirectoryClerk, query: string): Promise<Resource | undefined> {
  const { status, body } = await clerk.fhir(query.replaceAll('|', '%7C'));
  assert.equal(status, 200);
  const [first, ...others] = body.entry ?? [];
  assert.deepEqual(others, [], 'more than one resource');
  return first?.resource as Resource | undefined;
}
