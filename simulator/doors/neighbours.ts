import type { TlsCredentials } from '../../src/platform/tls-settings.ts';
import type { AdaptorDesk } from './adaptor-desk.ts';
import type { MailboxDesk } from './mailbox-desk.ts';
import type { NhaisDesk } from './nhais-desk.ts';

/** What stands beside Spine with listeners of its own, as far as the world has it. */
export interface Neighbours {
  readonly mesh: MeshService | undefined;
  readonly nhais: NhaisService | undefined;
  readonly adaptors: AdaptorService | undefined;
}

/** MESH, when it is up. */
export interface MeshService {
  /** `https://127.0.0.1:8700`, without `/messageexchange`. */
  readonly url: string;
  readonly port: number;
  readonly desk: MailboxDesk;
  reload(identity: TlsCredentials): void;
  /** Forgets every message, token and count; the caller empties the journal. */
  reset(): void;
}

/** The health authorities, when there are links. */
export interface NhaisService {
  readonly desk: NhaisDesk;
  /** Takes up what was open when the simulator stopped. Called once everything is up. */
  resume(): Promise<void>;
  /** Forgets counters and what it waits for; the caller empties mailboxes and journal. */
  reset(): void;
}

/** The MHS adaptors that are played. */
export interface AdaptorService {
  readonly desk: AdaptorDesk;
  /** By the names of the configuration: REST, the embedded broker, and the listener for Spine. */
  readonly ports: Readonly<
    Record<string, { readonly rest: number; readonly queue?: number; readonly inbound: number }>
  >;
  /** Shows other certificates from the next connection on, by FQDN. */
  reload(fqdn: string, identity: TlsCredentials): void;
  /** Begins to deliver what was open when the simulator stopped. */
  resume(): Promise<void>;
  reset(): void;
}
