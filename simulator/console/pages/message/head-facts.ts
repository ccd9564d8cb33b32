import type { Entry } from '../../../../src/journal/entry.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../../element.ts';
import { copyable } from '../../pieces/copyable.ts';
import { facts } from '../../pieces/facts.ts';
import { headerOf, type LoadedSide } from './load-side.ts';

/** What an entry is about, who took part, and how it was answered. */
export function headFacts(entry: Entry, response: LoadedSide | undefined): Child {
  return [
    h('h2', {}, 'On record'),
    h('div', { class: 'grid' }, about(entry), exchange(entry, response), more(entry)),
  ];
}

export function conversationLink(id: string): Child {
  return h('a', { href: `${CONSOLE}/transfers/${address(id)}` }, id);
}

export function messageLink(sequence: number, ...text: readonly Child[]): Markup {
  return h('a', { href: `${CONSOLE}/messages/${sequence}` }, text);
}

/** Of what a peer wrote, as a step of an address. */
function address(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/['"<>\\]/g, '_');
}

function about(entry: Entry): Markup {
  const { interaction, fromParty, toParty, conversationId, messageId, refToMessageId } = entry;
  return card('Message', [
    ['Interaction', interaction && h('code', {}, interaction)],
    ['From', fromParty && h('code', {}, fromParty)],
    ['To', toParty && h('code', {}, toParty)],
    ['Conversation', conversationId && conversationLink(conversationId)],
    ['Message id', messageId && copyable(messageId, 'message id')],
    ['Refers to', refToMessageId && h('code', {}, refToMessageId)],
  ]);
}

function exchange(entry: Entry, response: LoadedSide | undefined): Markup {
  const { at, service, kind, request, peer, timings = {} } = entry;
  const line = [request?.method, request?.path].filter((each) => each !== undefined).join(' ');
  return card('Exchange', [
    [
      'Recorded',
      [
        h('time', { datetime: at }, at),
        h('span', { class: 'soft' }, ` \u00b7 ${kind} by ${service}`),
      ],
    ],
    ['Request', line && h('code', {}, line)],
    ['Sent', request?.body && bytes(request.body.length)],
    ['Answer', answerOf(entry, response)],
    ['Answered with', response?.http.body && bytes(response.http.body.length)],
    [
      'Peer',
      peer && [peer.fqdn ?? 'no certificate', h('span', { class: 'soft' }, ` at ${peer.address}`)],
    ],
    ['TLS', peer?.protocol && [peer.protocol, peer.cipher].filter(Boolean).join(', ')],
    ['Certificate', peer?.fingerprint && h('code', { class: 'small' }, peer.fingerprint)],
    ...Object.entries(timings).map(
      ([name, ms]) => [`Time: ${name}`, `${ms.toLocaleString('en-GB')} ms`] as const,
    ),
  ]);
}

function more({ facts: given = {}, opens, settles }: Entry): Markup | undefined {
  const pairs = Object.entries(given).filter(([, value]) => value !== null && value !== '');
  if (pairs.length === 0 && !opens && !settles) return undefined;
  return card('Facts', [
    ...pairs.map(([name, value]) => [name, String(value)] as const),
    ['Opens work', opens && h('code', { class: 'small' }, opens)],
    ['Settles work', settles && h('code', { class: 'small' }, settles)],
  ]);
}

/** The answer in words: its status, and what its envelope says. */
export function answerOf({ kind, response: http }: Entry, response: LoadedSide | undefined): Child {
  if (!http)
    return kind === 'received' ? 'none: the connection was ended, or it is no HTTP' : undefined;
  const status = http.status === undefined ? 'answered' : `HTTP ${http.status}`;
  return [status, h('span', { class: 'soft' }, ` \u00b7 ${answerKind(response)}`)];
}

function answerKind(response: LoadedSide | undefined): string {
  if (!response?.body) return 'no body';
  const { envelope, mediaType } = response;
  const errors = envelope?.errorList?.errors ?? [];
  if (envelope && errors.length > 0)
    return `ebXML MessageError: ${errors.map(({ errorCode, description }) => [errorCode, description].filter((each) => each).join(', ')).join('; ')}`;
  if (envelope?.acknowledgment) return 'ebXML Acknowledgment';
  if (envelope) return `ebXML ${envelope.action}`;
  const start = response.body.whole?.toString('latin1', 0, 4000) ?? '';
  const fault = /<(?:[\w.-]+:)?faultstring[^>]*>([^<]{1,200})/.exec(start)?.[1];
  if (/<(?:[\w.-]+:)?Fault[\s>]/.test(start)) return fault ? `SOAP fault: ${fault}` : 'SOAP fault';
  return mediaType || (headerOf(response.http.headers, 'content-type') ?? 'no Content-Type');
}

export function bytes(length: number): string {
  const plain = `${length.toLocaleString('en-GB')} bytes`;
  if (length < 10_000) return plain;
  return length < 1_000_000
    ? `${(length / 1000).toFixed(0)} kB (${plain})`
    : `${(length / 1_000_000).toFixed(1)} MB (${plain})`;
}

function card(title: string, pairs: readonly (readonly [string, Child])[]): Markup {
  return h('section', { class: 'card', 'aria-label': title }, h('h3', {}, title), facts(pairs));
}
