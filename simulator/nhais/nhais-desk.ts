import { ukLocalTime } from '../../src/nhais/uk-local-time.ts';
import type { InterchangeView, NhaisDesk, SpontaneousTransaction } from '../doors/nhais-desk.ts';
import type { AuthorityRoom } from './authority-room.ts';
import type { Flags } from './fp69.ts';
import { authorityCode, counterOf } from './link-of.ts';
import { LinkUnknownError, NotLaidDownError, TransactionRefusedError } from './nhais-errors.ts';
import { lastQuarterEnd } from './registration-messages.ts';
import { sendSpontaneous } from './send-spontaneous.ts';
import { spontaneous } from './spontaneous.ts';

/** The operator's view of the authorities, and hand on them. */
export function nhaisDesk(room: AuthorityRoom, flags: Flags): NhaisDesk {
  const { ledger, world, clock, turns } = room;
  const receipted = (view: InterchangeView, open: ReadonlyMap<string, ReadonlySet<number>>) =>
    view.direction === 'out' && view.kind === 'FHSREG'
      ? { receipted: view.meshMessageId !== '' && !open.get(view.link)?.has(view.sequence) }
      : {};
  return {
    links: () =>
      world.current().nhais.map((link) => {
        const { name, cipher, tradingPartner: practice, gpMailbox, haMailbox } = link;
        const out = ledger.lastOut(counterOf(link, 'out', 'FHSREG'));
        return {
          ...{ name, cipher, practice, authority: authorityCode(link), gpMailbox, haMailbox },
          numbers: {
            interchangeOut: out.interchange,
            messageOut: out.message,
            interchangeIn: ledger.lastIn(counterOf(link, 'in', 'FHSREG')),
            transactionOut: ledger.lastTransaction(practice),
          },
          unreceipted: ledger.unreceipted(name),
        };
      }),
    interchanges(link) {
      const views = ledger.views().filter((view) => link === undefined || view.link === link);
      const links = new Set(views.map((view) => view.link));
      const open = new Map([...links].map((name) => [name, new Set(ledger.unreceipted(name))]));
      return views.map((view) => ({ ...view, ...receipted(view, open) }));
    },
    async send(wanted: SpontaneousTransaction) {
      const links = world.current().nhais;
      const link = links.find(({ name }) => name === wanted.link);
      if (!link)
        throw new LinkUnknownError(
          wanted.link,
          links.map(({ name }) => name),
        );
      const now = clock.now();
      const quarterEnd = lastQuarterEnd(ukLocalTime(now).day);
      const made = spontaneous(wanted, { practice: link.practice, now, quarterEnd });
      if ('problems' in made) throw new TransactionRefusedError(wanted.code, made.problems);
      const why = 'an operator asked for it';
      const sent = await turns.take(() => sendSpontaneous(room, flags, link, made.sent, { why }));
      if (sent.failedAt !== undefined) throw new NotLaidDownError(sent.sequence, sent.failedAt);
      return sent.sequence;
    },
  };
}
