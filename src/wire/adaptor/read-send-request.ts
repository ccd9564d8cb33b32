import { legible } from '../xml/escape-xml.ts';
import { type SchemaErrors, writeSchemaErrors } from './schema-errors.ts';
import {
  ATTACHMENT_TYPES,
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

export interface SendRequestRules {
  /** Whether members that the schema does not have are refused; the default of the adaptor's library (mhs 7.1). */
  readonly unknownMembers: 'refuse' | 'ignore';
}

// A byte order mark stays, for which JSON has no place (RFC 8259 section 8.1).
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the body of `POST /` (mhs 7.1). */
export function readSendRequest(body: Uint8Array, rules: SendRequestRules): SendRequestReading {
  let value: unknown;
  try {
    // Bytes that are no UTF-8 would be replaced, and what is sent would not be what was handed over.
    const text = UTF8.decode(body);
    if (text.trim() === '') return { ok: false, because: 'Body missing from request' };
    value = JSON.parse(text);
  } catch {
    return { ok: false, because: 'Invalid JSON request body' };
  }
  const errors: Record<string, readonly string[] | SchemaErrors> = {};
  const request = objectOf(value, errors, rules, (members) => ({
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

/** Reads the members of an object; what is wrong with one is put under its name. */
interface Members {
  text(name: string, length: Length): string;
  /** What goes into the envelope. */
  textOfXml(name: string, length: Length): string;
  /** So does this. */
  optionalText(name: string): string | undefined;
  flag(name: string): boolean;
  oneOf(name: string, allowed: readonly string[]): string;
  list<T>(name: string, most: number | undefined, read: (members: Members) => T): readonly T[];
}

interface Length {
  readonly least?: number;
  readonly most?: number;
}

type Growing = Record<string, readonly string[] | SchemaErrors>;

function objectOf<T>(
  value: unknown,
  errors: Growing,
  rules: SendRequestRules,
  read: (members: Members) => T,
): T | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors._schema = ['Invalid input type.'];
    return undefined;
  }
  const known = new Set<string>();
  const object = value as Readonly<Record<string, unknown>>;
  const take = (name: string, needed: boolean): unknown => {
    known.add(name);
    const has = Object.hasOwn(object, name);
    if (!has && needed) errors[name] = ['Missing data for required field.'];
    if (has && object[name] === null) errors[name] = ['Field may not be null.'];
    return has ? (object[name] ?? undefined) : undefined;
  };
  // Half of a pair cannot be sent as UTF-8, nor can XML hold every character.
  const textOf = (name: string, needed: boolean, fits = isWellFormed): string | undefined => {
    const member = take(name, needed);
    if (member === undefined || (typeof member === 'string' && fits(member))) return member;
    errors[name] = ['Not a valid string.'];
    return undefined;
  };
  const longText = (name: string, { least, most }: Length, fits = isWellFormed): string => {
    const text = textOf(name, true, fits);
    if (text === undefined) return '';
    const wrong = lengthError(text, least, most);
    if (wrong) errors[name] = [wrong];
    return text;
  };
  const result = read({
    text: longText,
    textOfXml: (name, length) => longText(name, length, isLegible),
    optionalText: (name) => textOf(name, false, isLegible),
    flag(name) {
      const member = take(name, true);
      // Strictly: a text that says "true" is none (mhs 7.1).
      if (member !== undefined && typeof member !== 'boolean')
        errors[name] = ['Not a valid boolean.'];
      return member === true;
    },
    oneOf(name, allowed) {
      const text = textOf(name, true);
      if (text !== undefined && !allowed.includes(text))
        errors[name] = [`Must be one of: ${allowed.join(', ')}.`];
      return text ?? '';
    },
    list(name, most, readOne) {
      const member = take(name, false);
      if (member === undefined) return [];
      if (!Array.isArray(member)) {
        errors[name] = ['Not a valid list.'];
        return [];
      }
      if (most !== undefined && member.length > most) {
        errors[name] = [`Longer than maximum length ${most}.`];
        return [];
      }
      const inner: Growing = {};
      const read = member.flatMap((each, index) => {
        const own: Growing = {};
        const one = objectOf(each, own, rules, readOne);
        if (Object.keys(own).length > 0) inner[index] = own;
        return one === undefined ? [] : [one];
      });
      if (Object.keys(inner).length > 0) errors[name] = inner;
      return read;
    },
  });
  if (rules.unknownMembers === 'refuse')
    for (const name of Object.keys(object)) {
      if (!known.has(name)) put(errors, name, ['Unknown field.']);
    }
  return result;
}

function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

function isLegible(text: string): boolean {
  return legible(text) === text;
}

/** A member may be called anything, `__proto__` too. */
function put(errors: Growing, name: string, texts: readonly string[]): void {
  Object.defineProperty(errors, name, { value: texts, enumerable: true, configurable: true });
}

function lengthError(text: string, least = 0, most?: number): string | undefined {
  // Characters, not units of UTF-16; counted only where it matters.
  const short = text.length < least;
  const long = most !== undefined && text.length > most && [...text].length > most;
  if (!short && !long) return undefined;
  return most === undefined
    ? `Shorter than minimum length ${least}.`
    : `Length must be between ${least} and ${most}.`;
}
