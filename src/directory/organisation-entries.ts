import type { OrganisationStatus } from '../domain/organisation-status.ts';
import type { EntryView } from './entry-view.ts';

const ORGANISATIONS = ['nhsorg', 'nhsgppractice', 'nhssite'];

/**
 * What entries that name an organisation code say of it. Its own entry decides, by its close date; without
 * one, a system or message handler of it shows that it is at work (nothing forces the two to agree,
 * sds-ods 4).
 */
export function statusOf(
  odsCode: string,
  named: readonly EntryView[],
  now: Date | undefined,
): OrganisationStatus {
  const holding = (attribute: string) =>
    named.filter((view) => view.values(attribute).includes(odsCode));
  const own = holding('nhsidcode').filter((view) =>
    view
      .normal('objectclass', 'objectIdentifierMatch')
      .some((name) => ORGANISATIONS.includes(name)),
  );
  if (own.length > 0) return own.some((view) => !isClosed(view, now)) ? 'open' : 'closed';
  return holding('nhsidcode').length + holding('nhsasclient').length > 0 ? 'open' : 'unknown';
}

/** `nhsOrgCloseDate` begins with yyyyMMdd; a time may follow. */
function isClosed(view: EntryView, now: Date | undefined): boolean {
  const [date] = view.values('nhsorgclosedate');
  if (date === undefined) return false;
  const day = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(date);
  if (!day || !now) return true;
  return day.slice(1).join('-') <= now.toISOString().slice(0, 10);
}
