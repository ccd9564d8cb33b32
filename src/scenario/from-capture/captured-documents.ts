import { NO_DESCRIPTION, readDescription } from '../../wire/ebxml/description.ts';
import type { ReferenceFacts, TranscriptMessage } from '../transcript.ts';
import type { CapturedConversation } from './captured-conversation.ts';

/** A document of a record on record. */
export interface CapturedDocument {
  /** File name without the id before it; a second of the same name ends in `#2`. */
  readonly name: string;
  readonly contentType: string | undefined;
  readonly travels: 'inline' | 'external' | 'in-chunks';
  readonly compressed: boolean;
  /** Of the content, as near as its announced length tells; `undefined` where none is announced. */
  readonly bytes: number | undefined;
  /** Labels of its messages in the order in which they are announced; none of an inline one. */
  readonly labels: readonly string[];
}

export interface CapturedDocuments {
  readonly documents: readonly CapturedDocument[];
  /** Labels of the messages that bring parts, by MessageId in upper case. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The documents that the extract of a conversation announces; none where there is no extract. */
export function capturedDocuments({ messages }: CapturedConversation): CapturedDocuments {
  const extract = messages.find(({ role }) => role === 'extract');
  const labels = new Map<string, string>();
  const documents: CapturedDocument[] = [];
  for (const reference of extract?.references ?? []) {
    const id = midOf(reference);
    const read = readDescription(reference.description);
    const { filename, bareName, contentType, compressed, length } = read.ok
      ? read.value
      : NO_DESCRIPTION;
    // The first reference of every message is its payload, which is no document.
    if (id === undefined && filename === undefined) continue;
    const plain = (filename ?? bareName ?? 'document').replace(/^[0-9A-Fa-f-]{36}_/, '');
    const name = unused(plain || 'document', documents);
    const index = id === undefined ? undefined : partNamed(messages, id);
    const chunks =
      index?.role === 'index' ? index.references.flatMap((each) => midOf(each) ?? []) : [];
    const own = id === undefined ? [] : chunks.length > 0 ? [`${name}/index`] : [name];
    if (id !== undefined) labels.set(id, own[0] ?? name);
    for (const [number, chunk] of chunks.entries()) labels.set(chunk, `${name}/${number}`);
    documents.push({
      ...{ name, contentType, compressed: compressed === true },
      travels: id === undefined ? 'inline' : chunks.length > 0 ? 'in-chunks' : 'external',
      bytes: length === undefined ? undefined : Math.floor((length * 3) / 4),
      labels: [...own, ...chunks.map((_, number) => `${name}/${number}`)],
    });
  }
  return { documents, labels };
}

function midOf({ href }: ReferenceFacts): string | undefined {
  return /^mid:(.+)$/i.exec(href)?.[1]?.toUpperCase();
}

function partNamed(
  messages: readonly TranscriptMessage[],
  id: string,
): TranscriptMessage | undefined {
  return messages.find(({ messageId }) => messageId.toUpperCase() === id);
}

function unused(name: string, taken: readonly CapturedDocument[]): string {
  const count = taken.filter(
    (each) => each.name === name || each.name.startsWith(`${name}#`),
  ).length;
  return count === 0 ? name : `${name}#${count + 1}`;
}
