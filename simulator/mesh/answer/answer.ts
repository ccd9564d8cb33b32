import type { BodyRef, TraceStep } from '../../../src/journal/entry.ts';
import type { HeaderList } from '../../../src/platform/http-message.ts';
import type { Change } from '../message/change.ts';
import type { ApiVersion } from '../request/api-version.ts';
import { type CodeName, codeNamed, type MeshCode } from './codes.ts';

/** Bytes of a chunk as they lie in the journal, and what is done to them on their way out. */
export interface StoredContent {
  readonly ref: BodyRef;
  readonly how: 'as stored' | 'expanded' | 'compressed';
}

/** What MESH answers, and what it means for the record. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array | StoredContent;
  /** A word or a few; never patient data. */
  readonly result: string;
  readonly trace: readonly TraceStep[];
  readonly messageId?: string | undefined;
  readonly fromParty?: string | undefined;
  readonly toParty?: string | undefined;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  /** What it brings about; it counts from when it is on record. */
  readonly change?: Change | undefined;
}

const MEDIA_TYPES = { 1: 'application/json', 2: 'application/vnd.mesh.v2+json' } as const;
const EMPTY = new Uint8Array();

export function answerJson(version: ApiVersion, status: number, value: unknown, result: string) {
  const headers: HeaderList = [['Content-Type', MEDIA_TYPES[version]]];
  return { status, headers, body: Buffer.from(JSON.stringify(value)), result, trace: [] };
}

export function answerEmpty(status: number, result: string): Answer {
  return { status, headers: [], body: EMPTY, result, trace: [] };
}

/** A refusal by a code of the table, in the form of the version (mesh-nhais 1.6). */
export function refuse(
  status: number,
  name: CodeName | MeshCode,
  context: { readonly version: ApiVersion; readonly internalId: string },
  why: string,
  messageId?: string,
): Answer {
  const { event, code, text } = typeof name === 'string' ? codeNamed(name) : name;
  const { version, internalId } = context;
  const value =
    version === 1
      ? {
          ...(messageId ? { messageID: messageId } : {}),
          ...{ errorEvent: event, errorCode: code, errorDescription: text },
        }
      : {
          ...(messageId ? { message_id: messageId } : {}),
          ...{ internal_id: internalId, detail: [{ event, code, msg: text }] },
        };
  const answer = answerJson(version, status, value, `refused: ${codeWord(code || text)}`);
  return {
    ...answer,
    trace: [{ stage: 'decide', text: why }],
    ...(messageId ? { messageId } : {}),
  };
}

/** A refusal that names no reason: the same in both versions. */
export function refuseSilently(
  status: number,
  { internalId }: { readonly internalId: string },
  why: string,
): Answer {
  const message = 'An internal error occurred.\n\nPlease contact support.';
  const answer = answerJson(1, status, { internal_id: internalId, message }, `refused: ${status}`);
  return { ...answer, trace: [{ stage: 'decide', text: why }] };
}

export interface Invalid {
  readonly where: 'header' | 'query' | 'body' | 'path';
  readonly name: string;
  readonly message: string;
  readonly type: string;
}

/** Values that the interface does not allow, before MESH itself looks. */
export function refuseInvalid(found: readonly Invalid[]): Answer {
  const detail = found.map(({ where, name, message, type }) => ({
    ...{ loc: [where, name], msg: message, type },
  }));
  const answer = answerJson(1, 400, { detail, body: null }, 'refused: validation');
  const trace = found.map(({ where, name, message }) => ({
    stage: 'read',
    text: `${where} ${name}: ${message}`,
  }));
  return { ...answer, trace };
}

function codeWord(text: string): string {
  return /^\d/.test(text) ? `code ${text}` : text;
}
