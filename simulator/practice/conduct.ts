import type { BuiltMessage, MessagePlan } from '../../src/gp2gp/build-message.ts';
import type { Joined } from '../../src/gp2gp/large/join-parts.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { TransferState } from '../../src/gp2gp/transfer.ts';
import type {
  Arrival,
  Decision,
  LookupEvent,
  OwnMessage,
  TimerName,
  TransferEvent,
} from '../../src/gp2gp/transfer-event.ts';
import { type HandlerConduct, type Practised, rightConduct } from '../mhs/handler-conduct.ts';
import type { Registration } from './hooks/hook-schemas.ts';
import type { DocumentToJoin } from './large/join-document.ts';
import type { PayloadToRebuild, RebuiltPayload } from './large/rebuild-payload.ts';
import type { OutgoingDocument, OutgoingRecord } from './outgoing-record.ts';
import type { SystemOutcome, SystemQuery } from './registration/system-finder.ts';
import type { LookupEffect } from './registration/transfer-lookups.ts';
import type { TimerInputs } from './timers.ts';
import type { HeldRecord, TransferStatus } from './transfer-status.ts';

/** What kind of message leaves. */
export type OutgoingRole = OwnMessage | 'stray-acknowledgement' | 'registration';

/**
 * Every decision of a practice that somebody outside can notice goes through one of these. The usual conduct does
 * the right thing each time; a practice that is to be wrong in one way overrides one, and may call the right way
 * with another input, change what it gives, or do neither.
 */
export interface Conduct extends HandlerConduct<OutgoingRole> {
  // The protocol.
  /** What a transfer does about an event (gp2gp 1.3). */
  readonly decide: Practised<
    { readonly state: TransferState; readonly event: TransferEvent },
    Decision<TransferState>
  >;
  /** What a message means for a transfer. */
  readonly arrivalOf: Practised<{ readonly message: GpMessage }, Arrival>;

  // Who may come in.
  /** What is asked of whoever opens a connection; asked once, when the practice starts. */
  readonly clientCertificate: Practised<
    { readonly odsCode: string },
    'require' | 'request' | 'none'
  >;

  // What leaves.
  readonly buildMessage: Practised<
    { readonly role: OutgoingRole; readonly plan: MessagePlan },
    BuiltMessage
  >;

  // The record that is sent.
  /** The payload and documents of a record, before it is decided what goes where. */
  readonly outgoingRecord: Practised<{ readonly record: OutgoingRecord }, OutgoingRecord>;
  /** One document of it, with its content. */
  readonly outgoingDocument: Practised<{ readonly document: OutgoingDocument }, OutgoingDocument>;

  // The record that comes.
  readonly joinDocument: Practised<DocumentToJoin, Promise<Joined>>;
  /** Under which key a document is kept: equal keys overwrite each other. Its position, rightly. */
  readonly documentKey: Practised<
    {
      readonly position: number;
      readonly fileName: string;
      readonly documentId: string | undefined;
    },
    string
  >;
  /** The name under which a document is kept. */
  readonly storedName: Practised<{ readonly fileName: string; readonly position: number }, string>;
  readonly rebuildPayload: Practised<PayloadToRebuild, Promise<RebuiltPayload>>;
  /** The payload as it is kept. */
  readonly storedPayload: Practised<{ readonly payload: Buffer }, Buffer>;
  /** What is held after filing. */
  readonly heldRecord: Practised<{ readonly record: HeldRecord }, HeldRecord>;

  // Time.
  /** Milliseconds until a timer expires; `undefined` where it never does. */
  readonly timer: Practised<
    { readonly timer: TimerName; readonly inputs: TimerInputs },
    number | undefined
  >;

  // PDS and SDS.
  readonly register: Practised<
    { readonly registration: Registration; readonly underWay: boolean },
    'transfer' | 'remember' | { readonly refused: string }
  >;
  readonly lookUp: Practised<
    { readonly effect: LookupEffect; readonly state: TransferState },
    Promise<LookupEvent | undefined>
  >;
  readonly findSystem: Practised<
    { readonly query: SystemQuery },
    Promise<SystemOutcome | undefined>
  >;

  // What is told.
  readonly status: Practised<
    { readonly status: TransferStatus; readonly state: TransferState | undefined },
    TransferStatus
  >;
  /** Whether a transfer is gone on with after a restart. */
  readonly resumes: Practised<{ readonly state: TransferState }, boolean>;
}

/** Does the right thing, whatever it is. */
function rightly<Input, Output>(input: Input, right: (input: Input) => Output): Output {
  return right(input);
}

/** The right conduct, but for what is overridden. */
export function conductOf(overrides: Partial<Conduct> = {}): Conduct {
  return {
    ...rightConduct<OutgoingRole>(),
    decide: rightly,
    arrivalOf: rightly,
    clientCertificate: rightly,
    buildMessage: rightly,
    outgoingRecord: rightly,
    outgoingDocument: rightly,
    joinDocument: rightly,
    documentKey: rightly,
    storedName: rightly,
    rebuildPayload: rightly,
    storedPayload: rightly,
    heldRecord: rightly,
    timer: rightly,
    register: rightly,
    lookUp: rightly,
    findSystem: rightly,
    status: rightly,
    resumes: rightly,
    ...overrides,
  };
}
