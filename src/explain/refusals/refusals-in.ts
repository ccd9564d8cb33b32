import type { Entry } from '../../journal/entry.ts';
import type { CodeNote } from '../codes/code-note.ts';
import { CONNECTION_CODES } from '../codes/connection-codes.ts';
import { DELIVERY_CODES } from '../codes/delivery-codes.ts';
import { lookUp } from '../codes/look-up.ts';
import type { EntrySides } from '../place/entry-sides.ts';
import { acknowledgedAs } from './acknowledged-as.ts';
import { deliveryEnd } from './delivery-end.ts';
import { directoryAnswer } from './directory-answer.ts';
import { messageAnswer, reportedErrors } from './message-answer.ts';
import { isOfNeighbour, neighbourAnswer } from './neighbour-answer.ts';
import type { Refused } from './refused.ts';
import { webAnswer } from './web-answer.ts';

/** Services that answer as web faces do. Whatever is none of them answers messages. */
const WEB: ReadonlySet<string> = new Set([
  ...['gateway', 'pds-fhir', 'sds-fhir', 'pds-smsp'],
  ...['oauth', 'cis2', 'smartcard'],
]);

/** Everything that an entry refuses, or tells as refused. */
export async function refusalsIn(entry: Entry, sides: EntrySides): Promise<readonly Refused[]> {
  const { kind, service, facts = {} } = entry;
  if (kind === 'handshake') return [handshake(entry)];
  if (service === 'sds-ldap') return directoryAnswer(entry);
  if (facts.result === 'broken off') return [brokenOff(entry)];
  const request = await sides.view('request');
  const response = await sides.view('response');
  if (kind === 'delivery' || kind === 'settled') return deliveryEnd(entry, request, response);
  if (isOfNeighbour(entry)) {
    const silent = isSilence(entry) ? [noAnswer(entry)] : [];
    return [...neighbourAnswer(entry, request, response), ...silent];
  }
  // An authority answers by interchanges of its own: what it found wrong stands in the findings.
  if (service.startsWith('nhais')) return [];
  if (WEB.has(service)) return webAnswer(entry, request, response);
  const told = [...reportedErrors(request), ...acknowledgedAs(request, undefined)];
  const silent = isSilence(entry) ? [noAnswer(entry)] : [];
  return [...messageAnswer(entry, request, response), ...silent, ...told];
}

function handshake({ facts = {}, summary }: Entry): Refused {
  const cause = String(facts.cause ?? 'other');
  return {
    rule: cause,
    note: lookUp(CONNECTION_CODES, cause) ?? (CONNECTION_CODES.other as CodeNote),
    answer: 'handshake refused',
    reason: summary.replace(/^handshake refused: /, ''),
    where: { side: 'request', at: 'TLS handshake' },
  };
}

function brokenOff({ facts = {}, request }: Entry): Refused {
  const { received, announced } = facts;
  return {
    rule: 'broken-off',
    note: DELIVERY_CODES.broken as CodeNote,
    answer: 'no answer',
    reason: `the connection broke after ${received} of ${announced} bytes`,
    where: { side: 'request', at: 'body', offset: Number(received ?? 0) },
    nearest: request && `a body of ${announced} bytes, as Content-Length says`,
  };
}

/** An answer that is not on record may only not have been captured: silence is what a service says of itself. */
function isSilence({ kind, response, facts = {} }: Entry): boolean {
  return kind === 'received' && !response && SILENT.test(String(facts.result ?? ''));
}

const SILENT = /^(?:disturbed|no answer)/;

function noAnswer({ trace = [], facts = {} }: Entry): Refused {
  const why = trace.at(-1)?.text ?? String(facts.result ?? 'nothing was answered');
  return {
    rule: 'no-answer',
    note: DELIVERY_CODES['no-answer'] as CodeNote,
    answer: 'no answer',
    reason: why,
  };
}
