import type { MailboxDesk } from './doors/mailbox-desk.ts';
import type { NhaisService } from './doors/neighbours.ts';
import type { CleanUp, Ground } from './ground.ts';
import { openAuthorities } from './nhais/authorities.ts';
import type { Services } from './open-services.ts';
import { patientRegistrations } from './patient-registrations.ts';

/**
 * Starts the health authorities' side of every link, over the mailboxes of MESH. Without MESH there are none; links
 * may come and go while it runs.
 */
export async function startNhaisOn(
  { world, journal, clock, ids, logger }: Ground,
  { faults, random, register }: Services,
  mailboxes: MailboxDesk | undefined,
  cleanUp: CleanUp,
): Promise<NhaisService | undefined> {
  if (!mailboxes) {
    if (world.current().nhais.length > 0)
      logger.warn({ service: 'nhais' }, 'links of GP Links stand still: MESH is off');
    return undefined;
  }
  const reuseProvisionId = () => world.current().pds.reuseProvisionId;
  const authorities = await openAuthorities({
    ...{ world, journal, mailboxes, clock, ids, logger, faults, random },
    registrations: patientRegistrations(register, clock, reuseProvisionId, 'NHAIS'),
  });
  cleanUp.add(() => authorities.stop());
  return authorities;
}
