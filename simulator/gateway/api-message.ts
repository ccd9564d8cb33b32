import type { Finding } from '../../src/domain/finding.ts';
import type { Peer, TraceStep } from '../../src/journal/entry.ts';
import type { HeaderList } from '../../src/platform/http-message.ts';

/** A request to one of the web faces, its body whole. */
export interface ApiRequest {
  readonly method: string;
  /** Path below the mount, still encoded, with a leading slash: `/Patient/9991001018`. */
  readonly path: string;
  /** The query as sent, without its question mark; empty when there is none. */
  readonly query: string;
  /** Absolute address as the client wrote it: scheme, Host header, whole path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly peer: Peer;
  readonly at: Date;
}

/** What a face answers, and what is put on record of it. Never an exception for what a peer sent. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array;
  /** Names the operation for lists: `Patient.read`, `Device.search`. Never patient data. */
  readonly operation: string;
  /** A word or a few: `found`, `refused: RESOURCE_NOT_FOUND`. Never patient data. */
  readonly result: string;
  /** Who asked, as the face knows it: client id, ASID. */
  readonly caller?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly findings?: readonly Finding[];
  readonly trace?: readonly TraceStep[];
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  /** Milliseconds that the answer is held back, after it is on record. */
  readonly delayMs?: number;
  /** Ends the connection instead of answering. */
  readonly drop?: boolean;
  /** What is put on record in place of what holds secrets; the thing itself unless given. */
  readonly recorded?: {
    /** The body of the request. */
    readonly request?: string;
    /** The body of the answer. */
    readonly answer?: string;
    /** The query, without its question mark: tokens travel there too. */
    readonly query?: string;
    /** The Location of the answer: codes travel there. */
    readonly location?: string;
  };
}

/** A face of a service, below a path of the gateway. */
export interface ApiMount {
  /** `/personal-demographics/FHIR/R4` */
  readonly prefix: string;
  /** The name in the journal: `pds-fhir`. */
  readonly service: string;
  /** Bodies beyond are refused with 413; 1 MiB unless given. */
  readonly maxBodyBytes?: number;
  /** Requests may hold secrets: where the face itself does not answer, neither query nor body is on record. */
  readonly secretive?: boolean;
  handle(request: ApiRequest): Promise<ApiAnswer>;
}
