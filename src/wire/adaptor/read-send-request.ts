import { ATTACHMENT_TYPES } from '../../domain/attachment-types.ts';
import { type GrowingErrors, type MemberRules, type Members, readMembers } from './read-members.ts';
import { writeSchemaErrors } from './schema-errors.ts';
import {
  MOST_ATTACHMENTS,
  MOST_CHARACTERS,
  type SendAttachment,
  type SendExternal,
  type SendRequest,
} from './send-request.ts';

/** A body that was understood, or what the MHS adaptor answers to it with status 400 (mhs 7.2). */
export type SendRequestReading =
  | { readonly ok: true; readonly request: SendRequest }
  | { readonly ok: false; readonly because: string };

// A byte order mark stays, for which JSON has no place (RFC 8259 section 8.1).
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the body of `POST /` (mhs 7.1). */
export function readSendRequest(body: Uint8Array, rules: MemberRules): SendRequestReading {
  let value: unknown;
  try {
    // Bytes that are no UTF-8 would be replaced, and what is sent would not be what was handed over.
    const text = UTF8.decode(body);
    if (text.trim() === '') return { ok: false, because: 'Body missing from request' };
    value = JSON.parse(text);
  } catch {
    return { ok: false, because: 'Invalid JSON request body' };
  }
  const errors: GrowingErrors = {};
  const request = readMembers(value, errors, rules, (members) => ({
    payload: members.text('payload', { least: 1, most: MOST_CHARACTERS }),
    attachments: members.list('attachments', MOST_ATTACHMENTS, attachmentOf),
    externalAttachments: members.list('external_attachments', undefined, externalOf),
  }));
  if (request && Object.keys(errors).length === 0) return { ok: true, request };
  return {
    ok: false,
    because: `Invalid request. Validation errors: ${writeSchemaErrors(errors)}`,
  };
}

function attachmentOf(members: Members): SendAttachment {
  return {
    isBase64: members.flag('is_base64'),
    contentType: members.oneOf('content_type', ATTACHMENT_TYPES),
    payload: members.text('payload', { least: 1, most: MOST_CHARACTERS }),
    description: members.textOfXml('description', { least: 1 }),
    documentId: members.optionalText('document_id'),
  };
}

function externalOf(members: Members): SendExternal {
  return {
    documentId: members.optionalText('document_id'),
    messageId: members.textOfXml('message_id', {}),
    description: members.textOfXml('description', { least: 1 }),
  };
}
