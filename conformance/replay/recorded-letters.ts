import type {
  RecordedAt,
  RecordedLetter,
  RecordedLetters,
} from '../../simulator/counterpart/recorded-letters.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import type { JournalReader } from '../../src/journal/journal.ts';
import type {
  CapturedConversation,
  CapturedMessage,
} from '../../src/scenario/from-capture/captured-conversation.ts';
import type { Came, Went } from '../../src/scenario/play-state.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import { shiftTimes } from './shift-times.ts';
import { substituteWords } from './substitute-words.ts';

/** What the HTTP client writes itself. */
const OWN_HEADERS =
  /^(?:host|content-length|connection|transfer-encoding|date|user-agent|expect)$/i;

/**
 * The counterpart's messages of a conversation on record, each kind in its order. Their bytes stay but for what must be
 * another: ids of messages, the conversation, parties and systems, the contract, the patient's number, the times of the
 * envelopes.
 */
export function recordedLetters(
  journal: JournalReader,
  conversation: CapturedConversation,
): RecordedLetters {
  const own = conversation.messages.filter(
    ({ from, duplicate }) => from !== 'system' && !duplicate,
  );
  const queues = Map.groupBy(own, kindOf);
  const fresh = new Map<string, string>();
  const oldNumber = conversation.messages.find(({ nhsNumber }) => nhsNumber)?.nhsNumber;
  return {
    async next(kind, at): Promise<RecordedLetter | undefined> {
      const message = queues.get(kind)?.shift();
      const entry = message && (await journal.get(message.sequence));
      const request = entry?.request;
      if (!message || !request?.body) return undefined;
      const body = await journal.readBody(request.body);
      const renewed = (id: string | undefined): string => {
        const key = (id ?? '').toUpperCase();
        const known = fresh.get(key) ?? at.newId();
        fresh.set(key, known);
        return known;
      };
      const ids = [message.messageId, message.hl7Id, contentIdOf(message)];
      const announced = message.references.flatMap(
        ({ href }) => /^mid:(.+)$/i.exec(href)?.[1] ?? [],
      );
      const replaced = new Map<string, string>();
      for (const id of [...ids, ...announced]) if (id) replaced.set(id, renewed(id));
      // What it sent before may be named again: the extract in a fragment, an index in an acknowledgement.
      for (const [old, now] of fresh) if (old) replaced.set(old, now);
      for (const [old, now] of idsOfSystem(conversation, at)) replaced.set(old, now);
      replaced.set(conversation.id, at.conversationId);
      for (const [old, now] of parties(conversation, at, body, contentTypeOf(request.headers)))
        replaced.set(old, now);
      if (oldNumber && at.nhsNumber) replaced.set(oldNumber, at.nhsNumber);
      const later = at.now.getTime() - Date.parse(message.at);
      const written = withContract(substituteWords(body.toString('latin1'), replaced), at);
      return {
        messageId: renewed(message.messageId),
        hl7Id: message.hl7Id === undefined ? renewed(message.messageId) : renewed(message.hl7Id),
        contentId: contentIdOf(message) === undefined ? undefined : renewed(contentIdOf(message)),
        headers: request.headers.filter(([name]) => !OWN_HEADERS.test(name)),
        body: Buffer.from(shiftTimes(written, later), 'latin1'),
      };
    },
  };
}

function kindOf({ role }: CapturedMessage): Went['kind'] {
  switch (role) {
    case 'request':
    case 'extract':
    case 'continue':
    case 'fragment':
    case 'index':
    case 'request-acknowledgement':
    case 'fragment-acknowledgement':
    case 'final-acknowledgement':
      return role;
    default:
      return 'acknowledgement';
  }
}

function contentIdOf({ role, extractId, requestId }: CapturedMessage): string | undefined {
  if (role === 'extract') return extractId;
  return role === 'request' ? requestId : undefined;
}

/** The system's messages of now in place of those of then: the first request for the first request, and so on. */
function idsOfSystem(
  { messages }: CapturedConversation,
  { conversation }: RecordedAt,
): readonly (readonly [string, string])[] {
  const before = messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
  const came = conversation?.came ?? [];
  return (['request', 'extract', 'continue', 'fragment', 'acknowledgement'] as const).flatMap(
    (what) => {
      const then = before.filter((message) => whatOf(message) === what);
      const now = came.filter((each) => each.what === what);
      return then.flatMap((message, index) => pairsOf(message, now[index]));
    },
  );
}

function whatOf({ role }: CapturedMessage): Came['what'] {
  if (role === 'request' || role === 'extract' || role === 'continue') return role;
  if (role === 'fragment' || role === 'index') return 'fragment';
  return role === 'other' ? 'other' : 'acknowledgement';
}

function pairsOf(message: CapturedMessage, now: Came | undefined) {
  if (!now) return [];
  const { messageId, hl7Id, extractId, requestId } = message;
  const content = message.role === 'extract' ? extractId : requestId;
  const pairs = [
    [messageId, now.messageId],
    [hl7Id, now.hl7Id],
    [content, now.contentId],
  ] as const;
  return pairs.flatMap(([old, fresh]) => (old && fresh ? [[old, fresh] as const] : []));
}

function parties(
  { system, counterpart }: CapturedConversation,
  at: RecordedAt,
  body: Buffer,
  contentType: string | undefined,
): readonly (readonly [string, string])[] {
  const read = readMessage(contentType, body);
  const wrapper = read.ok && read.value.payload ? readWrapper(read.value.payload) : undefined;
  const asids = wrapper?.ok
    ? [
        [wrapper.value.senders[0], at.from.asid],
        [wrapper.value.receivers[0], at.system.asid],
      ]
    : [];
  const odsOf = (partyKey: string) => partyKey.split('-')[0] ?? '';
  const pairs = [
    [system, at.system.partyKey],
    [counterpart, at.from.partyKey],
    ...asids,
    [odsOf(system), at.system.odsCode],
    [odsOf(counterpart), at.from.odsCode],
  ];
  return pairs.flatMap(([old, now]) => (old && now ? [[old, now] as const] : []));
}

function contentTypeOf(headers: readonly (readonly [string, string])[]): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}

/** Contracts are those of this world's directory. */
function withContract(text: string, { contract }: RecordedAt): string {
  return text.replace(/(<(?:[\w-]+:)?CPAId>)[^<]*(<)/, `$1${contract.cpaId}$2`);
}
