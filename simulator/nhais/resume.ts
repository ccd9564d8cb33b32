import type { Entry } from '../../src/journal/entry.ts';
import { type AuthorityRoom, linkNamed } from './authority-room.ts';
import { awaitReceipt } from './await-receipt.ts';
import { type Aftermath, deliver } from './deliver.ts';
import type { Flags } from './fp69.ts';
import { isForAuthority, takeMessage } from './intake.ts';
import { afterReceipt, planReceipt } from './receipt.ts';
import { type Received, receivedFrom } from './received.ts';
import { afterReply, planReply } from './reply.ts';
import { afterSpontaneous } from './send-spontaneous.ts';

/** Takes up what was open when the simulator stopped, and what came into the mailboxes meanwhile. */
export async function resumeAuthorities(room: AuthorityRoom, flags: Flags): Promise<void> {
  const { journal, logger, mailboxes, world } = room;
  const open = await journal.openWork('nhais');
  // Flags first: a delivery that is taken up must not announce its flag again.
  for (const entry of open) if (isWork(entry, 'fp69')) await flags.resume(entry);
  for (const entry of open) {
    if (!(await takeUp(room, flags, entry)))
      logger.warn({ service: entry.service, entry: entry.sequence }, 'work cannot be taken up');
  }
  const { nhais: links } = world.current();
  for (const mailbox of new Set(links.map(({ haMailbox }) => haMailbox))) {
    if (!mailboxes.mailboxes().some(({ id }) => id === mailbox)) continue;
    for (const message of mailboxes.inbox(mailbox))
      if (isForAuthority(links, message)) room.turns.soon(() => takeMessage(room, message));
  }
}

async function takeUp(room: AuthorityRoom, flags: Flags, entry: Entry): Promise<boolean> {
  const { turns, inHand } = room;
  if (isWork(entry, 'fp69')) return true;
  if (isWork(entry, 'open')) {
    // Of a link that the world has no more: it stays open, as what is to be sent over it does.
    if (!linkNamed(room, String(entry.facts?.link))) return false;
    awaitReceipt(room, entry);
    return true;
  }
  const received = await answeredBy(room, entry);
  if (isWork(entry, 'receipt')) {
    const link = received && linkNamed(room, received.link);
    if (!received || !link) return false;
    inHand.add(received.meshId);
    planReceipt(room, link, received);
    return true;
  }
  if (isWork(entry, 'reply')) {
    if (!received) return false;
    planReply(room, received, Date.parse(entry.at));
    return true;
  }
  if (!isWork(entry, 'send')) return false;
  if (received && entry.facts?.kind === 'RECEP') inHand.add(received.meshId);
  turns.soon(() => deliver(room, entry, aftermathOf(room, flags, entry, received), true));
  return true;
}

function aftermathOf(
  room: AuthorityRoom,
  flags: Flags,
  entry: Entry,
  received: Received | undefined,
): Aftermath {
  if (!received) return afterSpontaneous(room, flags, entry);
  return entry.facts?.kind === 'RECEP'
    ? afterReceipt(room, received)
    : afterReply(room, entry, received);
}

/** The interchange that an entry is about: its own, or the one that it answers. */
async function answeredBy(room: AuthorityRoom, entry: Entry): Promise<Received | undefined> {
  const answers = entry.facts?.answers;
  const about = typeof answers === 'number' ? await room.journal.get(answers) : entry;
  return about && receivedFrom(room, about);
}

function isWork({ opens }: Entry, kind: string): boolean {
  return opens?.startsWith(`nhais-${kind}:`) ?? false;
}
