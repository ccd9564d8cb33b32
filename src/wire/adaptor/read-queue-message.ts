import { type Deviation, type Reading, readAs, START, unreadable } from '../reading.ts';
import type { QueueAttachment, QueueExternal, QueueMessage } from './queue-message.ts';

/**
 * Reads the body of a queued message (mhs 7.3), leniently: flags written as texts, `documentId`, members that are
 * null or not there. What is odd is a deviation `adaptor.*`; unreadable is what is not JSON (`adaptor.not-json`) or
 * has a member of another kind (`adaptor.shape`).
 */
export function readQueueMessage(body: Uint8Array): Reading<QueueMessage> {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable('adaptor.not-json', 'the body is not JSON');
  }
  return queueMessageOf(value);
}

/** The same of a value that was JSON. */
export function queueMessageOf(value: unknown): Reading<QueueMessage> {
  const deviations: Deviation[] = [];
  const odd = (code: string, message: string) =>
    deviations.push({ code: `adaptor.${code}`, message, at: START });
  try {
    const top = objectAt(value, 'the body');
    const message: QueueMessage = {
      ebXml: textAt(top, 'ebXML', ''),
      payload: textAt(top, 'payload', ''),
      attachments: listAt(top, 'attachments').map((each, index) =>
        attachmentOf(each, `attachments[${index}]`, odd),
      ),
      externalAttachments: listAt(top, 'external_attachments').map((each, index) =>
        externalOf(each, `external_attachments[${index}]`, odd),
      ),
    };
    return readAs(message, deviations);
  } catch (error) {
    if (!(error instanceof WrongShape)) throw error;
    return unreadable('adaptor.shape', error.message, START, deviations);
  }
}

type Odd = (code: string, message: string) => void;
type JsonObject = Readonly<Record<string, unknown>>;

/** Of the peer's value; never leaves this file. */
class WrongShape extends Error {}

function attachmentOf(value: unknown, at: string, odd: Odd): QueueAttachment {
  const object = objectAt(value, at);
  return {
    payload: textAt(object, 'payload', at) ?? '',
    isBase64: flagAt(object, 'is_base64', at, odd),
    contentId: textAt(object, 'content_id', at),
    contentType: textAt(object, 'content_type', at),
    description: textAt(object, 'description', at),
  };
}

function externalOf(value: unknown, at: string, odd: Odd): QueueExternal {
  const object = objectAt(value, at);
  const other = textAt(object, 'documentId', at);
  if (other !== undefined) odd('document-id', `${at}.documentId stands for document_id`);
  return {
    documentId: textAt(object, 'document_id', at) ?? other,
    messageId: textAt(object, 'message_id', at),
    description: textAt(object, 'description', at),
    title: textAt(object, 'title', at),
  };
}

function objectAt(value: unknown, at: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as JsonObject;
  throw new WrongShape(`${at} is not an object`);
}

function textAt(object: JsonObject, name: string, at: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new WrongShape(`${at}${at && '.'}${name} is not a text`);
}

function listAt(object: JsonObject, name: string): readonly unknown[] {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new WrongShape(`${name} is not a list`);
}

function flagAt(object: JsonObject, name: string, at: string, odd: Odd): boolean {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') {
    odd('flag-as-text', `${at}.${name} is a text`);
    return value === 'true';
  }
  throw new WrongShape(`${at}.${name} is neither true nor false`);
}
