import type { InjectedFault } from '../../src/faults/fault.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import type { AuthorityRoom } from './authority-room.ts';
import { transactionKey } from './judge-arrival.ts';
import type { Asked } from './plan-replies.ts';
import { readArrival } from './read-arrival.ts';

/** An interchange of a practice that is on record, as far as the authority still needs it. */
export interface Received {
  /** Sequence of its journal entry. */
  readonly entry: number;
  /** Milliseconds since 1970 at which it was taken. */
  readonly at: number;
  readonly meshId: string;
  readonly mailbox: string;
  /** Name of the link. */
  readonly link: string;
  readonly interchange: NhaisInterchange;
  /** Of each registration message in order. */
  readonly results: readonly ('CP' | 'CA')[];
  readonly receipted: boolean;
  /** What is to be answered. */
  readonly fresh: readonly Asked[];
  readonly faults: readonly InjectedFault[];
  /** How much later faults let the RECEP go, milliseconds. */
  readonly heldBackMs: number;
}

/** What has to be known of it to go on after a restart, beside the text itself. */
export function factsOfReceived(
  { results, receipted, faults }: Pick<Received, 'results' | 'receipted' | 'faults'>,
  fresh: readonly { readonly key: string }[],
): NonNullable<Entry['facts']> {
  return {
    results: results.join(' '),
    receipted,
    fresh: fresh.map(({ key }) => key).join(' '),
    faults: JSON.stringify(faults),
  };
}

/** An interchange from its journal entry; `undefined` when the entry is none of one that is to be answered. */
export async function receivedFrom(
  { journal }: Pick<AuthorityRoom, 'journal'>,
  entry: Entry,
): Promise<Received | undefined> {
  const { facts, messageId, request } = entry;
  if (!request?.body || !messageId || facts?.receipted === undefined) return undefined;
  const read = readArrival(await journal.readBody(request.body));
  if (!read.interchange) return undefined;
  const { interchange } = read;
  const fresh = new Set(String(facts.fresh).split(' '));
  return {
    entry: entry.sequence,
    at: Date.parse(entry.at),
    meshId: messageId,
    mailbox: String(facts.mailbox),
    link: String(facts.link),
    interchange,
    results: words(facts.results) as ('CP' | 'CA')[],
    receipted: facts.receipted === true,
    heldBackMs: Number(facts.heldBackMs ?? 0),
    faults: JSON.parse(String(facts.faults)) as InjectedFault[],
    fresh: interchange.messages.flatMap((message) =>
      message.kind === 'registration'
        ? message.transactions
            .filter(({ number }) =>
              fresh.has(transactionKey(interchange, message.sequence, number)),
            )
            .map((transaction) => ({ code: message.code, transaction }))
        : [],
    ),
  };
}

function words(text: unknown): readonly string[] {
  return String(text ?? '')
    .split(' ')
    .filter((word) => word !== '');
}
