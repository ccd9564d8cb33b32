import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { SessionJudge } from '../doors/session-judge.ts';
import type { SpineApplications } from '../doors/spine-application.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { Disturbers } from './disturbers.ts';
import type { Seen } from './seen.ts';

/** What the stages of an exchange share. */
export interface SpineRoom {
  readonly world: WorldStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly applications: SpineApplications;
  /** Without it users are not checked, whatever `identity.enforce` says. */
  readonly sessions: SessionJudge | undefined;
  readonly seen: Seen;
  /** Who makes things go wrong on purpose. */
  readonly disturbers: Disturbers;
  /** Starts the work that an entry on record opens: forwarding it or answering it. */
  begin(entry: Entry, bytes: Uint8Array | undefined): void;
  /** Acknowledges a hop in a message of its own. Resolves when that is on record. */
  acknowledgeLater(message: EbxmlMessage): Promise<void>;
  /** Hands a signal on to the party it is meant for. Resolves when that is on record. */
  relay(signal: EbxmlMessage, toParty: string): Promise<void>;
}
