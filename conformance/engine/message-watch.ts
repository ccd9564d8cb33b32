import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Transcript, TranscriptMessage } from '../../src/scenario/transcript.ts';
import { transcriptBuilder } from '../../src/scenario/transcript-builder.ts';
import { factsOfBody } from '../../src/scenario/transcript-facts.ts';
import type { MessageExaminer } from './judge.ts';

/** Party keys of those whose messages make up a situation. */
export interface WatchedParties {
  readonly system: string;
  readonly counterpart: string;
  readonly strangers: readonly string[];
}

export interface MessageWatchOptions {
  readonly journal: Journal;
  readonly parties: WatchedParties;
  /** The name in the certificate of the system. */
  readonly systemFqdn: string;
  readonly requester: 'system' | 'counterpart';
  /** Only entries with a greater sequence count. */
  readonly after: number;
  readonly examiner: MessageExaminer;
}

/** The messages of one situation as Spine records them, read one at a time. */
export interface MessageWatch {
  readonly transcript: Transcript;
  /** Calls the listener after every message that was read, and after every other entry of the situation. */
  onChange(listener: () => void): () => void;
  /** Resolves when everything that is on record by now has been read. */
  settled(): Promise<void>;
  close(): void;
}

/** ebXML signals are the transport's affair. */
const SIGNAL = /^(?:Acknowledgment|MessageError|Ping|Pong|StatusRequest|StatusResponse)$/;

export function watchMessages(options: MessageWatchOptions): MessageWatch {
  const { journal, parties, systemFqdn, requester, after, examiner } = options;
  const transcript = transcriptBuilder(requester);
  const conversations = new Set<string>();
  const listeners = new Set<() => void>();
  let work: Promise<void> = Promise.resolve();
  let failure: unknown;

  const peers = new Set([parties.counterpart, ...parties.strangers].map(upper));
  const sideOf = (party: string | undefined): TranscriptMessage['from'] | undefined => {
    const key = upper(party);
    if (key === upper(parties.system)) return 'system';
    if (key === upper(parties.counterpart)) return 'counterpart';
    return peers.has(key) ? 'stranger' : undefined;
  };
  // What cannot be read names no party and no conversation: it counts for every scenario of the system that is under way.
  const unreadable = ({ kind, fromParty, conversationId, peer }: Entry): boolean =>
    kind === 'received' &&
    fromParty === undefined &&
    conversationId === undefined &&
    upper(peer?.fqdn) === upper(systemFqdn);
  const belongs = (entry: Entry): boolean =>
    peers.has(upper(entry.fromParty)) ||
    peers.has(upper(entry.toParty)) ||
    (entry.conversationId !== undefined && conversations.has(entry.conversationId)) ||
    unreadable(entry);

  const take = (entry: Entry): void => {
    if (entry.sequence <= after || !belongs(entry)) return;
    const from = unreadable(entry) ? 'system' : sideOf(entry.fromParty);
    const body = entry.request?.body;
    const isMessage =
      entry.kind === 'received' &&
      entry.service === 'spine' &&
      !SIGNAL.test(entry.interaction ?? '');
    if (!isMessage || !body || from === undefined) {
      work = work.then(tell);
      return;
    }
    if (entry.conversationId !== undefined) conversations.add(entry.conversationId);
    work = work.then(async () => {
      try {
        await read(entry, from);
      } catch (error) {
        failure ??= error;
      }
      tell();
    });
  };

  const read = async (entry: Entry, from: TranscriptMessage['from']): Promise<void> => {
    const ref = entry.request?.body;
    if (!ref) return;
    const body = await journal.readBody(ref);
    const contentType = entry.request?.headers.find(([name]) => /^content-type$/i.test(name))?.[1];
    const facts = factsOfBody(entry.interaction ?? '', contentType, body);
    const result = String(entry.facts?.result ?? '');
    transcript.add({
      sequence: entry.sequence,
      at: entry.at,
      from,
      to: entry.toParty ?? '',
      interaction: entry.interaction ?? '',
      conversationId: entry.conversationId ?? '',
      messageId: entry.messageId ?? '',
      bytes: ref.length,
      taken: entry.facts?.taken === true || result === 'duplicate',
      duplicate: result === 'duplicate',
      disturbed: disturbanceOf(entry),
      facts,
      findings: examiner.take(entry, body, from),
    });
  };

  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };

  const end = journal.subscribe(take);
  return {
    transcript,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async settled() {
      await work;
      if (failure !== undefined) throw failure;
    },
    close: end,
  };
}

/** Faults on purpose: of a message that was taken beside its result, of another as its result. */
function disturbanceOf({ facts }: Entry): string | undefined {
  const [, instead] = /^disturbed: (.*)$/.exec(String(facts?.result ?? '')) ?? [];
  return instead ?? (facts?.disturbed === undefined ? undefined : String(facts.disturbed));
}

function upper(text: string | undefined): string {
  return text?.toUpperCase() ?? '';
}
