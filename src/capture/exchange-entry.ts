import type { Finding } from '../domain/finding.ts';
import type { BodySource, HttpSide, NewEntry, Peer, TraceStep } from '../journal/entry.ts';
import { oneLine } from '../journal/one-line.ts';
import { judgeAnswer } from '../wire/ebxml/judge-answer.ts';
import type { ExaminedSide } from './examine-side.ts';
import type { NamedMessage } from './named-message.ts';

/** An exchange that somebody looked on, examined. */
export interface SeenExchange {
  /** `capture`, `tap:LEG`. */
  readonly service: string;
  readonly at: Date;
  readonly request: HttpSide<BodySource> | undefined;
  readonly response: HttpSide<BodySource> | undefined;
  readonly examined: readonly Pick<ExaminedSide, 'form' | 'names' | 'findings'>[];
  /** What became of it, one word or a few. */
  readonly result: string;
  readonly findings?: readonly Finding[];
  readonly trace?: readonly TraceStep[];
  readonly facts?: NewEntry['facts'];
  readonly timings?: NewEntry['timings'];
  readonly peer?: Peer;
}

/** The entry of an exchange between two systems: named for its request, or for its answer where that is all there is. */
export function exchangeEntry(seen: SeenExchange): NewEntry {
  const { request, response, examined, result, peer, timings } = seen;
  const names = examined.find(({ form }) => form === 'message')?.names ?? {};
  const findings = [...(seen.findings ?? []), ...examined.flatMap((side) => side.findings)];
  const counted = { must: 0, should: 0, note: 0 };
  for (const { severity } of findings) counted[severity]++;
  const told = `${counted.must} broken, ${counted.should} departures, ${counted.note} notes`;
  return {
    kind: 'received',
    at: seen.at.toISOString(),
    service: seen.service,
    summary: oneLine(`${whatOf(names, request, response, peer)}: ${result}`),
    ...names,
    ...(peer && { peer }),
    ...(request && { request }),
    ...(response && { response }),
    ...(timings && { timings }),
    findings,
    trace: [
      ...(seen.trace ?? []),
      { stage: 'examine', text: `looked on: ${told}`, facts: counted },
    ],
    facts: { ...seen.facts, result },
  };
}

/** What an answer says of the message that it answers, in a few words. */
export function resultOf(
  { messageId = '' }: NamedMessage,
  answer: { readonly status: number; readonly contentType: string | undefined } | undefined,
  body: Uint8Array | undefined,
): string {
  if (!answer) return 'no answer';
  const { status } = answer;
  if (!body) return `HTTP ${status}`;
  const judged = judgeAnswer({ ...answer, body }, messageId);
  if (judged.kind === 'messageError') {
    const codes = judged.errorList.errors.map(({ errorCode }) => errorCode).join(', ');
    return `HTTP ${status}, ebXML error ${codes}`;
  }
  if (judged.kind === 'soapFault') return `HTTP ${status}, SOAP fault ${judged.codes.join(', ')}`;
  return judged.kind === 'acknowledged' ? `HTTP ${status}, acknowledged` : `HTTP ${status}`;
}

/** Never a query of a path: it may name a patient. */
function whatOf(
  { interaction, fromParty }: NamedMessage,
  request: HttpSide<BodySource> | undefined,
  response: HttpSide<BodySource> | undefined,
  peer: Peer | undefined,
): string {
  const what =
    interaction ??
    (request?.method ? `${request.method} ${pathOf(request.path)}` : undefined) ??
    (response ? 'an answer' : 'a message');
  const from = fromParty ?? peer?.fqdn ?? peer?.address;
  return from ? `${what} from ${from}` : what;
}

function pathOf(path = ''): string {
  const plain = path.split('?')[0] ?? '';
  // Ids of patients stand in paths of FHIR: the first steps tell enough.
  const steps = plain.split('/').map((step) => (/\d{10}/.test(step) ? '...' : step));
  return steps.join('/').slice(0, 200);
}
