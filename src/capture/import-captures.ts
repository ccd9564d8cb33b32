import { createReadStream } from 'node:fs';
import { conversationExaminer } from '../checks/conversation-examiner.ts';
import type { Finding } from '../domain/finding.ts';
import type { Entry, HttpSide } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import { oneLine } from '../journal/one-line.ts';
import { openSpool } from '../journal/spool.ts';
import { type CapturedExchange, type CapturedSide, captureNote } from './captured-exchange.ts';
import { examineSide } from './examine-side.ts';
import { exchangeEntry, resultOf } from './exchange-entry.ts';
import type { CaptureSource } from './gather-sources.ts';
import { type Look, lookAtSource } from './look-at-source.ts';
import { type SourceContent, sourceReader } from './source-reader.ts';

/** A capture that could not be read, or not all of it. */
export interface Unread {
  readonly name: string;
  readonly because: string;
}

export interface ImportReport {
  /** What was written, in the order of the journal. */
  readonly entries: readonly Entry[];
  /** How many exchanges could be read. */
  readonly read: number;
  readonly unread: readonly Unread[];
}

export interface ImportOptions {
  /** Opened when there is something to write. */
  readonly journal: () => Promise<Pick<Journal, 'append' | 'keepBody'>>;
  readonly now: Date;
  /** By the time that each capture tells where all of them tell one, as it is unless told, or by name. */
  readonly order?: 'time' | 'name' | undefined;
  /** Nothing is missing from the captures: what was announced and is not among them did not come. */
  readonly complete?: boolean | undefined;
  /** Files beyond are kept, not read. Default 128 MB. */
  readonly mostBytes?: number | undefined;
}

const MOST_BYTES = 128_000_000;
/** The service that entries of captures name. */
export const CAPTURE_SERVICE = 'capture';

/**
 * Makes captured messages entries of a journal: examined alone and as conversations, in the order in which they
 * happened. What cannot be read is kept as bytes with a finding; where nothing can be read nothing is written.
 */
export async function importCaptures(
  sources: readonly CaptureSource[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { mostBytes = MOST_BYTES } = options;
  const read = sourceReader(mostBytes);
  const looks = sources.flatMap((source) => lookAtSource(source, read(source)));
  const ordered = inOrder(looks, options.order ?? 'time');
  const unread = ordered.flatMap(({ name, because }) => (because ? [{ name, because }] : []));
  const entries: Entry[] = [];
  if (ordered.every(({ because }) => because !== undefined)) return { entries, read: 0, unread };
  const together = findTogether(ordered, read, options.complete ?? false);
  const journal = await options.journal();
  for (const [position, look] of ordered.entries()) {
    const exchange = exchangeOf(look, read(look.source));
    entries.push(
      exchange
        ? await appendExchange(journal, look, exchange, together.get(position) ?? [], options.now)
        : await appendBytes(journal, look, options.now),
    );
  }
  return { entries, read: ordered.length - unread.length, unread };
}

function inOrder(looks: readonly Look[], order: 'time' | 'name'): readonly Look[] {
  if (order === 'name' || looks.some(({ at, because }) => !at && !because)) return looks;
  const timeOf = ({ at }: Look) => at?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return looks.toSorted((one, other) => timeOf(one) - timeOf(other));
}

/** What the messages of each conversation say together, by the position of the message. */
function findTogether(
  looks: readonly Look[],
  read: (source: CaptureSource) => SourceContent,
  ended: boolean,
): ReadonlyMap<number, readonly Finding[]> {
  const conversations = new Map<string, number[]>();
  for (const [position, look] of looks.entries()) {
    const id = look.examined.find(({ form }) => form === 'message')?.names.conversationId;
    if (id === undefined) continue;
    const key = id.toUpperCase();
    conversations.set(key, [...(conversations.get(key) ?? []), position]);
  }
  const found = new Map<number, Finding[]>();
  const messageAt = (position: number) => {
    const look = looks[position];
    const exchange = look && exchangeOf(look, read(look.source));
    const content = exchange?.request ?? exchange?.response;
    const side = exchange?.request ? 'request' : 'response';
    const seen = content && examineSide({ side, ...content, at: look?.at });
    return seen?.read && content ? { read: seen.read, body: content.body } : undefined;
  };
  for (const positions of conversations.values()) {
    const examiner = conversationExaminer();
    for (const position of positions) {
      const message = messageAt(position);
      if (message) examiner.take(String(position), message.read);
    }
    const again = (key: string, number: number) => {
      const message = messageAt(Number(key));
      const part = message?.read.mime?.parts[number - 1];
      const start = part?.body.offset ?? 0;
      return part && message?.body.subarray(start, start + part.body.length);
    };
    for (const { about, ...finding } of examiner.findings({ again, ended })) {
      const position = Number(about);
      found.set(position, [...(found.get(position) ?? []), finding]);
    }
  }
  return found;
}

function exchangeOf({ index }: Look, { exchanges }: SourceContent): CapturedExchange | undefined {
  return index === undefined ? undefined : exchanges[index];
}

async function appendExchange(
  journal: Pick<Journal, 'append'>,
  look: Look,
  exchange: CapturedExchange,
  together: readonly Finding[],
  now: Date,
): Promise<Entry> {
  const { request, response, facts, timings } = exchange;
  const names = look.examined.find(({ form }) => form === 'message')?.names ?? {};
  const contentType = response?.headers?.find(([name]) => /^content-type$/i.test(name))?.[1];
  const answer = response && { status: response.status ?? 200, contentType };
  const result = answer ? resultOf(names, answer, response?.body) : 'captured';
  return journal.append(
    exchangeEntry({
      service: CAPTURE_SERVICE,
      at: look.at ?? now,
      request: request && sideOf(request),
      response: response && sideOf(response),
      examined: look.examined,
      result: look.because ? 'captured, not readable' : result,
      findings: [...exchange.findings, ...together],
      trace: [{ stage: 'receive', text: `captured elsewhere, from ${oneLine(look.name)}` }],
      facts: { ...facts, source: look.name, timeKnown: look.at !== undefined },
      ...(timings && { timings }),
    }),
  );
}

function sideOf({ method, path, status, headers = [], body }: CapturedSide): HttpSide<Uint8Array> {
  return {
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(status !== undefined && { status }),
    headers,
    ...(body.length > 0 && { body }),
  };
}

/** A file that is none of the forms stays on record as it is. */
async function appendBytes(
  journal: Pick<Journal, 'append' | 'keepBody'>,
  { name, source, because = '' }: Look,
  now: Date,
): Promise<Entry> {
  const spool = await openSpool(journal);
  try {
    for await (const chunk of createReadStream(source.files[0])) await spool.write(chunk);
  } catch (error) {
    await spool.abandon();
    throw error;
  }
  const body = await spool.keep();
  return journal.append({
    kind: 'note',
    at: now.toISOString(),
    service: CAPTURE_SERVICE,
    summary: 'a capture that cannot be read: its bytes are kept',
    request: { headers: [], body },
    findings: [{ ...captureNote('CAPTURE-04', because, 'file'), severity: 'must' }],
    facts: { source: name, form: 'bytes', result: 'not readable' },
  });
}
