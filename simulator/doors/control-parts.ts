import type { Problem } from '../../src/explain/problem.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { WorldSettings } from '../world/world-settings.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { AdaptorDesk } from './adaptor-desk.ts';
import type { BundleDesk } from './bundle-desk.ts';
import type { DirectoryDesk } from './directory-desk.ts';
import type { DoctorFinding } from './doctor.ts';
import type { IdentityDesk } from './identity-desk.ts';
import type { MailboxDesk } from './mailbox-desk.ts';
import type { NhaisDesk } from './nhais-desk.ts';
import type { OrganisationDesk } from './organisation-desk.ts';
import type { PatientDesk } from './patient-desk.ts';
import type { PersonDesk } from './person-desk.ts';
import type { RunDesk } from './run-desk.ts';
import type { ScenarioDesk } from './scenario-desk.ts';

/** Whether the simulator can take traffic, and what it waits for. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly ready: boolean;
    readonly detail?: string;
  }[];
}

/** A record transfer to be played by a bundled practice. */
export interface TransferOrder {
  /** ODS code of the practice that holds the record; not needed where the registration on PDS says it. */
  readonly from?: string;
  /**
   * Leaves the patient registered as PDS has it: the practice there is asked. Otherwise the patient is
   * registered at `from` before the transfer begins.
   */
  readonly asRegistered?: boolean;
  /** ODS code of the practice that asks for it. */
  readonly to: string;
  /** NHS number with a valid check digit. */
  readonly patient: string;
  readonly attachments: number;
  /** Bytes of the extract; what the practice makes by itself unless given. */
  readonly size?: number;
}

/** A record transfer as far as it has come. */
export interface TransferView {
  readonly conversationId: string;
  readonly from: string;
  readonly to: string;
  /** The name of the state machine's state. */
  readonly state: string;
  /** Whether nothing more will happen. */
  readonly done: boolean;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Why a message was answered as it was, from its journal entries. */
export interface Explanation {
  readonly messageId: string;
  /** The whole explanation in plain text, for people. */
  readonly text: string;
  /** What it rests on, oldest first. */
  readonly entries: readonly Entry[];
  /** Everything that was refused or found wrong, entry by entry, of each the worst first. */
  readonly problems: readonly Problem[];
}

/** What the control API steers. */
export interface ControlParts {
  readonly world: WorldStore;
  readonly settings: WorldSettings;
  readonly journal: Journal;
  /** The Spine Directory Service; without it there are no operations for it. */
  readonly directory?: DirectoryDesk;
  /** Users, sessions and tokens, where the identity services are up. */
  readonly identity?: IdentityDesk;
  /** The patients of PDS. */
  readonly patients?: PatientDesk;
  /** The organisations of ODS. */
  readonly organisations?: OrganisationDesk;
  /** The mailboxes of MESH, where it is up. */
  readonly mailboxes?: MailboxDesk;
  /** The health authorities, where there are links. */
  readonly nhais?: NhaisDesk;
  /** The MHS adaptors that are played. */
  readonly adaptors?: AdaptorDesk;
  /** Situations that counterparts play. */
  readonly scenarios?: ScenarioDesk;
  /** Evidence in one file. */
  readonly bundles?: BundleDesk;
  /** What a person has to do by hand, where something asks for it. */
  readonly persons?: PersonDesk;
  /** Runs of the suite that are kept, and the one under way. */
  readonly runs?: RunDesk;
  /** What is likely to be wrong with the set-up, worst first. */
  doctor?(): Promise<readonly DoctorFinding[]>;
  readiness(): Readiness;
  /** Rejects with a SimulatorError when the order cannot be carried out. */
  startTransfer(order: TransferOrder): Promise<{ readonly conversationId: string }>;
  transfers(): readonly TransferView[];
  transfer(conversationId: string): TransferView | undefined;
  explain(messageId: string): Promise<Explanation | undefined>;
  /** Back to the start: empty journal, no work, the world as it was loaded. */
  reset(): Promise<void>;
}
