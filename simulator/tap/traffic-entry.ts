import { exchangeEntry, resultOf } from '../../src/capture/exchange-entry.ts';
import type { NamedMessage } from '../../src/capture/named-message.ts';
import type { BodySource, HttpSide, NewEntry, Peer } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { TakenBody } from './body-taker.ts';
import type { ExaminedTraffic } from './examine-traffic.ts';
import type { PassingExchange, PassingMessage } from './passing-exchange.ts';

/** Where an exchange passed. */
export interface Passage {
  readonly leg: string;
  readonly system: string;
  readonly peer: Peer;
  /** Of the connection that it went on by. */
  readonly facts: NonNullable<NewEntry['facts']>;
}

/** A body kept, and what the checks say of its message. */
export interface KeptSide {
  readonly taken: TakenBody;
  readonly bytes: Uint8Array | undefined;
  readonly examined: ExaminedTraffic | undefined;
}

/** The entry of an exchange that passed, and one for each earlier message that it shows something of. */
export function trafficEntries(
  passage: Passage,
  exchange: PassingExchange,
  kept: { readonly request: KeptSide | undefined; readonly response: KeptSide | undefined },
  now: Date,
): readonly NewEntry[] {
  const { leg, peer } = passage;
  const { request, response } = kept;
  const service = `tap:${leg}`;
  const examined = [request?.examined, response?.examined].flatMap((each) => each ?? []);
  const names = examined.find(({ form }) => form === 'message')?.names ?? {};
  const main = exchangeEntry({
    ...{ service, at: exchange.at, peer, examined },
    request: exchange.request && sideOf(exchange.request, request),
    response: exchange.response && sideOf(exchange.response, response),
    result: resultFor(exchange, names, response),
    trace: exchange.trace,
    facts: factsOf(passage, exchange, request, response),
    timings: timingsOf(exchange),
  });
  const earlier = examined.flatMap((each) => each.earlier);
  return [main, ...earlier.map((each) => earlierEntry(service, now, each))];
}

/** The entry of bytes that are no HTTP/1.1. */
export function unparsedEntry(
  { leg, peer, facts }: Omit<Passage, 'system'>,
  why: string,
  now: Date,
  bytes: {
    readonly asked: TakenBody;
    readonly answered: TakenBody;
    readonly fromCaller: number;
    readonly fromServer: number;
  },
): NewEntry {
  const { asked, answered, fromCaller, fromServer } = bytes;
  return {
    ...{ kind: 'note', at: now.toISOString(), service: `tap:${leg}`, peer },
    summary: oneLine(`bytes that are no HTTP/1.1 passed, ${why}`),
    request: { headers: [], ...(asked.body && { body: asked.body }) },
    response: { headers: [], ...(answered.body && { body: answered.body }) },
    findings: [notHttp(why)],
    facts: { ...facts, fromCaller, fromServer, result: 'unparsed' },
  };
}

function notHttp(message: string) {
  const rule = { check: 'TAP-01', severity: 'must', clause: 'mhs 1.4, RFC 9112' } as const;
  return { ...rule, message: `no HTTP/1.1, ${message}`, at: 'connection' };
}

function sideOf({ head }: PassingMessage, kept: KeptSide | undefined): HttpSide<BodySource> {
  const { method, path, status, headers } = head;
  return {
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(status !== undefined && { status }),
    headers,
    ...(kept?.taken.body && { body: kept.taken.body }),
  };
}

function resultFor(
  { request, response }: PassingExchange,
  names: NamedMessage,
  kept: KeptSide | undefined,
): string {
  if (!response) return request?.cut ? 'broken off by the caller' : 'no answer';
  const contentType = response.head.headers.find(([name]) => /^content-type$/i.test(name))?.[1];
  const told = resultOf(names, { status: response.head.status ?? 0, contentType }, kept?.bytes);
  return response.cut ? `${told}, broken off` : told;
}

function factsOf(
  { facts }: Passage,
  { request, response, interim, facts: own }: PassingExchange,
  ...kept: readonly (KeptSide | undefined)[]
): NonNullable<NewEntry['facts']> {
  const lostBody = kept.find((each) => each?.taken.lost !== undefined)?.taken.lost;
  const unexamined = kept.some(
    (each) => each?.taken.body !== undefined && each.examined === undefined,
  );
  return {
    ...facts,
    ...own,
    ...(interim.length > 0 && { interim: interim.join(' ') }),
    ...(request?.chunked && { requestChunked: true }),
    ...(response?.chunked && { responseChunked: true }),
    ...(request?.cut && { requestCut: request.body.length }),
    ...(response?.cut && { responseCut: response.body.length }),
    ...(lostBody !== undefined && { bodyLost: lostBody }),
    ...(unexamined && { examined: false }),
  };
}

function timingsOf({ request, response }: PassingExchange): NonNullable<NewEntry['timings']> {
  const began = request?.began ?? response?.began ?? 0;
  const since = (moment: number | undefined) =>
    moment === undefined ? undefined : Math.round((moment - began) * 100) / 100;
  const [asked, first, last] = [request?.ended, response?.began, response?.ended].map(since);
  return {
    ...(asked !== undefined && { request: asked }),
    ...(first !== undefined && { toFirstByte: first }),
    ...(last !== undefined && { total: last }),
  };
}

function earlierEntry(
  service: string,
  now: Date,
  { names, findings }: ExaminedTraffic['earlier'][number],
): NewEntry {
  const checks = [...new Set(findings.map(({ check }) => check))].join(', ');
  return {
    kind: 'note',
    at: now.toISOString(),
    service,
    summary: oneLine(`${names.interaction ?? 'a message'} that passed before: ${checks}`),
    ...names,
    findings,
    facts: { result: 'found later' },
  };
}
