import type { BodyRef, Entry, HttpSide } from '../../src/journal/entry.ts';

export const API = '/api/v1';

/** An entry as the API shows it: bodies become addresses, where they lie on disk stays inside. */
export function viewEntry(entry: Entry) {
  const { request, response, ...rest } = entry;
  return {
    ...rest,
    ...(request && { request: viewSide(entry.sequence, 'request', request) }),
    ...(response && { response: viewSide(entry.sequence, 'response', response) }),
  };
}

function viewSide(sequence: number, side: 'request' | 'response', value: HttpSide<BodyRef>) {
  const { body, ...rest } = value;
  if (!body) return rest;
  const { length, crc } = body;
  const href = `${API}/journal/${sequence}/body?side=${side}`;
  return { ...rest, body: { length, crc, href } };
}
