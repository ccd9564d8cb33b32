import type { SituationView } from '../simulator/doors/scenario-desk.ts';
import { type ControlAddress, controlClient, type SpineboxControl } from './control-client.ts';
import { NothingToBundleError } from './package-errors.ts';
import type { BundleRequest, Spinebox } from './spinebox.ts';
import type { IssuedCertificate, SpineboxOptions } from './spinebox-options.ts';
import { waitForEntry } from './wait-for-entry.ts';

/** Addresses that each way to run a simulator knows by itself. */
type PlaceKey =
  | 'spineUrl'
  | 'sdsLdapUrl'
  | 'sdsFhirUrl'
  | 'pdsFhirUrl'
  | 'ordUrl'
  | 'odsFhirUrl'
  | 'meshUrl'
  | 'adaptors';

/** Where a simulator is reached, and how it makes certificates. */
export interface Reached {
  readonly control: ControlAddress;
  readonly urls: Pick<Spinebox, PlaceKey>;
  readonly caCertificate: string;
  readonly sutFqdn: string | undefined;
  issueCertificate(fqdn: string): Promise<IssuedCertificate>;
}

/** What both ways to run a simulator have in common, with the situations of the options in place. */
export async function spineboxAt(
  { control, urls, caCertificate, sutFqdn, issueCertificate }: Reached,
  { clientCertificate, scenarios = [] }: SpineboxOptions,
): Promise<Omit<Spinebox, typeof Symbol.asyncDispose>> {
  const client = controlClient(control);
  const wanted = clientCertificate === true ? sutFqdn : clientCertificate;
  const situations: SituationView[] = [];
  for (const order of scenarios) {
    situations.push(await client.loadScenario(typeof order === 'string' ? { file: order } : order));
  }
  return {
    ...urls,
    controlUrl: control.url,
    controlClient: client,
    caCertificate,
    clientCertificate: wanted === undefined ? undefined : await issueCertificate(wanted),
    situations,
    journal: { waitFor: (awaited, options) => waitForEntry(control, awaited, options) },
    issueCertificate,
    exportBundle: (request) => exportBundle(client, request),
  };
}

async function exportBundle(
  client: SpineboxControl,
  { conversations, redact = false }: BundleRequest = {},
): Promise<Uint8Array> {
  const chosen = conversations ?? (await allConversations(client));
  if (chosen.length === 0) throw new NothingToBundleError('no conversation is on record');
  const order = { conversations: chosen, redact };
  return new Uint8Array(await (await client.request('POST', '/bundles', order)).arrayBuffer());
}

async function allConversations(client: SpineboxControl): Promise<readonly string[]> {
  const found = new Set<string>();
  let after: number | null = 0;
  while (after !== null) {
    const page = await client.entries({ after, limit: 1000 });
    for (const { conversationId } of page.entries) if (conversationId) found.add(conversationId);
    after = page.next;
  }
  return [...found];
}
