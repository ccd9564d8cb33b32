import type { InterchangeFault } from '../../src/faults/fault.ts';
import type { NhaisInterchange, NhaisMessage } from '../../src/nhais/interchange.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';
import type { NhaisLink } from '../world/world.ts';
import type { AuthorityRoom } from './authority-room.ts';
import { UNKNOWN_CIPHER } from './disturb-interchange.ts';

/** The bytes of an interchange, as the link writes them, with what is wrong on purpose. */
export function writeOut(
  interchange: NhaisInterchange,
  { newline }: Pick<NhaisLink, 'newline'>,
  wrong: ReadonlySet<InterchangeFault>,
): Buffer {
  const messages = wrong.has('unknown-cipher')
    ? interchange.messages.map(withUnknownCipher)
    : interchange.messages;
  return writeInterchange(
    { ...interchange, messages },
    {
      newline: wrong.has('no-newline') ? 'none' : wrong.has('crlf') ? 'crlf' : newline,
      countError: wrong.has('wrong-count') ? 1 : 0,
    },
  );
}

function withUnknownCipher(message: NhaisMessage): NhaisMessage {
  return message.kind === 'other' ? message : { ...message, cipher: UNKNOWN_CIPHER };
}

/** Where an interchange goes: the practice of the link, or on purpose another one. */
export function mailboxFor(
  { world, mailboxes }: Pick<AuthorityRoom, 'world' | 'mailboxes'>,
  { gpMailbox, haMailbox }: NhaisLink,
  wrong: ReadonlySet<InterchangeFault>,
): string {
  if (!wrong.has('wrong-mailbox')) return gpMailbox;
  const practices = world.current().nhais.map((link) => link.gpMailbox);
  const others = [...practices, ...mailboxes.mailboxes().map(({ id }) => id)];
  return others.find((id) => id !== gpMailbox && id !== haMailbox) ?? gpMailbox;
}
