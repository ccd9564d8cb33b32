import type { Contract } from '../../src/domain/contract.ts';
import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { TransportOutcome } from '../../src/gp2gp/transfer-event.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';

/** What became of a message for good. */
export interface SendOutcome {
  readonly outcome: TransportOutcome;
  readonly detail: string;
}

export interface Sending {
  /** Resolves when the first attempt is over, however it went. */
  readonly firstAttempt: Promise<void>;
  /** `undefined` when the handler was closed before it was known. */
  readonly outcome: Promise<SendOutcome | undefined>;
}

/** A message that is to be posted. */
export interface Outgoing<Role extends string = string> {
  readonly role: Role;
  readonly message: BuiltMessage;
  readonly contract: Contract;
  /**
   * Makes the same message again for another attempt: then its bytes are not held between attempts. Without it
   * they are.
   */
  readonly again?: (() => Promise<BuiltMessage | undefined>) | undefined;
}

/** Sends messages until they are acknowledged or given up (mhs 4.2). */
export interface Outbox<Role extends string = string> {
  send(outgoing: Outgoing<Role>): Sending;
  /** Whether a signal is about a message under way. */
  awaits(signal: EbxmlMessage): boolean;
  /** Takes a signal that came to the listener. `false` when no message under way is meant. */
  settle(signal: EbxmlMessage): boolean;
  /** Forgets what is not yet acknowledged; nobody is told. */
  forget(): void;
  /** Ends what waits; exchanges under way are cut off. */
  stop(): Promise<void>;
}

/** The message that a signal is about. */
export function refOf(signal: EbxmlMessage): string {
  return signal.acknowledgment?.refToMessageId || signal.refToMessageId || '';
}
