import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { SIGNAL_SERVICE } from '../../src/wire/ebxml/names.ts';
import type { Reading } from '../../src/wire/reading.ts';
import type { ArrivalVerdict } from './handler-conduct.ts';
import type { HandlerRoom } from './handler-room.ts';
import { refOf } from './outbox.ts';

type JudgingRoom<Role extends string> = Pick<
  HandlerRoom<Role>,
  'conduct' | 'journal' | 'party' | 'service'
>;

/** What a message that came is to its handler; of one that is not readable, why. */
export type JudgedArrival =
  | {
      readonly verdict: Exclude<ArrivalVerdict, 'unreadable' | 'not-taken'>;
      readonly envelope: EbxmlMessage;
    }
  | { readonly verdict: 'unreadable'; readonly because: string };

/** Judges what came, whichever way it came (mhs 4.1). */
export async function judgeArrival<Role extends string>(
  { conduct, journal, party, service }: JudgingRoom<Role>,
  read: Reading<GpMessage>,
): Promise<JudgedArrival> {
  if (!read.ok) return { verdict: 'unreadable', because: read.failure.message };
  const { envelope } = read.value;
  const broken = brokenEnvelope(read);
  if (broken !== undefined) return { verdict: 'unreadable', because: broken };
  const isForMe = conduct.isForMe(
    { envelope },
    (asked) => asked.envelope.to.id.toUpperCase() === party.partyKey.toUpperCase(),
  );
  if (!isForMe) return { verdict: 'not-for-me', envelope };
  if (envelope.service === SIGNAL_SERVICE) return { verdict: 'signal', envelope };
  // The journal is the memory, so that a restart forgets nothing (mhs 4.1, item 3).
  const cameBefore = async ({ messageId }: EbxmlMessage) => {
    const found = await journal.find({ kind: 'received', service, messageId });
    return found.some(({ facts }) => facts?.verdict === 'message');
  };
  const isDuplicate = await conduct.isDuplicate({ envelope }, (asked) =>
    cameBefore(asked.envelope),
  );
  return { verdict: isDuplicate ? 'duplicate' : 'message', envelope };
}

/** What an entry of it says. */
export function describeArrival(
  read: Reading<GpMessage>,
  verdict: ArrivalVerdict,
): Pick<NewEntry, 'summary'> & Partial<NewEntry> {
  if (!read.ok) return { summary: `unreadable: ${read.failure.code}` };
  const { envelope } = read.value;
  const refToMessageId = refOf(envelope);
  return {
    summary: oneLine(`${envelope.action} from ${envelope.from.id}: ${verdict}`),
    conversationId: envelope.conversationId,
    messageId: envelope.messageId,
    ...(refToMessageId && { refToMessageId }),
    fromParty: envelope.from.id,
    toParty: envelope.to.id,
    interaction: envelope.action,
  };
}

/**
 * Why a message that was taken apart is not to be taken all the same: a package that was cut off is not whole, and what
 * has no number can be neither acknowledged nor known again (mhs 4.1, 5.3 E2).
 */
function brokenEnvelope({ deviations, ...read }: Reading<GpMessage>): string | undefined {
  const cut = deviations.find(({ code }) => code === 'mime.missing-final-delimiter');
  if (cut) return cut.message;
  if (!read.ok) return undefined;
  const { messageId, conversationId, action } = read.value.envelope;
  if (messageId === '') return 'the message has no MessageId';
  if (conversationId === '') return 'the message has no ConversationId';
  return action === '' ? 'the message has no Action' : undefined;
}
