import assert from 'node:assert/strict';
import { examineMessage } from '../../src/checks/examine-message.ts';
import type {
  DirectoryFacts,
  HttpFacts,
  MessageLimits,
  PeerFacts,
} from '../../src/checks/inbound-message.ts';
import {
  type ReadMessage,
  readForExamination,
  SPINE_LIMITS,
} from '../../src/checks/read-message.ts';
import type { Finding } from '../../src/domain/finding.ts';

/** A message as it was posted, with what is known around it: what a specimen is made of by small edits. */
export interface Captured {
  readonly name: string;
  readonly http: HttpFacts | undefined;
  readonly body: Buffer;
  readonly directory: DirectoryFacts | undefined;
  readonly peer: PeerFacts | undefined;
  readonly limits: MessageLimits;
  readonly now: Date;
}

export interface Edit {
  /** Of the whole body, byte for byte as latin1. */
  readonly body?: (text: string) => string;
  readonly http?: Partial<HttpFacts>;
  readonly directory?: Partial<DirectoryFacts>;
  readonly peer?: PeerFacts;
  readonly limits?: Partial<MessageLimits>;
  readonly now?: Date;
}

export const NOW = new Date('2026-03-01T09:15:01Z');

export function posted(
  name: string,
  {
    body,
    headers,
  }: { readonly body: Buffer; readonly headers: readonly (readonly [string, string])[] },
  directory: DirectoryFacts | undefined,
  path: string,
): Captured {
  const header = (wanted: string) => headers.find(([key]) => key === wanted)?.[1];
  return {
    name,
    http: {
      method: 'POST',
      path,
      soapAction: header('SOAPAction'),
      contentType: header('Content-Type'),
      contentLength: body.length,
      chunked: false,
    },
    body,
    directory,
    peer: undefined,
    limits: SPINE_LIMITS,
    now: NOW,
  };
}

export function edited(given: Captured, edit: Edit): Captured {
  const body = edit.body
    ? Buffer.from(edit.body(given.body.toString('latin1')), 'latin1')
    : given.body;
  if (edit.body) assert.notDeepEqual(body, given.body, 'the edit of a specimen changed nothing');
  const http = given.http && { ...given.http, contentLength: body.length, ...edit.http };
  return {
    ...given,
    http,
    body,
    directory: given.directory && { ...given.directory, ...edit.directory },
    peer: edit.peer ?? given.peer,
    limits: { ...given.limits, ...edit.limits },
    now: edit.now ?? given.now,
  };
}

/** An edit that puts one text for another, which must be there. */
export function swap(from: string | RegExp, to: string): (text: string) => string {
  return (text) => {
    const found = typeof from === 'string' ? text.includes(from) : from.test(text);
    assert.ok(found, `the specimen has no ${from}`);
    return text.replace(from, () => to);
  };
}

/** The same, with what the groups of the pattern held as `$1`. */
export function groups(from: RegExp, to: string): (text: string) => string {
  return (text) => {
    assert.ok(from.test(text), `the specimen has no ${from}`);
    return text.replace(from, to);
  };
}

/** The same, wherever it stands. */
export function swapAll(from: string, to: string): (text: string) => string {
  return (text) => {
    assert.ok(text.includes(from), `the specimen has no ${from}`);
    return text.replaceAll(from, to);
  };
}

export function inTurn(...edits: readonly ((text: string) => string)[]): (text: string) => string {
  return (text) => edits.reduce((sofar, edit) => edit(sofar), text);
}

export function readCaptured(given: Captured): ReadMessage {
  const { http, body, directory, limits, now, peer } = given;
  const read = readForExamination({
    contentType: http?.contentType,
    body,
    http,
    directory: () => directory,
    limits,
    now,
  });
  return peer && read.transport ? { ...read, transport: { ...read.transport, peer } } : read;
}

export function findingsIn(given: Captured): readonly Finding[] {
  return examineMessage(readCaptured(given));
}
