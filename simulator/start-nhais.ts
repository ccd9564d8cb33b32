import type { MailboxDesk } from './doors/mailbox-desk.ts';
import type { NhaisService } from './doors/neighbours.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';

/** Starts the health authorities' side of every link, over the mailboxes of MESH. */
export async function startNhaisOn(
  _ground: Ground,
  _services: Services,
  _mailboxes: MailboxDesk | undefined,
  _cleanUp: CleanUp,
): Promise<NhaisService | undefined> {
  return undefined;
}
