import type { SituationView } from '../simulator/doors/scenario-desk.ts';
import type { SpineboxControl } from './control-client.ts';
import type { EntryView } from './entry-view.ts';
import type { IssuedCertificate } from './spinebox-options.ts';
import type { AwaitedEntry, WaitForOptions } from './wait-for-entry.ts';

export interface BundleRequest {
  /** ConversationIds; everything on record unless given. */
  readonly conversations?: readonly string[];
  /** Replaces patient data in everything. */
  readonly redact?: boolean;
}

/** Where a system that stands behind an MHS adaptor finds it. */
export interface AdaptorAddress {
  /** Whose adaptor it is. */
  readonly odsCode: string;
  /** `POST /` sends. */
  readonly restUrl: string;
  /** AMQP 1.0. */
  readonly brokerUrl: string;
  /** Where inbound messages arrive. */
  readonly queue: string;
}

/** What happened, as it is put on record. */
export interface SpineboxJournal {
  /**
   * The first entry that fits, on record already or still to come.
   *
   * @throws EntryNotSeenError when time is up
   */
  waitFor(awaited: AwaitedEntry, options?: WaitForOptions): Promise<EntryView>;
}

/**
 * A simulator that is up, in this process or in a container: a test can swap one for the other. Addresses are those at which the
 * test reaches it, by a name or number that its certificates hold.
 */
export interface Spinebox extends AsyncDisposable {
  /** The message service, HTTPS with mutual TLS. */
  readonly spineUrl: string;
  /** The directory, LDAP over TLS. */
  readonly sdsLdapUrl: string;
  /** The directory over FHIR. */
  readonly sdsFhirUrl: string;
  /** Base of the patient API. */
  readonly pdsFhirUrl: string;
  /** Base of ODS ORD 2-0-0; absent where the world has it off, as with the two that follow. */
  readonly ordUrl: string | undefined;
  /** Base of the FHIR API of ODS. */
  readonly odsFhirUrl: string | undefined;
  /** MESH with `/messageexchange`, HTTPS with mutual TLS. */
  readonly meshUrl: string | undefined;
  /** MHS adaptors that the simulator plays, in the order of the world. */
  readonly adaptors: readonly AdaptorAddress[];
  /** Control API and console, without path. */
  readonly controlUrl: string;
  readonly controlClient: SpineboxControl;
  /** What to trust: sub-CA and root, PEM. */
  readonly caCertificate: string;
  /** Of the system under test, when options asked for it. */
  readonly clientCertificate: IssuedCertificate | undefined;
  /** Situations of the options, in their order. */
  readonly situations: readonly SituationView[];
  readonly journal: SpineboxJournal;
  /** Key and certificate for an endpoint; the same ones when asked again. */
  issueCertificate(fqdn: string): Promise<IssuedCertificate>;
  /** One zip with everything about conversations: `spinebox bundle show`, `spinebox replay`. */
  exportBundle(request?: BundleRequest): Promise<Uint8Array>;
}

/** One in this process, or in a container of its own. */
export interface RunningSpinebox extends Spinebox {
  /** What it comes back with is the way's own affair. */
  stop(): Promise<unknown>;
}
