import type { DirectoryRemark } from '../../src/directory/lint-directory.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { ListedCertificate } from '../../src/pki/listed-certificate.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { AdaptorDesk } from '../doors/adaptor-desk.ts';
import type { DoctorFinding } from '../doors/doctor.ts';
import type { MailboxDesk } from '../doors/mailbox-desk.ts';
import type { NhaisDesk } from '../doors/nhais-desk.ts';
import type { World } from '../world/world.ts';
import type { ConfigProblem } from '../world/world-problem.ts';
import type { Evidence } from './evidence.ts';

/** What the doctor looks at. */
export interface DoctorRoom {
  /** As it is now. */
  readonly world: () => World;
  readonly journal: Pick<Journal, 'openByParty' | 'usage'>;
  /** The last minutes of the journal. */
  readonly evidence: Evidence;
  /** Of the product: what entries are stamped by. */
  readonly clock: Clock;
  /** Of the machine, by which TLS goes. */
  readonly machine: Clock;
  readonly certificates: () => Promise<readonly ListedCertificate[]>;
  /** What the configuration in force is warned of. */
  readonly worldProblems: () => readonly ConfigProblem[];
  readonly directoryRemarks: () => readonly DirectoryRemark[];
  /** Titles of the situations that are loaded. */
  readonly situations: () => Promise<readonly string[]>;
  /** What stands beside Spine, as far as the world has it. */
  readonly mailboxes?: Pick<MailboxDesk, 'mailboxes' | 'inbox'> | undefined;
  readonly nhais?: Pick<NhaisDesk, 'links' | 'interchanges'> | undefined;
  readonly adaptors?: Pick<AdaptorDesk, 'adaptors'> | undefined;
  /** Whether somebody takes connections there. */
  readonly listens: (host: string, port: number) => Promise<boolean>;
}

/** Looks for one kind of thing that may be wrong. */
export type Examination = (
  room: DoctorRoom,
) => readonly DoctorFinding[] | Promise<readonly DoctorFinding[]>;

/** `3 messages`, `1 message` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
