import type { FaultBook } from '../../src/faults/fault-book.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Random } from '../../src/platform/random.ts';
import type { MailboxDesk } from '../doors/mailbox-desk.ts';
import type { RegistrationDesk } from '../doors/registration-desk.ts';
import type { NhaisLink } from '../world/world.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { Ledger } from './ledger.ts';
import type { Turns } from './turns.ts';

/** What the authorities stand on. */
export interface AuthorityGround {
  readonly world: Pick<WorldStore, 'current'>;
  readonly journal: Journal;
  readonly mailboxes: MailboxDesk;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly faults: FaultBook;
  readonly random: Random;
  /** PDS, for links with `updatePds`, and for new numbers. */
  readonly registrations: RegistrationDesk;
}

export interface AuthorityRoom extends AuthorityGround {
  readonly ledger: Ledger;
  readonly turns: Turns;
  /** Messages of MESH that are taken and not yet acknowledged. */
  readonly inHand: Set<string>;
}

/** The service name of a link in the journal; of what belongs to no link it is the bare word. */
export function serviceOf(link: Pick<NhaisLink, 'name'> | undefined): string {
  return link ? `nhais:${link.name}` : 'nhais';
}

export function linkNamed({ world }: AuthorityRoom, name: string): NhaisLink | undefined {
  return world.current().nhais.find((link) => link.name === name);
}
