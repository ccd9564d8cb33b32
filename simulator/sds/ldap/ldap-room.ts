import type { Directory } from '../../../src/directory/directory.ts';
import type { FaultBook } from '../../../src/faults/fault-book.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { SdsSettings } from '../../world/world.ts';
import type { AttributeSelection, SelectionRequest } from './attribute-selection.ts';
import type { EncodedEntries } from './encoded-entries.ts';

/** What every connection of the LDAP face shares. */
export interface LdapRoom {
  /** Asked at every request, so that a change counts at once. */
  readonly settings: () => SdsSettings;
  readonly directory: () => Directory;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly logger: Logger;
  readonly faults: FaultBook;
  readonly selections: (request: SelectionRequest) => AttributeSelection;
  readonly encoded: EncodedEntries;
  /** Stands for the time of creation where an entry does not tell its own. */
  readonly startedAt: Date;
}

/** The name under which the face writes its journal entries. */
export const LDAP_SERVICE = 'sds-ldap';
