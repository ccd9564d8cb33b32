import type { Entry } from '../../journal/entry.ts';
import type { JournalReader } from '../../journal/journal.ts';
import type { TranscriptMessage } from '../transcript.ts';
import { transcriptBuilder } from '../transcript-builder.ts';
import { factsOfBody } from '../transcript-facts.ts';

/** A message on record with what was done to it on its way. */
export interface CapturedMessage extends TranscriptMessage {
  /** Of the delivery, on purpose: `hold`, `duplicate`. */
  readonly deliveredBadly: readonly string[];
}

/** A conversation on record, seen from the system that is to be judged. */
export interface CapturedConversation {
  readonly id: string;
  /** What the counterpart plays. */
  readonly plays: 'sender' | 'requester';
  /** Party keys. */
  readonly system: string;
  readonly counterpart: string;
  /** Whether the request names a user: then a person had registered the patient. */
  readonly byUser: boolean;
  /** Oldest first; copies too. */
  readonly messages: readonly CapturedMessage[];
  /** What could not be told for certain, a sentence each. */
  readonly doubts: readonly string[];
}

const SIGNAL = /^(?:Acknowledgment|MessageError|Ping|Pong|StatusRequest|StatusResponse)$/;
const REQUEST = 'RCMR_IN010000UK05';
const PAGE = 1000;

/**
 * Reads a conversation of a journal; `undefined` when no message of a transfer is on record of it: a look-up is a
 * conversation too.
 *
 * @param system party key of the one that is to be judged; unless given, or where it has no part in the conversation,
 *   who asks for the record, said as a doubt
 */
export async function capturedConversation(
  journal: JournalReader,
  id: string,
  system?: string,
): Promise<CapturedConversation | undefined> {
  const all = await entriesOf(journal, id);
  const received = all.filter(isMessage);
  // What a practice received from Spine is the same message once more.
  const atSpine = received.filter(({ service }) => service === 'spine');
  const entries = atSpine.length > 0 ? atSpine : received;
  const [first] = entries;
  if (!first) return undefined;
  const doubts: string[] = [];
  const request = entries.find(({ interaction }) => interaction === REQUEST);
  const requester = request?.fromParty ?? first.toParty ?? '';
  if (!request)
    doubts.push('The request is not on record: who asked is taken from what came first.');
  const others = entries.flatMap(({ fromParty, toParty }) => [fromParty, toParty]);
  const takesPart = others.some((party) => same(party, system));
  const judged = system !== undefined && takesPart ? system : requester;
  if (system !== undefined && !takesPart)
    doubts.push(`${system} has no part in the conversation: ${judged}, who asked, is judged.`);
  if (system === undefined)
    doubts.push(
      `Which of the two is to be judged is not said: it is taken to be ${judged}, who asked.`,
    );
  const counterpart = others.find((party) => party !== undefined && !same(party, judged)) ?? '';
  const plays = same(judged, requester) ? 'sender' : 'requester';
  const transcript = transcriptBuilder(plays === 'sender' ? 'system' : 'counterpart');
  const seen = new Set<string>();
  const messages: CapturedMessage[] = [];
  let byUser = false;
  for (const entry of entries) {
    const key = `${entry.fromParty} ${entry.messageId}`;
    const from = same(entry.fromParty, judged)
      ? 'system'
      : same(entry.fromParty, counterpart)
        ? 'counterpart'
        : 'stranger';
    const recorded = await recordedOf(journal, entry);
    if (entry === request) byUser = recorded.facts.namesUser;
    const message = transcript.add({
      ...recorded,
      from,
      duplicate: seen.has(key),
    });
    seen.add(key);
    messages.push({ ...message, deliveredBadly: badDeliveries(all, entry) });
  }
  if (messages.every(({ role }) => role === 'other')) return undefined;
  return { id, plays, system: judged, counterpart, byUser, messages, doubts };
}

async function recordedOf(journal: JournalReader, entry: Entry) {
  const { request, interaction = '', facts } = entry;
  const body = request?.body ? await journal.readBody(request.body) : Buffer.alloc(0);
  const type = request?.headers.find(([name]) => /^content-type$/i.test(name))?.[1];
  const result = String(facts?.result ?? '');
  const instead = /^disturbed: (.*)$/.exec(result)?.[1];
  const besides = facts?.disturbed === undefined ? undefined : String(facts.disturbed);
  const disturbed = instead ?? besides;
  const { sequence, at, toParty: to = '', conversationId = '', messageId = '' } = entry;
  return {
    ...{ sequence, at, to, interaction, conversationId, messageId, bytes: body.length },
    // Who did not put it on record whether it was taken did not refuse it.
    taken: facts?.taken === true || result === 'duplicate' || facts?.taken === undefined,
    ...(disturbed !== undefined && { disturbed }),
    facts: factsOfBody(interaction, type, body),
    findings: entry.findings ?? [],
  };
}

/** `situation asks for: hold` in the trace of a delivery. */
function badDeliveries(all: readonly Entry[], { messageId }: Entry): readonly string[] {
  if (messageId === undefined) return [];
  const steps = all
    .filter((each) => each.messageId === messageId && each.kind === 'delivery')
    .flatMap(({ trace = [] }) => trace.filter(({ stage }) => stage === 'disturb'));
  return [...new Set(steps.flatMap(({ text }) => / asks for: (\S+)$/.exec(text)?.[1] ?? []))];
}

function isMessage({ kind, interaction, request }: Entry): boolean {
  return kind === 'received' && request?.body !== undefined && !SIGNAL.test(interaction ?? '');
}

async function entriesOf(journal: JournalReader, conversationId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let after = 0; ; after = entries.at(-1)?.sequence ?? after) {
    const page = await journal.find({ conversationId, after, limit: PAGE });
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toUpperCase() === other?.toUpperCase();
}
