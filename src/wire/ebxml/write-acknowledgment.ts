import { escapeText } from '../xml/escape-xml.ts';
import type { EbxmlMessage } from './ebxml-message.ts';
import { PARTY_TYPE } from './names.ts';
import { writeEbxml } from './write-ebxml.ts';

/** The values of an acknowledgement that differ from one to the next, in the order of the document. */
const FIELDS = [
  'from',
  'to',
  'cpaId',
  'conversationId',
  'messageId',
  'timestamp',
  'refToMessageId',
  'acknowledgedAt',
  'acknowledgedId',
  'acknowledgedBy',
] as const;
type Field = (typeof FIELDS)[number];

const mark = (field: Field) => `{{${field}}}`;
const templates = new Map<string, readonly string[]>();

/**
 * Writes an acknowledgement in its usual form: the same bytes as `writeEbxml`, without building a tree for
 * each of thousands. The general writer makes the template, so there is one writer of the form. Any other
 * message is handed to it.
 */
export function writeAcknowledgment(message: EbxmlMessage): Buffer {
  const { acknowledgment } = message;
  if (!acknowledgment || !isUsual(message)) return writeEbxml(message);
  const key = `${message.version} ${acknowledgment.version} ${acknowledgment.actor}`;
  let pieces = templates.get(key);
  if (!pieces) {
    // Actors are few; a sender of odd ones must not fill the memory.
    if (templates.size > 8) templates.clear();
    pieces = cut(message);
    templates.set(key, pieces);
  }
  const values: Readonly<Record<Field, string>> = {
    from: message.from.id,
    to: message.to.id,
    cpaId: message.cpaId,
    conversationId: message.conversationId,
    messageId: message.messageId,
    timestamp: message.timestamp,
    refToMessageId: message.refToMessageId ?? '',
    acknowledgedAt: acknowledgment.timestamp,
    acknowledgedId: acknowledgment.refToMessageId,
    acknowledgedBy: acknowledgment.from?.id ?? '',
  };
  let text = pieces[0] ?? '';
  for (const [index, field] of FIELDS.entries()) {
    text += escapeText(values[field]) + (pieces[index + 1] ?? '');
  }
  return Buffer.from(text, 'utf8');
}

/** Every value there, nothing there that an acknowledgement does not have, and no party of an odd type. */
function isUsual(message: EbxmlMessage): boolean {
  const { acknowledgment, from, to, refToMessageId } = message;
  const parties = [from, to, acknowledgment?.from];
  return (
    message.action === 'Acknowledgment' &&
    parties.every((party) => party?.type === PARTY_TYPE && party.id !== '') &&
    [message.cpaId, message.conversationId, message.messageId, message.timestamp].every(Boolean) &&
    !!refToMessageId &&
    !!acknowledgment?.timestamp &&
    !!acknowledgment.refToMessageId &&
    !message.timeToLive &&
    !message.duplicateElimination &&
    !message.ackRequested &&
    !message.syncReply &&
    !message.errorList &&
    !message.statusRequest &&
    !message.statusResponse &&
    !message.manifest
  );
}

/** What stands between the values, from the general writer's own output. */
function cut(message: EbxmlMessage): readonly string[] {
  const { acknowledgment } = message;
  if (!acknowledgment) return [];
  const text = writeEbxml({
    ...message,
    from: { id: mark('from'), type: PARTY_TYPE },
    to: { id: mark('to'), type: PARTY_TYPE },
    cpaId: mark('cpaId'),
    conversationId: mark('conversationId'),
    messageId: mark('messageId'),
    timestamp: mark('timestamp'),
    refToMessageId: mark('refToMessageId'),
    acknowledgment: {
      ...acknowledgment,
      timestamp: mark('acknowledgedAt'),
      refToMessageId: mark('acknowledgedId'),
      from: { id: mark('acknowledgedBy'), type: PARTY_TYPE },
    },
  }).toString('utf8');
  const pieces: string[] = [];
  let rest = text;
  for (const field of FIELDS) {
    const at = rest.indexOf(mark(field));
    if (at < 0) throw new Error(`an acknowledgement is written without its ${field}`);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at + mark(field).length);
  }
  return [...pieces, rest];
}
