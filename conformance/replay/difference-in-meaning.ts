import { semanticDiff } from '../../src/explain/diff/semantic-diff.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import type { JournalReader } from '../../src/journal/journal.ts';
import type {
  CapturedConversation,
  CapturedMessage,
} from '../../src/scenario/from-capture/captured-conversation.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import { substituteWords } from './substitute-words.ts';

/** A conversation with the journal that its bytes are in. */
export interface ConversationOnRecord {
  readonly journal: JournalReader;
  readonly conversation: CapturedConversation;
}

/** Records differ from system to system: of what carries one, only what the checks say is compared. */
const CARRIES_A_RECORD: ReadonlySet<string> = new Set(['extract', 'fragment', 'index']);

/**
 * The first thing in which the system's messages mean something else than those of then, in words; `undefined` when they
 * mean the same. Parties, systems, patient and contract of now are put in the place of those of then first: they are
 * others in every replay.
 */
export async function differenceInMeaning(
  was: ConversationOnRecord,
  now: ConversationOnRecord,
): Promise<string | undefined> {
  const names = await namesOfThen(was, now);
  const [before, after] = [ownOf(was.conversation), ownOf(now.conversation)];
  for (const [index, one] of before.entries()) {
    const other = after[index];
    if (!other || one.role !== other.role || CARRIES_A_RECORD.has(one.role)) continue;
    const [a, b] = [await bytesOf(was.journal, one), await bytesOf(now.journal, other)];
    const renamed = Buffer.from(substituteWords(b.body.toString('latin1'), names), 'latin1');
    const { differences } = semanticDiff(neutral(a), neutral({ ...b, body: renamed }), {
      values: true,
    });
    const [first] = differences;
    if (!first) continue;
    const told = `${first.path}: then ${first.was ?? 'nothing'}, now ${first.is ?? 'nothing'}`;
    return `message ${index + 1} of the system, "${one.role.replaceAll('-', ' ')}", ${told}`;
  }
  return undefined;
}

function ownOf({ messages }: CapturedConversation): readonly CapturedMessage[] {
  return messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
}

interface Bytes {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

async function bytesOf(journal: JournalReader, { sequence }: CapturedMessage): Promise<Bytes> {
  const request = (await journal.get(sequence))?.request;
  const body = request?.body ? await journal.readBody(request.body) : Buffer.alloc(0);
  return { headers: request?.headers ?? [], body };
}

/** Contracts have an id in each directory. */
function neutral({ headers, body }: Bytes): Bytes {
  const text = body.toString('latin1').replace(/(<(?:[\w-]+:)?CPAId>)[^<]*(<)/, '$1$2');
  return { headers, body: Buffer.from(text, 'latin1') };
}

/** By what is called so now, how it was called then. */
async function namesOfThen(
  was: ConversationOnRecord,
  now: ConversationOnRecord,
): Promise<ReadonlyMap<string, string>> {
  const [then, here] = [await namesIn(was), await namesIn(now)];
  return new Map(
    here.flatMap((name, index) => {
      const old = then[index];
      return name && old ? [[name, old] as const] : [];
    }),
  );
}

/** Party keys, ODS codes, ASIDs as the counterpart gives them, the patient's number. */
async function namesIn({
  journal,
  conversation,
}: ConversationOnRecord): Promise<readonly (string | undefined)[]> {
  const { system, counterpart, messages } = conversation;
  const patient = messages.find(({ nhsNumber }) => nhsNumber !== undefined)?.nhsNumber;
  const odsOf = (partyKey: string) => partyKey.split('-')[0];
  const names = [system, counterpart, odsOf(system), odsOf(counterpart), patient];
  const theirs = messages.find(({ from }) => from === 'counterpart');
  if (!theirs) return names;
  const { headers, body } = await bytesOf(journal, theirs);
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const read = readMessage(type, body);
  const wrapper = read.ok && read.value.payload ? readWrapper(read.value.payload) : undefined;
  if (!wrapper?.ok) return names;
  return [...names, wrapper.value.senders[0], wrapper.value.receivers[0]];
}
