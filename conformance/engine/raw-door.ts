import { randomUUID } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import type { Entry } from '../../src/journal/entry.ts';
import type { WrongVariant } from '../../src/pki/certificate-store.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError } from '../../src/wire/ebxml/build-message-error.ts';
import { buildSignal } from '../../src/wire/ebxml/build-signal.ts';
import { type JudgedAnswer, judgeAnswer } from '../../src/wire/ebxml/judge-answer.ts';
import { PARTY_TYPE } from '../../src/wire/ebxml/names.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { type RawAnswer, type RawRequest, rawCall } from './raw-call.ts';
import { type RawChange, rawChange } from './raw-changes.ts';
import type { Trial } from './trial.ts';

/** Who knocks: Spine, unless said otherwise. */
export interface Caller {
  readonly wrong?: WrongVariant;
  readonly fqdn?: string;
  readonly certificate?: 'none';
  readonly tls?: 'TLSv1.1';
}

/** What the system's door said, and where that is on record. */
export interface DoorAnswer {
  readonly entry: Entry;
  readonly answer: RawAnswer;
  readonly judged: JudgedAnswer | undefined;
}

const answers = new WeakMap<Trial, DoorAnswer>();

/** What the door said last in this scenario. */
export function lastAnswer(trial: Trial): DoorAnswer {
  const found = answers.get(trial);
  if (!found) throw new Error('nothing was delivered to the door in this scenario');
  return found;
}

/** The counterpart's message that Spine took and keeps: nothing else is known to the system of it. */
export async function heldMessage(
  trial: Trial,
  role: 'request' | 'extract',
): Promise<TranscriptMessage> {
  return trial.until(`the ${role} of the other practice is on record`, ({ messages }) =>
    messages.find(({ from, role: is, taken }) => from !== 'system' && is === role && taken),
  );
}

/** Delivers a message that Spine keeps to the system's door, changed as the words say. */
export async function deliverHeld(
  trial: Trial,
  role: 'request' | 'extract',
  words: string,
  caller: Caller = {},
): Promise<DoorAnswer> {
  const message = await heldMessage(trial, role);
  return deliver(trial, await recorded(trial, message), message, words, rawChange(words), caller);
}

/** A message of another action in the same conversation, made from the request that was delivered. */
export async function deliverOther(trial: Trial, action: string): Promise<DoorAnswer> {
  const message = await heldMessage(trial, 'request');
  const messageId = randomUUID().toUpperCase();
  const renamed = rawChange(`as "${action}"`);
  const renumbered: RawChange = (request) => {
    const text = Buffer.from(request.body).toString('latin1');
    const ids = [message.messageId, message.hl7Id ?? message.messageId];
    // The conversation may have the id of its first message: it stays what it is.
    const kept = text.replace(/(<(?:\w+:)?ConversationId>)[^<]*/, '$1@conversation@');
    const changed = ids
      .reduce((whole, id) => whole.replaceAll(id, messageId), kept)
      .replace('@conversation@', message.conversationId);
    return { ...request, body: Buffer.from(changed, 'latin1') };
  };
  const change: RawChange = (request) => renamed(renumbered(request));
  const told = { ...message, messageId, interaction: action };
  return deliver(trial, await recorded(trial, message), told, `as ${action}`, change, {});
}

/** An ebXML signal about a message that the system never sent (mhs 5.5 B10). */
export async function deliverStraySignal(
  trial: Trial,
  kind: 'acknowledgement' | 'error',
): Promise<DoorAnswer> {
  const stamp = { messageId: randomUUID().toUpperCase(), now: new Date() };
  const party = (id: string) => ({ id, type: PARTY_TYPE });
  const route = {
    from: party(trial.system.partyKey),
    to: party(trial.situation().counterpart.partyKey),
    cpaId: 'S0000000A000000',
    conversationId: randomUUID().toUpperCase(),
  };
  const nobodys = buildSignal('Ping', route, { ...stamp, messageId: randomUUID().toUpperCase() });
  const signal =
    kind === 'acknowledgement'
      ? buildAcknowledgment(nobodys, stamp)
      : buildMessageError(
          nobodys,
          [{ errorCode: 'DeliveryFailure', description: 'the message was not delivered' }],
          stamp,
        );
  const request = framed(
    trial,
    'text/xml; charset=UTF-8',
    `urn:oasis:names:tc:ebxml-msg:service/${signal.action}`,
    writeEbxml(signal),
  );
  const about = {
    messageId: signal.messageId,
    conversationId: route.conversationId,
    interaction: signal.action,
  };
  return deliver(trial, request, about, `a stray ${kind}`, (same) => same, {});
}

/** Something that is no message: a browser's question. */
export async function askForPage(trial: Trial): Promise<DoorAnswer> {
  const { path, host } = target(trial);
  const request: RawRequest = {
    method: 'GET',
    path,
    headers: [
      ['Host', host],
      ['Accept', 'text/html'],
      ['Connection', 'close'],
    ],
    body: new Uint8Array(),
  };
  const about = { messageId: '', conversationId: '', interaction: '' };
  return deliver(trial, request, about, 'a question for a page', (same) => same, {});
}

type About = Pick<TranscriptMessage, 'messageId' | 'conversationId' | 'interaction'>;

async function deliver(
  trial: Trial,
  right: RawRequest,
  about: About,
  words: string,
  change: RawChange,
  caller: Caller,
): Promise<DoorAnswer> {
  const request = change(right);
  const options = await connection(trial, caller);
  const began = performance.now();
  const answer = await rawCall(options, request, trial.patienceMs);
  const judged =
    answer.kind === 'answered'
      ? judgeAnswer(
          {
            status: answer.status,
            contentType: headerValue(answer.headers, 'content-type'),
            body: answer.body,
          },
          about.messageId,
        )
      : undefined;
  const outcome = outcomeOf(judged);
  const { messageId, conversationId, interaction } = about;
  const said = answer.kind === 'answered' ? `${outcome}, HTTP ${answer.status}` : answer.why;
  const entry = await trial.journal.append({
    kind: 'delivery',
    at: new Date().toISOString(),
    service: 'spine',
    summary: `${interaction || 'no message'} to ${trial.system.partyKey}, ${words}: ${said}`,
    ...(messageId && { messageId, conversationId, interaction }),
    fromParty: trial.situation().counterpart.partyKey,
    toParty: trial.system.partyKey,
    request: {
      method: request.method,
      path: trial.system.endpoint,
      headers: request.headers,
      body: request.body,
    },
    ...(answer.kind === 'answered' && {
      response: { status: answer.status, headers: answer.headers, body: answer.body },
    }),
    timings: { total: Math.round((performance.now() - began) * 10) / 10 },
    facts: { attempt: 1, outcome, why: answer.kind === 'answered' ? null : answer.why, raw: words },
  });
  const found: DoorAnswer = { entry, answer, judged };
  answers.set(trial, found);
  trial.observed(`${said} (#${entry.sequence})`);
  return found;
}

function outcomeOf(judged: JudgedAnswer | undefined): string {
  if (!judged) return 'unreachable';
  if (judged.kind === 'acknowledged' || judged.kind === 'accepted') return judged.kind;
  return 'rejected';
}

/** The message as Spine has it on record, framed for the system's door. */
async function recorded(trial: Trial, { sequence }: TranscriptMessage): Promise<RawRequest> {
  const headers = (await trial.journal.get(sequence))?.request?.headers ?? [];
  const contentType = headerValue(headers, 'content-type') ?? '';
  const soapAction = headerValue(headers, 'soapaction') ?? '';
  return framed(trial, contentType, soapAction, await trial.bytesOf(sequence));
}

function framed(
  trial: Trial,
  contentType: string,
  soapAction: string,
  body: Uint8Array,
): RawRequest {
  const { path, host } = target(trial);
  return {
    method: 'POST',
    path,
    headers: [
      ['Host', host],
      ['SOAPAction', soapAction],
      ['Content-Type', contentType],
      ['Content-Length', String(body.length)],
      ['Connection', 'close'],
    ],
    body,
  };
}

function target(trial: Trial): { readonly path: string; readonly host: string } {
  const { pathname, search, host } = new URL(trial.system.endpoint);
  return { path: `${pathname}${search}`, host };
}

/** Where the door is, and who knocks. The door's own certificate is looked at in a step of its own. */
export async function connection(
  trial: Trial,
  { wrong, fqdn, certificate, tls }: Caller = {},
): Promise<ConnectionOptions> {
  const { hostname, port } = new URL(trial.system.endpoint);
  const identity = await trial.identity({ ...(wrong && { wrong }), ...(fqdn && { fqdn }) });
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 443),
    servername: trial.system.fqdn,
    ca: identity.trustPem,
    rejectUnauthorized: false,
    ...(certificate !== 'none' && { key: identity.keyPem, cert: identity.chainPem }),
    // What is too weak for OpenSSL must still be offered: the door is to refuse it, not the caller.
    ...(tls && { minVersion: tls, maxVersion: tls, ciphers: 'DEFAULT:@SECLEVEL=0' }),
  };
}
