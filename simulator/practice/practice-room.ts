import type { TransferState } from '../../src/gp2gp/transfer.ts';
import type { Outcome, OwnMessage } from '../../src/gp2gp/transfer-event.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Identity } from '../../src/pki/identity.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { AcknowledgementForm } from '../../src/wire/hl7/build-application-acknowledgement.ts';
import type { Party } from '../world/world.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { BehindAdaptor } from './behind/behind-adaptor.ts';
import type { Conduct } from './conduct.ts';
import type { FiledRecord } from './filed-record.ts';
import type { FilingDecision, Registration, SeededRecord } from './hooks/hook-schemas.ts';
import type { Setting } from './practice-settings.ts';
import type { RecordSource } from './record-source.ts';
import type { TransferStatus } from './transfer-status.ts';

export interface PracticeOptions {
  /** Whom it plays; it listens at `party.listen`. */
  readonly party: Party;
  readonly world: WorldStore;
  readonly identity: Identity;
  /** Base address of Spine, without a closing slash. Asked at every send. */
  readonly spineUrl: () => string;
  /** Base address of Spine where PDS stands behind it; without one PDS is not asked. */
  readonly pdsUrl?: () => string;
  /** Address of the directory for either scheme, `ldaps://127.0.0.1:636`; without one it is not asked. */
  readonly ldapUrl?: (scheme: 'ldap' | 'ldaps') => string;
  /** Base address of the gateway, without the prefix of SDS FHIR; without one it is not asked. */
  readonly fhirUrl?: () => string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly records: RecordSource;
  readonly logger: Logger;
  /** What it does otherwise than it should; nothing unless given. */
  readonly conduct?: Partial<Conduct>;
  /** Whose acknowledgements it writes (gp2gp 2.5); the adaptors' and MIM's form unless told. */
  readonly acknowledgementForm?: AcknowledgementForm;
  /** Milliseconds of the clock, in place of what the world says. */
  readonly timers?: { readonly extractWaitMs: number; readonly finalAcknowledgementWaitMs: number };
  /**
   * What an extract for an unknown request id brings: a remark unless told, for records that are replayed
   * from files cannot know the request (gp2gp 6.1, REQ-065).
   */
  readonly priorRequest?: 'enforce' | 'report';
  /** It sends and receives through an MHS adaptor; straight to Spine unless given. */
  readonly behind?: BehindAdaptor;
  /** Milliseconds for one exchange with Spine; 30,000 unless told. */
  readonly exchangeTimeoutMs?: number;
}

/** One message of a transfer, as this practice saw it. */
export interface TransferMessage {
  readonly direction: 'sent' | 'received';
  readonly interaction: string;
  readonly messageId: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A message that this practice sent, and what it was. */
export interface OwnMessageOf {
  readonly about: OwnMessage;
  readonly messageId: string;
}

/** A transfer for lists. */
export interface TransferView {
  readonly conversationId: string;
  readonly role: TransferState['role'];
  /** The other practice; empty as long as it is not known. */
  readonly withOds: string;
  readonly state: TransferState['phase'];
  readonly outcome: Outcome | undefined;
  readonly messages: readonly TransferMessage[];
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly updatedAt: string;
}

/** A GP system that speaks GP2GP through Spine. */
export interface Practice extends AsyncDisposable {
  readonly odsCode: string;
  readonly host: string;
  /** The port that it listens on; 0 behind an adaptor, where Spine does not come. */
  readonly port: number;
  /**
   * Asks another practice for a patient's record: the one that PDS names, where PDS is asked. Resolves with
   * the conversation id once the transfer is on record, before anything is sent. Rejects with
   * UnknownPracticeError, NoContractError and NoSenderError, and with JournalFullError.
   */
  request(asked: {
    readonly patient: string;
    readonly fromOds?: string | undefined;
  }): Promise<string>;
  /** Throws UnknownPracticeError or NoContractError where a practice cannot be asked for records. */
  checkSender(odsCode: string): void;
  /**
   * A patient comes to the practice. Only a permanent registration begins a transfer (gp2gp 1.3 step 1), and
   * none while one of the same patient is under way. Rejects as `request` does.
   */
  register(registration: Registration): Promise<{
    readonly accepted: boolean;
    readonly because?: string;
  }>;
  /** What becomes of a patient's record when it comes, or of the one that is waiting. */
  decideFiling(nhsNumber: string, decision: FilingDecision): Promise<void>;
  /** Puts a patient's record into the practice. */
  seedRecord(nhsNumber: string, record: SeededRecord): Promise<void>;
  /** How a patient's transfer stands, the latest unless one is named. */
  transferStatus(nhsNumber: string, conversationId?: string): Promise<TransferStatus>;
  /** Changes a setting. Rejects with SettingValueError. */
  configure(setting: Setting, value: string): Promise<void>;
  /** Sends a record again in the same conversation. Rejects with NoTransferError. */
  resendExtract(nhsNumber: string, conversationId: string): Promise<void>;
  /** Resolves when nothing is being decided. */
  settled(): Promise<void>;
  /** Transfers since the start, oldest first. */
  transfers(): readonly TransferView[];
  /** A record that was taken in, in memory. Rejects with NothingFiledError. */
  filed(conversationId: string): Promise<FiledRecord>;
  /** Listens with another certificate from the next connection on. Does not change what it sends with. */
  reload(identity: Identity): void;
  /** Forgets its transfers and what it was about to send. The caller empties the journal. */
  reset(): void;
  close(): Promise<void>;
}

/** What the parts of a practice share. */
export interface PracticeRoom extends Omit<PracticeOptions, 'conduct'> {
  readonly conduct: Conduct;
  /** The name in the journal: `practice:Z99001`. */
  readonly service: string;
}
