import { type Answer, answerJson, type Invalid, refuseInvalid } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { readContinuation, writeContinuation } from '../request/continuation.ts';
import { workflowFilter } from '../request/workflow-filter.ts';

const USUAL = 500;

/** Lists what can be collected, oldest first (mesh-nhais 1.4.2). */
export function list(room: MeshRoom, mailbox: string, asked: Asked): Answer {
  const { query, version } = asked;
  const read = readQuery(room, mailbox, asked);
  if ('found' in read) return refuseInvalid(read.found);
  const { most, from } = read;
  const filter = query.get('workflow_filter') ?? undefined;
  const wanted = workflowFilter(filter);
  const waiting = room.messages.shelf.waiting(mailbox);
  const left = waiting.filter(({ place, workflowId }) => place > from && wanted(workflowId));
  const page = left.slice(0, version === 1 ? Math.min(most, USUAL) : most);
  const ids = page.map(({ id }) => id);
  const result = `${ids.length} of ${waiting.length} messages`;
  if (version === 1) return answerJson(1, 200, { messages: ids }, result);
  const link = (further: Readonly<Record<string, string>>) => {
    const told = new URLSearchParams({
      ...(query.has('max_results') ? { max_results: String(most) } : {}),
      ...(filter ? { workflow_filter: filter } : {}),
      ...further,
    });
    const path = `/messageexchange/${mailbox}/inbox`;
    return told.size > 0 ? `${path}?${told}` : path;
  };
  const last = page.at(-1);
  const next =
    last && left.length > page.length
      ? { next: link({ continue_from: writeContinuation(mailbox, last.place) }) }
      : {};
  const links = { self: link({}), ...next };
  return answerJson(2, 200, { messages: ids, links, approx_inbox_count: waiting.length }, result);
}

export function count(room: MeshRoom, mailbox: string, asked: Asked): Answer {
  const count = room.messages.shelf.waiting(mailbox).length;
  const { version, internalId } = asked;
  const value =
    version === 2 ? { count } : { count, internalID: internalId, allResultsIncluded: true };
  return answerJson(version, 200, value, `${count} messages`);
}

function readQuery(
  room: MeshRoom,
  mailbox: string,
  { query, version }: Asked,
): { readonly most: number; readonly from: number } | { readonly found: readonly Invalid[] } {
  const found: Invalid[] = [];
  const no = (name: string, message: string, type: string) =>
    void found.push({ where: 'query', name, message, type });
  const shown = query.get('max_results');
  const most = shown === null ? USUAL : Number(shown);
  if (shown !== null && !/^\d{1,9}$/.test(shown))
    no('max_results', 'Input should be a valid integer', 'int_parsing');
  else if (most < 10)
    no('max_results', 'Input should be greater than or equal to 10', 'greater_than_equal');
  else if (most > 5000)
    no('max_results', 'Input should be less than or equal to 5000', 'less_than_equal');
  const token = query.get('continue_from');
  let from = 0;
  if (token !== null && (token.length < 24 || token.length > 1000))
    no('continue_from', 'String should have 24 to 1000 characters', 'string_length');
  else if (token !== null) {
    const place =
      readContinuation(mailbox, token) ??
      (version === 1 ? placeOf(room, mailbox, token) : undefined);
    if (place === undefined)
      no('continue_from', 'it is not from links.next of this inbox', 'value_error');
    else from = place;
  }
  return found.length > 0 ? { found } : { most, from };
}

/** In version 1 the last message of a page says where the next one begins. */
function placeOf(room: MeshRoom, mailbox: string, id: string): number | undefined {
  const message = room.messages.shelf.get(id);
  return message?.to === mailbox ? message.place : undefined;
}
